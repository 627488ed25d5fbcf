namespace SdkGen.Generators.Tests.Analyzers;

/// <summary>The capability rules on the models that ship: what a user reads.</summary>
public class OpenAIModelTests
{
    [Fact]
    public Task Images_of_a_text_model() => AnalyzedCode.ShouldReportAsync(
        "class C(IChatClient<OpenAIModels.Gpt41Mini> chat) { Task M() => chat.⟦GenerateImageAsync⟧(\"a lighthouse\"); }",
        "CS0311",
        "LLM2001 gpt-4.1-mini does not produce images. Models of OpenAI that do: OpenAIModels.GptImage1Mini, OpenAIModels.GptImage15, OpenAIModels.GptImage2, OpenAIModels.ChatgptImageLatest. "
        + "Ask for one as IImageGenerator<OpenAIModels.GptImage1Mini>.");

    [Fact]
    public Task A_chat_client_of_an_image_model() => AnalyzedCode.ShouldReportAsync(
        "class C(⟦IChatClient<OpenAIModels.GptImage1>⟧ chat) { public object Chat => chat; }",
        "LLM2002 gpt-image-1 does not produce text. Models of OpenAI that do: OpenAIModels.Gpt41, OpenAIModels.Gpt41Mini, OpenAIModels.Gpt4o, OpenAIModels.Gpt4oMini. "
        + "gpt-image-1 itself is used as IImageGenerator<OpenAIModels.GptImage1>.");

    [Fact]
    public Task An_embedding_generator_of_a_chat_model() => AnalyzedCode.ShouldReportAsync(
        "class C(⟦IEmbeddingGenerator<OpenAIModels.Gpt41Mini>⟧ vectors) { public object Vectors => vectors; }",
        "LLM2002 gpt-4.1-mini does not produce embeddings. Models of OpenAI that do: OpenAIModels.TextEmbedding3Large, OpenAIModels.TextEmbedding3Small, OpenAIModels.TextEmbeddingAda002. "
        + "gpt-4.1-mini itself is used as IChatClient<OpenAIModels.Gpt41Mini>.");

    [Fact]
    public Task A_chat_client_of_an_embedding_model() => AnalyzedCode.ShouldReportAsync(
        "class C(⟦IChatClient<OpenAIModels.TextEmbedding3Small>⟧ chat) { public object Chat => chat; }",
        "LLM2002 text-embedding-3-small does not produce text. Models of OpenAI that do: OpenAIModels.Gpt41, OpenAIModels.Gpt41Mini, OpenAIModels.Gpt4o, OpenAIModels.Gpt4oMini. "
        + "text-embedding-3-small itself is used as IEmbeddingGenerator<OpenAIModels.TextEmbedding3Small>.");

    [Fact]
    public Task Tools_of_a_model_without() => AnalyzedCode.ShouldReportAsync(
        "class C(IChatClient<OpenAIModels.Gpt5ChatLatest> chat) { object M() => chat.⟦WithTools⟧([]); }",
        "LLM2003 gpt-5-chat-latest does not call tools. Models of OpenAI that do: OpenAIModels.Gpt5Codex, OpenAIModels.Gpt5Mini, OpenAIModels.Gpt5Nano, OpenAIModels.Gpt5Pro.");

    [Fact]
    public Task A_refused_property_of_the_models_own_options() => AnalyzedCode.ShouldReportAsync(
        "class C { object M() => new OpenAIModels.O3.Options { ⟦Temperature⟧ = 1 }; }",
        "LLM2010 'OpenAIModels.O3.Options.Temperature' is obsolete: 'o3 does not take temperature: "
        + "a model that always reasons samples as it sees fit. Leave it out; ReasoningEffort says how hard it thinks.'");

    [Fact]
    public Task A_refused_parameter_in_plain_options() => AnalyzedCode.ShouldReportAsync(
        "class C(IChatClient<OpenAIModels.O3> chat) { Task M() => chat.GetResponseAsync(\"hi\", new ChatOptions { ⟦Temperature⟧ = 1 }); }",
        "LLM2011 o3 does not take temperature: a model that always reasons samples as it sees fit. Leave it out; ReasoningEffort says how hard it thinks.");

    [Fact]
    public Task The_working_calls() => AnalyzedCode.ShouldBeSilentAsync(
        """
        class C(IChatClient<OpenAIModels.Gpt41Mini> chat, IImageGenerator<OpenAIModels.GptImage2> images, IChatClient<OpenAIModels.O3> thinker, IEmbeddingGenerator<OpenAIModels.TextEmbedding3Small> vectors)
        {
            Task Image() => images.GenerateImageAsync("a lighthouse");
            Task Tools() => chat.WithTools([]).GetResponseAsync("hi", new OpenAIModels.Gpt41Mini.Options { Temperature = 1 });
            Task Vectors() => vectors.GenerateAsync("a lighthouse");
            Task Think() => thinker.WithTools([]).GetResponseAsync("hi", new OpenAIModels.O3.Options { MaxOutputTokens = 100 });
        }
        """);
}

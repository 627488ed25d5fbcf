namespace SdkGen.Generators.Tests.Analyzers;

/// <summary>LLM2001 and LLM2003: members that ask a capability of the model.</summary>
public class ConstrainedMemberTests
{
    /// <summary>Members as the runtime and a library of a user may have them.</summary>
    private const string Members = """
        using Models;
        namespace SdkGen
        {
            public static class StubExtensions
            {
                public static IChatClient<TModel> UseTools<TModel>(this IChatClient<TModel> chat, IEnumerable<AITool> tools) where TModel : ICallsTools => chat;
                public static IChatClient UseTools(this IChatClient chat, IEnumerable<AITool> tools) => chat;
                public static Task<string> PaintAsync<TModel>(this IChatClient<TModel> chat, string prompt, int count = 1) where TModel : IProducesImages => Task.FromResult(prompt);
                public static Task<TModel[]> EmbedAsync<TModel>(string text) where TModel : IProducesEmbeddings => Task.FromResult(Array.Empty<TModel>());
            }
        }

        """;

    private const string NoImages =
        "LLM2001 acme-2 does not produce images. Models of Acme that do: AcmeModels.AcmeOmni, AcmeModels.AcmeImage1, AcmeModels.AcmeImage2.";

    private const string NoTools =
        "LLM2003 acme-2-plain does not call tools. Models of Acme that do: AcmeModels.Acme2Mini, AcmeModels.Acme2, AcmeModels.AcmeThink.";

    [Theory]
    [InlineData("class C(IChatClient<AcmeModels.Acme2> chat) { Task M() => chat.⟦PaintAsync⟧(\"a lighthouse\"); }")]
    [InlineData("class C(IChatClient<AcmeModels.Acme2> chat) { async Task M() => Console.WriteLine(await chat.⟦PaintAsync⟧(\"a lighthouse\", 2)); }")]
    [InlineData("class C(IChatClient<AcmeModels.Acme2>? chat) { object? M() => chat?.⟦PaintAsync⟧(\"a lighthouse\"); }")]
    [InlineData("class C(IChatClient<AcmeModels.Acme2> chat) { Task M() => StubExtensions.⟦PaintAsync⟧(chat, \"a lighthouse\"); }")]
    [InlineData("interface IMine : IChatClient<AcmeModels.Acme2>; class C(IMine chat) { Task M() => chat.⟦PaintAsync⟧(\"a lighthouse\"); }")]
    [InlineData("class C { Task M(IChatClient<AcmeModels.Acme2> chat) { Func<Task> run = () => chat.⟦PaintAsync⟧(\"a lighthouse\"); return run(); } }")]
    public Task Images_of_a_text_model(string code) => AnalyzedCode.ShouldReportAsync(Members + code, "CS0311", NoImages);

    [Fact]
    public Task An_argument_that_is_named() => AnalyzedCode.ShouldReportAsync(
        Members + "class C { Task M() => StubExtensions.⟦EmbedAsync<AcmeModels.Acme2>⟧(\"text\"); }",
        "CS0311", "LLM2001 acme-2 does not produce embeddings. No model of Acme in AcmeModels does.");

    [Fact]
    public Task Images_of_a_combination_in_which_one_makes_none() => AnalyzedCode.ShouldReportAsync(
        Members + "class C(IChatClient<AnyOf<AcmeModels.AcmeOmni, AcmeModels.Acme2Mini>> chat) { Task M() => chat.⟦GenerateImageAsync⟧(\"a lighthouse\"); }",
        "CS0311", "LLM2001 acme-2-mini does not produce images. Models of Acme that do: AcmeModels.AcmeOmni, AcmeModels.AcmeImage1, AcmeModels.AcmeImage2.");

    /// <summary>What can be used instead is also what the application has of other providers.</summary>
    [Fact]
    public Task Tools_where_other_providers_are_added() => AnalyzedCode.ShouldReportAsync(
        """
        using Models;
        class C(IChatClient<BareModels.Bare> chat) { object M(AITool[] tools) => chat.⟦WithTools⟧(tools); }
        static class Startup { static void Add(LlmBuilder llm) => llm.AddAnthropic().AddOpenAI(options => options.ApiKey = null).AddOllama(); }
        """,
        "LLM2003 bare does not call tools. No model of Bare in BareModels does. Of other providers that are added: AnthropicModels.ClaudeFable5, OpenAIModels.Gpt41.");

    [Fact]
    public Task Images_that_need_another_client() => AnalyzedCode.ShouldReportAsync(
        Members + """
        namespace Narrow
        {
            static class NarrowModels
            {
                [LlmModel("write", "narrow", ProviderName = "Narrow", Operations = ["chat"], Output = ["text"])] public sealed class Write : IProducesText;
                [LlmModel("paint", "narrow", ProviderName = "Narrow", Operations = ["image"], Output = ["image"])] public sealed class Paint : IProducesImages;
            }
            class C(IChatClient<NarrowModels.Write> chat) { Task M() => chat.⟦PaintAsync⟧("a lighthouse"); }
        }
        """,
        "CS0311", "LLM2001 write does not produce images. Models of Narrow that do: NarrowModels.Paint. Ask for it as IImageGenerator<NarrowModels.Paint>.");

    [Theory]
    [InlineData("class C(IChatClient<AcmeModels.Acme2Plain> chat) { object M(AITool[] tools) => chat.⟦UseTools⟧(tools); }")]
    [InlineData("class C(IChatClient<AcmeModels.Acme2Plain> chat) { object M() => chat.⟦UseTools⟧([]); }")]
    [InlineData("class C(IChatClient<AcmeModels.Acme2Plain> chat) { object M() { IChatClient plain = chat; return plain.⟦UseTools⟧([]); } }")]
    [InlineData("class C(IChatClient<AcmeModels.Acme2Plain> chat) { object M() => StubExtensions.⟦UseTools⟧(chat, []); }")]
    [InlineData("class C(IChatClient<AcmeModels.Acme2Plain> chat) { object? M() => chat?.⟦UseTools⟧([]); }")]
    [InlineData("class C { object M(IServiceProvider services) { var chat = (IChatClient<AcmeModels.Acme2Plain>)services.GetService(typeof(object))!; return chat.⟦UseTools⟧([]); } }")]
    [InlineData("class C { object M<TChat>(TChat chat) where TChat : class, IChatClient<AcmeModels.Acme2Plain> => chat.⟦UseTools⟧([]); }")]
    [InlineData("class C(IChatClient<AnyOf<AcmeModels.Acme2, AcmeModels.Acme2Plain>> chat) { object M(AITool[] tools) => chat.⟦WithTools⟧(tools); }")]
    [InlineData("class C(IChatClient<AnyOf<AcmeModels.Acme2, AcmeModels.Acme2Mini, AcmeModels.Acme2Plain>> chat) { object M(AITool[] tools) => chat.⟦WithTools⟧(tools); }")]
    [InlineData("class C { object M(IChatClient<AnyOf<AcmeModels.Acme2Plain, AcmeModels.Acme2, AcmeModels.Acme2, AcmeModels.Acme2Mini>> chat) { IChatClient plain = chat; return plain.⟦WithTools⟧([]); } }")]
    public Task Tools_that_would_fall_back_in_silence(string code) => AnalyzedCode.ShouldReportAsync(Members + code, NoTools);

    [Theory]
    [InlineData("class C(IChatClient<AcmeModels.AcmeOmni> chat) { Task M() => chat.PaintAsync(\"a lighthouse\"); }")]
    [InlineData("class C(IChatClient<AcmeModels.Acme2> chat) { object M() => chat.UseTools([]); }")]
    [InlineData("class C(IChatClient<AcmeModels.AcmeMystery> chat) { object M() => chat.UseTools([]); }")]
    [InlineData("class C(IChatClient<AnyOf<AcmeModels.Acme2, AcmeModels.AcmeMystery>> chat) { IChatClient<AnyOf<AcmeModels.Acme2, AcmeModels.AcmeMystery>> M(AITool[] tools) => chat.WithTools(tools); }")]
    [InlineData("class C<T>(IChatClient<AnyOf<AcmeModels.Acme2, T>> chat) where T : ICallsTools { object M(AITool[] tools) => chat.WithTools(tools); }")]
    [InlineData("class C(IChatClient chat) { object M() => chat.UseTools([]); }")]
    [InlineData("class C(IChatClient<AcmeModels.Acme2Plain> a, IChatClient b) { object M(bool first) { IChatClient chat = a; if (first) chat = b; return chat.UseTools([]); } }")]
    [InlineData("class C<TModel>(IChatClient<TModel> chat) where TModel : IModel { object M() => chat.UseTools([]); }")]
    [InlineData("class C<TModel>(IChatClient<TModel> chat) where TModel : IProducesImages { Task M() => chat.PaintAsync(\"a lighthouse\"); }")]
    [InlineData("static class Other { public static object UseTools(this IChatClient<AcmeModels.Acme2Plain> chat, int tools) => chat; } class C(IChatClient<AcmeModels.Acme2Plain> chat) { object M() => chat.UseTools(1); }")]
    public Task Near_misses(string code) => AnalyzedCode.ShouldBeSilentAsync(Members + code);

    /// <summary>What clients of another kind have: the compiler's sentence never stands alone.</summary>
    [Theory]
    [InlineData("IEmbeddingGenerator<OpenAIModels.TextEmbedding3Small> it", "it.⟦GenerateImageAsync⟧(\"x\")", "CS1061", "LLM2001 text-embedding-3-small does not produce images. Models of OpenAI that do: OpenAIModels.ChatgptImageLatest, OpenAIModels.GptImage1Mini, OpenAIModels.GptImage15, OpenAIModels.GptImage2. Ask for one as IImageGenerator<OpenAIModels.ChatgptImageLatest>.")]
    [InlineData("IImageGenerator<AcmeModels.AcmeImage2> it", "it.⟦GetResponseAsync⟧(\"x\")", "CS1929", "LLM2001 acme-image-2 does not produce text. Models of Acme that do: AcmeModels.AcmeOmni, AcmeModels.Acme2Plain, AcmeModels.Acme2, AcmeModels.Acme2Mini. Ask for one as IChatClient<AcmeModels.AcmeOmni>.")]
    [InlineData("IImageGenerator<AcmeModels.AcmeImage2> it", "it.⟦WithTools⟧([])", "CS1929", "LLM2001 acme-image-2 does not produce text. Models of Acme that do: AcmeModels.AcmeOmni, AcmeModels.Acme2Plain, AcmeModels.Acme2, AcmeModels.Acme2Mini. Ask for one as IChatClient<AcmeModels.AcmeOmni>.")]
    [InlineData("IChatClient<AcmeModels.Acme2>? it", "it?.⟦GenerateVideoAsync⟧(\"x\")", "CS1061", "LLM2001 acme-2 does not produce video. No model of Acme in AcmeModels does.")]
    [InlineData("IChatClient<AcmeModels.Acme2> it", "it.⟦GenerateAsync⟧([\"x\"])", "CS1061", "LLM2001 acme-2 does not produce embeddings. No model of Acme in AcmeModels does.")]
    [InlineData("IChatClient<AcmeModels.Acme2> it", "it.⟦GetTextAsync⟧(System.IO.Stream.Null)", "CS1929", "LLM2002 acme-2 does not have an operation for ISpeechToTextClient. No model of Acme in AcmeModels does. acme-2 itself is used as IChatClient<AcmeModels.Acme2>.")]
    [InlineData("IImageGenerator<AcmeModels.AcmeMystery> it", "it.⟦GetResponseAsync⟧(\"x\")", "CS1929", "LLM2001 acme-mystery does not produce text as IImageGenerator. Ask for it as IChatClient<AcmeModels.AcmeMystery>.")]
    [InlineData("IChatClient<AnyOf<AcmeModels.AcmeOmni, AcmeModels.Acme2>> it", "it.⟦GenerateVideoAsync⟧(\"x\")", "CS1061", "LLM2001 acme-omni does not produce video. No model of Acme in AcmeModels does.")]
    [InlineData("FussyModels.Fussy1.Options it", "it.⟦Thinking⟧", "CS1061", null)]
    [InlineData("IChatClient<AcmeModels.Acme2> it", "it.Nonsense()", "CS1061", null)]
    public Task A_member_of_clients_of_another_kind(string parameter, string asked, string compiler, string? said) =>
        AnalyzedCode.ShouldReportAsync($"using Models; class C({parameter}) {{ object? M() => {(said is null ? asked.Replace("⟦", "").Replace("⟧", "") : asked)}; }}", said is null ? [compiler] : [compiler, said]);

    [Theory]
    [InlineData("object M() => new OpenAIModels.Gpt41Mini.Options { ⟦ReasoningEffort⟧ = null };", "CS0117")]
    [InlineData("void M(OpenAIModels.Gpt41Mini.Options options) => options.⟦ReasoningEffort⟧ = null;", "CS1061")]
    public Task A_parameter_that_other_models_take(string code, string compiler) => AnalyzedCode.ShouldReportAsync(
        "class C { " + code + " }", compiler, "LLM2011 gpt-4.1-mini does not take ReasoningEffort: it has no such parameter. Models of OpenAI that do: OpenAIModels.Gpt52Codex, OpenAIModels.Gpt53Codex, OpenAIModels.Gpt53CodexSpark, OpenAIModels.Gpt54.");
}

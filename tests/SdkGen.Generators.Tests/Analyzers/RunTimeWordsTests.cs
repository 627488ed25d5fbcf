using Microsoft.CodeAnalysis;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace SdkGen.Generators.Tests.Analyzers;

/// <summary>A program that is not stopped by the compiler is stopped by itself, in the very same words: those of models of the other providers that it adds among them.</summary>
public class RunTimeWordsTests
{
    private static readonly DataContent s_image = new(new byte[] { 1 }, "image/png");

    public static TheoryData<string, Func<IServiceProvider, Task>> Mistakes { get; } = new()
    {
        { "void M(IChatClient<OpenAIModels.O3Mini> chat) => chat.GetResponseAsync(new ChatMessage(ChatRole.User, [⟦new DataContent(new byte[] { 1 }, \"image/png\")⟧]));", services => Chat<OpenAIModels.O3Mini>(services).GetResponseAsync(new ChatMessage(ChatRole.User, [s_image])) },
        { "void M(⟦IChatClient<OpenAIModels.GptImage1>⟧ chat) { }", services => Chat<OpenAIModels.GptImage1>(services).GetResponseAsync("hi") },
        { "void M(IChatClient<OpenAIModels.Gpt4o> chat) => chat.GetResponseAsync(\"hi\", new ChatOptions { ⟦MaxOutputTokens⟧ = 60000 });", services => Chat<OpenAIModels.Gpt4o>(services).GetResponseAsync("hi", new() { MaxOutputTokens = 60000 }) },
        { "void M(IChatClient<OpenAIModels.Gpt41> chat) => chat.GetResponseAsync(\"hi\", new ChatOptions { Reasoning = new() { ⟦Effort⟧ = ReasoningEffort.High } });", services => Chat<OpenAIModels.Gpt41>(services).GetResponseAsync("hi", new() { Reasoning = new() { Effort = ReasoningEffort.High } }) },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public async Task Both_name_models_of_all_providers_that_are_added(string code, Func<IServiceProvider, Task> run)
    {
        var (source, spans) = AnalyzedCode.Unmark($"{AnalyzedCode.Usings}class C {{ static void Add(LlmBuilder llm) => llm.AddOpenAI().AddAnthropic().AddDeepSeek(); {code} }}");
        var said = (await AnalyzedCode.ReportsAsync(AnalyzedCode.Compile(source))).Where(report => report.Severity == DiagnosticSeverity.Error).ShouldHaveSingleItem();
        using var services = new ServiceCollection()
            .AddLlm(llm => llm.AddOpenAI(Local).AddAnthropic(Local).AddDeepSeek(Local))
            .BuildServiceProvider();

        var refusal = await Should.ThrowAsync<UnsupportedCapabilityException>(run(services));

        said.Location.SourceSpan.ShouldBe(spans.ShouldHaveSingleItem());
        refusal.Message.ShouldBe($"{said.Id}: {said.GetMessage()}");
        refusal.Hint.ShouldNotBeNull().ShouldContain("AnthropicModels.");
    }

    [Fact]
    public async Task Alone_a_provider_names_its_own()
    {
        using var services = new ServiceCollection().AddLlm(llm => llm.AddOpenAI(Local).AddOpenAI("second", Local)).BuildServiceProvider();

        var refusal = await Should.ThrowAsync<UnsupportedCapabilityException>(Chat<OpenAIModels.O3Mini>(services).GetResponseAsync(new ChatMessage(ChatRole.User, [s_image])));

        refusal.Hint.ShouldNotBeNull().ShouldNotContain("Of other providers");
    }

    private static void Local(Transport.ProviderOptions account) => account.BaseUrl = "http://localhost:1/v1";

    // Generic code: no analyzer sees the model here.
    private static IChatClient Chat<TModel>(IServiceProvider services)
        where TModel : IModel => services.GetRequiredService<IChatClient<TModel>>();
}

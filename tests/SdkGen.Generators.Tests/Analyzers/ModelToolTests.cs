using SdkGen.Generators.Tools;

namespace SdkGen.Generators.Tests.Analyzers;

/// <summary>LLM2030: tools that the service of the asked model refuses.</summary>
public class ModelToolTests
{
    private const string Tools =
        """
        static class Parcels
        {
            /// <summary>Finds one.</summary>
            [LlmTool] public static int Find(int größe) => größe;
            [LlmTool] public static int Count(int size) => size;
            public static AITool[] Tools => [];
        }
        """;

    [Theory]
    [InlineData("AnthropicModels.ClaudeHaiku45", "claude-haiku-4-5")]
    public async Task A_name_that_the_service_refuses(string model, string id)
    {
        var (source, spans) = AnalyzedCode.Unmark(AnalyzedCode.Usings + Tools + $"class C(IChatClient<{model}> chat) {{ object M() => chat.WithTools(⟦Parcels.Tools⟧); }}");

        var report = (await AnalyzedCode.ReportsAsync(AnalyzedCode.Compile(source), [new ModelToolAnalyzer()])).ShouldHaveSingleItem();

        (report.Id, report.Location.SourceSpan).ShouldBe(("LLM2030", spans[0]));
        report.GetMessage().ShouldBe($"{id} cannot be given the tool Find: the argument or member \"größe\" must be 1 to 64 letters (a to z), digits or any of _.-.");
    }

    [Theory]
    [InlineData("OpenAIModels.Gpt41Mini", "chat.WithTools(Parcels.Tools)")]
    [InlineData("DeepSeekModels.DeepseekChat", "chat.WithTools(Parcels.Tools)")]
    [InlineData("AnthropicModels.ClaudeHaiku45", "chat.WithTools([])")]
    [InlineData("AnthropicModels.ClaudeHaiku45", "Parcels.Tools")]
    public async Task Services_that_take_it_or_of_which_nothing_is_known(string model, string expression)
    {
        var source = AnalyzedCode.Usings + Tools + $"class C(IChatClient<{model}> chat) {{ object M() => {expression}; object N() => chat; }}";

        (await AnalyzedCode.ReportsAsync(AnalyzedCode.Compile(source), [new ModelToolAnalyzer()])).ShouldBeEmpty();
    }
}

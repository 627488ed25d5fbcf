using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SdkGen.Generators.Tests.Harness;
using SdkGen.Generators.Tools;

namespace SdkGen.Generators.Tests.Profiles;

/// <summary>What is said of tools that a service takes only in part.</summary>
public class ToolServiceCheckTests
{
    [Fact]
    public async Task A_tool_that_every_service_takes_is_silent() => (await ReportsAsync("all", """
        /// <summary>Finds.</summary>
        /// <param name="query">Text.</param>
        /// <param name="count">How many.</param>
        [LlmTool] public static string Find(string query, int count = 3) => query;
        """)).ShouldBeEmpty();

    [Fact]
    public async Task Free_keys_have_no_form_in_strict_mode() => (await ReportsAsync("openai;openai.strict;gemini", """
        /// <summary>Counts.</summary>
        /// <param name="labels">Values by name.</param>
        [LlmTool] public static int Count(Dictionary<string, string> labels) => labels.Count;
        """)).ShouldBe(["LLM1020 Info Tool Count has no schema for OpenAI in strict mode: $.labels has free keys. The plain schema is sent there, and the arguments are checked when the call comes."]);

    [Fact]
    public async Task A_type_within_itself_has_none_where_recursion_is_refused() => (await ReportsAsync("openai.strict;anthropic.strict;gemini", """
        public sealed record Step(string Title, Step? Next = null);
        /// <summary>Plans.</summary>
        /// <param name="step">The first.</param>
        [LlmTool] public static string Plan(Step step) => step.Title;
        """)).ShouldBe(["LLM1020 Info Tool Plan has no schema for Anthropic in strict mode: $defs.Step holds itself. The plain schema is sent there, and the arguments are checked when the call comes."]);

    [Fact]
    public async Task Too_many_optional_parameters_are_counted() => (await ReportsAsync("anthropic.strict", $"""
        /// <summary>Takes much.</summary>
        {Params(25)}
        [LlmTool] public static string Much({string.Join(", ", Enumerable.Range(0, 25).Select(i => $"int p{i} = 0"))}) => "";
        """)).ShouldBe(["LLM1020 Info Tool Much has no schema for Anthropic in strict mode: $ has too many optional parameters: 25, and 24 is the most. The plain schema is sent there, and the arguments are checked when the call comes."]);

    [Fact]
    public async Task A_name_that_only_one_service_refuses_is_a_warning_for_it() => (await ReportsAsync("openai;gemini", """
        /// <summary>Models.</summary>
        /// <param name="shape">Of what.</param>
        [LlmTool("3d_model")] public static string Model(string shape) => shape;
        """)).ShouldBe(["LLM1021 Warning Gemini refuses the tool 3d_model: a name there has at most 128 characters: letters, digits, _ . : and -, beginning with a letter or _"]);

    [Fact]
    public async Task A_long_description_is_refused_by_OpenAI_alone() => (await ReportsAsync("openai;anthropic", $"""
        /// <summary>{new string('x', 1025)}</summary>
        [LlmTool] public static string Long() => "";
        """)).ShouldBe(["LLM1021 Warning OpenAI refuses the tool Long: its description has 1025 characters, and 1024 is the most"]);

    [Fact]
    public async Task A_member_name_that_Anthropic_refuses_is_a_warning() => (await ReportsAsync("anthropic", """
        public sealed record Mail([property: System.Text.Json.Serialization.JsonPropertyName("re: subject")] string Subject);
        /// <summary>Sends.</summary>
        /// <param name="mail">What.</param>
        [LlmTool] public static string Send(Mail mail) => mail.Subject;
        """)).ShouldBe(["LLM1021 Warning Anthropic refuses the tool Send: the argument or member \"re: subject\" must be 1 to 64 letters (a to z), digits or any of _.-"]);

    [Fact]
    public async Task More_tools_than_a_request_takes() => (await ReportsAsync("openai;anthropic.strict", string.Join('\n', Enumerable.Range(0, 21).Select(i => $"""
        /// <summary>Tool.</summary>
        [LlmTool] public static string Tool{i}() => "";
        """)))).ShouldBe(["LLM1022 Info Many has 21 tools, and Anthropic in strict mode takes 20 in one request: offer a part of them, or split the class"]);

    private static string Params(int count) => string.Join('\n', Enumerable.Range(0, count).Select(i => $"/// <param name=\"p{i}\">One.</param>"));

    private static async Task<string[]> ReportsAsync(string profiles, string members)
    {
        var source = $$"""
            using System.Collections.Generic;
            using SdkGen;
            namespace Demo;
            public static class Many
            {
            {{members}}
            }
            """;
        var options = new AnalyzerOptions([], new HarnessOptions(new Dictionary<string, string> { ["SdkGenSchemaProfiles"] = profiles }));
        var reports = await new GeneratorHarness().Compile([source]).WithAnalyzers([new ToolAnalyzer()], options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. reports.OrderBy(report => report.Location.SourceSpan.Start).Select(report => $"{report.Id} {report.Descriptor.DefaultSeverity} {report.GetMessage()}")];
    }
}

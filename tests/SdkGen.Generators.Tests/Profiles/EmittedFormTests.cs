using System.Buffers;
using System.Reflection;
using System.Text;
using Microsoft.Extensions.AI;
using SdkGen.Generators.Emission.Profiles;
using SdkGen.Generators.Tests.Harness;
using SdkGen.Generators.Tools;

namespace SdkGen.Generators.Tests.Profiles;

/// <summary>The forms as a program sees them: emitted, compiled, and read back by the one reader.</summary>
public class EmittedFormTests
{
    private const string Source = """
        #nullable enable
        using System.Collections.Generic;
        using System.ComponentModel.DataAnnotations;
        using SdkGen;
        namespace Demo;
        public sealed record Filter(string Word, int Page = 1, List<string>? Tags = null);
        public static class Search
        {
            /// <summary>Finds pages.</summary>
            /// <param name="query">What to look for.</param>
            /// <param name="count">How many.</param>
            /// <param name="filter">What else must hold.</param>
            /// <param name="language">Of the pages.</param>
            [LlmTool] public static string Find([Length(1, 80)] string query, [Range(1, 50)] int count = 10, Filter? filter = null, string language = "en") =>
                $"{query}|{count}|{filter?.Word}|{filter?.Page}|{filter?.Tags?.Count}|{language}";

            /// <summary>Finds by labels.</summary>
            /// <param name="labels">Values by name.</param>
            [LlmTool] public static int Count(Dictionary<string, string> labels) => labels.Count;
        }
        """;

    [Theory]
    [InlineData("""{"query":"a","count":null,"filter":null,"language":null}""", "a|10||||en")]
    [InlineData("""{"query":"a"}""", "a|10||||en")]
    [InlineData("""{"query":"a","filter":{"word":"w","page":null,"tags":null}}""", "a|10|w|1||en")]
    [InlineData("""{"query":"a","count":3,"filter":{"word":"w"},"language":"fr"}""", "a|3|w|1||fr")]
    public async Task Null_for_an_optional_argument_reads_as_absence(string arguments, string expected)
    {
        var tool = Tools("all").Single(tool => tool.Name == "Find");
        (await RawAsync(tool, arguments)).ShouldBe(expected);
        (await tool.InvokeAsync(Dictionary(arguments), TestContext.Current.CancellationToken))?.ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("""{"query":null}""", "$.query: ")]
    [InlineData("""{"query":"a","filter":{"word":null}}""", "$.filter.word: ")]
    [InlineData("""{"query":"a","count":99}""", "$.count: ")]
    public async Task Null_for_a_required_argument_is_a_problem_and_so_is_what_no_form_shows(string arguments, string problem)
    {
        var tool = Tools("all").Single(tool => tool.Name == "Find");
        (await RawAsync(tool, arguments)).ShouldContain(problem);
        (await tool.InvokeAsync(Dictionary(arguments), TestContext.Current.CancellationToken))!.ToString()!.ShouldContain(problem);
    }

    [Fact]
    public void Every_form_that_was_asked_for_is_there()
    {
        var tool = Tools("all").Single(tool => tool.Name == "Find");
        foreach (var rules in SchemaProfiles.All)
        {
            tool.TryGetJsonSchemaUtf8(Enum.Parse<SchemaProfile>(rules.Member), out var schema).ShouldBeTrue(rules.Id);
            if (!rules.TakesPlainSchema)
                SchemaChecker.Check(rules.Id, Encoding.UTF8.GetString(schema)).ShouldBeEmpty(rules.Id);
        }

        tool.TryGetJsonSchemaUtf8(SchemaProfile.JsonSchema, out var plain).ShouldBeTrue();
        plain.SequenceEqual(tool.JsonSchemaUtf8).ShouldBeTrue();
    }

    [Fact]
    public void The_member_names_are_those_of_the_runtime() =>
        SchemaProfiles.All.Select(rules => rules.Member).Prepend(nameof(SchemaProfile.JsonSchema)).ShouldBe(Enum.GetNames<SchemaProfile>());

    [Theory]
    [InlineData("", true, false)]
    [InlineData("none", false, false)]
    [InlineData("anthropic.strict; gemini", false, true)]
    public void A_project_says_which_forms_are_emitted(string property, bool openAI, bool anthropic)
    {
        var tool = Tools(property).Single(tool => tool.Name == "Find");
        tool.TryGetJsonSchemaUtf8(SchemaProfile.OpenAIStrict, out _).ShouldBe(openAI);
        tool.TryGetJsonSchemaUtf8(SchemaProfile.AnthropicStrict, out _).ShouldBe(anthropic);
        tool.TryGetJsonSchemaUtf8(SchemaProfile.Anthropic, out _).ShouldBeTrue();
    }

    [Fact]
    public void What_cannot_be_said_has_no_form()
    {
        var tool = Tools("all").Single(tool => tool.Name == "Count");
        tool.TryGetJsonSchemaUtf8(SchemaProfile.OpenAIStrict, out var schema).ShouldBeFalse();
        schema.IsEmpty.ShouldBeTrue();
        tool.TryGetJsonSchemaUtf8(SchemaProfile.Gemini, out _).ShouldBeTrue();
    }

    private static IReadOnlyList<LlmTool> Tools(string profiles)
    {
        var harness = new GeneratorHarness(() => new ToolGenerator());
        harness.Properties["SdkGenSchemaProfiles"] = profiles;
        var assembly = harness.Run(Source).Load();
        var all = assembly.GetType("Demo.SearchTools")!.GetProperty("All", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        return [.. ((IEnumerable<AIFunction>)all).Cast<LlmTool>()];
    }

    private static async Task<string> RawAsync(LlmTool tool, string arguments)
    {
        var result = new ArrayBufferWriter<byte>();
        await tool.InvokeAsync(Encoding.UTF8.GetBytes(arguments), result, cancellationToken: TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(result.WrittenSpan);
    }

    private static AIFunctionArguments Dictionary(string arguments) => new(
        System.Text.Json.JsonDocument.Parse(arguments).RootElement.EnumerateObject()
            .ToDictionary(property => property.Name, property => (object?)(property.Value.ValueKind == System.Text.Json.JsonValueKind.Null ? null : property.Value.Clone())));
}

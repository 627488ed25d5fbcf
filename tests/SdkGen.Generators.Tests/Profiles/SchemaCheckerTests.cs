using System.Text.Json.Nodes;
using SdkGen.Generators.Emission;
using SdkGen.Generators.Emission.Profiles;

namespace SdkGen.Generators.Tests.Profiles;

/// <summary>The checker is right about schemas of which others say whether a provider takes them, so it may judge ours.</summary>
public class SchemaCheckerTests
{
    /// <summary>Cases on which we differ, each with its reason.</summary>
    private static readonly Dictionary<string, string> s_exceptions = new()
    {
        ["gemini_202602/invalid/unsupported_keyword_anyof.json"] = "The collection keeps to the oldest guide; Google's own client documents anyOf for responseJsonSchema.",
    };

    private static string Folder => Path.Combine(SharedFolder.Root, "suites", "provider-schemas");

    [Fact]
    public void Judges_the_collected_schemas_as_their_collectors_do()
    {
        Assert.SkipUnless(Directory.Exists(Folder), $"{Folder} is absent");
        var (accepted, refused, differing) = (0, 0, new List<string>());
        foreach (var file in Directory.GetFiles(Folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(Folder, file).Replace('\\', '/');
            if (name.Split('/') is not [var collection, "valid" or "invalid", _])
                continue;
            var schema = File.ReadAllText(file);
            var problems = Profiles(collection).SelectMany(profile => SchemaChecker.Check(profile, schema)).ToArray();
            var isValid = name.Contains("/valid/", StringComparison.Ordinal);
            if (isValid == (problems.Length == 0))
                _ = isValid ? accepted++ : refused++;
            else
                differing.Add(name);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"accepted as expected {accepted}, refused as expected {refused}, of another opinion {differing.Count}");
        string.Join("\n", differing).ShouldBe(string.Join("\n", s_exceptions.Keys), "Another opinion needs a reason; a reason that is not needed goes away.");
        accepted.ShouldBeGreaterThan(0);
        refused.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("openai.strict", """{"type":"object","properties":{"a":{"type":"string","default":"x"}},"required":["a"],"additionalProperties":false}""")]
    [InlineData("openai.strict", """{"type":"object","properties":{"a":{"description":"x","$ref":"#/$defs/A"}},"required":["a"],"additionalProperties":false,"$defs":{"A":{"type":"string"}}}""")]
    [InlineData("openai.strict", """{"type":"object","properties":{"a":{"type":"string","pattern":"^(?!x)"}},"required":["a"],"additionalProperties":false}""")]
    [InlineData("anthropic.strict", """{"type":"object","properties":{"a":{"type":"integer","minimum":1}},"additionalProperties":false}""")]
    [InlineData("anthropic.strict", """{"type":"object","properties":{"a":{"$ref":"#/$defs/A"}},"additionalProperties":false,"$defs":{"A":{"type":"object","properties":{"a":{"$ref":"#/$defs/A"}},"additionalProperties":false}}}""")]
    [InlineData("anthropic.strict", """{"type":"object","properties":{"a":{"type":"array","items":{"type":"string"},"minItems":2}},"additionalProperties":false}""")]
    [InlineData("gemini.openapi", """{"type":"OBJECT","properties":{"a":{"type":["STRING","NULL"]}},"propertyOrdering":["a"]}""")]
    [InlineData("gemini.openapi", """{"type":"OBJECT","properties":{"a":{"type":"INTEGER","enum":[1]}},"propertyOrdering":["a"]}""")]
    [InlineData("cohere", """{"type":"object","properties":{"a":{"type":"string"}}}""")]
    [InlineData("cohere", """{"type":"object","properties":{"a":{"type":"string","pattern":"^a"}},"required":["a"]}""")]
    [InlineData("mistral", """{"type":"object","properties":{"a":{"description":"x","$ref":"#/definitions/A"}},"definitions":{"A":{"type":"string"}}}""")]
    [InlineData("bedrock.strict", """{"type":"object","properties":{"a":{"type":"object","additionalProperties":{"type":"string"}}},"additionalProperties":false}""")]
    public void Refuses_what_the_provider_documents_as_refused(string profile, string schema) => SchemaChecker.Check(profile, schema).ShouldNotBeEmpty();

    [Fact]
    public void Every_form_of_the_samples_passes()
    {
        var passed = 0;
        foreach (var contract in (Contracts.Contract[])[SampleContracts.Trip, SampleContracts.Family, SampleContracts.Free, SampleContracts.Empty])
        {
            foreach (var profile in SchemaProfiles.All.Where(profile => !profile.TakesPlainSchema))
            {
                if (SchemaLowering.Lower(SchemaEmitter.Build(contract), profile).Schema is not { IsEmpty: false } lowered)
                    continue;
                SchemaChecker.Check(profile.Id, lowered.ToString()).ShouldBeEmpty($"{profile.Id}: {lowered}");
                passed++;
            }
        }

        passed.ShouldBeGreaterThan(15);
    }

    private static string[] Profiles(string collection) => collection switch
    {
        "openai_202602" => ["openai.strict"],
        "gemini_202602" => ["gemini"],
        "gemini_202503" => ["gemini.2.0"],
        // What OpenAI and Gemini have in common.
        "minimal_202602" => ["openai.strict", "gemini"],
        _ => throw new InvalidOperationException($"{collection} is a collection that nobody has looked at."),
    };
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SdkGen.Generators.Emission;
using SdkGen.Generators.Emission.Profiles;

namespace SdkGen.Generators.Tests.Profiles;

/// <summary>What holds for the forms of any contract. A failure names the seed, which makes the same contract again.</summary>
public partial class RandomContractTests
{
    private const int Contracts = 1500;

    public static TheoryData<string> Profiles => [.. SchemaProfiles.All.Where(profile => !profile.TakesPlainSchema).Select(profile => profile.Id)];

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Every_form_is_one_that_the_provider_takes(string id)
    {
        var rules = Rules(id);
        var (forms, refused) = (0, 0);
        for (var seed = 0; seed < Contracts; seed++)
        {
            var plain = SchemaEmitter.Build(new RandomContracts(seed).Next());
            var lowered = SchemaLowering.Lower(plain, rules);
            if (lowered.Schema is not { } schema)
            {
                lowered.Refusals.ShouldNotBeEmpty($"seed {seed}");
                refused++;
                continue;
            }

            forms++;
            if (!schema.IsEmpty)
                SchemaChecker.Check(id, schema.ToString()).ShouldBeEmpty($"seed {seed}: {plain}\nbecame {schema}");
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{id}: {forms} forms, {refused} contracts without one");
        forms.ShouldBeGreaterThan(Contracts / 10);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void No_bound_is_lost(string id)
    {
        var rules = Rules(id);
        for (var seed = 0; seed < Contracts; seed++)
        {
            var plain = SchemaEmitter.Build(new RandomContracts(seed).Next());
            if (SchemaLowering.Lower(plain, rules).Schema is not { IsEmpty: false } schema)
                continue;
            var text = schema.ToString();
            foreach (var bound in Bound().Matches(plain.ToString()).Select(match => match.Groups[1].Value))
                text.ShouldContain(bound, customMessage: $"seed {seed}: {plain}\nbecame {schema}");
        }
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Every_property_is_kept_and_nothing_is_asked_for_that_was_optional_but_by_null(string id)
    {
        var rules = Rules(id);
        for (var seed = 0; seed < Contracts; seed++)
        {
            var plain = SchemaEmitter.Build(new RandomContracts(seed).Next());
            if (SchemaLowering.Lower(plain, rules).Schema is not { IsEmpty: false } schema)
                continue;
            var (before, after) = (JsonNode.Parse(plain.ToString())!, JsonNode.Parse(schema.ToString())!);
            Names(after["properties"]).Order().ShouldBe(Names(before["properties"]).Order(), $"seed {seed}");
            var required = Values(before["required"]).ToHashSet();
            required.IsSubsetOf(Values(after["required"])).ShouldBeTrue($"seed {seed}");
            if (!rules.OptionalIsNull)
                continue;
            foreach (var name in Names(before["properties"]).Where(name => !required.Contains(name)))
                TakesNull(after["properties"]![name]!).ShouldBeTrue($"seed {seed}: {name} in {schema}");
        }
    }

    [Fact]
    public void The_same_contract_has_the_same_forms()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            foreach (var rules in SchemaProfiles.All)
            {
                var first = SchemaLowering.Lower(SchemaEmitter.Build(new RandomContracts(seed).Next()), rules).Schema?.ToString();
                SchemaLowering.Lower(SchemaEmitter.Build(new RandomContracts(seed).Next()), rules).Schema?.ToString().ShouldBe(first, $"seed {seed}, {rules.Id}");
            }
        }
    }

    private static ProfileRules Rules(string id) => SchemaProfiles.All.Single(profile => profile.Id == id);

    private static IEnumerable<string> Names(JsonNode? properties) => properties?.AsObject().Select(property => property.Key) ?? [];

    private static IEnumerable<string> Values(JsonNode? array) => array?.AsArray().Select(name => (string)name!) ?? [];

    private static bool TakesNull(JsonNode schema) =>
        schema["type"] is JsonArray types ? Values(types).Contains("null") : schema["anyOf"]?.AsArray().Any(branch => (string?)branch!["type"] == "null") ?? false;

    [GeneratedRegex(@":(1\d{3})\b")]
    private static partial Regex Bound();
}

using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using SdkGen.Generators.Emission;
using SdkGen.Generators.Emission.Profiles;

namespace SdkGen.Generators.Tools;

/// <summary>Says which services take a tool only in its plain form, or not at all; and where the tools of a class are too many for one request.</summary>
internal sealed class ToolServiceCheck(ImmutableArray<ProfileRules> profiles)
{
    private readonly Dictionary<ProfileRules, (int Tools, int Optional, int Unions)> _totals = [];

    /// <summary>The problems of one tool; it also counts for <see cref="OfClass"/>.</summary>
    public IEnumerable<ToolProblem> Of(ToolModel tool, Location? location)
    {
        var plain = tool.Schema();
        foreach (var rules in profiles)
        {
            if (Refusal(tool, plain, rules.Limits) is { } refusal)
                yield return new ToolProblem(ToolRules.RefusedByService, location, rules.Name, tool.Name, refusal);

            var lowered = SchemaLowering.Lower(plain, rules);
            if (lowered.Schema is null)
            {
                var reasons = string.Join("; ", lowered.Refusals.Select(reason => $"{reason.Path} {reason.Reason}"));
                yield return new ToolProblem(ToolRules.NoForm, location, tool.Name, rules.Name, reasons);
            }

            var size = lowered.Schema is null ? null : SchemaSize.Of(lowered.Schema, rules.Definitions);
            _totals.TryGetValue(rules, out var total);
            _totals[rules] = (total.Tools + 1, total.Optional + (size?.Optional ?? 0), total.Unions + (size?.Unions ?? 0));
        }
    }

    /// <summary>The problems of all tools that were looked at, offered together.</summary>
    public IEnumerable<ToolProblem> OfClass(string name, Location? location)
    {
        foreach (var rules in profiles)
        {
            _totals.TryGetValue(rules, out var total);
            if (total.Tools > rules.Limits.MaxTools)
                yield return Crowd(name, location, rules, total.Tools, "tools", rules.Limits.MaxTools.Value);
            if (total.Optional > rules.Limits.MaxOptional)
                yield return Crowd(name, location, rules, total.Optional, "optional parameters", rules.Limits.MaxOptional.Value);
            if (total.Unions > rules.Limits.MaxUnions)
                yield return Crowd(name, location, rules, total.Unions, "values of several types", rules.Limits.MaxUnions.Value);
        }
    }

    private static ToolProblem Crowd(string name, Location? location, ProfileRules rules, int count, string what, int most) =>
        new(ToolRules.TooManyForService, location, name, Number(count), what, rules.Name, Number(most));

    private static string? Refusal(ToolModel tool, Schema plain, ToolLimits limits)
    {
        if (!limits.AllowsName(tool.Name))
            return $"a name there has at most {Number(limits.MaxName)} characters: {limits.Name}";
        if (tool.Description?.Length > limits.MaxDescription)
            return $"its description has {Number(tool.Description.Length)} characters, and {Number(limits.MaxDescription.Value)} is the most";
        return Keys(plain).FirstOrDefault(key => !limits.AllowsKey(key)) is { } refused
            ? $"the argument or member {JsonText.Quote(refused)} must be 1 to {Number(limits.MaxKey)} letters (a to z), digits or any of {limits.KeyCharacters}{(limits.KeyStartsWithLetter ? ", and not begin with a digit" : "")}"
            : null;
    }

    private static IEnumerable<string> Keys(Schema schema)
    {
        foreach (var keyword in schema.Keywords)
        {
            var inner = keyword.Value switch
            {
                SchemaValue.Named named => named.Schemas.SelectMany(property => keyword.Name == "properties" ? Keys(property.Schema).Prepend(property.Name) : Keys(property.Schema)),
                SchemaValue.List list => list.Schemas.SelectMany(Keys),
                SchemaValue.Inner one => Keys(one.Schema),
                _ => [],
            };
            foreach (var key in inner)
                yield return key;
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

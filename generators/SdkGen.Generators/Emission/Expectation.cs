using System.Globalization;
using SdkGen.Generators.Contracts;

namespace SdkGen.Generators.Emission;

/// <summary>What a place in a contract asks for, in words for a model: <c>an integer from 1 to 14</c>.</summary>
/// <remarks>Unbounded kinds are worded in the same way by <c>ContractReader</c> of the runtime; a test holds the two together.</remarks>
internal static class Expectation
{
    public static string Of(Node node)
    {
        var text = node.Allowed.Count > 0 ? OneOf(node.Allowed) : Of(node.Shape);
        if (node.Denied.Count > 0)
            text += ", other than " + string.Join(", ", node.Denied);
        if (node.Checks.Count > 0)
            text += " " + string.Join(" and ", node.Checks.Select(check => check.Expected));
        if (!node.Nullable || node.Allowed.Contains("null"))
            return text;
        return text.StartsWith("one of ", StringComparison.Ordinal) ? text + ", null" : text == "true or false" ? "true, false or null" : text + " or null";
    }

    public static string Of(Shape shape) => shape switch
    {
        BooleanShape => "true or false",
        StringShape text => Of(text),
        NumberShape number => Of(number),
        EnumShape { IsFlags: true } flags => $"an array of names out of {Names(flags)}",
        EnumShape { Members.Count: 1 } single => Names(single),
        EnumShape names => "one of " + Names(names),
        ListShape list => Sized(list.UniqueItems ? "an array of different items" : "an array", list.MinItems, list.MaxItems, "item"),
        MapShape map => Sized("an object", map.MinProperties, map.MaxProperties, "member"),
        ReferenceShape => "an object",
        ContextShape context => $"a value of {context.ClrType.Substring(context.ClrType.LastIndexOfAny(['.', ':']) + 1)}",
        _ => "a JSON value",
    };

    private static string Names(EnumShape shape) => OneOf(shape.Members.Select(member => Quoted(member.WireName)), "");

    private static string OneOf(IEnumerable<string> json, string head = "one of ") => head + string.Join(", ", json);

    private static string Of(StringShape text) => text.Kind switch
    {
        StringKind.String when text.Format == "email" => "an e-mail address",
        StringKind.String when text.Format == "uri" => "an absolute URI",
        StringKind.String when text.Format == "base64" => "text in base 64",
        StringKind.String when text.Pattern is { } pattern =>
            $"{Sized("a string", text.MinLength, text.MaxLength, "character")} that matches {pattern}",
        StringKind.String => Sized("a string", text.MinLength, text.MaxLength, "character"),
        StringKind.Char or StringKind.Rune => "a string of one character",
        StringKind.Guid => "a UUID",
        StringKind.Uri => "a URI",
        StringKind.Version => "a version (1.2.3)",
        StringKind.DateTime or StringKind.DateTimeOffset => "a date and time (2026-01-31T14:30:00Z)",
        StringKind.DateOnly => "a date (2026-01-31)",
        StringKind.TimeOnly => "a time of day (14:30:00)",
        StringKind.TimeSpan => "a duration ([days.]hours:minutes:seconds, 01:30:00)",
        _ => "bytes in base 64",
    };

    private static string Of(NumberShape number)
    {
        var noun = NumberLiteral.IsInteger(number.Kind) ? "an integer" : "a number";
        var (minimum, maximum) = (number.Minimum ?? NumberLiteral.ImpliedMinimum(number.Kind), number.Maximum ?? NumberLiteral.ImpliedMaximum(number.Kind));
        var range = (minimum, maximum, number.ExclusiveMinimum, number.ExclusiveMaximum) switch
        {
            (null, null, _, _) => "",
            ({ } low, { } high, false, false) => $" from {low} to {high}",
            ({ } low, { } high, true, false) => $" above {low}, {high} at most",
            ({ } low, { } high, false, true) => $" from {low} to below {high}",
            ({ } low, { } high, true, true) => $" between {low} and {high}",
            ({ } low, null, true, _) => $" above {low}",
            ({ } low, null, false, _) => $", {low} or greater",
            (null, { } high, _, true) => $" below {high}",
            (null, { } high, _, false) => $", {high} or less",
        };
        return noun + range + (number.MultipleOf is { } step ? $", a multiple of {step}" : "");
    }

    private static string Sized(string noun, int? minimum, int? maximum, string unit)
    {
        string Units(int count) => count.ToString(CultureInfo.InvariantCulture) + " " + (count == 1 ? unit : unit + "s");
        return (minimum is 0 ? null : minimum, maximum) switch
        {
            (null, null) => noun,
            ({ } low, null) => $"{noun} of at least {Units(low)}",
            (null, { } high) => $"{noun} of at most {Units(high)}",
            ({ } low, { } high) when low == high => $"{noun} of {Units(low)}",
            ({ } low, { } high) => $"{noun} of {low.ToString(CultureInfo.InvariantCulture)} to {Units(high)}",
        };
    }

    private static string Quoted(string name) => JsonText.Quote(name);
}

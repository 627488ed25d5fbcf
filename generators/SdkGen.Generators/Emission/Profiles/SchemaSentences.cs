using System.Collections.Immutable;

namespace SdkGen.Generators.Emission.Profiles;

/// <summary>Keywords that a provider refuses, as short English sentences for the description: the model keeps knowing what is enforced.</summary>
internal static class SchemaSentences
{
    /// <summary>A description with sentences after it.</summary>
    public static string? Join(string? description, IReadOnlyCollection<string> sentences)
    {
        if (sentences.Count == 0)
            return description;
        var more = string.Join(" ", sentences);
        if (string.IsNullOrEmpty(description))
            return more;
        if (description!.IndexOf('\n') >= 0)
            return description + "\n" + more;
        return description + (description[description.Length - 1] is '.' or '!' or '?' or ':' ? " " : ". ") + more;
    }

    /// <summary>Sentences for what a schema says with the keywords that are dropped, in a fixed order.</summary>
    /// <param name="dropped">The keywords; others are not looked at.</param>
    public static IEnumerable<string> Of(Schema schema, IReadOnlyCollection<string> dropped)
    {
        string? Value(string name) => dropped.Contains(name) ? schema.Json(name) : null;
        string? Text(string name) => dropped.Contains(name) ? schema.Text(name) : null;

        if (dropped.Contains("enum"))
            yield return $"One of {List(schema.Items("enum"))}.";
        if (Value("const") is { } constant)
            yield return $"Always {constant}.";
        if (Format(Text("format")) is { } format)
            yield return format;
        if (Text("contentEncoding") is { } encoding)
            yield return $"Encoded in {encoding}.";
        if (Range(Value("minimum"), Value("maximum"), Value("exclusiveMinimum"), Value("exclusiveMaximum")) is { } range)
            yield return range;
        if (Value("multipleOf") is { } step)
            yield return $"A multiple of {step}.";
        if (Count(Value("minLength"), Value("maxLength"), "character") is { } length)
            yield return length;
        if (Text("pattern") is { } pattern)
            yield return $"Matches the regular expression `{pattern}`.";
        if (Count(Value("minItems"), Value("maxItems"), "item") is { } items)
            yield return items;
        if (Value("uniqueItems") is "true")
            yield return "No item twice.";
        if (dropped.Contains("propertyNames") && schema.Inner("propertyNames") is { } keys)
            yield return Keys(keys);
        if (Count(Value("minProperties"), Value("maxProperties"), "entry") is { } entries)
            yield return entries;
        if (dropped.Contains("not") && schema.Inner("not") is { } not)
            yield return $"Not {List(not.Items("enum"), "nor")}.";
        if (dropped.Contains("default") && Default(schema) is { } value)
            yield return $"Default: {value}.";
        if (Value("deprecated") is "true")
            yield return "Deprecated.";
    }

    /// <summary>The default as compact JSON; null where there is none, and where it is null.</summary>
    public static string? Default(Schema schema) => schema.Json("default") is { } value and not "null" ? value : null;

    private static string? Format(string? format) => format switch
    {
        null => null,
        "date-time" => "A date and time like 2026-01-31T14:30:00Z.",
        "date" => "A date like 2026-01-31.",
        "uuid" => "A UUID.",
        "email" => "An e-mail address.",
        "uri" => "An absolute URI.",
        "uri-reference" => "A URI.",
        _ => $"Format: {format}.",
    };

    private static string? Range(string? minimum, string? maximum, string? above, string? below) => (minimum, maximum, above, below) switch
    {
        ({ } low, { } high, null, null) => $"Between {low} and {high}.",
        ({ } low, null, null, null) => $"{low} or more.",
        (null, { } high, null, null) => $"{high} or less.",
        (null, null, { } low, null) => $"More than {low}.",
        (null, null, null, { } high) => $"Less than {high}.",
        (null, null, { } low, { } high) => $"More than {low} and less than {high}.",
        ({ } low, null, null, { } high) => $"At least {low} and less than {high}.",
        (null, { } high, { } low, null) => $"More than {low} and at most {high}.",
        _ => null,
    };

    private static string? Count(string? minimum, string? maximum, string unit) => (minimum is "0" ? null : minimum, maximum) switch
    {
        (null, null) => null,
        ({ } low, null) => $"At least {Units(low, unit)}.",
        (null, { } high) => $"At most {Units(high, unit)}.",
        ({ } low, { } high) when low == high => $"Exactly {Units(low, unit)}.",
        ({ } low, { } high) => $"{low} to {Units(high, unit)}.",
    };

    private static string Units(string count, string unit) => $"{count} {(count == "1" ? unit : unit == "entry" ? "entries" : unit + "s")}";

    private static string Keys(Schema keys)
    {
        if (keys.Has("enum"))
            return $"The keys are among {List(keys.Items("enum"), "and")}.";
        if (keys.Text("pattern") is { } pattern)
            return $"The keys match the regular expression `{pattern}`.";
        return keys.Text("format") is { } format ? $"Format of the keys: {format}." : $"The keys: {keys}";
    }

    private static string List(ImmutableArray<string> json, string last = "or") => json.Length < 2
        ? string.Join("", json)
        : $"{string.Join(", ", json.Take(json.Length - 1))} {last} {json[json.Length - 1]}";
}

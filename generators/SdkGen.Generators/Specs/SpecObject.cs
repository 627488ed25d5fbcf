using System.Globalization;
using Microsoft.CodeAnalysis.Text;
using SdkGen.Generators.Specs.Json;

namespace SdkGen.Generators.Specs;

/// <summary>An object of a spec file, read by its known keys. What does not fit is a problem at its place, and reads as absent.</summary>
internal sealed class SpecObject
{
    private readonly JsonObject _json;
    private readonly SpecShape _shape;
    private readonly SpecProblems _problems;

    public SpecObject(JsonObject json, SpecShape shape, SpecProblems problems)
    {
        _json = json;
        _shape = shape;
        _problems = problems;
        foreach (var property in json.Properties)
        {
            if (!shape.Keys.Contains(property.Name))
                problems.Add(SpecRules.UnknownKey, property.NameSpan, shape.Name, property.Name, NearestName.Hint(property.Name, shape.Keys));
        }
    }

    /// <summary>Where the object opens.</summary>
    public TextSpan Start => new(_json.Span.Start, 1);

    public IReadOnlyList<JsonProperty> Properties => _json.Properties;

    /// <summary>The property; a repeated one counts once, by its last value. Null where it is absent.</summary>
    public JsonProperty? Find(string key)
    {
        if (!_shape.Keys.Contains(key))
            throw new ArgumentException($"{_shape.Name} is read by a key that its shape does not list: {key}", nameof(key));
        return _json.Properties.LastOrDefault(property => property.Name == key);
    }

    public string? Text(string key) => PlacedText(key)?.Value;

    public PlacedText? PlacedText(string key) =>
        Find(key) is { } property && Expect<JsonString>(property, "a string") is { } text ? new PlacedText(text.Value, _problems.PlaceOf(text.Span)) : null;

    public string RequiredText(string key, string otherwise = "") => RequiredPlacedText(key)?.Value ?? otherwise;

    public PlacedText? RequiredPlacedText(string key)
    {
        if (Find(key) is null)
            _problems.Add(SpecRules.MissingKey, Start, _shape.Name, key);
        return PlacedText(key);
    }

    /// <summary>A text that must be one of a few.</summary>
    public string? Word(string key, params string[] valid)
    {
        var text = PlacedText(key);
        if (text is null || valid.Contains(text.Value))
            return text?.Value;
        _problems.Add(SpecRules.InvalidValue, text.Place, key, text.Value, OneOf(text.Value, valid));
        return null;
    }

    public bool? Flag(string key) => Find(key) is { } property ? Expect<JsonBoolean>(property, "true or false")?.Value : null;

    public int? Integer(string key)
    {
        if (Find(key) is not { } property || Expect<JsonNumber>(property, "a whole number") is not { } number)
            return null;
        if (int.TryParse(number.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            return value;
        _problems.Add(SpecRules.WrongType, number.Span, key, "a whole number", number.Text);
        return null;
    }

    /// <summary>A number as it is written; it fits a <see cref="decimal"/> and has no exponent.</summary>
    public string? Number(string key)
    {
        if (Find(key) is not { } property || Expect<JsonNumber>(property, "a number") is not { } number)
            return null;
        if (decimal.TryParse(number.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _))
            return number.Text;
        _problems.Add(SpecRules.WrongType, number.Span, key, "a plain decimal number", number.Text);
        return null;
    }

    public string? Date(string key)
    {
        var text = PlacedText(key);
        if (text is null || DateTime.TryParseExact(text.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            return text?.Value;
        _problems.Add(SpecRules.InvalidValue, text.Place, key, text.Value, "it is a date such as 2026-09-30");
        return null;
    }

    public SpecObject? Object(string key, SpecShape shape) => Find(key) is { } property ? AsObject(property, shape) : null;

    public SpecObject? AsObject(JsonProperty property, SpecShape shape) =>
        Expect<JsonObject>(property, "an object") is { } json ? new SpecObject(json, shape, _problems) : null;

    /// <summary>The properties of an object with free keys; null where the key is absent.</summary>
    public IReadOnlyList<JsonProperty>? Map(string key) => Find(key) is { } property ? Expect<JsonObject>(property, "an object")?.Properties : null;

    /// <summary>The objects of an array; null where the key is absent.</summary>
    public IReadOnlyList<SpecObject>? Objects(string key, SpecShape shape) =>
        Items<JsonObject>(key, "an array of objects")?.Select(item => new SpecObject(item, shape, _problems)).ToList();

    public IReadOnlyList<PlacedText>? Texts(string key) =>
        Items<JsonString>(key, "an array of strings")?.Select(item => new PlacedText(item.Value, _problems.PlaceOf(item.Span))).ToList();

    /// <summary>One text, or several in an array.</summary>
    public IReadOnlyList<string> TextOrTexts(string key) =>
        Find(key)?.Value is JsonString text ? [text.Value] : [.. (Texts(key) ?? []).Select(item => item.Value)];

    /// <summary>Texts that must each be one of a few.</summary>
    public IReadOnlyList<string>? Words(string key, params string[] valid)
    {
        var texts = Texts(key);
        foreach (var text in texts ?? [])
        {
            if (!valid.Contains(text.Value))
                _problems.Add(SpecRules.InvalidValue, text.Place, key, text.Value, OneOf(text.Value, valid));
        }

        return texts?.Select(text => text.Value).Where(valid.Contains).ToList();
    }

    private static string OneOf(string text, string[] valid) =>
        $"it is one of {string.Join(", ", valid)}{(NearestName.Of(text, valid) is { } nearest ? $"; did you mean '{nearest}'?" : "")}";

    private List<T>? Items<T>(string key, string expected)
        where T : JsonNode
    {
        if (Find(key) is not { } property || Expect<JsonArray>(property, expected) is not { } array)
            return null;
        foreach (var item in array.Items.Where(item => item is not T))
            _problems.Add(SpecRules.WrongType, item.Span, key, expected, "one with " + item.Kind);
        return array.Items.OfType<T>().ToList();
    }

    private T? Expect<T>(JsonProperty property, string expected)
        where T : JsonNode
    {
        if (property.Value is T value)
            return value;
        _problems.Add(SpecRules.WrongType, SpanOf(property.Value), property.Name, expected, property.Value.Kind);
        return null;
    }

    /// <summary>A span that stays on one line: the opening bracket of what is long.</summary>
    private static TextSpan SpanOf(JsonNode node) => node is JsonObject or JsonArray ? new TextSpan(node.Span.Start, 1) : node.Span;
}

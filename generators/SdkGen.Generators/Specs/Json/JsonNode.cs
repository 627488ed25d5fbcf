using Microsoft.CodeAnalysis.Text;

namespace SdkGen.Generators.Specs.Json;

/// <summary>A value of a spec file, with the place where it stands. Lives only while a file is read; models hold none of it.</summary>
internal abstract class JsonNode(TextSpan span)
{
    /// <summary>Where the value stands in its file.</summary>
    public TextSpan Span { get; } = span;

    /// <summary>What the value is, for messages.</summary>
    public abstract string Kind { get; }
}

internal sealed class JsonObject(TextSpan span, IReadOnlyList<JsonProperty> properties) : JsonNode(span)
{
    /// <summary>Every property in order of the file, repeated names too.</summary>
    public IReadOnlyList<JsonProperty> Properties { get; } = properties;

    public override string Kind => "an object";
}

internal sealed class JsonProperty(string name, TextSpan nameSpan, JsonNode value)
{
    public string Name { get; } = name;

    /// <summary>Where the name stands, with its quotes.</summary>
    public TextSpan NameSpan { get; } = nameSpan;

    public JsonNode Value { get; } = value;
}

internal sealed class JsonArray(TextSpan span, IReadOnlyList<JsonNode> items) : JsonNode(span)
{
    public IReadOnlyList<JsonNode> Items { get; } = items;

    public override string Kind => "an array";
}

internal sealed class JsonString(TextSpan span, string value) : JsonNode(span)
{
    public string Value { get; } = value;

    public override string Kind => "a string";
}

/// <summary>A number, kept as it is written.</summary>
internal sealed class JsonNumber(TextSpan span, string text) : JsonNode(span)
{
    public string Text { get; } = text;

    public override string Kind => "a number";
}

internal sealed class JsonBoolean(TextSpan span, bool value) : JsonNode(span)
{
    public bool Value { get; } = value;

    public override string Kind => Value ? "true" : "false";
}

internal sealed class JsonNull(TextSpan span) : JsonNode(span)
{
    public override string Kind => "null";
}

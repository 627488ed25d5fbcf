using System.Text.RegularExpressions;

namespace SdkGen.Generators.Tests.Profiles;

/// <summary>What a provider's documentation says of schemas, for <see cref="SchemaChecker"/>.</summary>
internal sealed record CheckedProfile(string[] Keywords)
{
    public bool ObjectRoot { get; init; } = true;

    public bool Closed { get; init; }

    public bool AllRequired { get; init; }

    public bool SomethingRequired { get; init; }

    public bool Typed { get; init; }

    public bool OpenApi { get; init; }

    public bool Ordered { get; init; }

    public bool NoRecursion { get; init; }

    public string[]? Formats { get; init; }

    public Regex? RefusedPattern { get; init; }

    public int? MaxMinItems { get; init; }

    public int? MaxOptional { get; init; }

    public int? MaxUnions { get; init; }

    public int? MaxDepth { get; init; }

    private static readonly string[] s_structure = ["type", "properties", "required", "items", "enum", "const", "anyOf", "$ref", "$defs", "additionalProperties"];

    private static readonly string[] s_bounds = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minItems", "maxItems"];

    private static readonly string[] s_gemini =
        ["$id", "$defs", "$ref", "$anchor", "type", "format", "enum", "items", "prefixItems", "minItems", "maxItems", "minimum", "maximum", "anyOf", "oneOf", "properties", "additionalProperties", "required", "propertyOrdering"];

    public static CheckedProfile Of(string id) => id switch
    {
        "openai.strict" => new([.. s_structure, .. s_bounds, "pattern", "format"])
        {
            Closed = true,
            AllRequired = true,
            Typed = true,
            MaxDepth = 10,
            RefusedPattern = SchemaChecker.LookAroundOrBackReference(),
            Formats = ["date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"],
        },
        "anthropic.strict" => new([.. s_structure, "allOf", "definitions", "default", "format", "pattern", "minItems"])
        {
            Closed = true,
            Typed = true,
            NoRecursion = true,
            MaxMinItems = 1,
            MaxOptional = 24,
            MaxUnions = 16,
            RefusedPattern = SchemaChecker.BeyondAGrammar(),
            Formats = ["date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"],
        },
        "bedrock.strict" => new([.. s_structure, "allOf", "definitions", "format", "minItems"])
        {
            Closed = true,
            Typed = true,
            NoRecursion = true,
            MaxMinItems = 1,
            Formats = ["date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"],
        },
        "gemini" => new(s_gemini) { ObjectRoot = false, Formats = ["date-time", "date", "time"] },
        "gemini.2.0" => new(s_gemini) { ObjectRoot = false, Formats = ["date-time", "date", "time"], Ordered = true },
        "gemini.openapi" => new(
            ["type", "format", "nullable", "enum", "maxItems", "minItems", "properties", "required", "minProperties", "maxProperties", "minLength", "maxLength", "pattern",
             "example", "anyOf", "propertyOrdering", "default", "items", "minimum", "maximum"])
        {
            OpenApi = true,
            Typed = true,
            Ordered = true,
            NoRecursion = true,
            Formats = ["enum", "date-time"],
        },
        "mistral" => new([.. s_structure.Where(keyword => keyword != "$defs"), .. s_bounds, "definitions", "default", "format", "pattern", "not", "minLength", "maxLength", "uniqueItems",
            "propertyNames", "contentEncoding", "minProperties", "maxProperties", "deprecated"]),
        "cohere" => new(["type", "properties", "required", "items", "enum", "const", "$ref", "$defs", "default", "format", "pattern"])
        {
            SomethingRequired = true,
            RefusedPattern = SchemaChecker.AnchorOrLookAround(),
            Formats = ["date-time", "uuid", "date", "time"],
        },
        _ => throw new ArgumentException($"No rules for {id}.", nameof(id)),
    };
}

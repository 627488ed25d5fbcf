using SdkGen.Generators.Contracts;

namespace SdkGen.Generators.Specs;

/// <summary>A <c>*.dialect.json</c> file: a wire protocol.</summary>
/// <remarks>Value-equal, without places but those that other files are judged by.</remarks>
/// <param name="Facts">What providers need to know; equal while only wire types change.</param>
/// <param name="Contract">The wire types.</param>
internal sealed record DialectSpec(DialectFacts Facts, string? Doc, EquatableArray<OperationSpec> Operations, EquatableArray<WireType> Types);

/// <summary>What a provider needs to know of its dialect.</summary>
/// <param name="Namespace">Where the dialect's hand-written adapter lives; null means the project that is compiled.</param>
internal sealed record DialectFacts(
    string Id, string Name, string TypeName, EquatableArray<OperationFacts> Operations, EquatableArray<ParameterSpec> Parameters, EquatableArray<WireKeySpec> WireKeys)
{
    public string? Namespace { get; init; }
}

/// <param name="Kind">What clients the operation serves: <c>chat</c>, <c>image</c>, …</param>
/// <param name="Streams">It has a streaming form.</param>
/// <param name="Values">What the paths of a provider may name.</param>
internal sealed record OperationFacts(string Name, string Kind, bool Streams, EquatableArray<string> Values);

/// <param name="Path">Path below the base URL, with the names of its values in braces.</param>
/// <param name="Request">Name of the request type; null where there is no body.</param>
internal sealed record OperationSpec(string Name, string Kind, string? Doc, string Method, string Path, string? Request, string? Response, StreamSpec? Stream)
{
    /// <summary>Values that only a provider's own path may name.</summary>
    public EquatableArray<string> Values { get; init; } = EquatableArray<string>.Empty;

    /// <summary>Headers of single requests, and the parameters that hold their values.</summary>
    public EquatableArray<NameAndValue> Headers { get; init; } = EquatableArray<NameAndValue>.Empty;
}

/// <param name="Event">Name of the event type.</param>
/// <param name="End">Data that ends the stream; null where the connection's end does.</param>
/// <param name="Flag">The property of the request that asks for the stream; null where the path does.</param>
/// <param name="Path">Its own path; null where it is the operation's.</param>
internal sealed record StreamSpec(string Framing, string Event, string? End, string? Flag, string? Path);

/// <summary>A request parameter that models may differ in.</summary>
/// <param name="Wire">Path in the request, for example <c>max_completion_tokens</c>.</param>
/// <param name="Option">The property of <c>ChatOptions</c> that carries it; null where typed options get a property of their own.</param>
internal sealed record ParameterSpec(string Name, ParameterType Type, string Wire, string? Option, string? Doc)
{
    /// <summary>Which knob of reasoning the parameter is: a name of <see cref="Knob"/>; null where it is none.</summary>
    public string? Knob { get; init; }

    public string? Minimum { get; init; }

    public string? Maximum { get; init; }

    public EquatableArray<string> Values { get; init; } = EquatableArray<string>.Empty;

    /// <summary>Kinds of operation that have the parameter.</summary>
    public EquatableArray<string> Operations { get; init; } = EquatableArray<string>.Empty;
}

internal enum ParameterType
{
    String, Integer, Number, Boolean, Strings, Object,
}

internal sealed record WireKeySpec(string Name, string? Doc, EquatableArray<string> Values);

/// <summary>A type of the wire: members, or one of several kinds of token.</summary>
internal sealed record WireType(string Name, string? Doc, EquatableArray<WireMember> Members, bool KeepsUnknown, bool KeepsText, EquatableArray<WireCase> Cases)
{
    public bool IsUnion => Cases.Count > 0;
}

/// <param name="ClrName">The property.</param>
/// <param name="Repeats">The same text comes again and again.</param>
internal sealed record WireMember(string WireName, string ClrName, WireTypeExpression Type, string? Doc, bool Repeats, bool Deprecated, bool Answer);

/// <param name="Token"><c>string</c>, <c>number</c>, <c>boolean</c>, <c>array</c> or <c>object</c>.</param>
internal sealed record WireCase(string Token, string ClrName, WireTypeExpression Type);

/// <summary>A type as members name it: <c>string</c>, <c>Usage</c>, <c>Choice[]</c>, <c>map&lt;string&gt;</c>.</summary>
/// <param name="Name">A scalar's word or a type's name; null where <paramref name="Element"/> is set.</param>
internal sealed record WireTypeExpression(WireTypeKind Kind, string? Name, WireTypeExpression? Element);

internal enum WireTypeKind
{
    Scalar, Named, List, Map,
}

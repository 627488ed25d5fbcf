namespace SdkGen.Generators.Contracts;

/// <summary>What values a piece of data may have, without saying where it stands.</summary>
/// <remarks>Value-equal; holds no symbol and no JSON node, so both front ends can make it and every emitter can read it.</remarks>
internal abstract record Shape;

internal sealed record BooleanShape : Shape;

/// <summary>Text on the wire, and the C# type it becomes.</summary>
/// <param name="Kind">The C# type behind the text.</param>
/// <param name="Pattern">ECMA regular expression that the text must match.</param>
internal sealed record StringShape(StringKind Kind) : Shape
{
    public int? MinLength { get; init; }
    public int? MaxLength { get; init; }
    public string? Pattern { get; init; }

    /// <summary>JSON Schema <c>format</c>; null where the kind has none.</summary>
    public string? Format { get; init; }

    /// <summary>The same text comes again and again (an id, a model): a reader keeps the string it has.</summary>
    public bool Repeats { get; init; }
}

internal enum StringKind
{
    String, Char, Rune, Guid, Uri, Version, DateTime, DateTimeOffset, DateOnly, TimeOnly, TimeSpan, Base64,
}

/// <summary>A number on the wire. Bounds are invariant decimal text, as written in the source.</summary>
internal sealed record NumberShape(NumberKind Kind) : Shape
{
    public string? Minimum { get; init; }
    public string? Maximum { get; init; }
    public bool ExclusiveMinimum { get; init; }
    public bool ExclusiveMaximum { get; init; }
    public string? MultipleOf { get; init; }
}

internal enum NumberKind
{
    Byte, SByte, Int16, UInt16, Int32, UInt32, Int64, UInt64, Int128, UInt128, BigInteger, Half, Single, Double, Decimal,
}

/// <summary>One name out of a list.</summary>
/// <param name="ClrType">Fully qualified C# type, without <c>?</c>.</param>
/// <param name="IsFlags">An array of names on the wire.</param>
internal sealed record EnumShape(string ClrType, EquatableArray<EnumMember> Members, bool IsFlags = false) : Shape
{
    /// <summary>The place allows fewer names than the type has.</summary>
    public bool IsNarrowed { get; init; }
}

/// <param name="WireName">The name in JSON.</param>
/// <param name="ClrName">The name of the constant, unescaped.</param>
internal sealed record EnumMember(string WireName, string ClrName, string? Description = null)
{
    /// <summary>Another name of a value that has one already, or a combination of flags: read, never written.</summary>
    public bool IsAlias { get; init; }
}

/// <summary>A JSON array.</summary>
/// <param name="Collection">How the C# collection is built.</param>
internal sealed record ListShape(Node Element, CollectionKind Collection) : Shape
{
    public int? MinItems { get; init; }
    public int? MaxItems { get; init; }
    public bool UniqueItems { get; init; }

    /// <summary>C# expression that makes the collection of a list (or set) <c>items</c>, where the kind does not say it.</summary>
    public string? Construction { get; init; }
}

internal enum CollectionKind
{
    Array, List, ImmutableArray, ImmutableList, HashSet, ImmutableHashSet, ReadOnlyMemory,

    /// <summary>A <c>ReusableList</c> of a type that is filled in place: the objects of the last reading are filled again.</summary>
    Reusable,
}

/// <summary>A JSON object with free keys.</summary>
internal sealed record MapShape(Shape Key, Node Value, MapKind Map = MapKind.Dictionary) : Shape
{
    public int? MinProperties { get; init; }
    public int? MaxProperties { get; init; }

    /// <summary>C# expression that makes the map of a dictionary <c>items</c>, where the kind does not say it.</summary>
    public string? Construction { get; init; }
}

internal enum MapKind
{
    Dictionary, ImmutableDictionary, SortedDictionary,
}

/// <summary>A named type of the contract: an object or a union, which may refer back to itself.</summary>
/// <param name="Key">The <see cref="NamedType.Key"/> in <see cref="Contract.Types"/>.</param>
internal sealed record ReferenceShape(string Key) : Shape;

/// <summary>Any JSON value, kept as it is (<c>JsonElement</c>).</summary>
internal sealed record AnyShape : Shape
{
    /// <summary>Kept as text (<c>RawJson</c>), for what is mostly passed on.</summary>
    public bool IsRaw { get; init; }

    /// <summary>Kept as a <c>JsonNode</c>.</summary>
    public bool IsNode { get; init; }
}

/// <summary>A value whose JSON only a <c>JsonSerializerContext</c> of the program knows.</summary>
/// <param name="ContextType">Fully qualified C# type of the context.</param>
/// <param name="ClrType">Fully qualified C# type of the value, without <c>?</c>.</param>
internal sealed record ContextShape(string ContextType, string ClrType) : Shape;

namespace SdkGen.Generators.Contracts;

/// <summary>A type that a contract names once and refers to by key.</summary>
/// <param name="Key">Unique in the contract, stable between runs; also the name in <c>$defs</c>.</param>
/// <param name="ClrType">Fully qualified C# type, without <c>?</c>.</param>
internal abstract record NamedType(string Key, string ClrType)
{
    public string? Description { get; init; }

    public bool IsValueType { get; init; }
}

/// <summary>A JSON object with known members.</summary>
/// <param name="Construction">How a reader makes the C# object.</param>
internal sealed record ObjectType(string Key, string ClrType, EquatableArray<Member> Members, Construction Construction) : NamedType(Key, ClrType)
{
    public UnknownMembers Unknown { get; init; } = UnknownMembers.Skip;

    /// <summary>The member that tells the cases of a union apart, where the type is such a case: a reader has looked at it before and steps over it.</summary>
    public string? Discriminator { get; init; }

    /// <summary>A tuple: made by a literal, with the names of its elements.</summary>
    public bool IsTuple { get; init; }

    /// <summary>The C# property that keeps unknown members when <see cref="Unknown"/> is <see cref="UnknownMembers.Keep"/>.</summary>
    public string? ExtensionData { get; init; }

    /// <summary>That property is null where there are no unknown members; else it is empty.</summary>
    public bool KeepsNothingAsNull { get; init; } = true;

    /// <summary>The C# properties of which an answer has at least one; empty where any object will do.</summary>
    public EquatableArray<string> AnswerMembers { get; init; } = EquatableArray<string>.Empty;

    /// <summary>The C# field that keeps the object as text, once it stays as it is: a writer then writes that; null where there is none.</summary>
    public string? KeptText { get; init; }
}

/// <summary>A value that is one of several shapes, told apart by a member or by the kind of JSON token.</summary>
/// <param name="Discriminator">The member whose text tells the cases apart; null where the JSON token kind does.</param>
internal sealed record UnionType(string Key, string ClrType, string? Discriminator, EquatableArray<UnionCase> Cases) : NamedType(Key, ClrType);

/// <param name="Tag">Compact JSON of the discriminator's value, or one of <c>string number boolean array object</c>.</param>
/// <param name="ClrName">The property or derived type that holds the case.</param>
internal sealed record UnionCase(string Tag, string ClrName, Node Node);

internal enum UnknownMembers
{
    Skip, Reject, Keep,
}

internal enum Construction
{
    /// <summary>Constructor parameters and initialiser: members are read into locals first.</summary>
    Create,

    /// <summary>A mutable class that a reader fills in place and may use again.</summary>
    Fill,
}

/// <summary>One member of an object.</summary>
/// <param name="WireName">The name in JSON.</param>
/// <param name="ClrName">The property, field or parameter, unescaped.</param>
internal sealed record Member(string WireName, string ClrName, Node Node)
{
    public bool Required { get; init; }

    /// <summary>
    /// JSON <c>null</c> is no value here and says as much as leaving the member out. Schemas in which every property is required (OpenAI's strict mode) have
    /// no other way to leave one out, so one reader serves all forms.
    /// </summary>
    public bool NullIsAbsence => !Required && !Node.Nullable && Node.Shape is not AnyShape && !Node.Allowed.Contains("null");

    /// <summary>C# expression of the value where the member is absent; null where <c>default</c> is meant.</summary>
    public string? DefaultExpression { get; init; }

    /// <summary>The same as compact JSON, for the schema.</summary>
    public string? DefaultJson { get; init; }

    public string? Description { get; init; }

    public string? Title { get; init; }

    public bool Deprecated { get; init; }

    /// <summary>Position in the constructor; null where the member is set in an initialiser.</summary>
    public int? ConstructorIndex { get; init; }

    /// <summary>How a reader of a created object gives the member its value, where it is no constructor parameter.</summary>
    public MemberAssignment Assignment { get; init; } = MemberAssignment.Initializer;

    /// <summary>The type that declares the member, where an accessor needs it.</summary>
    public string? DeclaringType { get; init; }

    /// <summary>Read from JSON but never written, or the other way round.</summary>
    public MemberDirection Direction { get; init; } = MemberDirection.Both;

    /// <summary>A writer leaves the member out when it is null.</summary>
    public bool OmitWhenNull { get; init; }

    /// <summary>A writer leaves the member out when it has the default of its type.</summary>
    public bool OmitWhenDefault { get; init; }
}

internal enum MemberAssignment
{
    /// <summary>In the object initialiser, with the default where the member is absent.</summary>
    Initializer,

    /// <summary>After construction and only where the member is present, so that the type's own initial value stays.</summary>
    WhenPresent,

    /// <summary>The same for an <c>init</c> property, whose setter only an accessor reaches after construction.</summary>
    WhenPresentInit,

    /// <summary>The same for an <c>init</c> property that no accessor reaches (of a generic type): what another object has without it.</summary>
    InitialWhenAbsent,
}

internal enum MemberDirection
{
    Both, ReadOnly, WriteOnly,
}

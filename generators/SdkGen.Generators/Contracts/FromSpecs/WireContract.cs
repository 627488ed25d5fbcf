using SdkGen.Generators.Specs;

namespace SdkGen.Generators.Contracts.FromSpecs;

/// <summary>Makes the contract of a dialect's types: classes that are filled in place, of which nothing is required and nothing refused.</summary>
internal sealed class WireContract
{
    /// <summary>The property that keeps members that the spec does not name.</summary>
    public const string UnknownMembers = nameof(UnknownMembers);

    /// <summary>The field that keeps the text of an object which is sent again and again.</summary>
    public const string KeptText = nameof(KeptText);

    /// <summary>The method that sets it.</summary>
    public const string KeepText = nameof(KeepText);

    private readonly string _namespace;
    private readonly string _prefix;

    private WireContract(string @namespace, string prefix)
    {
        _namespace = @namespace;
        _prefix = prefix;
    }

    /// <param name="namespace">Where the types go.</param>
    public static IReadOnlyList<NamedType> Of(DialectSpec dialect, string @namespace)
    {
        var contract = new WireContract(@namespace, dialect.Facts.TypeName);
        return dialect.Types.Select(contract.Type).ToArray();
    }

    private NamedType Type(WireType type)
    {
        if (type.IsUnion)
        {
            var cases = type.Cases.Select(@case => new UnionCase(@case.Token, @case.ClrName, NodeOf(@case.Type, repeats: false)));
            return new UnionType(type.Name, ClrType(type.Name), null, cases.ToEquatableArray()) { Description = type.Doc };
        }

        return new ObjectType(type.Name, ClrType(type.Name), type.Members.Select(Member).ToEquatableArray(), Construction.Fill)
        {
            Description = type.Doc,
            Unknown = type.KeepsUnknown ? Contracts.UnknownMembers.Keep : Contracts.UnknownMembers.Skip,
            ExtensionData = type.KeepsUnknown ? UnknownMembers : null,
            AnswerMembers = type.Members.Where(member => member.Answer).Select(member => member.ClrName).ToEquatableArray(),
            KeptText = type.KeepsText ? KeptText : null,
        };
    }

    private Member Member(WireMember member) => new(member.WireName, member.ClrName, NodeOf(member.Type, member.Repeats))
    {
        Description = member.Doc,
        Deprecated = member.Deprecated,
        OmitWhenNull = true,
    };

    /// <summary>A type where <c>null</c> stands for "not there".</summary>
    private Node NodeOf(WireTypeExpression type, bool repeats)
    {
        var shape = ShapeOf(type, repeats);
        return new Node(shape, ClrType(type) + "?", Nullable: true) { IsNullableValueType = shape is BooleanShape or NumberShape or AnyShape };
    }

    private Shape ShapeOf(WireTypeExpression type, bool repeats) => type.Kind switch
    {
        WireTypeKind.Named => new ReferenceShape(type.Name!),
        WireTypeKind.List => new ListShape(Element(type.Element!), type.Element!.Kind == WireTypeKind.Named ? CollectionKind.Reusable : CollectionKind.List),
        WireTypeKind.Map => new MapShape(new StringShape(StringKind.String), Element(type.Element!)),
        _ => type.Name switch
        {
            "string" => new StringShape(StringKind.String) { Repeats = repeats },
            "int" => new NumberShape(NumberKind.Int32),
            "long" => new NumberShape(NumberKind.Int64),
            "double" => new NumberShape(NumberKind.Double),
            "decimal" => new NumberShape(NumberKind.Decimal),
            "bool" => new BooleanShape(),
            _ => new AnyShape { IsRaw = true },
        },
    };

    /// <summary>A type inside a list or map. An object may be <c>null</c> there, because a service may send it.</summary>
    private Node Element(WireTypeExpression type)
    {
        var shape = ShapeOf(type, repeats: false);
        return shape is ReferenceShape or StringShape
            ? new Node(shape, ClrType(type) + (shape is ReferenceShape ? "" : "?"), Nullable: true)
            : new Node(shape, ClrType(type));
    }

    private string ClrType(WireTypeExpression type) => type.Kind switch
    {
        WireTypeKind.Named => ClrType(type.Name!),
        WireTypeKind.List when type.Element!.Kind == WireTypeKind.Named => $"global::SdkGen.Json.ReusableList<{Element(type.Element).ClrType}>",
        WireTypeKind.List => $"global::System.Collections.Generic.List<{Element(type.Element!).ClrType}>",
        WireTypeKind.Map => $"global::System.Collections.Generic.Dictionary<string, {Element(type.Element!).ClrType}>",
        _ => type.Name == "json" ? "global::SdkGen.Json.RawJson" : type.Name!,
    };

    private string ClrType(string name) => $"global::{_namespace}.{_prefix}{name}";
}

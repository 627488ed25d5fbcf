using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SdkGen.Generators.Contracts.FromSymbols;

/// <summary>What emitted code does with the C# type.</summary>
internal enum ContractUse
{
    /// <summary>Makes it from JSON: arguments.</summary>
    Read,

    /// <summary>Makes JSON from it: results.</summary>
    Write,
}

/// <summary>The first front end: C# symbols into a contract.</summary>
/// <remarks>
/// One instance serves one contract and lives as long as the transform that made it. What cannot stand in a contract becomes a
/// <see cref="ContractProblem"/> and an <see cref="AnyShape"/> in its place; a contract with problems must not be emitted.
/// </remarks>
/// <param name="compilation">The program.</param>
/// <param name="use">What emitted code does with the types.</param>
/// <param name="contexts">Serializer contexts for types that cannot be read otherwise, the nearest first.</param>
/// <param name="token">Cancels.</param>
internal sealed partial class ContractFromSymbol(Compilation compilation, ContractUse use, IReadOnlyList<INamedTypeSymbol> contexts, CancellationToken token)
{
    private readonly Dictionary<ITypeSymbol, string> _keys = new(SymbolEqualityComparer.IncludeNullability);
    private readonly Dictionary<string, string> _discriminators = new(StringComparer.Ordinal);
    private readonly List<NamedType?> _types = [];
    private readonly HashSet<string> _alike = new(StringComparer.Ordinal);
    private readonly List<ContractProblem> _problems = [];
    private readonly List<ContractProblem> _unenforced = [];
    private readonly List<ContractProblem> _unfilled = [];
    private readonly HashSet<SyntaxTree> _documentedIn = [];
    private INamedTypeSymbol? _commented;
    private DocComment? _comment;

    /// <summary>What becomes of unknown members where a type says nothing about them.</summary>
    public UnknownMembers Unmapped { get; init; } = UnknownMembers.Reject;

    /// <summary>Members that are null are left out, unless they say that they never are.</summary>
    public bool OmitsNull { get; init; }

    /// <summary>A struct is made by its constructor without parameters where none is marked, as System.Text.Json makes it.</summary>
    public bool MakesStructsEmpty { get; init; }

    /// <summary>Every name of an enum is read, whatever attributes say of its values, as System.Text.Json reads it.</summary>
    public bool KeepsEnums { get; init; }

    /// <summary>What was read for the other use: a type that is the same for both is taken from it.</summary>
    public ContractFromSymbol? Other { get; init; }

    public IReadOnlyList<ContractProblem> Problems => _problems;

    /// <summary>Annotations that are not enforced, and why.</summary>
    public IReadOnlyList<ContractProblem> Unenforced => _unenforced;

    /// <summary>Collections that a program can add to and a reader cannot set: the member is the reason.</summary>
    public IReadOnlyList<ContractProblem> Unfilled => _unfilled;

    /// <summary>Files of symbols from which comments are inherited, and which nothing else may lead to.</summary>
    public IReadOnlyCollection<SyntaxTree> DocumentedIn => _documentedIn;

    /// <summary>Every object and union so far, in order of first use.</summary>
    public EquatableArray<NamedType> Types => _types.OfType<NamedType>().ToEquatableArray();

    /// <summary>A type at a place, with the attributes of that place.</summary>
    public Node Place(ITypeSymbol type, IReadOnlyList<AttributeData> attributes, Location? location)
    {
        token.ThrowIfCancellationRequested();
        var inner = type;
        var isNullableValue = false;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            inner = nullable.TypeArguments[0];
            isNullableValue = true;
        }

        var isNull = isNullableValue || (type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.Annotated);
        if (SymbolNames.Find(attributes, "System.Text.Json.Serialization.JsonConverterAttribute") is not null)
            Reject(type, OwnConverter, location);
        var shape = Shape(inner, location);
        var node = OfFlow(new Node(shape, type.Declared(), isNull) { IsNullableValueType = isNullableValue }, type, attributes);
        return attributes.Count == 0 ? node : Constrained(node, type, inner, attributes, location);
    }

    private Node Constrained(Node node, ITypeSymbol type, ITypeSymbol inner, IReadOnlyList<AttributeData> attributes, Location? location) => Constraints.Apply(
        node, inner, attributes, reason => Reject(type, reason, location),
        (annotation, reason) => _unenforced.Add(new ContractProblem(annotation, reason, location)), IsReachable, use == ContractUse.Read && !KeepsEnums);

    /// <summary>What goes in may be null where what comes out is not, or the other way round.</summary>
    private Node OfFlow(Node node, ITypeSymbol type, IReadOnlyList<AttributeData> attributes)
    {
        if (use != ContractUse.Read || !type.IsReferenceType)
            return node;
        if (node.Nullable && SymbolNames.Find(attributes, "System.Diagnostics.CodeAnalysis.DisallowNullAttribute") is not null)
            return node with { Nullable = false, ClrType = type.Qualified() };
        return !node.Nullable && SymbolNames.Find(attributes, "System.Diagnostics.CodeAnalysis.AllowNullAttribute") is not null
            ? node with { Nullable = true, ClrType = node.ClrType + "?" }
            : node;
    }

    private Shape Shape(ITypeSymbol type, Location? location)
    {
        switch (type.SpecialType)
        {
            case SpecialType.System_Boolean: return new BooleanShape();
            case SpecialType.System_String: return new StringShape(StringKind.String);
            case SpecialType.System_Char: return new StringShape(StringKind.Char);
            case SpecialType.System_DateTime: return new StringShape(StringKind.DateTime);
            case SpecialType.System_Byte: return new NumberShape(NumberKind.Byte);
            case SpecialType.System_SByte: return new NumberShape(NumberKind.SByte);
            case SpecialType.System_Int16: return new NumberShape(NumberKind.Int16);
            case SpecialType.System_UInt16: return new NumberShape(NumberKind.UInt16);
            case SpecialType.System_Int32: return new NumberShape(NumberKind.Int32);
            case SpecialType.System_UInt32: return new NumberShape(NumberKind.UInt32);
            case SpecialType.System_Int64: return new NumberShape(NumberKind.Int64);
            case SpecialType.System_UInt64: return new NumberShape(NumberKind.UInt64);
            case SpecialType.System_Single: return new NumberShape(NumberKind.Single);
            case SpecialType.System_Double: return new NumberShape(NumberKind.Double);
            case SpecialType.System_Decimal: return new NumberShape(NumberKind.Decimal);
            case SpecialType.System_Object when use == ContractUse.Read: return new AnyShape();
        }

        return type switch
        {
            INamedTypeSymbol { TypeKind: TypeKind.Enum } names => Enum(names, location),
            IArrayTypeSymbol array => Array(array, location),
            ITypeParameterSymbol or IDynamicTypeSymbol or IPointerTypeSymbol or IFunctionPointerTypeSymbol =>
                Reject(type, "is not known before the program runs: take a type with a shape", location),
            IErrorTypeSymbol => Reject(type, "is not known to the compiler", null),
            INamedTypeSymbol { IsUnboundGenericType: true } => Reject(type, "is an open generic type", location),
            INamedTypeSymbol named => Named(named, named.MetadataName(), location),
            _ => Reject(type, "has no shape in JSON", location),
        };
    }

    private Shape Named(INamedTypeSymbol type, string name, Location? location) =>
        Known(name) ?? (contexts.Count == 0 ? Unlisted(type, name, location) : OrInContext(type, name, location));

    private Shape Unlisted(INamedTypeSymbol type, string name, Location? location) => Collection(type, name, location) ?? Object(type, name, location);

    private static Shape? Known(string name) => name switch
    {
        "System.Guid" => new StringShape(StringKind.Guid),
        "System.Uri" => new StringShape(StringKind.Uri),
        "System.Version" => new StringShape(StringKind.Version),
        "System.DateTimeOffset" => new StringShape(StringKind.DateTimeOffset),
        "System.DateOnly" => new StringShape(StringKind.DateOnly),
        "System.TimeOnly" => new StringShape(StringKind.TimeOnly),
        "System.TimeSpan" => new StringShape(StringKind.TimeSpan),
        "System.Text.Rune" => new StringShape(StringKind.Rune),
        "System.Half" => new NumberShape(NumberKind.Half),
        "System.Int128" => new NumberShape(NumberKind.Int128),
        "System.UInt128" => new NumberShape(NumberKind.UInt128),
        "System.Numerics.BigInteger" => new NumberShape(NumberKind.BigInteger),
        "System.Text.Json.JsonElement" => new AnyShape(),
        "System.Text.Json.Nodes.JsonNode" => new AnyShape { IsNode = true },
        _ => null,
    };

    private Shape Enum(INamedTypeSymbol type, Location? location)
    {
        CheckReachable(type, location);
        var isFlags = type.Attribute("System.FlagsAttribute") is not null;
        var seen = new HashSet<object?>();
        var members = new List<EnumMember>();
        foreach (var field in type.GetMembers().OfType<IFieldSymbol>().Where(field => field is { IsConst: true, HasConstantValue: true } && !field.IsObsoleteError()))
        {
            var wireName = field.Attribute("System.Text.Json.Serialization.JsonStringEnumMemberNameAttribute").First<string>() is { } name
                ? name
                : field.Name;
            if (!SymbolNames.IsValidText(wireName))
                Reject(type, $"has a JSON name for {field.Name} that is not valid Unicode", location);
            if (members.Any(member => member.WireName == wireName))
                Reject(type, $"has two members with the JSON name {wireName}", location);
            var bits = System.Convert.ToDecimal(field.ConstantValue, System.Globalization.CultureInfo.InvariantCulture);
            if (isFlags && bits == 0)
                continue;
            var isAlias = !seen.Add(field.ConstantValue) || (isFlags && !IsOneBit(bits));
            members.Add(new EnumMember(wireName, field.Name, Describe(field)) { IsAlias = isAlias });
        }

        if (members.Count == 0)
            Reject(type, "has no members", location);
        return new EnumShape(type.Qualified(), members.ToEquatableArray(), isFlags);
    }

    private static bool IsOneBit(decimal value)
    {
        if (value < 0)
            return value is long.MinValue or int.MinValue or short.MinValue or sbyte.MinValue;
        var bits = (ulong)value;
        return (bits & (bits - 1)) == 0;
    }

    private string? Describe(ISymbol symbol) =>
        symbol.Attribute("System.ComponentModel.DescriptionAttribute").First<string>() is { } text
            ? text
            : Comment(symbol).Summary;

    private DocComment Comment(ISymbol symbol) => DocComment.Of(symbol, compilation, _documentedIn, token);

    /// <summary>Emitted code stands in the same assembly, in a class of its own: a private type is out of its reach.</summary>
    private void CheckReachable(INamedTypeSymbol type, Location? location)
    {
        if (type.EffectiveAccessibility() == Accessibility.Private || !compilation.IsSymbolAccessibleWithin(type, compilation.Assembly))
            Reject(type, "is private: make it internal, so that the generated code can name it", location);
        if (type.IsObsoleteError())
            Reject(type, "is obsolete, and using it is an error", location);
    }

    private AnyShape Reject(ITypeSymbol type, string reason, Location? location)
    {
        var name = type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        if (!_problems.Any(problem => problem.Type == name && problem.Reason == reason))
            _problems.Add(new ContractProblem(name, reason, location));
        return new AnyShape();
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SdkGen.Generators.Contracts.FromSymbols;

/// <content>Objects: constructors and members.</content>
internal sealed partial class ContractFromSymbol
{
    private const string Json = "System.Text.Json.Serialization.";

    private const string OwnConverter = "has its own JsonConverter, which a schema cannot be made of: name a JsonSerializerContext that lists the type with [LlmJsonContext(typeof(…))], or take one without";

    /// <summary>How many types are written within each other; <c>class A&lt;T&gt; { A&lt;A&lt;T&gt;&gt; Next; }</c> has no end.</summary>
    private const int DeepestGeneric = 12;

    private static readonly HashSet<string> s_shapeless = new(StringComparer.Ordinal)
    {
        "System.Threading.Tasks.Task", "System.Threading.Tasks.Task`1", "System.Threading.Tasks.ValueTask", "System.Threading.Tasks.ValueTask`1",
        "System.Type", "System.IntPtr", "System.UIntPtr", "System.Threading.CancellationToken", "System.IServiceProvider", "System.Span`1", "System.ReadOnlySpan`1",
        "System.Index", "System.Range", "System.Exception",
    };

    private Shape Object(INamedTypeSymbol type, string name, Location? location)
    {
        // Box<string?> and Box<string> are two contracts; Box and Box? are one at two places.
        type = (INamedTypeSymbol)type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
        if (_keys.TryGetValue(type, out var known))
            return new ReferenceShape(known);
        if (Other?.Alike(type) is { } alike)
        {
            _keys.Add(type, alike.Key);
            _types.Add(alike);
            return new ReferenceShape(alike.Key);
        }

        if (Depth(type) > DeepestGeneric)
            return Reject(type.OriginalDefinition, "leads to ever longer generic types: give its member a type that does not grow", location);
        if (Refusal(type, name) is { } refusal)
            return Reject(type, refusal, location);
        CheckReachable(type, location);

        // The place in the order is taken before the members are read, so that a type within itself finds its key.
        var key = type.ToDisplayString();
        _keys.Add(type, key);
        var index = _types.Count;
        _types.Add(null);
        _types[index] = DerivedTypes(type) is { Count: > 0 } derived ? Union(type, key, derived, location) : Case(type, Create(type, key, location), location);
        return new ReferenceShape(key);
    }

    /// <summary>The type as it was read, if nothing in it tells reading from writing; null where something does.</summary>
    private NamedType? Alike(INamedTypeSymbol type) =>
        _problems.Count == 0 && _keys.TryGetValue(type, out var key) && _alike.Contains(key) && _types.Find(own => own?.Key == key) is ObjectType { Discriminator: null } known ? known : null;

    /// <summary>Whether a member is read and written in the same way: no attribute says otherwise, and its value is one token.</summary>
    private bool IsAlike(ISymbol symbol, IParameterSymbol? parameter, Member member) =>
        member is { Direction: MemberDirection.Both, Node.Shape: BooleanShape or NumberShape or StringShape or EnumShape }
        && symbol is IPropertySymbol { GetMethod: { } get } && IsReachable(get) && symbol.GetAttributes().IsEmpty
        && (parameter is null || (parameter.GetAttributes().IsEmpty && SymbolEqualityComparer.IncludeNullability.Equals(parameter.Type, MemberType(symbol))));

    private string? Refusal(INamedTypeSymbol type, string name)
    {
        if (type.TypeKind == TypeKind.Delegate || type.IsRefLikeType || s_shapeless.Contains(name) || Derives(type, "System.IO.Stream"))
            return "has no shape in JSON: take plain data";
        if (BaseTypes(type).Any(level => level.GetMembers("GetAwaiter").OfType<IMethodSymbol>().Any(method => method.Parameters.Length == 0)))
            return "is awaited by nobody here: return Task, ValueTask or the value";
        if (type.Attribute(Json + "JsonConverterAttribute") is not null)
            return OwnConverter;
        if (Derives(type, "Microsoft.Extensions.AI.AIContent"))
            return "is content of a message: return its text, or plain data";
        if (type.SpecialType == SpecialType.System_Object)
            return "can be anything: return a type with a shape, or JsonElement";
        if (use == ContractUse.Read && (type.IsAbstract || type.TypeKind == TypeKind.Interface) && DerivedTypes(type).Count == 0)
            return "is abstract: take a class or record, or name its derived types with [JsonDerivedType]";
        return null;
    }

    private static int Depth(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { TypeArguments.Length: > 0 } generic => 1 + generic.TypeArguments.Max(Depth),
        IArrayTypeSymbol array => 1 + Depth(array.ElementType),
        _ => 0,
    };

    private ObjectType Tuple(INamedTypeSymbol type, string key, Location? location) => new(
        key, type.Qualified(),
        type.TupleElements.Select((element, i) => new Member(SymbolNames.CamelCase(element.Name), element.Name, Place(element.Type, [], location)) { Required = true, ConstructorIndex = i }).ToEquatableArray(),
        Construction.Create)
    {
        IsValueType = true,
        IsTuple = true,
        Unknown = UnknownMembers.Reject,
    };

    private ObjectType Create(INamedTypeSymbol type, string key, Location? location)
    {
        if (type.IsTupleType)
            return Tuple(type, key, location);
        var constructor = use == ContractUse.Read ? Constructor(type, location) : null;
        var members = new List<Member>();
        var orders = new List<int>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var unmatched = constructor?.Parameters.ToList() ?? [];
        var data = Data(type);
        ISymbol? extensionData = null;
        var isAlike = use == ContractUse.Read;

        foreach (var property in data.Where(IsProperty))
        {
            if (!names.Add(property.Name))
                continue;
            if (property.Attribute(Json + "JsonExtensionDataAttribute") is not null)
            {
                if (MemberType(property).MetadataName() == Generic + "Dictionary`2" && MemberType(property) is INamedTypeSymbol { TypeArguments: { Length: 2 } arguments } && arguments[1].Name == "JsonElement")
                    extensionData = property;
                else
                    Reject(type, $"keeps unknown members in {property.Name}, which is no Dictionary<string, JsonElement>", location);
                continue;
            }

            var parameter = Matched(unmatched, property.Name);
            if (Member(type, property, parameter, constructor, location) is not { } member)
            {
                isAlike = false;
                continue;
            }

            isAlike = isAlike && IsAlike(property, parameter, member);

            // The order of equals is that of the declarations.
            var order = property.Attribute(Json + "JsonPropertyOrderAttribute").First<int>();
            var place = orders.Count;
            while (place > 0 && orders[place - 1] > order)
                place--;
            orders.Insert(place, order);
            members.Insert(place, member);
        }

        foreach (var parameter in unmatched)
        {
            members.Add(Described(
                new Member(SymbolNames.CamelCase(parameter.Name), parameter.Name, Place(parameter.Type, parameter.GetAttributes(), location ?? parameter.Locations.FirstOrDefault()))
                {
                    Required = !parameter.HasExplicitDefaultValue,
                    ConstructorIndex = parameter.Ordinal,
                    Direction = MemberDirection.ReadOnly,
                },
                parameter.GetAttributes(),
                Documentation(type, parameter.Name)));
        }

        if (use == ContractUse.Read && extensionData is IPropertySymbol kept && (kept.SetMethod is not { } set || !IsReachable(set)))
            Reject(type, $"keeps unknown members in {kept.Name}, which nothing can set: give it a setter", location);
        if (use == ContractUse.Read && Unreadable(constructor, members, data) is { } unreadable)
            Reject(type, unreadable, location);
        if (isAlike && extensionData is null && unmatched.Count == 0)
            _alike.Add(key);
        names.Clear();
        if (members.FirstOrDefault(member => !names.Add(member.WireName)) is { } twice)
            Reject(type, $"has two members with the JSON name {twice.WireName}", location);
        var unmapped = type.Attribute(Json + "JsonUnmappedMemberHandlingAttribute").First<int?>();
        return new ObjectType(key, type.Qualified(), members.ToEquatableArray(), Construction.Create)
        {
            Description = Describe(type),
            IsValueType = type.IsValueType,
            ExtensionData = extensionData?.Name,
            KeepsNothingAsNull = extensionData is null || MemberType(extensionData).NullableAnnotation == NullableAnnotation.Annotated,
            Unknown = extensionData is not null ? UnknownMembers.Keep : unmapped switch { 0 => UnknownMembers.Skip, 1 => UnknownMembers.Reject, _ => Unmapped },
        };
    }

    /// <summary>Why no object can be made of what is read, or none that says anything; null where one can.</summary>
    private static string? Unreadable(IMethodSymbol? constructor, IReadOnlyList<Member> members, IReadOnlyList<ISymbol> data)
    {
        if (members.All(member => member.Direction == MemberDirection.WriteOnly) && (members.Count > 0 || data.Any(member => member is IFieldSymbol { DeclaredAccessibility: Accessibility.Public })))
            return "has no member that can be set: give one a setter, or mark fields with [JsonInclude]";
        if (constructor?.Attribute("System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute") is not null)
            return null;
        bool IsSet(ISymbol required) => members.Any(member => member.ConstructorIndex is null && member.Direction != MemberDirection.WriteOnly && member.ClrName == required.Name);
        return data.FirstOrDefault(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true } && !IsSet(member)) is { } required
            ? $"requires {required.Name}, which is not set from JSON: let it be read, or mark the constructor with [SetsRequiredMembers]"
            : null;
    }

    private Member? Member(INamedTypeSymbol type, ISymbol symbol, IParameterSymbol? parameter, IMethodSymbol? constructor, Location? location)
    {
        var property = symbol as IPropertySymbol;
        IReadOnlyList<AttributeData> attributes = parameter is null ? symbol.GetAttributes() : symbol.GetAttributes().AddRange(parameter.GetAttributes());
        var ignored = SymbolNames.Find(attributes, Json + "JsonIgnoreAttribute") is { } ignore ? ignore.Named<int?>("Condition") ?? 1 : 0;
        var isIncluded = SymbolNames.Find(attributes, Json + "JsonIncludeAttribute") is not null;
        var isHiddenSetter = isIncluded && parameter is null && property?.SetMethod is { } hidden && !IsReachable(hidden);
        var canRead = parameter is not null || (property is null ? symbol is IFieldSymbol { IsReadOnly: false } : property.SetMethod is { } set && (IsReachable(set) || isHiddenSetter));
        var canWrite = property is null || (property.GetMethod is { } get && IsReachable(get));
        if (ignored == 1 && parameter is null)
            return null;

        if (isIncluded && !IsReachable(symbol))
            Reject(type, $"has a private member {symbol.Name} with [JsonInclude]: make it internal, so that the generated code can name it", location);
        if (isHiddenSetter && symbol.ContainingType.IsGenericType)
            Reject(type, $"has a private setter of {symbol.Name} with [JsonInclude], which nothing reaches in a generic type: make it internal", location);
        if (symbol.IsObsoleteError())
            Reject(type, $"has a member {symbol.Name} that is obsolete, and using it is an error: mark it with [JsonIgnore]", location);
        var isIgnoredForReading = ignored is 1 or 5;
        if (use == ContractUse.Write && (!canWrite || ignored is 1 or 4))
            return null;

        var wireName = SymbolNames.Find(attributes, Json + "JsonPropertyNameAttribute").First<string>() is { } name ? name : SymbolNames.CamelCase(symbol.Name);
        if (!SymbolNames.IsValidText(wireName))
            Reject(type, $"has a JSON name for {symbol.Name} that is not valid Unicode", location);
        var memberType = use == ContractUse.Read && parameter is not null && !SymbolEqualityComparer.Default.Equals(parameter.Type, MemberType(symbol)) ? parameter.Type : MemberType(symbol);
        var member = new Member(wireName, symbol.Name, Place(memberType, attributes, location ?? symbol.Locations.FirstOrDefault()))
        {
            ConstructorIndex = parameter?.Ordinal,
            Required = use == ContractUse.Read && parameter is { HasExplicitDefaultValue: false },
            OmitWhenNull = ignored == 3 || (OmitsNull && CanBeNull(MemberType(symbol)) && SymbolNames.Find(attributes, Json + "JsonIgnoreAttribute") is null),
            OmitWhenDefault = ignored == 2,
        };
        if (use == ContractUse.Read && (!canRead || isIgnoredForReading))
        {
            // Known and not read: JSON that the type itself was written to stays valid.
            if (!isIgnoredForReading && member.Node.Shape is (ListShape or MapShape) && IsFilledByAdding(property))
                _unfilled.Add(new ContractProblem(type.Name, symbol.Name, location));
            return parameter is null ? member with { Direction = MemberDirection.WriteOnly } : null;
        }

        if (use == ContractUse.Read)
            member = Initial(type, symbol, parameter, constructor, attributes, member);
        if (use == ContractUse.Read && isHiddenSetter)
            member = member with { Assignment = MemberAssignment.WhenPresentInit, DeclaringType = symbol.ContainingType.Qualified() };
        return Described(member, attributes, Describe(symbol) ?? Documentation(type, parameter?.Name ?? symbol.Name));
    }

    /// <summary>Whether the member must come, and what it is where it does not.</summary>
    private Member Initial(
        INamedTypeSymbol type, ISymbol symbol, IParameterSymbol? parameter, IMethodSymbol? constructor, IReadOnlyList<AttributeData> attributes, Member member)
    {
        var isMarked = SymbolNames.Find(attributes, Json + "JsonRequiredAttribute") is not null
            || SymbolNames.Find(attributes, "System.ComponentModel.DataAnnotations.RequiredAttribute") is not null;
        if (parameter is not null)
        {
            return !parameter.HasExplicitDefaultValue ? member
                : isMarked ? member with { Required = true }
                : WithDefault(member, parameter.ExplicitDefaultValue, parameter.Type);
        }

        var isSet = constructor?.Attribute("System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute") is not null;
        var property = symbol as IPropertySymbol;
        if (isMarked || (!isSet && property is { IsRequired: true } or IFieldSymbol { IsRequired: true }))
            return member with { Required = true };

        var initializer = Initializer(symbol);
        var isVisible = symbol.DeclaringSyntaxReferences.Length > 0 && !IsSetIn(type, symbol);
        if (isVisible && initializer is null && !isSet)
            return member with { Required = member.Node is { Nullable: false, IsNullableValueType: false } && MemberType(symbol).IsReferenceType && !HasDefault(symbol) };

        if (initializer is not null && compilation.GetSemanticModel(initializer.SyntaxTree).GetConstantValue(initializer, token) is { HasValue: true, Value: var value })
            member = member with { DefaultJson = ConstantText.Json(value, MemberType(symbol), member.Node.Shape) };
        return member with
        {
            Assignment = property?.SetMethod is { IsInitOnly: true }
                ? !symbol.ContainingType.IsGenericType ? MemberAssignment.WhenPresentInit
                    : property.GetMethod is { } get && IsReachable(get) ? MemberAssignment.InitialWhenAbsent : MemberAssignment.Initializer
                : MemberAssignment.WhenPresent,
            DeclaringType = symbol.ContainingType.Qualified(),
        };
    }

    private Member WithDefault(Member member, object? value, ITypeSymbol type) => OrNull(member, value, type) with
    {
        DefaultExpression = ConstantText.Expression(value, type),
        DefaultJson = value is null && !OrNull(member, value, type).Node.Nullable ? null : ConstantText.Json(value, type, member.Node.Shape),
    };

    /// <summary>Code that knows no nullability says <c>= null</c> where it takes null.</summary>
    public static Member OrNull(Member member, object? value, ITypeSymbol type) =>
        value is null && type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.None }
            ? member with { Node = member.Node with { Nullable = true, ClrType = member.Node.ClrType + "?" } }
            : member;

    private static Member Described(Member member, IReadOnlyList<AttributeData> attributes, string? documentation)
    {
        if (attributes.Count == 0 && documentation is null)
            return member;
        var display = SymbolNames.Find(attributes, "System.ComponentModel.DataAnnotations.DisplayAttribute");
        var description = SymbolNames.Find(attributes, "System.ComponentModel.DescriptionAttribute").First<string>() is { } text ? text : null;
        return member with
        {
            Description = description ?? documentation ?? display?.Named<string>("Description"),
            Title = display?.Named<string>("Name")
                ?? (SymbolNames.Find(attributes, "System.ComponentModel.DisplayNameAttribute").First<string>() is { } title ? title : null),
            Deprecated = SymbolNames.Find(attributes, "System.ObsoleteAttribute") is not null,
        };
    }

    private IMethodSymbol? Constructor(INamedTypeSymbol type, Location? location)
    {
        var reachable = type.InstanceConstructors.Where(constructor => IsReachable(constructor) && !IsCopy(constructor, type)).ToArray();
        var marked = reachable.FirstOrDefault(constructor => constructor.Attribute(Json + "JsonConstructorAttribute") is not null);
        if (marked is not null)
            return marked;

        var primary = type.IsRecord
            ? reachable.FirstOrDefault(constructor => constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(token) is RecordDeclarationSyntax))
                ?? reachable.Where(constructor => type.DeclaringSyntaxReferences.Length == 0 && constructor.Parameters.Length > 0).OrderByDescending(constructor => constructor.Parameters.Length).FirstOrDefault()
            : null;
        var chosen = primary ?? OfStruct(type, reachable) ?? reachable.FirstOrDefault(constructor => constructor.Parameters.Length == 0) ?? (reachable.Length == 1 ? reachable[0] : null);
        if (chosen is null)
            Reject(type, "has no constructor to call: give it a public one, or mark one with [JsonConstructor]", location);
        else if (chosen.Parameters.Any(parameter => parameter.RefKind is RefKind.Ref or RefKind.Out))
            Reject(type, "has a constructor with a ref or out parameter", location);
        return chosen;
    }

    /// <summary>Every struct has a constructor without parameters. The one that its author wrote is meant where it sets what nothing else can.</summary>
    private IMethodSymbol? OfStruct(INamedTypeSymbol type, IReadOnlyList<IMethodSymbol> reachable)
    {
        var written = reachable.Where(constructor => !constructor.IsImplicitlyDeclared).ToArray();
        if (!type.IsValueType || MakesStructsEmpty || written.Length != 1 || written[0].Parameters.Length == 0)
            return null;
        var named = written[0].Parameters.Select(parameter => Data(type).Where(IsProperty).OfType<IPropertySymbol>().FirstOrDefault(property => string.Equals(property.Name, parameter.Name, StringComparison.OrdinalIgnoreCase))).ToArray();
        return named.All(property => property is not null) && named.Any(property => property!.SetMethod is null) ? written[0] : null;
    }

    /// <summary>Every property and field of an object, also of what its type derives from; the most derived first.</summary>
    private static List<ISymbol> Data(INamedTypeSymbol type)
    {
        var data = new List<ISymbol>();
        foreach (var level in type.TypeKind == TypeKind.Interface ? type.AllInterfaces.Prepend(type) : BaseTypes(type))
        {
            foreach (var member in level.GetMembers())
            {
                if (member is { Kind: SymbolKind.Property or SymbolKind.Field, IsStatic: false })
                    data.Add(member);
            }
        }

        return data;
    }

    /// <summary>A property, or a field that asks to be one.</summary>
    private static bool IsProperty(ISymbol member) => member switch
    {
        IPropertySymbol { IsIndexer: false, IsImplicitlyDeclared: false } property =>
            property.ExplicitInterfaceImplementations.Length == 0 && property.Name != "EqualityContract"
            && (property.DeclaredAccessibility == Accessibility.Public || property.Attribute(Json + "JsonIncludeAttribute") is not null),
        IPropertySymbol { IsIndexer: false, DeclaredAccessibility: Accessibility.Public } implicitProperty => implicitProperty.Name != "EqualityContract",
        IFieldSymbol { IsImplicitlyDeclared: false } field => field.Attribute(Json + "JsonIncludeAttribute") is not null,
        _ => false,
    };

    /// <summary>Takes the parameter that a property's value comes by out of those that are left; null where there is none.</summary>
    private static IParameterSymbol? Matched(List<IParameterSymbol> parameters, string property)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            if (!string.Equals(parameters[i].Name, property, StringComparison.OrdinalIgnoreCase))
                continue;
            var parameter = parameters[i];
            parameters.RemoveAt(i);
            return parameter;
        }

        return null;
    }

    private static IEnumerable<INamedTypeSymbol> BaseTypes(INamedTypeSymbol type)
    {
        for (var level = type; level is { SpecialType: SpecialType.None }; level = level.BaseType)
            yield return level;
    }

    private static bool Derives(INamedTypeSymbol type, string metadataName) => BaseTypes(type).Any(level => level.IsNamed(metadataName));

    private static bool CanBeNull(ITypeSymbol type) => type.IsReferenceType || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    private static ITypeSymbol MemberType(ISymbol symbol) => symbol is IPropertySymbol property ? property.Type : ((IFieldSymbol)symbol).Type;

    private static bool IsCopy(IMethodSymbol constructor, INamedTypeSymbol type) =>
        type.IsRecord && constructor.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, type);

    private bool IsReachable(ISymbol symbol) => IsOwn(symbol) || compilation.IsSymbolAccessibleWithin(symbol, compilation.Assembly);

    /// <summary>A member that is public or internal, of a type that is so: what is mostly asked about, and no matter for the compiler.</summary>
    private bool IsOwn(ISymbol symbol) =>
        symbol is { DeclaredAccessibility: Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal, ContainingType: { } type }
        && symbol is not ITypeSymbol && SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly) && type.EffectiveAccessibility() != Accessibility.Private;

    private static Microsoft.CodeAnalysis.CSharp.Syntax.ExpressionSyntax? Initializer(ISymbol symbol) => symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
    {
        PropertyDeclarationSyntax property => property.Initializer?.Value,
        VariableDeclaratorSyntax field => field.Initializer?.Value,
        _ => null,
    };

    /// <summary>Whether a constructor that somebody wrote speaks of the member, and so may give it a value; or it is a parameter of a record's.</summary>
    private bool IsSetIn(INamedTypeSymbol type, ISymbol member) => member.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(token) is ParameterSyntax) || BaseTypes(type).SelectMany(level => level.InstanceConstructors)
        .SelectMany(constructor => constructor.DeclaringSyntaxReferences).Select(reference => reference.GetSyntax(token)).OfType<ConstructorDeclarationSyntax>()
        .Any(constructor => constructor.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == member.Name));

    /// <summary>A property with a body of its own keeps its value somewhere that may have one already.</summary>
    private static bool HasDefault(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is PropertyDeclarationSyntax { AccessorList.Accessors: var accessors }
        && accessors.Any(accessor => accessor.Body is not null || accessor.ExpressionBody is not null);

    /// <summary>A property that keeps a collection which others add to: <c>List&lt;string&gt; Tags { get; } = [];</c>. One that is computed is meant to be read.</summary>
    private static bool IsFilledByAdding(IPropertySymbol? property) =>
        property is { SetMethod: null, Type: INamedTypeSymbol { Name: var name } type } && !name.StartsWith("ReadOnly", StringComparison.Ordinal)
        && (type.IsNamed(Generic + "ICollection`1") || Implemented(type, Generic + "ICollection`1") is not null)
        && type.ContainingNamespace.Name is not ("Immutable" or "Frozen")
        && property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is PropertyDeclarationSyntax { ExpressionBody: null } && !HasDefault(property);

    private string? Documentation(INamedTypeSymbol type, string parameter)
    {
        if (!type.IsRecord)
            return null;
        if (!SymbolEqualityComparer.Default.Equals(_commented, type))
            (_commented, _comment) = (type, Comment(type));
        return _comment!.Parameter(parameter);
    }
}

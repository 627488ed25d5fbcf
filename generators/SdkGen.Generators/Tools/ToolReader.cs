using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Contracts.FromSymbols;

namespace SdkGen.Generators.Tools;

/// <summary>Reads a method that carries <c>[LlmTool]</c>: into a model, or into the problems that keep it from being a tool.</summary>
internal sealed class ToolReader
{
    public const string Attribute = "SdkGen.LlmToolAttribute";

    private const int LongestName = 64;
    private const LanguageVersion CSharp14 = (LanguageVersion)1400;

    private readonly IMethodSymbol _method;
    private readonly INamedTypeSymbol _host;
    private readonly ToolNaming _naming;
    private readonly Compilation _compilation;
    private readonly CancellationToken _token;
    private readonly List<ToolProblem> _problems = [];

    private ToolReader(IMethodSymbol method, INamedTypeSymbol host, ToolNaming naming, Compilation compilation, CancellationToken token)
    {
        _method = method;
        _host = host;
        _naming = naming;
        _compilation = compilation;
        _token = token;
    }

    /// <summary>The model is null where a problem is an error.</summary>
    /// <param name="host">The type whose instances the tool runs on: the one that the method stands in, unless another is asked for.</param>
    public static (ToolModel? Model, IReadOnlyList<ToolProblem> Problems) Read(
        IMethodSymbol method, AttributeData attribute, Compilation compilation, CancellationToken token, INamedTypeSymbol? host = null, ToolNaming naming = default)
    {
        var reader = new ToolReader(method, host ?? method.ContainingType, naming, compilation, token);
        var model = reader.Read(attribute);
        return (reader._problems.Any(problem => problem.IsError) ? null : model, reader._problems);
    }

    /// <summary>The name by which a model calls the method: as <c>AIFunctionFactory</c> has it and the project's policy spells it, unless the attribute says otherwise.</summary>
    public static string Name(IMethodSymbol method, AttributeData attribute, ToolNaming naming) => attribute.First<string>() ?? naming.Apply(Name(method));

    private static string Name(IMethodSymbol method)
    {
        const string Async = "Async";
        var isTask = Returned(method.ReturnType).Kind is not (ToolReturn.Void or ToolReturn.Value);
        return isTask && method.Name.Length > Async.Length && method.Name.EndsWith(Async, StringComparison.Ordinal)
            ? method.Name.Substring(0, method.Name.Length - Async.Length)
            : method.Name;
    }

    private Location? Here => _method.Locations.FirstOrDefault();

    private ToolModel? Read(AttributeData attribute)
    {
        CheckHost();
        var name = Name(_method, attribute, _naming);
        if (!IsValidName(name))
            Add(ToolRules.InvalidName, Here, Emission.JsonText.Quote(name));
        if (_method is { IsAsync: true, ReturnsVoid: true })
            Add(ToolRules.AsyncVoid, Here, _method.Name);

        var doc = DocComment.Of(_method, _token);
        var description = Described(_method.GetAttributes()) ?? doc.Summary;
        if (description is null)
            Add(ToolRules.Undescribed, Here, name);

        var contexts = ContractFromSymbol.Contexts(_method);
        var arguments = new ContractFromSymbol(_compilation, ContractUse.Read, contexts, _token);
        var (members, parameters) = Parameters(arguments, doc, name);
        _token.ThrowIfCancellationRequested();
        var results = new ContractFromSymbol(_compilation, ContractUse.Write, contexts, _token);
        var (kind, type) = Returned(_method.ReturnType);
        var isContent = type is not null && IsContent(type);
        var result = type is null ? null : isContent ? new Node(new AnyShape(), type.Declared()) : results.Place(type, [], Here);
        if (kind == ToolReturn.AsyncEnumerable)
            result = new Node(new ListShape(result!, CollectionKind.List), $"global::System.Collections.Generic.List<{result!.ClrType}>");
        foreach (var problem in arguments.Unenforced)
            Add(ToolRules.Unenforced, problem.Location ?? Here, problem.Type, _method.Name, problem.Reason);
        foreach (var problem in results.Problems)
            Add(ToolRules.UnsupportedType, Here, "The result", _method.Name, type!.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), problem.Type, problem.Reason);
        if (_method.ReturnsByRef || _method.ReturnsByRefReadonly)
            Add(ToolRules.UnsupportedHost, Here, _method.Name, "it returns by reference");

        return _problems.Any(problem => problem.IsError)
            ? null
            : new ToolModel(
                Host(), name, description, _method.Name, _method.IsStatic, kind,
                new ObjectType("", "", members.ToEquatableArray(), Construction.Fill) { Unknown = UnknownMembers.Reject, IsValueType = true },
                arguments.Types, parameters.ToEquatableArray(), result, results.Types)
            {
                Stem = Stem(),
                RequiresApproval = attribute.Named<bool>("RequiresApproval"),
                TimeoutSeconds = attribute.Named<double>("TimeoutSeconds"),
                IsNamed = attribute.First<string>() is not null,
                ReturnsContent = isContent,
            };
    }

    private void CheckHost()
    {
        var host = _host;
        string? reason = null;
        if (_method.IsGenericMethod)
            reason = "it is generic, and nobody says which type is meant";
        else if (IsOpen(host))
            reason = $"{host.Name} is generic, and nobody says which type is meant: write [assembly: LlmTools<{host.Name}<…>>]";
        else if (host.EffectiveAccessibility() == Accessibility.Private)
            reason = $"{host.Name} is private to its file or class: make it internal";
        else if (!_compilation.IsSymbolAccessibleWithin(_method, _compilation.Assembly))
            reason = "it is private: make it internal";
        else if (_method.IsObsoleteError() || host.IsObsoleteError())
            reason = "it is obsolete, and using it is an error";
        else if (host.IsRefLikeType)
            reason = $"{host.Name} is a ref struct";
        else if (host.TypeKind == TypeKind.Interface && _method is { IsStatic: true, IsAbstract: true })
            reason = "it is a static abstract member, which has no one implementation";
        else if (_method.ExplicitInterfaceImplementations.Length > 0)
            reason = "it is an explicit implementation: put the attribute on the interface's method";
        if (reason is not null)
            Add(ToolRules.UnsupportedHost, Here, _method.Name, reason);
    }

    private (List<Member> Members, List<ToolParameter> Parameters) Parameters(ContractFromSymbol contract, DocComment doc, string tool)
    {
        var members = new List<Member>();
        var parameters = new List<ToolParameter>();
        foreach (var parameter in _method.Parameters)
        {
            _token.ThrowIfCancellationRequested();
            if (parameter.RefKind is not (RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter))
            {
                Add(ToolRules.UnsupportedParameter, Place(parameter), parameter.Name, _method.Name, "ref and out have no meaning for a model");
                continue;
            }

            var special = Special(parameter);
            parameters.Add(special ?? new ToolParameter(ToolParameterKind.Argument, parameter.Name, parameter.Type.Qualified()) { IsIn = parameter.RefKind != RefKind.None });
            if (special is not null)
                continue;

            var before = contract.Problems.Count;
            var node = contract.Place(parameter.Type, parameter.GetAttributes(), Place(parameter));
            foreach (var problem in contract.Problems.Skip(before))
            {
                Add(ToolRules.UnsupportedType, Place(parameter), $"Parameter {parameter.Name}", _method.Name,
                    parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), problem.Type, problem.Reason);
            }

            var member = Argument(parameter, node, doc);
            if (member.Description is null && member.Node.Shape is not ReferenceShape)
                Add(ToolRules.UndescribedParameter, Place(parameter), parameter.Name, tool);
            members.Add(member);
        }

        return (members, parameters);
    }

    private static Member Argument(IParameterSymbol parameter, Node node, DocComment doc)
    {
        var attributes = parameter.GetAttributes();
        var display = SymbolNames.Find(attributes, "System.ComponentModel.DataAnnotations.DisplayAttribute");
        var isOptional = parameter.HasExplicitDefaultValue || parameter.IsParams;
        var value = parameter.HasExplicitDefaultValue ? parameter.ExplicitDefaultValue : null;
        node = isOptional && !parameter.IsParams ? ContractFromSymbol.OrNull(new Member("", "", node), value, parameter.Type).Node : node;
        return new Member(parameter.Name, parameter.Name, node)
        {
            Required = !isOptional || SymbolNames.Find(attributes, "System.ComponentModel.DataAnnotations.RequiredAttribute") is not null,
            DefaultExpression = parameter.IsParams ? "[]" : isOptional ? ConstantText.Expression(value, parameter.Type) : null,
            DefaultJson = parameter.HasExplicitDefaultValue && (value is not null || node.Nullable) ? ConstantText.Json(value, parameter.Type, node.Shape) : null,
            Description = Described(attributes) ?? doc.Parameter(parameter.Name) ?? display?.Named<string>("Description"),
            Title = display?.Named<string>("Name"),
            Deprecated = SymbolNames.Find(attributes, "System.ObsoleteAttribute") is not null,
        };
    }

    private ToolParameter? Special(IParameterSymbol parameter)
    {
        var attributes = parameter.GetAttributes();
        var isOptional = parameter.HasExplicitDefaultValue || parameter.NullableAnnotation == NullableAnnotation.Annotated;
        var type = parameter.Type.Qualified();
        if (attributes.Any(attribute => attribute.AttributeClass?.Name == "FromServicesAttribute"))
            return new ToolParameter(ToolParameterKind.Service, parameter.Name, type) { IsOptional = isOptional };
        if (attributes.FirstOrDefault(attribute => attribute.AttributeClass?.Name == "FromKeyedServicesAttribute") is { } keyed)
        {
            var key = keyed.ConstructorArguments.Length > 0 ? keyed.ConstructorArguments[0] : default;
            if (key.Kind == TypedConstantKind.Array && !key.IsNull)
                Add(ToolRules.UnsupportedParameter, Place(parameter), parameter.Name, _method.Name, "its key is an array, and no two arrays are equal");
            return new ToolParameter(ToolParameterKind.KeyedService, parameter.Name, type)
            {
                IsOptional = isOptional,
                ServiceKey = key.IsNull || key.Kind is TypedConstantKind.Error or TypedConstantKind.Array ? "null" : ConstantText.Expression(key.Value, key.Type!),
            };
        }

        return parameter.Type.MetadataName() switch
        {
            "System.Threading.CancellationToken" => new ToolParameter(ToolParameterKind.CancellationToken, parameter.Name, type),
            "System.IServiceProvider" => new ToolParameter(ToolParameterKind.ServiceProvider, parameter.Name, type) { IsOptional = isOptional },
            "Microsoft.Extensions.AI.AIFunctionArguments" => new ToolParameter(ToolParameterKind.Arguments, parameter.Name, type),
            "SdkGen.ToolContext" => new ToolParameter(ToolParameterKind.Context, parameter.Name, type),
            "System.IProgress`1" => Progress(parameter),
            _ => null,
        };
    }

    private ToolParameter Progress(IParameterSymbol parameter)
    {
        var report = ((INamedTypeSymbol)parameter.Type).TypeArguments[0];
        if (report.EffectiveAccessibility() == Accessibility.Private)
            Add(ToolRules.UnsupportedParameter, Place(parameter), parameter.Name, _method.Name, $"{report.Name} is private: make it internal");
        return new ToolParameter(ToolParameterKind.Progress, parameter.Name, report.Declared());
    }

    /// <summary>Content of a message, or a list of it: as <c>AIFunctionFactory</c> sees it.</summary>
    public static bool IsContent(ITypeSymbol type)
    {
        return Derives(type) || (type is IArrayTypeSymbol array ? Derives(array.ElementType) : type.AllInterfaces.Prepend(type).Any(IsList));

        static bool IsList(ITypeSymbol type) => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Collections_Generic_IEnumerable_T } list && Derives(list.TypeArguments[0]);

        static bool Derives(ITypeSymbol? type)
        {
            for (; type is not null; type = type.BaseType)
            {
                if (type.Name == "AIContent" && type.MetadataName() == "Microsoft.Extensions.AI.AIContent")
                    return true;
            }

            return false;
        }
    }

    /// <summary>How a result is awaited, and its type without the task; null where there is none.</summary>
    public static (ToolReturn Kind, ITypeSymbol? Type) Returned(ITypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_Void)
            return (ToolReturn.Void, null);
        return type is INamedTypeSymbol named
            ? named.MetadataName() switch
            {
                "System.Collections.Generic.IAsyncEnumerable`1" => (ToolReturn.AsyncEnumerable, named.TypeArguments[0]),
                "System.Threading.Tasks.Task" => (ToolReturn.Task, null),
                "System.Threading.Tasks.ValueTask" => (ToolReturn.ValueTask, null),
                "System.Threading.Tasks.Task`1" => (ToolReturn.TaskOfValue, named.TypeArguments[0]),
                "System.Threading.Tasks.ValueTask`1" => (ToolReturn.ValueTaskOfValue, named.TypeArguments[0]),
                _ => (ToolReturn.Value, type),
            }
            : (ToolReturn.Value, type);
    }

    private ToolHost Host()
    {
        var type = _host;
        var space = type.ContainingNamespace;
        var stem = string.Concat(Outer(type).Reverse().Select(Word)) + "Tools";
        var companion = Free(stem, name => space.GetTypeMembers(name).Length > 0);
        return new ToolHost(type.Qualified(), space.IsGlobalNamespace ? "" : space.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)), companion, IsPublic(type))
        {
            IsService = type is { IsStatic: false, IsReferenceType: true },
            Json = Free(companion + "Json", IsTaken),
            AliasSuffix = Emission.EmittedNames.FreeSuffix(IsTaken),
            HasExtensions = ((CSharpCompilation)_compilation).LanguageVersion >= CSharp14 && type.GetMembers("Tools").Length == 0,
        };
    }

    private string Stem()
    {
        const string Async = "Async";
        var method = _method.Name;
        return Free(
            method.Length > Async.Length && method.EndsWith(Async, StringComparison.Ordinal) ? method.Substring(0, method.Length - Async.Length) : method,
            stem => IsTaken(stem + "Tool") || IsTaken(stem + "Arguments"));
    }

    /// <summary>Whether a type of the program or of what it refers to has that name beside the host: an emitted type would hide it.</summary>
    private bool IsTaken(string name)
    {
        var space = _host.ContainingNamespace;
        return (_compilation.GetCompilationNamespace(space) ?? space).GetMembers(name).Any();
    }

    private static string Free(string wanted, Func<string, bool> isTaken)
    {
        var name = wanted;
        for (var i = 2; isTaken(name); i++)
            name = wanted + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return name;
    }

    /// <summary>A type as a part of a name: <c>Search&lt;Order&gt;</c> is <c>SearchOfOrder</c>.</summary>
    private static string Word(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Word(array.ElementType) + "Array",
        INamedTypeSymbol { TypeArguments.Length: > 0 } generic => generic.Name + "Of" + string.Join("And", generic.TypeArguments.Select(Word)),
        _ => type.Name,
    };

    private static bool IsOpen(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => true,
        IArrayTypeSymbol array => IsOpen(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(IsOpen) || (named.ContainingType is { } outer && IsOpen(outer)),
        _ => false,
    };

    private static bool IsPublic(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsPublic(array.ElementType),
        INamedTypeSymbol named => named.EffectiveAccessibility() == Accessibility.Public && Outer(named).SelectMany(level => level.TypeArguments).All(IsPublic),
        _ => true,
    };

    private static IEnumerable<INamedTypeSymbol> Outer(INamedTypeSymbol type)
    {
        for (var level = type; level is not null; level = level.ContainingType)
            yield return level;
    }

    private static bool IsValidName(string name) =>
        name.Length is > 0 and <= LongestName && name.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-');

    private static string? Described(IReadOnlyList<AttributeData> attributes) =>
        SymbolNames.Find(attributes, "System.ComponentModel.DescriptionAttribute").First<string>();

    private static Location? Place(IParameterSymbol parameter) => parameter.Locations.FirstOrDefault();

    private void Add(DiagnosticDescriptor rule, Location? location, params object[] arguments) => _problems.Add(new ToolProblem(rule, location, arguments));
}

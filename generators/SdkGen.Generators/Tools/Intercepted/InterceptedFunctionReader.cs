using System.Text;
using Microsoft.CodeAnalysis;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Contracts.FromSymbols;
using SdkGen.Generators.Emission;

namespace SdkGen.Generators.Tools.Intercepted;

/// <summary>Reads a method as <c>AIFunctionFactory</c> does: with its names, its defaults and its special parameters, and nothing that is ours.</summary>
internal sealed class InterceptedFunctionReader
{
    private readonly IMethodSymbol _method;
    private readonly Compilation _compilation;
    private readonly CancellationToken _token;
    private readonly List<Member> _members = [];
    private readonly List<ToolParameter> _parameters = [];

    private InterceptedFunctionReader(IMethodSymbol method, Compilation compilation, CancellationToken token) => (_method, _compilation, _token) = (method, compilation, token);

    /// <summary>One of both is null.</summary>
    /// <param name="delegateType">The type of the delegate that the call makes.</param>
    /// <param name="isDirect">The method itself may be called in the delegate's place, as far as the way in which it is named goes.</param>
    public static (InterceptedModel? Function, string? Reason) Read(IMethodSymbol method, ITypeSymbol? delegateType, bool isDirect, SemanticModel model, CancellationToken token)
    {
        var reader = new InterceptedFunctionReader(method, model.Compilation, token);
        return reader.Refusal() is { } refusal ? (null, refusal) : reader.Read(delegateType, isDirect);
    }

    private string? Refusal()
    {
        if (_method.Parameters.Any(parameter => parameter.RefKind != RefKind.None))
            return "it takes a parameter by reference";
        if (_method.IsAbstract)
            return "it is abstract, and the factory takes the names and defaults of what implements it";
        if (CanBeOverridden && !CanBeCalled(_method.ContainingType))
            return "it may be overridden, with other names and defaults";
        return _method.ReturnsByRef || _method.ReturnsByRefReadonly ? "it returns by reference" : null;
    }

    private bool CanBeOverridden => (_method.IsVirtual || _method.IsOverride) && !_method.IsSealed && !_method.ContainingType.IsSealed;

    private (InterceptedModel? Function, string? Reason) Read(ITypeSymbol? delegateType, bool isDirect)
    {
        var arguments = new ContractFromSymbol(_compilation, ContractUse.Read, [], _token) { Unmapped = UnknownMembers.Skip, MakesStructsEmpty = true, KeepsEnums = true };
        foreach (var parameter in _method.Parameters)
        {
            if (Add(parameter, arguments) is { } reason)
                return (null, reason);
        }

        var (kind, type) = ToolReader.Returned(_method.ReturnType);
        var isContent = type is not null && ToolReader.IsContent(type);
        if (type is not null && FactoryTypes.Difference(type) is { } difference)
            return (null, $"its result {difference}");
        var results = new ContractFromSymbol(_compilation, ContractUse.Write, [], _token) { Unmapped = UnknownMembers.Skip, OmitsNull = true };
        var result = type is null ? null : isContent ? new Node(new AnyShape(), type.Declared()) : results.Place(type, [], null);
        if (results.Problems.Count > 0)
            return (null, $"its result has the type {results.Problems[0].Type}, which {results.Problems[0].Reason}");
        if (FactoryTypes.Difference(arguments.Types.Concat(results.Types)) is { } inner)
            return (null, inner);
        if (kind == ToolReturn.AsyncEnumerable)
            result = new Node(new ListShape(result!, CollectionKind.List), $"global::System.Collections.Generic.List<{result!.ClrType}>");

        var tool = new ToolModel(
            new ToolHost("", InterceptEmitter.Namespace, "", IsPublic: false), Name(), Described(_method.GetAttributes()), _method.Name, _method.IsStatic, kind,
            new ObjectType("", "", _members.ToEquatableArray(), Construction.Fill) { Unknown = UnknownMembers.Skip, IsValueType = true },
            arguments.Types, _parameters.ToEquatableArray(), result, results.Types)
        {
            ReturnsContent = isContent,
            Stem = Stem(),
        };
        if (isDirect && CanBeCalled(_method.ContainingType))
        {
            var host = _method.ContainingType.Qualified();
            return (new InterceptedModel(tool, $"{(_method.IsStatic ? host : $"(({host})method.Target!)")}.{CSharpIdentifier.Escape(_method.Name)}{TypeArguments()}", null, null) { DeclaringType = CanBeOverridden ? host : null }, null);
        }

        var named = NamedDelegate(delegateType);
        return (new InterceptedModel(tool, "_method", named, named is null ? Declaration() : null) { DeclaringType = CanBeOverridden ? _method.ContainingType.Qualified() : null }, null);
    }

    /// <summary>The reason for which the parameter cannot be read; null where it can.</summary>
    private string? Add(IParameterSymbol parameter, ContractFromSymbol contract)
    {
        var name = parameter.Name;
        if (Special(parameter) is { } special)
        {
            _parameters.Add(special);
            return null;
        }

        var attributes = parameter.GetAttributes();
        if (SymbolNames.Find(attributes, "System.ComponentModel.DefaultValueAttribute") is not null)
            return $"parameter {name} has a [DefaultValue]";
        if (FactoryTypes.Difference(parameter.Type) is { } difference)
            return $"parameter {name} {difference}";
        var before = contract.Problems.Count;
        var node = contract.Place(parameter.Type, attributes, null);
        if (contract.Problems.Skip(before).FirstOrDefault() is { } problem)
            return $"parameter {name} has the type {problem.Type}, which {problem.Reason}";

        _parameters.Add(new ToolParameter(ToolParameterKind.Argument, name, parameter.Type.Qualified()));
        var value = parameter.HasExplicitDefaultValue ? parameter.ExplicitDefaultValue : null;
        var wireName = SymbolNames.Find(attributes, "Microsoft.Extensions.AI.AIParameterNameAttribute").First<string>() ?? name;
        if (_members.Any(member => member.WireName == wireName))
            return $"two parameters are named {wireName}";
        _members.Add(new Member(wireName, name, node)
        {
            Required = !parameter.HasExplicitDefaultValue,
            DefaultExpression = parameter.HasExplicitDefaultValue ? ConstantText.Expression(value, parameter.Type) : null,
            DefaultJson = parameter.HasExplicitDefaultValue ? ConstantText.Json(value, parameter.Type, node.Shape) : null,
            Description = Described(attributes),
            Title = SymbolNames.Find(attributes, "System.ComponentModel.DisplayNameAttribute").First<string>(),
        });
        return null;
    }

    private static ToolParameter? Special(IParameterSymbol parameter)
    {
        var type = parameter.Type.Qualified();
        return parameter.Type.MetadataName() switch
        {
            "System.Threading.CancellationToken" => new ToolParameter(ToolParameterKind.CancellationToken, parameter.Name, type),
            "System.IServiceProvider" => new ToolParameter(ToolParameterKind.ServiceProvider, parameter.Name, type) { IsOptional = parameter.HasExplicitDefaultValue },
            "Microsoft.Extensions.AI.AIFunctionArguments" => new ToolParameter(ToolParameterKind.Arguments, parameter.Name, type),
            _ => null,
        };
    }

    /// <summary>As the factory names a method; empty where it names what the compiler made.</summary>
    private string Name()
    {
        var attributes = _method.GetAttributes();
        if ((SymbolNames.Find(attributes, "Microsoft.Extensions.AI.AIFunctionNameAttribute").First<string>()
            ?? SymbolNames.Find(attributes, "System.ComponentModel.DisplayNameAttribute").First<string>()) is { } given)
        {
            return given;
        }

        if (_method.MethodKind != MethodKind.Ordinary)
            return "";
        var name = new StringBuilder();
        foreach (var c in _method.Name)
        {
            if (c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9'))
                name.Append(c);
            else if (name.Length == 0 || name[name.Length - 1] != '_')
                name.Append('_');
        }

        const string Async = "Async";
        var text = name.ToString();
        var at = ToolReader.Returned(_method.ReturnType).Kind is ToolReturn.Void or ToolReturn.Value ? -1 : text.LastIndexOf(Async, StringComparison.Ordinal);
        var end = at + Async.Length;
        return at > 0 && (end == text.Length || text[end] == '_') ? text.Remove(at, Async.Length) : text;
    }

    /// <summary>What the names of emitted types begin with.</summary>
    private string Stem()
    {
        var method = _method;
        while (method.MethodKind == MethodKind.AnonymousFunction && method.ContainingSymbol is IMethodSymbol outer)
            method = outer;
        return CSharpIdentifier.Pascal(method.Name) + (_method.MethodKind == MethodKind.AnonymousFunction ? "Lambda" : "");
    }

    private bool CanBeCalled(INamedTypeSymbol host) =>
        host.EffectiveAccessibility() != Accessibility.Private && _compilation.IsSymbolAccessibleWithin(_method, _compilation.Assembly)
        && !_method.IsObsoleteError() && !host.IsObsoleteError() && FactoryTypes.Difference(host) is null
        && _method.TypeArguments.All(type => FactoryTypes.Difference(type) is null && type.EffectiveAccessibility() != Accessibility.Private);

    private string TypeArguments() => _method.TypeArguments.Length == 0 ? "" : $"<{string.Join(", ", _method.TypeArguments.Select(SymbolNames.Declared))}>";

    private static string? NamedDelegate(ITypeSymbol? type) =>
        type is INamedTypeSymbol { IsAnonymousType: false, IsImplicitlyDeclared: false, CanBeReferencedByName: true } named
        && named.EffectiveAccessibility() != Accessibility.Private && FactoryTypes.Difference(named) is null
            ? named.Qualified()
            : null;

    private string Declaration() =>
        $"{(_method.ReturnsVoid ? "void" : _method.ReturnType.Declared())} {{0}}({string.Join(", ", _method.Parameters.Select(parameter => $"{parameter.Type.Declared()} {CSharpIdentifier.Escape(parameter.Name)}"))})";

    private static string? Described(IReadOnlyList<AttributeData> attributes) => SymbolNames.Find(attributes, "System.ComponentModel.DescriptionAttribute").First<string>();
}

using Microsoft.CodeAnalysis;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Contracts.FromSymbols;

namespace SdkGen.Generators.Tools;

/// <summary>Reads a method that carries <c>[LlmTool]</c>: into a model, or into the problems that keep it from being a tool.</summary>
internal sealed partial class ToolReader
{
    public const string Attribute = "SdkGen.LlmToolAttribute";

    private const int LongestName = 64;

    /// <summary>Seconds that a timer can wait; a longer limit is none.</summary>
    private const double LongestTimeout = 4_294_967;

    private readonly IMethodSymbol _method;
    private readonly INamedTypeSymbol _host;
    private readonly ToolNaming _naming;
    private readonly Compilation _compilation;
    private readonly CancellationToken _token;
    private readonly List<ToolProblem> _problems = [];
    private readonly HashSet<SyntaxTree> _documentedIn = [];
    private INamespaceSymbol? _space;

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
    /// <returns>The files are those from which comments are inherited.</returns>
    public static (ToolModel? Model, IReadOnlyList<ToolProblem> Problems, IReadOnlyCollection<SyntaxTree> DocumentedIn) Read(
        IMethodSymbol method, AttributeData attribute, Compilation compilation, CancellationToken token, INamedTypeSymbol? host = null, ToolNaming naming = default)
    {
        var reader = new ToolReader(method, host ?? method.ContainingType, naming, compilation, token);
        var model = reader.Read(attribute);
        return (reader._problems.Any(problem => problem.IsError) ? null : model, reader._problems, reader._documentedIn);
    }

    /// <summary>The name by which a model calls the method: as <c>AIFunctionFactory</c> has it and the project's policy spells it, unless the attribute says otherwise.</summary>
    public static string Name(IMethodSymbol method, AttributeData attribute, ToolNaming naming) => attribute.First<string>() ?? naming.Apply(Name(method));

    private static string Name(IMethodSymbol method)
    {
        const string Async = "Async";
        var isTask = Returned(method.ReturnType).Kind is not (ToolReturn.Void or ToolReturn.Value);
        var name = SimpleName(method);
        return isTask && name.Length > Async.Length && name.EndsWith(Async, StringComparison.Ordinal) ? name.Substring(0, name.Length - Async.Length) : name;
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

        var doc = DocComment.Of(_method, _compilation, _documentedIn, _token);
        var description = Described(_method.GetAttributes()) ?? doc.Summary;
        if (description is null)
            Add(ToolRules.Undescribed, Here, name);

        var contexts = ContractFromSymbol.Contexts(_method);
        var arguments = new ContractFromSymbol(_compilation, ContractUse.Read, contexts, _token);
        var (members, parameters) = Parameters(arguments, doc, name);
        _token.ThrowIfCancellationRequested();
        var results = new ContractFromSymbol(_compilation, ContractUse.Write, contexts, _token) { Other = arguments };
        var (kind, type) = Returned(_method.ReturnType);
        var isContent = type is not null && IsContent(type);
        var result = type is null ? null : isContent ? new Node(new AnyShape(), type.Declared()) : results.Place(type, [], Here);
        if (kind == ToolReturn.AsyncEnumerable)
            result = new Node(new ListShape(result!, CollectionKind.List), $"global::System.Collections.Generic.List<{result!.ClrType}>");
        _documentedIn.UnionWith(arguments.DocumentedIn);
        _documentedIn.UnionWith(results.DocumentedIn);
        foreach (var problem in arguments.Unenforced)
            Add(ToolRules.Unenforced, problem.Location ?? Here, problem.Type, _method.Name, problem.Reason);
        foreach (var member in arguments.Problems.Count == 0 ? arguments.Unfilled : [])
            Add(ToolRules.Unfilled, member.Location ?? Here, member.Reason, member.Type, _method.Name);
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
                IsExclusive = attribute.Named<bool>("IsExclusive"),
                TimeoutSeconds = attribute.Named<double>("TimeoutSeconds") is > 0 and <= LongestTimeout and var timeout ? timeout : 0,
                IsNamed = attribute.First<string>() is not null,
                ReturnsContent = isContent,
            };
    }

    private static bool IsValidName(string name) =>
        name.Length is > 0 and <= LongestName && name.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-');

    private static string? Described(IReadOnlyList<AttributeData> attributes) =>
        SymbolNames.Find(attributes, "System.ComponentModel.DescriptionAttribute").First<string>();

    private void Add(DiagnosticDescriptor rule, Location? location, params object[] arguments) => _problems.Add(new ToolProblem(rule, location, arguments));
}

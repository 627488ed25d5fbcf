using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>LLM2043: an application that is given a typed client and nowhere adds the provider of its model.</summary>
/// <remarks>
/// Said at the end of the compilation of an executable that calls <c>AddLlm</c> itself. Silent as soon as anything else might add providers: a method of another
/// name that takes the builder, or a registration of the client's type.
/// </remarks>
internal sealed class RegistrationRule
{
    private static readonly HashSet<string> s_resolving = new(StringComparer.Ordinal) { "GetService", "GetRequiredService", "GetKeyedService", "GetRequiredKeyedService" };

    private readonly CapabilitySymbols _symbols;
    private readonly ConcurrentBag<(ModelCard Model, ProviderCard Provider, Location Location)> _taken = [];
    private readonly ConcurrentDictionary<string, bool> _added = new(StringComparer.Ordinal);
    private volatile bool _addsLlm;
    private volatile bool _isElsewhere;

    private RegistrationRule(CapabilitySymbols symbols) => _symbols = symbols;

    /// <summary>The rule for one compilation; null where it has nothing to say.</summary>
    public static RegistrationRule? Of(Compilation compilation, CapabilitySymbols symbols) =>
        compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication ? new RegistrationRule(symbols) : null;

    /// <summary>Whether a method may add a provider, or SdkGen itself.</summary>
    public static bool MayAdd(IMethodSymbol method) =>
        IsBuilder(method.ContainingType) || method.Parameters.Any(parameter => IsBuilder(parameter.Type)) || (method.Name == "AddLlm" && CapabilitySymbols.IsOurs(method));

    public void SeeCall(OperationAnalysisContext context, IMethodSymbol method)
    {
        if (method.Name == "AddLlm" && CapabilitySymbols.IsOurs(method))
            _addsLlm = true;
        if (!IsBuilder(method.ContainingType) && !method.OriginalDefinition.Parameters.Any(parameter => IsBuilder(parameter.Type)))
            return;

        // AddProvider takes a profile that only the running program has; the methods that the generator writes for the provider files of the project call it too.
        if ((method.Name == "AddProvider" && !context.IsGeneratedCode) || (!CapabilitySymbols.IsOurs(method) && method.DeclaringSyntaxReferences.IsEmpty))
            _isElsewhere = true;
        _added[method.Name] = true;
    }

    /// <summary>A written client type.</summary>
    public void SeeType(GenericNameSyntax name, INamedTypeSymbol type)
    {
        if (Use(name) is not { } isTaken)
            return;
        foreach (var model in _symbols.CardsOf(type.TypeArguments[0]))
        {
            if (_symbols.ProviderOf(model.Type.ContainingType) is not { } provider)
                continue;
            if (isTaken)
                _taken.Add((model, provider, name.GetLocation()));
            else
                _added[provider.AddMethod] = true;
        }
    }

    public void Report(CompilationAnalysisContext context)
    {
        if (!_addsLlm || _isElsewhere)
            return;
        foreach (var (model, provider, location) in _taken)
        {
            if (!_added.ContainsKey(provider.AddMethod))
                context.ReportDiagnostic(Diagnostic.Create(CapabilityDescriptors.NotAdded, location, model.Id, provider.Name, provider.AddMethod));
        }
    }

    private static bool IsBuilder(ITypeSymbol? type) => type is { Name: "LlmBuilder" } && CapabilitySymbols.IsOurs(type);

    /// <summary>Whether a written type is taken from the container (true), registered by hand (false), or neither (null).</summary>
    private static bool? Use(GenericNameSyntax name)
    {
        SyntaxNode type = name;
        while (type.Parent is QualifiedNameSyntax or NullableTypeSyntax)
            type = type.Parent;
        return type.Parent switch
        {
            ParameterSyntax { Parent.Parent: ConstructorDeclarationSyntax or TypeDeclarationSyntax } => true,
            TypeArgumentListSyntax { Parent: GenericNameSyntax called } when s_resolving.Contains(called.Identifier.ValueText) => true,
            TypeArgumentListSyntax { Parent: GenericNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } } } => false,
            TypeOfExpressionSyntax => false,
            _ => null,
        };
    }
}

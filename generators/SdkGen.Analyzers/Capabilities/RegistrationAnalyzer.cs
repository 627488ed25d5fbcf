using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>LLM2043: an application that is given a typed client and nowhere adds the provider of its model.</summary>
/// <remarks>
/// Said at the end of the compilation of an executable that calls <c>AddLlm</c> itself. Silent as soon as anything else might add providers: a method of another
/// name that takes the builder, or a registration of the client's type.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RegistrationAnalyzer : DiagnosticAnalyzer
{
    private static readonly HashSet<string> s_resolving = new(StringComparer.Ordinal) { "GetService", "GetRequiredService", "GetKeyedService", "GetRequiredKeyedService" };

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [CapabilityDescriptors.NotAdded];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.Options.OutputKind is not (OutputKind.ConsoleApplication or OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication)
                || CapabilitySymbols.Find(start.Compilation) is not { } symbols
                || start.Compilation.GetTypeByMetadataName("SdkGen.LlmBuilder") is not { } builder)
            {
                return;
            }

            var application = new Application(symbols, builder);
            start.RegisterOperationAction(application.SeeCall, OperationKind.Invocation);
            start.RegisterSyntaxNodeAction(application.SeeType, SyntaxKind.GenericName);
            start.RegisterCompilationEndAction(application.Report);
        });
    }

    /// <summary>What one compilation takes and adds.</summary>
    private sealed class Application(CapabilitySymbols symbols, INamedTypeSymbol builder)
    {
        private readonly ConcurrentBag<(ModelCard Model, ProviderCard Provider, Location Location)> _taken = [];
        private readonly ConcurrentDictionary<string, bool> _added = new(StringComparer.Ordinal);
        private volatile bool _addsLlm;
        private volatile bool _isElsewhere;

        public void SeeCall(OperationAnalysisContext context)
        {
            var call = (IInvocationOperation)context.Operation;
            var method = call.TargetMethod;
            if (method.Name == "AddLlm" && CapabilitySymbols.IsOurs(method))
                _addsLlm = true;
            var takesBuilder = SymbolEqualityComparer.Default.Equals(method.ContainingType, builder);
            foreach (var parameter in method.OriginalDefinition.Parameters)
                takesBuilder |= SymbolEqualityComparer.Default.Equals(parameter.Type, builder);
            if (!takesBuilder)
                return;

            // AddProvider takes a profile that only the running program has; the methods that the generator writes for the provider files of the project call it too.
            if ((method.Name == "AddProvider" && !context.IsGeneratedCode) || (!CapabilitySymbols.IsOurs(method) && method.DeclaringSyntaxReferences.IsEmpty))
                _isElsewhere = true;
            _added[method.Name] = true;
        }

        public void SeeType(SyntaxNodeAnalysisContext context)
        {
            var name = (GenericNameSyntax)context.Node;
            if (symbols.ClientNamed(name, context.SemanticModel, context.CancellationToken) is not { } type || Use(name) is not { } isTaken)
                return;
            foreach (var model in symbols.CardsOf(type.TypeArguments[0]))
            {
                if (symbols.ProviderOf(model.Type.ContainingType) is not { } provider)
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
}

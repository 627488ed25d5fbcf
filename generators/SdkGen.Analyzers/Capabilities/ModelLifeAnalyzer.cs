using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>LLM2040 and LLM2041: a client of a model that its provider calls deprecated, or no longer serves, wherever the client's type is written.</summary>
/// <remarks>What holds is what the spec says: no clock is asked, so that the same source builds alike on every day.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelLifeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [CapabilityDescriptors.Deprecated, CapabilityDescriptors.Retired];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (CapabilitySymbols.Find(start.Compilation) is { } symbols)
                start.RegisterSyntaxNodeAction(node => Analyze(node, symbols), SyntaxKind.GenericName);
        });
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, CapabilitySymbols symbols)
    {
        var name = (GenericNameSyntax)context.Node;
        if (symbols.ClientNamed(name, context.SemanticModel, context.CancellationToken) is not { } type || symbols.ClientOf(type) is not { } client)
            return;
        foreach (var model in symbols.CardsOf(type.TypeArguments[0]))
        {
            // A model that the client does not fit is to be replaced for that reason already.
            if (model.Serves(client.Operation) == CapabilityFact.No)
                continue;
            if (model.Retired is not null || model.Deprecated is not null)
                context.ReportDiagnostic(Report(model, symbols, name.GetLocation()));
        }
    }

    private static Diagnostic Report(ModelCard model, CapabilitySymbols symbols, Location location)
    {
        var successor = model.Successor is { } id ? symbols.ModelById(model, id) : null;
        var near = successor is not null
            ? [successor]
            : ModelAlternatives.Near(model, symbols, other =>
                other.Deprecated is null && model.Operations.All(operation => other.Serves(operation) != CapabilityFact.No)
                && model.Input.All(kind => other.Takes(kind) != CapabilityFact.No) && !(model.Tools == CapabilityFact.Yes && other.Tools == CapabilityFact.No));
        var advice = near.IsEmpty ? $"Use another model of {model.Provider}" : successor is not null ? $"Use {successor.Name}" : $"Use one of {string.Join(", ", near.Select(other => other.Name))}";
        return model.Retired is { } retired
            ? Diagnostic.Create(CapabilityDescriptors.Retired, location, CapabilityReport.With(near), model.Id, retired == "yes" ? "" : $" since {retired}", advice)
            : Diagnostic.Create(CapabilityDescriptors.Deprecated, location, CapabilityReport.With(near), model.Id, CapabilityWords.Dates(model.Deprecated!, model.Retires), advice);
    }
}

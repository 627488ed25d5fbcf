using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>
/// LLM2001 and LLM2003: a member that is constrained to models with a capability, or that clients of another kind have, asked of a model without it. Such a call either fails
/// (our sentence stands beside the compiler's CS0311 or CS1061) or falls back in silence to an overload for untyped clients.
/// </summary>
internal static class ConstrainedMemberRules
{
    public static void SeeFailed(OperationAnalysisContext context, CapabilitySymbols symbols)
    {
        if (context.Operation.SemanticModel is not { } semantics)
            return;
        switch (context.Operation.Syntax)
        {
            case InvocationExpressionSyntax call:
                AnalyzeFailed(context, call, semantics, symbols);
                break;

            // A method that is not called, or a property.
            case MemberAccessExpressionSyntax { Parent: not InvocationExpressionSyntax } access:
                Report(AbsentMember.Report(access.Name, TypeOf(access.Expression, semantics, context.CancellationToken), null, symbols));
                break;
            case IdentifierNameSyntax { Parent: AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax { Parent: BaseObjectCreationExpressionSyntax creation } } assignment } name when assignment.Left == name:
                Report(AbsentMember.Report(name, TypeOf(creation, semantics, context.CancellationToken), null, symbols));
                break;
        }

        void Report(Diagnostic? diagnostic)
        {
            if (diagnostic is not null)
                context.ReportDiagnostic(diagnostic);
        }
    }

    private static void AnalyzeFailed(OperationAnalysisContext context, InvocationExpressionSyntax call, SemanticModel semantics, CapabilitySymbols symbols)
    {
        var info = semantics.GetSymbolInfo(call, context.CancellationToken);
        var receiver = Receiver(call, semantics, context.CancellationToken);
        var client = symbols.ClientOf(receiver);
        foreach (var candidate in info.CandidateReason == CandidateReason.OverloadResolutionFailure ? info.CandidateSymbols.OfType<IMethodSymbol>() : [])
        {
            if (MissingIn(candidate, symbols.ModelsOf(receiver), symbols) is not { } missing)
                continue;
            context.ReportDiagnostic(CapabilityReport.Missing(missing.Capability, missing.Model, client, symbols, ClientCall.NameOf(call)));
            return;
        }

        var name = call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            _ => null,
        };
        if (name is not null && AbsentMember.Report(name, receiver, call, symbols) is { } diagnostic)
            context.ReportDiagnostic(diagnostic);
    }

    private static ITypeSymbol? TypeOf(ExpressionSyntax expression, SemanticModel semantics, CancellationToken cancellationToken) => semantics.GetTypeInfo(expression, cancellationToken).Type;

    /// <summary>Whether a method is what a call of another one, which asks for a capability, falls back to.</summary>
    public static bool MayFallBack(IMethodSymbol method) => method.IsExtensionMethod && CapabilitySymbols.IsOurs(method)
        && method.ContainingType.GetMembers(method.Name).Any(member => member is IMethodSymbol { IsGenericMethod: true } other && !SymbolEqualityComparer.Default.Equals(other, method));

    public static void SeeCall(OperationAnalysisContext context, IInvocationOperation call, CapabilitySymbols symbols)
    {
        var method = call.TargetMethod;
        if (call.Arguments.IsEmpty)
            return;
        var receiver = ValueFlow.ClientType(call.Arguments[0].Value, symbols);
        var models = symbols.ModelsOf(receiver);
        if (models.IsEmpty)
            return;
        foreach (var overload in method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>())
        {
            // An overload that resolution chose is one whose constraints hold.
            if (!overload.IsGenericMethod || SymbolEqualityComparer.Default.Equals(overload, method.OriginalDefinition))
                continue;
            foreach (var model in models)
            {
                if (MissingIn(overload, [model], symbols) is not { } missing || missing.Capability.Fact(model) != CapabilityFact.No)
                    continue;
                context.ReportDiagnostic(CapabilityReport.Missing(missing.Capability, model, symbols.ClientOf(receiver), symbols, ClientCall.NameOf(call.Syntax)));
                return;
            }
        }
    }

    /// <summary>The first capability that a method asks of a model and that the model's type does not have.</summary>
    /// <param name="method">The method.</param>
    /// <param name="receiver">The model of the client that the method is called on: stands for type parameters that were not inferred.</param>
    /// <param name="symbols">The symbols.</param>
    private static (Capability Capability, ModelCard Model)? MissingIn(IMethodSymbol method, ImmutableArray<ModelCard> receiver, CapabilitySymbols symbols)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        foreach (var parameter in definition.TypeParameters)
        {
            var argument = method.ReducedFrom is null && parameter.Ordinal < method.TypeArguments.Length ? symbols.CardsOf(method.TypeArguments[parameter.Ordinal]) : [];
            foreach (var model in argument.IsEmpty ? receiver : argument)
            {
                if (MissingIn(parameter, model) is { } capability)
                    return (capability, model);
            }
        }

        return null;
    }

    private static Capability? MissingIn(ITypeParameterSymbol parameter, ModelCard model)
    {
        foreach (var constraint in parameter.ConstraintTypes)
        {
            if (Capability.Of(constraint) is { } capability && !model.Type.AllInterfaces.Contains(constraint, SymbolEqualityComparer.Default))
                return capability;
        }

        return null;
    }

    private static ITypeSymbol? Receiver(InvocationExpressionSyntax call, SemanticModel semantics, CancellationToken cancellationToken)
    {
        var expression = call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Expression,
            MemberBindingExpressionSyntax => call.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression,
            _ => null,
        };
        if (expression is not null && semantics.GetSymbolInfo(expression, cancellationToken).Symbol is INamedTypeSymbol)
            expression = call.ArgumentList.Arguments.FirstOrDefault()?.Expression;
        return expression is null ? null : TypeOf(expression, semantics, cancellationToken);
    }
}

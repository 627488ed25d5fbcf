using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>
/// The rules of family <c>LLM2xxx</c>. One analyzer for all: the compiler offers everything that a program does to each analyzer that asks, so that the rules are asked in turn here,
/// about the few things that any of them looks at.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CapabilityAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        CapabilityDescriptors.OutputKind, CapabilityDescriptors.ClientInterface, CapabilityDescriptors.Tools, CapabilityDescriptors.InputKind, CapabilityDescriptors.StructuredOutput,
        CapabilityDescriptors.Streaming, CapabilityDescriptors.ParallelTools, CapabilityDescriptors.ToolChoice, CapabilityDescriptors.SystemMessages, CapabilityDescriptors.RefusedParameter,
        CapabilityDescriptors.OtherOptions, CapabilityDescriptors.OtherModel, CapabilityDescriptors.Range, CapabilityDescriptors.OutputLimit, CapabilityDescriptors.ReasoningLevel,
        CapabilityDescriptors.WhileReasoning, CapabilityDescriptors.Logprobs, CapabilityDescriptors.Choices, CapabilityDescriptors.PromptCaching, CapabilityDescriptors.Reasoning, CapabilityDescriptors.Combination,
        CapabilityDescriptors.ToolCount, CapabilityDescriptors.Deprecated, CapabilityDescriptors.Retired, CapabilityDescriptors.UnknownModel, CapabilityDescriptors.NotAdded,
        CapabilityDescriptors.Context, CapabilityDescriptors.UnreadStream, CapabilityDescriptors.StreamReadTwice, CapabilityDescriptors.Undisposed, CapabilityDescriptors.KeyInSource,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        // Razor components are generated code, and a wrong @inject must not slip through.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (CapabilitySymbols.Find(start.Compilation) is not { } symbols)
                return;
            var registrations = RegistrationRule.Of(start.Compilation, symbols);
            start.RegisterOperationAction(operation => SeeCall(operation, symbols, registrations), OperationKind.Invocation);
            start.RegisterOperationAction(operation => SeeCreation(operation, symbols), OperationKind.ObjectCreation);
            start.RegisterOperationAction(operation => ConstrainedMemberRules.SeeFailed(operation, symbols), OperationKind.Invalid);
            start.RegisterSyntaxNodeAction(node => SeeName(node, symbols, registrations), SyntaxKind.GenericName);
            start.RegisterSyntaxNodeAction(KeyInSourceRule.SeeText, SyntaxKind.StringLiteralExpression);
            if (registrations is not null)
                start.RegisterCompilationEndAction(registrations.Report);
        });
    }

    private static void SeeCall(OperationAnalysisContext context, CapabilitySymbols symbols, RegistrationRule? registrations)
    {
        var call = (IInvocationOperation)context.Operation;
        var kinds = symbols.KindsOf(call.TargetMethod);
        if (kinds == CallKinds.None)
            return;
        if ((kinds & (CallKinds.Request | CallKinds.HandsOn)) != 0)
            RequestRules.SeeCall(context, call, kinds, symbols);
        if ((kinds & CallKinds.MayFallBack) != 0)
            ConstrainedMemberRules.SeeCall(context, call, symbols);
        if ((kinds & CallKinds.NamesModel) != 0 && !context.IsGeneratedCode)
            ModelIdRule.SeeCall(context, call, symbols);
        if ((kinds & CallKinds.Opens) != 0)
            StreamRules.SeeCall(context, call);
        if ((kinds & CallKinds.Adds) != 0)
            registrations?.SeeCall(context, call.TargetMethod);
    }

    private static void SeeCreation(OperationAnalysisContext context, CapabilitySymbols symbols)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (creation.Type is INamedTypeSymbol { ContainingType: not null } type)
            RequestRules.SeeCreation(context, creation, type, symbols);
    }

    private static void SeeName(SyntaxNodeAnalysisContext context, CapabilitySymbols symbols, RegistrationRule? registrations)
    {
        var name = (GenericNameSyntax)context.Node;
        if (name.Identifier.ValueText == CombinationRule.Name)
            CombinationRule.SeeName(context, name);
        if (symbols.ClientNamed(context) is not { } type || symbols.ClientOf(type) is not { } client)
            return;
        var models = symbols.CardsOf(type.TypeArguments[0]);

        // In a declaration the generator has said it, where the compiler ends.
        if (models.IsEmpty && !DeclarationGenerator.IsDeclared(name) && ConstrainedType.Judge(type, symbols, context.Compilation, name.GetLocation()) is { } misfit)
            context.ReportDiagnostic(misfit);
        foreach (var model in models)
        {
            if (model.Serves(client.Operation) == CapabilityFact.No)
                context.ReportDiagnostic(CapabilityReport.Misfit(client, model, symbols, name.GetLocation()));

            // A model that the client does not fit is to be replaced for that reason already.
            else if (ModelLifeRule.Judge(model, name, symbols) is { } diagnostic)
                context.ReportDiagnostic(diagnostic);
        }

        registrations?.SeeType(name, type);
    }
}

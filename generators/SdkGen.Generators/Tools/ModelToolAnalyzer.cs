using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using SdkGen.Generators.Contracts.FromSymbols;
using SdkGen.Generators.Emission.Profiles;

namespace SdkGen.Generators.Tools;

/// <summary>LLM2030: the tools of a class, given to a typed client whose model's service refuses one of them in every form.</summary>
/// <remarks>
/// Whatever the project says of profiles: here it is known who is asked. Said of providers that have a profile of their own; of others nothing is known. It stands
/// beside <see cref="ToolAnalyzer"/>, because both read methods by <see cref="ToolReader"/>.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelToolAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [ToolRules.RefusedByModel];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(Analyze, OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod is not { Name: "WithTools", TypeArguments.Length: 1, ContainingNamespace: { Name: "SdkGen", ContainingNamespace.IsGlobalNamespace: true } } method)
            return;
        if (method.TypeArguments[0] is not INamedTypeSymbol model || model.Attribute("SdkGen.LlmModelAttribute") is not { ConstructorArguments.Length: 2 } facts
            || call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "tools")?.Value is not { } tools
            || Host(tools) is not { } host
            || facts.ConstructorArguments[0].Value is not string id
            || facts.ConstructorArguments[1].Value is not string provider
            || SchemaProfiles.All.FirstOrDefault(profile => profile.Id == provider) is not { } rules)
        {
            return;
        }

        var naming = ToolNamings.Of(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions);
        var check = new ToolServiceCheck(ImmutableArray.Create(rules));
        foreach (var member in host.GetMembers().OfType<IMethodSymbol>())
        {
            if (member.Attribute(ToolReader.Attribute) is not { } attribute || ToolReader.Read(member, attribute, context.Compilation, context.CancellationToken, naming: naming).Model is not { } tool)
                continue;
            foreach (var problem in check.Of(tool, null).Where(problem => problem.Rule == ToolRules.RefusedByService))
                context.ReportDiagnostic(Diagnostic.Create(ToolRules.RefusedByModel, tools.Syntax.GetLocation(), id, tool.Name, problem.Arguments[2]));
        }
    }

    /// <summary>The class of this project whose tools a value is: <c>Weather.Tools</c>.</summary>
    private static INamedTypeSymbol? Host(IOperation tools)
    {
        while (tools is IConversionOperation conversion)
            tools = conversion.Operand;
        return tools.Syntax is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Tools", Expression: var owner }
            && tools.SemanticModel?.GetSymbolInfo(owner).Symbol is INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: false } host
                ? host
                : null;
    }
}

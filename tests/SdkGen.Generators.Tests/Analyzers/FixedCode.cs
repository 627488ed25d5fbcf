using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SdkGen.Generators.Tests.Analyzers;

/// <summary>Code in a workspace, the rules that judge it and the fixes that an editor would offer.</summary>
internal sealed class FixedCode(ImmutableArray<DiagnosticAnalyzer> analyzers, params CodeFixProvider[] providers)
{
    public static Document Document(string code)
    {
        var project = ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Test", "Test", LanguageNames.CSharp,
            compilationOptions: AnalyzedCode.Options, parseOptions: new CSharpParseOptions(LanguageVersion.Preview), metadataReferences: AnalyzedCode.References);
        return new AdhocWorkspace().AddProject(project).AddDocument("Code.cs", code);
    }

    /// <summary>What is offered beside each diagnostic.</summary>
    public async Task<List<CodeAction>> ActionsAsync(Document document)
    {
        var actions = new List<CodeAction>();
        var reports = await ReportsAsync(document);
        reports.ShouldNotBeEmpty();
        foreach (var report in reports)
        {
            foreach (var provider in providers.Where(provider => provider.FixableDiagnosticIds.Contains(report.Id)))
                await provider.RegisterCodeFixesAsync(new CodeFixContext(document, report, (action, _) => actions.Add(action), CancellationToken.None));
        }

        return actions;
    }

    public async Task<ImmutableArray<Diagnostic>> ReportsAsync(Document document) =>
        await AnalyzedCode.ReportsAsync((await document.Project.GetCompilationAsync())!, analyzers);

    public static async Task<Document> ChangedAsync(Document document, CodeAction action)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
    }

    /// <summary>Fixes all of a document at once, as an editor does.</summary>
    public async Task<Document> FixAllAsync(Document document, string id, string key)
    {
        var provider = providers.Single(provider => provider.FixableDiagnosticIds.Contains(id));
        var context = new FixAllContext(document, provider, FixAllScope.Document, key, [id], new Found(await ReportsAsync(document)), CancellationToken.None);
        return await ChangedAsync(document, (await provider.GetFixAllProvider()!.GetFixAsync(context))!);
    }

    private sealed class Found(ImmutableArray<Diagnostic> reports) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(reports);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(reports);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}

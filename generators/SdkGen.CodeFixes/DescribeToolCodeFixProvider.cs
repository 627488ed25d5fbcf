using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SdkGen.CodeFixes;

/// <summary>LLM1004, LLM1008: begins the comment that a tool or a parameter lacks. What it says is for a person to write.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class DescribeToolCodeFixProvider : SyntaxFixProvider
{
    private const string Tool = "LLM1004";
    private const string Parameter = "LLM1008";
    private const string CommentKey = "comment";
    private const string AttributeKey = "attribute";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Tool, Parameter];

    /// <inheritdoc/>
    /// <remarks>Comments of one method begin at one place, so that all of a document are written together.</remarks>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        static async (context, document, diagnostics) => await WriteAsync(document, diagnostics, context.CodeActionEquivalenceKey == AttributeKey, context.CancellationToken).ConfigureAwait(false));

    private protected override Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, SyntaxNode root, SyntaxNode node)
    {
        if (Described(node) is null)
            return Task.CompletedTask;
        Offer(diagnostic.Id == Tool ? "Add a <summary>" : "Add a <param>", isAttribute: false);
        Offer("Add a [Description]", isAttribute: true);
        return Task.CompletedTask;

        void Offer(string title, bool isAttribute) => context.RegisterCodeFix(
            CodeAction.Create(
                title, token => WriteAsync(context.Document, ImmutableArray.Create(diagnostic), isAttribute, token), isAttribute ? AttributeKey : CommentKey),
            diagnostic);
    }

    private static async Task<Document> WriteAsync(Document document, ImmutableArray<Diagnostic> diagnostics, bool isAttribute, CancellationToken token)
    {
        var text = await document.GetTextAsync(token).ConfigureAwait(false);
        if (await document.GetSyntaxRootAsync(token).ConfigureAwait(false) is not CompilationUnitSyntax root)
            return document;
        var attribute = root.DescendantNodes().OfType<UsingDirectiveSyntax>().Any(directive => directive.Name?.ToString() == "System.ComponentModel")
            ? "Description"
            : "System.ComponentModel.Description";

        // A summary stands before the parameters, and these in their order: so do their diagnostics, by place.
        var changes = diagnostics
            .Select(diagnostic => (diagnostic.Location.SourceSpan.Start, Node: Described(root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true))))
            .Where(item => item.Node is not null)
            .OrderBy(item => item.Start)
            .Select(item => isAttribute ? Attribute(item.Node!, attribute, text) : Comment(item.Node!, text))
            .GroupBy(change => change.Span.Start)
            .Select(same => new TextChange(same.First().Span, string.Concat(same.Select(change => change.NewText))));
        return document.WithText(text.WithChanges(changes));
    }

    private static SyntaxNode? Described(SyntaxNode node) => node.FirstAncestorOrSelf<ParameterSyntax>() ?? (SyntaxNode?)node.FirstAncestorOrSelf<MethodDeclarationSyntax>();

    private static TextChange Comment(SyntaxNode node, SourceText text)
    {
        var method = node.FirstAncestorOrSelf<MethodDeclarationSyntax>()!;
        var line = node is ParameterSyntax parameter
            ? $"/// <param name=\"{parameter.Identifier.ValueText}\">{Parameterless(parameter)}</param>"
            : $"/// <summary>{Purpose(method)}</summary>";
        return CommentText.Before(method, line, text);
    }

    private static TextChange Attribute(SyntaxNode node, string name, SourceText text) => node is ParameterSyntax parameter
        ? new TextChange(new TextSpan(parameter.SpanStart, 0), $"[{name}({SymbolDisplay.FormatLiteral(Parameterless(parameter), quote: true)})] ")
        : CommentText.Before(node, $"[{name}({SymbolDisplay.FormatLiteral(Purpose((MethodDeclarationSyntax)node), quote: true)})]", text);

    private static string Purpose(MethodDeclarationSyntax method) => $"TODO: what {method.Identifier.ValueText} does, and when to use it.";

    private static string Parameterless(ParameterSyntax parameter) => $"TODO: what {parameter.Identifier.ValueText} means, with an example.";
}

using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SdkGen.CodeFixes;

/// <summary>LLM1002, LLM1003: gives a tool a name of its own that services take.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class NameToolCodeFixProvider : SyntaxFixProvider
{
    private const string Duplicate = "LLM1002";
    private const int LongestName = 64;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Duplicate, "LLM1003"];

    /// <inheritdoc/>
    /// <remarks>A free name depends on those given before: one at a time.</remarks>
    public override FixAllProvider? GetFixAllProvider() => null;

    private protected override Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, SyntaxNode root, SyntaxNode node)
    {
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method || ToolSyntax.Attribute(method) is not { } attribute)
            return Task.CompletedTask;
        var wanted = Valid(ToolSyntax.Name(method, attribute));
        if (diagnostic.Id == Duplicate && method.ParameterList.Parameters.Count > 0)
            wanted = Valid(wanted + "By" + string.Join("And", method.ParameterList.Parameters.Where(IsArgument).Select(parameter => Pascal(parameter.Identifier.ValueText))));
        var taken = (method.Parent as TypeDeclarationSyntax)?.Members.OfType<MethodDeclarationSyntax>().Where(other => other != method)
            .Select(other => ToolSyntax.Attribute(other) is { } own ? ToolSyntax.Name(other, own) : null).ToArray() ?? [];
        var name = wanted;
        for (var i = 2; taken.Contains(name); i++)
        {
            var number = i.ToString(CultureInfo.InvariantCulture);
            name = wanted.Substring(0, Math.Min(wanted.Length, LongestName - number.Length)) + number;
        }

        var title = $"Name the tool {name}";
        context.RegisterCodeFix(
            CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(attribute, Named(attribute, name)))), nameof(NameToolCodeFixProvider)), diagnostic);
        return Task.CompletedTask;
    }

    private static AttributeSyntax Named(AttributeSyntax attribute, string name)
    {
        var argument = SyntaxFactory.AttributeArgument(SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(name)));
        if (attribute.ArgumentList is not { Arguments: { Count: > 0 } arguments } list)
            return attribute.WithArgumentList(SyntaxFactory.AttributeArgumentList(SyntaxFactory.SingletonSeparatedList(argument)));
        if (arguments[0].NameEquals is null)
            return attribute.WithArgumentList(list.WithArguments(arguments.Replace(arguments[0], argument.WithTriviaFrom(arguments[0]))));
        var separators = arguments.GetSeparators().Prepend(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space));
        return attribute.WithArgumentList(list.WithArguments(SyntaxFactory.SeparatedList(arguments.Prepend(argument), separators)));
    }

    private static bool IsArgument(ParameterSyntax parameter) => parameter.Type?.ToString() is not ("CancellationToken" or "IServiceProvider" or "AIFunctionArguments");

    /// <summary>Letters lose their marks; what else services refuse becomes <c>_</c>.</summary>
    private static string Valid(string name)
    {
        var valid = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                valid.Append(c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-' ? c : '_');
        }

        return valid.Length == 0 ? "tool" : valid.ToString(0, Math.Min(valid.Length, LongestName));
    }

    private static string Pascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);
}

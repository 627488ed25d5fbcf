using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using SdkGen.Analyzers.Tools;

namespace SdkGen.CodeFixes;

/// <summary>LLM1005, LLM1007, LLM1011: a tool that code can reach, that can be waited for, and that can be stopped.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ToolSignatureCodeFixProvider : SyntaxFixProvider
{
    private const string AsyncVoid = "LLM1007";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["LLM1005", AsyncVoid, ToolDesignDescriptors.NoCancellation.Id];

    private protected override Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, SyntaxNode root, SyntaxNode node)
    {
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method || node.FirstAncestorOrSelf<LocalFunctionStatementSyntax>() is not null)
            return Task.CompletedTask;
        if (diagnostic.Id == AsyncVoid)
            Offer("Return Task", "task", method.ReturnType, Named("System.Threading.Tasks.Task").WithTriviaFrom(method.ReturnType));
        else if (diagnostic.Id == ToolDesignDescriptors.NoCancellation.Id)
            OfferToken();
        else if (Hidden(method) is { } hidden)
            Offer($"Make {Name(hidden)} internal", "internal", hidden, ToolSyntax.Internal(hidden));
        return Task.CompletedTask;

        void OfferToken()
        {
            // What overrides or implements another method has that one's parameters.
            if (!method.Modifiers.Any(SyntaxKind.OverrideKeyword) && method.ExplicitInterfaceSpecifier is null)
                Offer("Take a CancellationToken", "token", method.ParameterList, WithToken(method.ParameterList));
        }

        void Offer(string title, string key, SyntaxNode before, SyntaxNode after) => context.RegisterCodeFix(
            CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(before, after))), key), diagnostic);
    }

    private static ParameterListSyntax WithToken(ParameterListSyntax list)
    {
        var parameter = SyntaxFactory.Parameter(SyntaxFactory.Identifier("cancellationToken"))
            .WithType(Named("System.Threading.CancellationToken").WithTrailingTrivia(SyntaxFactory.Space))
            .WithDefault(SyntaxFactory.EqualsValueClause(
                SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space), SyntaxFactory.LiteralExpression(SyntaxKind.DefaultLiteralExpression)));
        parameter = parameter.WithIdentifier(parameter.Identifier.WithTrailingTrivia(SyntaxFactory.Space));

        // After the last, but before params: nothing may follow that.
        var parameters = list.Parameters;
        var index = parameters.Count > 0 && parameters[parameters.Count - 1].Modifiers.Any(SyntaxKind.ParamsKeyword) ? parameters.Count - 1 : parameters.Count;
        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        var separators = parameters.GetSeparators();
        return list.WithParameters(SyntaxFactory.SeparatedList(parameters.Insert(index, parameter), parameters.Count == 0 ? [] : separators.Append(comma)));
    }

    /// <summary>The outermost declaration that keeps emitted code from the method.</summary>
    private static MemberDeclarationSyntax? Hidden(MethodDeclarationSyntax method)
    {
        if (method is { TypeParameterList: not null } || method.ExplicitInterfaceSpecifier is not null)
            return null;
        return method.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().Where(member => member is MethodDeclarationSyntax or TypeDeclarationSyntax).LastOrDefault(IsHidden);
    }

    private static bool IsHidden(MemberDeclarationSyntax member) =>
        member.Modifiers.Any(SyntaxKind.FileKeyword) || member.Modifiers.Any(SyntaxKind.PrivateKeyword)
        || (member.Modifiers.Any(SyntaxKind.ProtectedKeyword) && !member.Modifiers.Any(SyntaxKind.InternalKeyword))
        || (member.Parent is ClassDeclarationSyntax or StructDeclarationSyntax or RecordDeclarationSyntax && !member.Modifiers.Any(modifier => ToolSyntax.IsAccessibility(modifier)));

    private static string Name(MemberDeclarationSyntax member) => member is MethodDeclarationSyntax method ? method.Identifier.ValueText : ((TypeDeclarationSyntax)member).Identifier.ValueText;

    private static TypeSyntax Named(string type) => SyntaxFactory.ParseTypeName("global::" + type).WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation);
}

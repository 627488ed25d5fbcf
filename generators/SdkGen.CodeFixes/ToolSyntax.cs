using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SdkGen.CodeFixes;

/// <summary>Tools as they are written.</summary>
internal static class ToolSyntax
{
    /// <summary>The <c>[LlmTool]</c> of a method.</summary>
    public static AttributeSyntax? Attribute(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(list => list.Attributes).FirstOrDefault(attribute => LastName(attribute.Name) is "LlmTool" or "LlmToolAttribute");

    /// <summary>The name that the attribute gives, else the method's.</summary>
    public static string Name(MethodDeclarationSyntax method, AttributeSyntax attribute)
    {
        if (attribute.ArgumentList?.Arguments.FirstOrDefault() is { NameEquals: null, Expression: LiteralExpressionSyntax { Token.Value: string given } })
            return given;
        const string Async = "Async";
        var name = method.Identifier.ValueText;
        var isTask = LastName(method.ReturnType) is "Task" or "ValueTask" or "IAsyncEnumerable";
        return isTask && name.Length > Async.Length && name.EndsWith(Async, StringComparison.Ordinal) ? name.Substring(0, name.Length - Async.Length) : name;
    }

    /// <summary>The declaration with <c>internal</c> in the place of what hid it.</summary>
    public static MemberDeclarationSyntax Internal(MemberDeclarationSyntax member)
    {
        var bare = member.WithModifiers(SyntaxFactory.TokenList(member.Modifiers.Where(modifier => !IsAccessibility(modifier))));
        var keyword = SyntaxFactory.Token(SyntaxKind.InternalKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (member.AttributeLists.Count > 0)
            return bare.WithModifiers(bare.Modifiers.Insert(0, keyword));
        return bare.WithoutLeadingTrivia().WithModifiers(bare.WithoutLeadingTrivia().Modifiers.Insert(0, keyword)).WithLeadingTrivia(member.GetLeadingTrivia());
    }

    /// <summary>Whether a modifier says who reaches a declaration.</summary>
    public static bool IsAccessibility(SyntaxToken modifier) =>
        modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.PrivateKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.InternalKeyword or SyntaxKind.FileKeyword;

    private static string LastName(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => "",
    };
}

using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SdkGen.Generators.Tools;

/// <summary>What a file may mean to other files that do not look at its types: everything by which a name or a constant elsewhere finds what it stands for.</summary>
/// <remarks>
/// These are usings, attributes of the assembly, namespaces, the heads of types with what they derive from, enums and constants. Methods, properties, fields
/// and parameters of records are left out: nothing in an attribute, a default value or the name of a type can mean one of them, but through a type that was
/// looked at (<see cref="DeclaringTrees"/>). Comments and places are left out too.
/// </remarks>
internal static class DeclaredNames
{
    /// <summary>The tokens of all that; empty where there is nothing of the kind.</summary>
    public static string Of(SyntaxTree tree, CancellationToken token)
    {
        var root = (CompilationUnitSyntax)tree.GetRoot(token);
        var text = new StringBuilder();
        Write(root.Externs, text);
        Write(root.Usings, text);
        Write(root.AttributeLists, text);
        foreach (var member in root.Members)
            Write(member, text);
        return text.ToString();
    }

    private static void Write(MemberDeclarationSyntax member, StringBuilder text)
    {
        switch (member)
        {
            case BaseNamespaceDeclarationSyntax space:
                Write(space.NamespaceKeyword, text);
                Write(space.Name, text);
                Write(space.Externs, text);
                Write(space.Usings, text);
                Write(space.Members, text);
                break;
            case EnumDeclarationSyntax or DelegateDeclarationSyntax:
                Write((SyntaxNode)member, text);
                break;
            case FieldDeclarationSyntax field when field.Modifiers.Any(SyntaxKind.ConstKeyword):
                Write((SyntaxNode)member, text);
                break;
            case TypeDeclarationSyntax type:
                foreach (var modifier in type.Modifiers)
                    Write(modifier, text);
                Write(type.Keyword, text);
                Write(type.Identifier, text);
                Write(type.TypeParameterList, text);
                Write(type.BaseList, text);
                foreach (var constraint in type.ConstraintClauses)
                    Write((SyntaxNode)constraint, text);
                Write(type.Members, text);
                break;
            case GlobalStatementSyntax:
                // They declare the class Program.
                text.Append("; ");
                break;
        }
    }

    private static void Write(SyntaxList<MemberDeclarationSyntax> members, StringBuilder text)
    {
        text.Append("{ ");
        foreach (var member in members)
            Write(member, text);
        text.Append("} ");
    }

    private static void Write<T>(SyntaxList<T> nodes, StringBuilder text)
        where T : SyntaxNode
    {
        foreach (var node in nodes)
            Write((SyntaxNode)node, text);
    }

    private static void Write(SyntaxNode? node, StringBuilder text)
    {
        if (node is null)
            return;
        foreach (var token in node.DescendantTokens())
            Write(token, text);
    }

    private static void Write(SyntaxToken token, StringBuilder text) => text.Append(token.Text).Append(' ');
}

using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>Finds where a member may be named in the type that declares it.</summary>
internal static class MemberNames
{
    private static readonly ConditionalWeakTable<ISymbol, IdentifierNameSyntax[]> s_found = new();

    /// <summary>The names that are written as the member's is, found once. They are looked for in the text: a walk would make a node of everything that the type has.</summary>
    public static IdentifierNameSyntax[] Of(ISymbol member) => s_found.GetValue(member, static member => [.. Find(member)]);

    private static IEnumerable<IdentifierNameSyntax> Find(ISymbol member)
    {
        foreach (var declaration in member.ContainingType.DeclaringSyntaxReferences)
        {
            var root = declaration.SyntaxTree.GetRoot();
            var text = declaration.SyntaxTree.GetText().ToString(declaration.Span);
            for (var at = text.IndexOf(member.Name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(member.Name, at + member.Name.Length, StringComparison.Ordinal))
            {
                if (!IsWithin(text, at, member.Name.Length) && root.FindToken(declaration.Span.Start + at) is { Parent: IdentifierNameSyntax name } token && token.ValueText == member.Name)
                    yield return name;
            }
        }
    }

    /// <summary>Whether the letters are a part of a longer name.</summary>
    private static bool IsWithin(string text, int at, int length) =>
        (at > 0 && SyntaxFacts.IsIdentifierPartCharacter(text[at - 1])) || (at + length < text.Length && SyntaxFacts.IsIdentifierPartCharacter(text[at + length]));
}

using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace SdkGen.Generators.Emission;

/// <summary>C# names from any text.</summary>
internal static class CSharpIdentifier
{
    /// <summary>The name as it stands in source: a keyword gets its <c>@</c>.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>
    /// The documented rule for model ids and wire names: every run of letters and digits becomes a word with a capital first letter, everything else is
    /// dropped (<c>gpt-4.1-mini</c> is <c>Gpt41Mini</c>, <c>max_tokens</c> is <c>MaxTokens</c>); a leading digit gets an underscore.
    /// </summary>
    public static string Pascal(string text)
    {
        var result = new StringBuilder();
        var start = true;
        foreach (var c in text)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9')))
            {
                start = true;
                continue;
            }

            result.Append(start && c is >= 'a' and <= 'z' ? (char)(c - 32) : c);
            start = false;
        }

        if (result.Length == 0)
            return "_";
        return result[0] is >= '0' and <= '9' ? "_" + result : result.ToString();
    }
}

using System.Globalization;
using System.Text;

namespace SdkGen.Dialects.BedrockConverse;

/// <summary>Gives the documents of one request names that the service takes, each another.</summary>
internal sealed class BedrockDocumentNames
{
    private const int Longest = 190;

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>The name of the next document.</summary>
    /// <param name="name">What its owner calls it, with or without an extension; null where nobody says.</param>
    public string Next(string? name)
    {
        _count++;
        var clean = Clean(name);
        if (clean.Length == 0)
            clean = string.Create(CultureInfo.InvariantCulture, $"Document {_count}");
        var unique = clean;
        for (var i = 2; !_taken.Add(unique); i++)
            unique = string.Create(CultureInfo.InvariantCulture, $"{clean} {i}");
        return unique;
    }

    /// <summary>Letters, digits, hyphens, brackets, and single spaces between them: the rest of a name, its extension too, is a space.</summary>
    private static string Clean(string? name)
    {
        var text = new StringBuilder();
        foreach (var letter in name is null ? "" : Path.GetFileNameWithoutExtension(name))
        {
            if (char.IsAsciiLetterOrDigit(letter) || letter is '-' or '(' or ')' or '[' or ']')
                text.Append(letter);
            else if (text.Length > 0 && text[^1] != ' ')
                text.Append(' ');
            if (text.Length == Longest)
                break;
        }

        return text.ToString().Trim();
    }
}

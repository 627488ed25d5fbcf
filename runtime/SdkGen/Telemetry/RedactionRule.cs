using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using SdkGen.Telemetry;

namespace SdkGen;

/// <summary>One kind of thing that <see cref="LlmRedactor"/> takes out of text.</summary>
public sealed class RedactionRule
{
    private readonly Regex? _pattern;
    private readonly Func<string, bool>? _accept;

    /// <summary>A rule of one's own.</summary>
    /// <param name="name">What stands in the place of a match: <c>[name]</c>.</param>
    /// <param name="pattern">
    /// A regular expression, searched in time linear to the text (<see cref="RegexOptions.NonBacktracking"/>): without look-around, back-references and atomic groups.
    /// </param>
    /// <param name="accept">Has the last word on a match, for what no pattern says; null accepts all.</param>
    /// <exception cref="ArgumentException">The name is empty, or the pattern is no regular expression or not one of linear time.</exception>
    public RedactionRule(string name, [StringSyntax(StringSyntaxAttribute.Regex)] string pattern, Func<string, bool>? accept = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        Replacement = $"[{name}]";
        _accept = accept;
        try
        {
            _pattern = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (NotSupportedException exception)
        {
            throw new ArgumentException($"The pattern of '{name}' cannot be searched in linear time; write it without look-around, back-references and atomic groups. {exception.Message}", nameof(pattern), exception);
        }
    }

    private RedactionRule(string name) => Replacement = $"[{name}]";

    /// <summary>Addresses of e-mail.</summary>
    public static RedactionRule Email { get; } = new("email", @"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+");

    /// <summary>Telephone numbers: with a country's code (<c>+44 20 7946 0958</c>), or grouped as in North America (<c>(212) 555-0142</c>). Bare runs of digits are left alone: most are no telephone numbers.</summary>
    public static RedactionRule Phone { get; } = new(
        "phone", @"\+[0-9]{1,3}(?:[ .\-/]?\(?[0-9]{1,5}\)?){2,6}|(?:\([0-9]{3}\) ?|\b[0-9]{3}[ .-])[0-9]{3}[ .-][0-9]{4}\b", static match => match.Count(char.IsAsciiDigit) is >= 7 and <= 15);

    /// <summary>Numbers of payment cards: 13 to 19 digits, grouped or not, whose check digit (Luhn) is right.</summary>
    public static RedactionRule Card { get; } = new("card");

    /// <summary>Keys and tokens by their usual beginnings: of OpenAI, Anthropic, AWS, Google, GitHub, Slack, Groq and xAI; bearer tokens, JSON Web Tokens and private keys.</summary>
    public static RedactionRule Key { get; } = new(
        "key",
        @"\b(?:sk|pk|rk)-[A-Za-z0-9_-]{16,}|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[0-9A-Za-z_-]{30,}|\bgh[oprsu]_[A-Za-z0-9]{20,}|\bgithub_pat_[A-Za-z0-9_]{20,}|\bxox[abeoprs]-[A-Za-z0-9-]{10,}"
        + @"|\b(?:gsk_|xai-|hf_|csk-)[A-Za-z0-9]{16,}|\b[Bb]earer +[A-Za-z0-9._~+/=-]{16,}|\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*"
        + @"|-----BEGIN [A-Z ]*PRIVATE KEY-----[A-Za-z0-9+/=\s]*(?:-----END [A-Z ]*PRIVATE KEY-----)?");

    /// <summary>What stands in the place of a match.</summary>
    internal string Replacement { get; }

    /// <summary>The text with each match replaced; the same instance where there is none.</summary>
    internal string Apply(string text)
    {
        var kept = default(RedactedText);
        if (_pattern is null)
        {
            for (var at = 0; CardNumber.TryFind(text, at, out var index, out var length); at = index + length)
                kept.Replace(text, index, length, Replacement);
            return kept.Finish(text);
        }

        foreach (var match in _pattern.EnumerateMatches(text))
        {
            if (_accept is null || _accept(text.Substring(match.Index, match.Length)))
                kept.Replace(text, match.Index, match.Length, Replacement);
        }

        return kept.Finish(text);
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>LLM2060: a text that is an API key. Looks at the text alone: nothing is bound.</summary>
internal static class KeyInSourceRule
{
    private const int LeastLength = 32;

    /// <summary>How keys begin, longer beginnings before shorter, whose they are, and where configuration has them.</summary>
    private static readonly (string Start, string Owner, string Section)[] s_keys =
    [
        ("sk-ant-", "Anthropic", "Anthropic"), ("sk-or-v1-", "OpenRouter", "OpenRouter"), ("sk-", "OpenAI or a service like it", "OpenAI"),
        ("AIza", "Google", "Gemini"), ("gsk_", "Groq", "Groq"), ("xai-", "xAI", "XAI"), ("csk-", "Cerebras", "Cerebras"),
    ];

    private static readonly string[] s_placeholders = ["xxx", "your", "test", "example", "dummy", "fake", "placeholder", "000000", "123456", "abcdef"];

    public static void SeeText(SyntaxNodeAnalysisContext context)
    {
        var text = ((LiteralExpressionSyntax)context.Node).Token.ValueText;
        if (text.Length < LeastLength || text[0] is not ('s' or 'A' or 'g' or 'x' or 'c') || context.IsGeneratedCode)
            return;
        foreach (var (start, owner, section) in s_keys)
        {
            if (!text.StartsWith(start, StringComparison.Ordinal))
                continue;
            if (IsRandom(text, start.Length))
                context.ReportDiagnostic(Diagnostic.Create(CapabilityDescriptors.KeyInSource, context.Node.GetLocation(), owner, $"configuration (Llm:{section}:ApiKey) or the environment"));
            return;
        }
    }

    private static bool IsRandom(string text, int from)
    {
        var (digits, upper, lower) = (0, 0, 0);
        for (var i = from; i < text.Length; i++)
        {
            switch (text[i])
            {
                case >= '0' and <= '9':
                    digits++;
                    break;
                case >= 'A' and <= 'Z':
                    upper++;
                    break;
                case >= 'a' and <= 'z':
                    lower++;
                    break;
                case not ('-' or '_'):
                    return false;
            }
        }

        // Words of a sentence have no digits, and hexadecimal keys no capitals.
        return digits >= 3 && lower + upper >= 6 && !s_placeholders.Any(word => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);
    }
}

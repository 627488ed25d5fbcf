using Microsoft.CodeAnalysis;

namespace SdkGen.Analyzers.Tools;

/// <summary>Tells from a parameter's name whether it holds a secret.</summary>
internal static class SecretName
{
    /// <summary>Words that say it alone.</summary>
    private static readonly HashSet<string> s_words = new(StringComparer.OrdinalIgnoreCase) { "password", "passwd", "pwd", "passphrase", "secret", "credential", "credentials", "apikey" };

    /// <summary>Words that say it together, the first right before the second.</summary>
    private static readonly HashSet<string> s_pairs = new(StringComparer.OrdinalIgnoreCase)
    {
        "api key", "private key", "secret key", "access key", "access token", "auth token", "bearer token", "refresh token", "api token", "connection string",
    };

    /// <summary>Whether a text parameter is named like a secret: <c>apiKey</c> and <c>userPassword</c> are, <c>maxTokens</c> and <c>secretary</c> are not.</summary>
    public static bool Is(IParameterSymbol parameter)
    {
        if (parameter.Type.SpecialType != SpecialType.System_String)
            return false;
        var words = Words(parameter.Name);
        for (var i = 0; i < words.Count; i++)
        {
            if (s_words.Contains(words[i]) || (i > 0 && s_pairs.Contains($"{words[i - 1]} {words[i]}")))
                return true;
        }

        return false;
    }

    private static List<string> Words(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 1; i <= name.Length; i++)
        {
            if (i < name.Length && name[i] != '_' && !(char.IsUpper(name[i]) && !char.IsUpper(name[i - 1])))
                continue;
            words.Add(name.Substring(start, i - start).Trim('_'));
            start = i;
        }

        return words;
    }
}

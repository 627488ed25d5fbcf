using System.Text;

namespace SdkGen.Transport;

/// <summary>Fills the values into an address: <c>models/{+model}:countTokens?page={page}</c>.</summary>
/// <remarks><c>{name}</c> is escaped whole, <c>{+name}</c> keeps its slashes. Behind the question mark, a pair without a value is left out.</remarks>
internal static class PathTemplate
{
    /// <exception cref="ArgumentException">A value of the path is missing.</exception>
    public static string Expand(string template, ReadOnlySpan<(string Name, string? Value)> values, Func<string, string?> otherwise)
    {
        if (!template.Contains('{', StringComparison.Ordinal))
            return template;
        var question = template.IndexOf('?', StringComparison.Ordinal);
        var path = new StringBuilder(template.Length + 32);
        if (Append(path, question < 0 ? template : template.AsSpan(0, question), values, otherwise) is { } missing)
            throw new ArgumentException($"'{template}' needs a value for {missing}, and neither the request nor the account has one.");
        if (question < 0)
            return path.ToString();

        var separator = '?';
        foreach (var range in template.AsSpan(question + 1).Split('&'))
        {
            var length = path.Length;
            path.Append(separator);
            if (Append(path, template.AsSpan(question + 1)[range], values, otherwise) is null)
                separator = '&';
            else
                path.Length = length;
        }

        return path.ToString();
    }

    /// <returns>The name of a value that is missing; null where none is.</returns>
    private static string? Append(StringBuilder path, ReadOnlySpan<char> template, ReadOnlySpan<(string Name, string? Value)> values, Func<string, string?> otherwise)
    {
        while (template.IndexOf('{') is var open and >= 0)
        {
            path.Append(template[..open]);
            template = template[(open + 1)..];
            var close = template.IndexOf('}');
            var keepsSlashes = template.StartsWith("+");
            var name = template[(keepsSlashes ? 1 : 0)..close].ToString();
            if ((Find(values, name) ?? otherwise(name)) is not { Length: > 0 } value)
                return name;
            var escaped = Uri.EscapeDataString(value);
            path.Append(keepsSlashes ? escaped.Replace("%2F", "/", StringComparison.Ordinal) : escaped);
            template = template[(close + 1)..];
        }

        path.Append(template);
        return null;
    }

    private static string? Find(ReadOnlySpan<(string Name, string? Value)> values, string name)
    {
        foreach (var (known, value) in values)
        {
            if (known == name)
                return value;
        }

        return null;
    }
}

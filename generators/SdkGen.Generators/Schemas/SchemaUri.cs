using System.Text;

namespace SdkGen.Generators.Schemas;

/// <summary>References between addresses as RFC 3986 resolves them (section 5.2).</summary>
/// <remarks><c>System.Uri</c> has other opinions of <c>urn:</c> addresses and of escapes, and they differ between runtimes.</remarks>
internal static class SchemaUri
{
    public static string OfFile(string path)
    {
        var slashed = path.Replace('\\', '/').TrimStart('/');
        var result = new StringBuilder("file:///");
        foreach (var b in Encoding.UTF8.GetBytes(slashed))
        {
            if (b is > (byte)' ' and < 0x7F and not (byte)'#' and not (byte)'?' and not (byte)'%')
                result.Append((char)b);
            else
                result.Append('%').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return result.ToString();
    }

    /// <summary>The absolute address, with its fragment if the reference has one.</summary>
    public static string Resolve(string @base, string reference)
    {
        var (target, fragment) = SplitFragment(reference);
        var suffix = fragment is null ? "" : "#" + fragment;
        if (SchemeLength(target) > 0)
            return target + suffix;
        if (target.Length == 0)
            return @base + suffix;

        var scheme = SchemeLength(@base);
        if (target.StartsWith("//", StringComparison.Ordinal))
            return @base.Substring(0, scheme) + target + suffix;

        var authority = scheme;
        if (string.CompareOrdinal(@base, scheme, "//", 0, 2) == 0)
        {
            authority = @base.IndexOfAny(['/', '?'], scheme + 2);
            authority = authority < 0 ? @base.Length : authority;
        }

        var root = @base.Substring(0, authority);
        var path = @base.Substring(authority);
        var query = path.IndexOf('?');
        var bare = query < 0 ? path : path.Substring(0, query);
        if (target[0] == '?')
            return root + bare + target + suffix;
        var (targetPath, targetQuery) = target.IndexOf('?') is >= 0 and var mark ? (target.Substring(0, mark), target.Substring(mark)) : (target, "");
        var merged = targetPath[0] == '/' ? targetPath : bare.Substring(0, bare.LastIndexOf('/') + 1) + targetPath;
        if (merged[0] != '/' && authority > scheme)
            merged = "/" + merged;
        return root + RemoveDots(merged) + targetQuery + suffix;
    }

    /// <summary>The fragment is null where there is no <c>#</c>.</summary>
    public static (string Uri, string? Fragment) SplitFragment(string uri)
    {
        var mark = uri.IndexOf('#');
        return mark < 0 ? (uri, null) : (uri.Substring(0, mark), uri.Substring(mark + 1));
    }

    /// <summary>Resolves percent escapes.</summary>
    public static string Unescape(string text)
    {
        if (text.IndexOf('%') < 0)
            return text;
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && Hex(text[i + 1]) is >= 0 and var high && Hex(text[i + 2]) is >= 0 and var low)
            {
                bytes.Add((byte)((high * 16) + low));
                i += 2;
            }
            else
            {
                var length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(i, length)));
                i += length - 1;
            }
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>With its colon; 0 where there is none.</summary>
    private static int SchemeLength(string uri)
    {
        for (var i = 0; i < uri.Length; i++)
        {
            var c = uri[i];
            if (c == ':')
                return i == 0 ? 0 : i + 1;
            if (c is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z')) && (i == 0 || c is not ((>= '0' and <= '9') or '+' or '-' or '.')))
                return 0;
        }

        return 0;
    }

    private static string RemoveDots(string path)
    {
        var kept = new List<string>();
        var parts = path.Split('/');
        for (var i = 0; i < parts.Length; i++)
        {
            var isLast = i == parts.Length - 1;
            if (parts[i] is "." or "..")
            {
                if (parts[i] == ".." && kept.Count > 1)
                    kept.RemoveAt(kept.Count - 1);
                if (isLast)
                    kept.Add("");
            }
            else
            {
                kept.Add(parts[i]);
            }
        }

        return string.Join("/", kept);
    }

    private static int Hex(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };
}

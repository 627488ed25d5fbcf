using System.Text.RegularExpressions;

namespace SdkGen.Generators.Specs;

/// <summary>The values that a path names in braces: <c>models/{+model}:countTokens?page={page}</c>.</summary>
internal static class PathValues
{
    private static readonly Regex s_value = new(@"\{\+?([a-z][A-Za-z0-9]*)\}", RegexOptions.CultureInvariant);

    /// <returns>The names in their order, each with whether the path goes without it; null where a brace belongs to no name.</returns>
    public static IReadOnlyList<(string Name, bool Optional)>? Of(string path)
    {
        var question = path.IndexOf('?');
        var rest = s_value.Replace(path, "");
        return rest.IndexOfAny(['{', '}']) >= 0
            ? null
            : [.. s_value.Matches(path).Cast<Match>().Select(match => (match.Groups[1].Value, question >= 0 && match.Index > question))];
    }

    /// <returns>The path with the same text in the place of each value; null where a brace belongs to no name.</returns>
    public static string? Fill(string path, string value)
    {
        var filled = s_value.Replace(path, value);
        return filled.IndexOfAny(['{', '}']) >= 0 ? null : filled;
    }
}

namespace SdkGen.Generators.Tests.Readme;

/// <summary>The fenced blocks of README.md, each named by the comment above it.</summary>
internal static class ReadmeFile
{
    private static readonly string s_text = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    /// <summary>The content of a block, with its last line end.</summary>
    public static string Block(string name)
    {
        var marker = $"<!-- {name} -->\n```";
        var start = s_text.IndexOf(marker, StringComparison.Ordinal);
        start.ShouldBeGreaterThanOrEqualTo(0, $"README.md has no block '{name}'.");
        start = s_text.IndexOf('\n', start + marker.Length) + 1;
        return s_text[start..s_text.IndexOf("```", start, StringComparison.Ordinal)];
    }

    /// <summary>Names of all blocks.</summary>
    public static IEnumerable<string> Names => s_text.Split('\n').Where(line => line.StartsWith("<!-- ", StringComparison.Ordinal)).Select(line => line[5..^4]);
}

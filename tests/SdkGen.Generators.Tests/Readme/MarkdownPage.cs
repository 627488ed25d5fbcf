namespace SdkGen.Generators.Tests.Readme;

/// <summary>The fenced blocks of a page, each named by the comment above it.</summary>
/// <param name="path">From the root of the repository.</param>
internal sealed class MarkdownPage(params string[] path)
{
    private readonly string _text = File.ReadAllText(Path.Combine([Repository.Root, .. path]));

    /// <summary>Names of all blocks.</summary>
    public IEnumerable<string> Names => _text.Split('\n').Where(line => line.StartsWith("<!-- ", StringComparison.Ordinal)).Select(line => line[5..^4]);

    /// <summary>How many fenced blocks of C# there are, named or not.</summary>
    public int Samples => _text.Split("\n```csharp\n").Length - 1;

    /// <summary>The content of a block, with its last line end.</summary>
    public string Block(string name)
    {
        var marker = $"<!-- {name} -->\n```";
        var start = _text.IndexOf(marker, StringComparison.Ordinal);
        start.ShouldBeGreaterThanOrEqualTo(0, $"{path[^1]} has no block '{name}'.");
        start = _text.IndexOf('\n', start + marker.Length) + 1;
        return _text[start.._text.IndexOf("```", start, StringComparison.Ordinal)];
    }
}

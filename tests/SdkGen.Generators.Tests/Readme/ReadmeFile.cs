namespace SdkGen.Generators.Tests.Readme;

/// <summary>README.md.</summary>
internal static class ReadmeFile
{
    private static readonly MarkdownPage s_page = new("README.md");

    /// <inheritdoc cref="MarkdownPage.Names"/>
    public static IEnumerable<string> Names => s_page.Names;

    /// <inheritdoc cref="MarkdownPage.Block"/>
    public static string Block(string name) => s_page.Block(name);
}

namespace SdkGen.Tests;

/// <summary>Test cases from elsewhere, read in place and never copied: the folder <c>SDKGEN_SHARED</c>, else <c>../shared</c> beside the repository.</summary>
internal static class SharedFolder
{
    public static string Root { get; } = Environment.GetEnvironmentVariable("SDKGEN_SHARED") is { Length: > 0 } folder ? folder : Path.Combine(Repository.Root, "..", "shared");

    /// <summary>The path of a file or folder there; the test is skipped where it is absent.</summary>
    public static string Need(string path)
    {
        var full = Path.Combine(Root, path);
        Assert.SkipUnless(Path.Exists(full), $"{full} is not there: set SDKGEN_SHARED to the folder that holds it.");
        return full;
    }
}

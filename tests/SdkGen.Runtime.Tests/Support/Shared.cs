namespace SdkGen.Runtime.Tests.Support;

/// <summary>Recordings and suites that are no part of the repository: <c>SDKGEN_SHARED</c>, else <c>../shared</c> beside it.</summary>
internal static class Shared
{
    public static string Root { get; } = Environment.GetEnvironmentVariable("SDKGEN_SHARED") is { Length: > 0 } folder ? folder : BesideRepository();

    /// <summary>The path of a file or folder there; the test is skipped where it is absent.</summary>
    public static string Need(string path)
    {
        var full = Path.Combine(Root, path);
        Assert.SkipUnless(Path.Exists(full), $"{full} is not there: set SDKGEN_SHARED to the folder that holds it.");
        return full;
    }

    private static string BesideRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SdkGen.sln")))
            folder = folder.Parent;
        return Path.Combine(folder?.Parent?.FullName ?? "..", "shared");
    }
}

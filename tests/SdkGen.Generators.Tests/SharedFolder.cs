namespace SdkGen.Generators.Tests;

/// <summary>Test cases from elsewhere, read in place and never copied: the folder <c>SDKGEN_SHARED</c>, else <c>../shared</c> beside the repository.</summary>
internal static class SharedFolder
{
    public static string Root { get; } = Environment.GetEnvironmentVariable("SDKGEN_SHARED") is { Length: > 0 } folder ? folder : Path.Combine(Repository.Root, "..", "shared");
}

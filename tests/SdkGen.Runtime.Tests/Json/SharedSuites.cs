using System.Runtime.CompilerServices;
using System.Text.Json;

namespace SdkGen.Tests.Json;

/// <summary>The test cases of other projects, read where they are: <c>SDKGEN_SHARED</c>, or <c>shared</c> beside the repository.</summary>
internal static class SharedSuites
{
    public static string Folder(string name)
    {
        var root = Environment.GetEnvironmentVariable("SDKGEN_SHARED") ?? Path.Combine(RepositoryRoot(), "..", "shared");
        var folder = Path.GetFullPath(Path.Combine(root, "suites", name));
        Assert.SkipUnless(Directory.Exists(folder), $"The cases are not here: {folder}. Set SDKGEN_SHARED to the folder that holds suites/{name}.");
        return folder;
    }

    public static IReadOnlyList<JsonElement> Cases(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder(name), "cases.json")));
        return [.. document.RootElement.EnumerateArray().Select(row => row.Clone())];
    }

    public static string Text(this JsonElement row, string property) =>
        row.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static string RepositoryRoot([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..");
}

using System.Text.Json;
using SdkGen.Runtime.Tests.Support;

namespace SdkGen.Runtime.Tests.Json;

/// <summary>The cases of a suite of other projects, read where they are.</summary>
internal static class SuiteCases
{
    public static IReadOnlyList<JsonElement> Read(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedFolder.Need($"suites/{name}/cases.json")));
        return [.. document.RootElement.EnumerateArray().Select(row => row.Clone())];
    }

    public static string Text(this JsonElement row, string property) =>
        row.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}

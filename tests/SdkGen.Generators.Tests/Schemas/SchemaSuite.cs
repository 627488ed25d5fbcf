using System.Text.Json;
using SdkGen.Generators.Emission;
using SdkGen.Generators.Tests.Harness;

namespace SdkGen.Generators.Tests.Schemas;

/// <summary>The JSON Schema Test Suite, draft 2020-12, read in place.</summary>
internal static class SchemaSuite
{
    public static string Folder
    {
        get
        {
            var folder = Path.Combine(SharedFolder.Root, "suites", "json-schema");
            Assert.SkipUnless(Directory.Exists(folder), $"{folder} is not on this machine.");
            return folder;
        }
    }

    public static IEnumerable<SchemaGroup> Groups(params string[] names) => names.SelectMany(name =>
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "draft2020-12", name + ".json")));
        return file.RootElement.Clone().EnumerateArray().Select((group, i) => new SchemaGroup(name, i, group)).ToArray();
    });

    /// <summary>The documents that the suite serves at <c>http://localhost:1234/</c>.</summary>
    public static AdditionalFile[] Remotes() => [.. Directory.GetFiles(Path.Combine(Folder, "remotes", "draft2020-12"), "*.json", SearchOption.AllDirectories)
        .Select(path => new AdditionalFile(path, File.ReadAllText(path),
            ("SdkGenSchemaUri", "http://localhost:1234/" + Path.GetRelativePath(Path.Combine(Folder, "remotes"), path).Replace('\\', '/'))))];
}

/// <summary>A schema and the values that do or do not fit it.</summary>
internal sealed record SchemaGroup(string File, int Index, JsonElement Content)
{
    public string ClassName => $"{CSharpIdentifier.Pascal(File)}_{Index}";

    public string Path => $"{ClassName}.schema.json";

    public string Description => $"{File}: {Content.GetProperty("description").GetString()}";

    public IEnumerable<JsonElement> Tests => Content.GetProperty("tests").EnumerateArray();

    public AdditionalFile ToFile() => new(Path, Content.GetProperty("schema").GetRawText(), ("SdkGenValidator", $"Suite.{ClassName}"));
}

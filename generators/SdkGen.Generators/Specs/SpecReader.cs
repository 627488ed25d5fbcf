using Microsoft.CodeAnalysis.Text;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Specs.Json;

namespace SdkGen.Generators.Specs;

/// <summary>Reads one spec file. A broken file gives problems; it never throws and never keeps another from being read.</summary>
internal static class SpecReader
{
    public const string DialectSuffix = ".dialect.json";
    public const string ProviderSuffix = ".provider.json";

    public static bool IsSpec(string path) =>
        path.EndsWith(DialectSuffix, StringComparison.OrdinalIgnoreCase) || path.EndsWith(ProviderSuffix, StringComparison.OrdinalIgnoreCase);

    /// <param name="namespace">Where the types of a reference live; null for a file of the project itself.</param>
    public static SpecFile Read(string path, SourceText? text, string? @namespace)
    {
        var isReference = @namespace is not null;
        if (text is null)
        {
            var unread = new SpecProblems(path);
            unread.Add(SpecRules.InvalidJson, default(SpecPlace), "it cannot be read");
            return new SpecFile(path, isReference, null, null, unread.ToArray());
        }

        var problems = new SpecProblems(path, text);
        var json = JsonText.Parse(text.ToString());
        if (json.Error is { } error)
            problems.Add(SpecRules.InvalidJson, error.Span, error.Message);
        foreach (var duplicate in json.Duplicates)
            problems.Add(SpecRules.DuplicateKey, duplicate.NameSpan, duplicate.Name);
        if (json.Root is not null and not JsonObject)
            problems.Add(SpecRules.WrongType, new TextSpan(json.Root.Span.Start, 1), "the file", "an object", json.Root.Kind);

        var (dialect, provider) = ((DialectSpec?)null, (ProviderSpec?)null);
        if (json.Root is JsonObject root)
        {
            if (path.EndsWith(DialectSuffix, StringComparison.OrdinalIgnoreCase))
                dialect = DialectReader.Read(root, problems, @namespace);
            else
                provider = ProviderReader.Read(root, problems);
        }

        var id = (json.Root as JsonObject)?.Properties.FirstOrDefault(property => property.Name == "id");
        return new SpecFile(path, isReference, dialect, provider, problems.ToArray()) { IdPlace = id is null ? default : problems.PlaceOf(id.Value.Span) };
    }
}

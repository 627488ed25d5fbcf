using Microsoft.CodeAnalysis.Text;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Specs;
using SdkGen.Generators.Specs.Json;

namespace SdkGen.Generators.Schemas;

/// <summary>Reads one schema file into subschemas. Never throws; what is wrong is kept with the subschema it is wrong in.</summary>
internal sealed partial class SchemaReader
{
    private readonly string _path;
    private readonly SourceText _text;
    private readonly List<Subschema> _nodes = [];
    private readonly List<SchemaResource> _resources = [];
    private readonly List<SchemaAnchor> _anchors = [];

    private SchemaReader(string path, SourceText text)
    {
        _path = path;
        _text = text;
    }

    /// <param name="uri">Where the file would be found by others; null takes its path.</param>
    public static SchemaFile Read(string path, SourceText? text, string? validator, string? type, string? uri)
    {
        var problems = new SpecProblems(path, text);
        var reader = new SchemaReader(path, text ?? SourceText.From(""));
        if (text is null)
        {
            problems.Add(SpecRules.InvalidJson, default(SpecPlace), "it cannot be read");
        }
        else
        {
            var json = JsonText.Parse(text.ToString());
            if (json.Error is { } error)
                problems.Add(SpecRules.InvalidJson, error.Span, error.Message);
            foreach (var duplicate in json.Duplicates)
                problems.Add(SpecRules.DuplicateKey, duplicate.NameSpan, duplicate.Name);
            if (json.Root is { } root)
                reader.ReadRoot(root, SchemaUri.SplitFragment(uri ?? SchemaUri.OfFile(path)).Uri);
        }

        var name = validator is null ? null : new PlacedText(validator, default);
        return new SchemaFile(path, name, reader._nodes.ToEquatableArray(), reader._resources.ToEquatableArray(), reader._anchors.ToEquatableArray(), problems.ToArray()) { Type = type is null ? null : new PlacedText(type, default) };
    }

    private void ReadRoot(JsonNode root, string uri)
    {
        _resources.Add(new SchemaResource(uri, ""));
        ReadSchema(root, "", uri);
    }

    private int ReadSchema(JsonNode node, string pointer, string uri)
    {
        var index = _nodes.Count;
        _nodes.Add(new Subschema(pointer));
        var problems = new SpecProblems(_path, _text);
        var schema = node switch
        {
            JsonBoolean answer => new Subschema(pointer) { Always = answer.Value },
            JsonObject keywords => new KeywordReader(this, keywords, problems, pointer, uri, index).Read(),
            _ => new Subschema(pointer),
        };
        if (node is not (JsonBoolean or JsonObject))
            problems.Add(SpecRules.WrongType, node.Span, pointer.Length == 0 ? "the file" : LastStep(pointer), "a schema (an object, true or false)", node.Kind);
        _nodes[index] = schema with { Problems = problems.ToArray() };
        return index;
    }

    private static string LastStep(string pointer) => pointer.Substring(pointer.LastIndexOf('/') + 1);

    private static string Step(string pointer, string name) => $"{pointer}/{name.Replace("~", "~0").Replace("/", "~1")}";
}

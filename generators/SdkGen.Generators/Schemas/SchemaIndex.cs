using SdkGen.Generators.Specs;

namespace SdkGen.Generators.Schemas;

/// <summary>Finds what a <c>$ref</c> leads to: in its own file, then in the others, then among the schemas of the standard.</summary>
internal sealed class SchemaIndex
{
    private readonly List<SchemaFile> _files;
    private readonly ILookup<string, (int File, string Pointer)> _resources;
    private readonly ILookup<string, (int File, int Node)> _anchors;
    private readonly Dictionary<(int File, string Pointer), int> _nodes = [];

    public SchemaIndex(IEnumerable<SchemaFile> files)
    {
        _files = [.. files.OrderBy(file => file.Path, StringComparer.Ordinal), MetaSchema.File];
        _resources = _files.SelectMany((file, i) => file.Resources.Select(item => (item.Uri, Place: (i, item.Pointer)))).ToLookup(item => item.Uri, item => item.Place);
        _anchors = _files.SelectMany((file, i) => file.Anchors.Select(item => (item.Uri, Place: (i, item.Node)))).ToLookup(item => item.Uri, item => item.Place);
        for (var i = 0; i < _files.Count; i++)
        {
            for (var node = 0; node < _files[i].Nodes.Count; node++)
                _nodes[(i, _files[i].Nodes[node].Pointer)] = node;
        }
    }

    public IReadOnlyList<SchemaFile> Files => _files;

    /// <summary>The schema; or null and why there is none, as the end of a sentence.</summary>
    public (int File, int Node)? Find(int from, SchemaReference reference, out string why)
    {
        why = "";
        var (uri, fragment) = SchemaUri.SplitFragment(reference.Uri);
        var pointer = fragment is null ? "" : SchemaUri.Unescape(fragment);
        if (pointer.Length > 0 && pointer[0] != '/')
            return Choose(from, _anchors[$"{uri}#{pointer}"], ref why);

        var resource = Choose(from, _resources[uri].Select(item => (item.File, _nodes[item])), ref why);
        if (resource is not { } found)
        {
            if (why.Length == 0 && fragment is not null && !_resources[uri].Any())
                why = $"; no schema file has the address '{uri}'";
            return null;
        }

        if (_nodes.TryGetValue((found.File, _files[found.File].Nodes[found.Node].Pointer + pointer), out var node))
            return (found.File, node);
        why = "; nothing that is a schema stands there";
        return null;
    }

    private (int File, int Node)? Choose(int from, IEnumerable<(int File, int Node)> candidates, ref string why)
    {
        var all = candidates.Distinct().ToArray();
        var own = all.Where(item => item.File == from).ToArray();
        if (own.Length > 0)
            all = own;

        // A project may bring its own copy of a schema of the standard.
        if (all.Length > 1)
            all = [.. all.Where(item => item.File != _files.Count - 1)];
        if (all.Length > 1)
            why = $"; several files have this address: {string.Join(", ", all.Select(item => _files[item.File].Name).Distinct())}";
        return all.Length == 1 ? all[0] : null;
    }
}

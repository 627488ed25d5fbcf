namespace SdkGen.Generators.Emission.Profiles;

/// <summary>Which types of a schema refer to which.</summary>
internal static class SchemaGraph
{
    /// <summary>The definitions that lead back to themselves.</summary>
    /// <param name="everyPath">Follow every path; otherwise only those through required properties.</param>
    public static HashSet<string> Recursive(IReadOnlyDictionary<string, Schema> definitions, bool everyPath)
    {
        var recursive = new HashSet<string>(StringComparer.Ordinal);
        if (definitions.Count == 0)
            return recursive;
        var edges = definitions.ToDictionary(definition => definition.Key, definition => References(definition.Value, everyPath), StringComparer.Ordinal);
        foreach (var start in edges.Keys)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            var open = new Stack<string>(edges[start]);
            while (open.Count > 0)
            {
                var next = open.Pop();
                if (next == start)
                    recursive.Add(start);
                if (seen.Add(next) && edges.TryGetValue(next, out var more))
                    more.ForEach(open.Push);
            }
        }

        return recursive;
    }

    private static List<string> References(Schema schema, bool everyPath)
    {
        var found = new List<string>();
        Collect(schema, everyPath, found);
        return found;
    }

    private static void Collect(Schema schema, bool everyPath, List<string> found)
    {
        if (schema.Text("$ref") is { } pointer)
            found.Add(pointer);
        var required = schema.Items("required");
        foreach (var keyword in schema.Keywords)
        {
            switch (keyword.Value)
            {
                case SchemaValue.Inner inner:
                    Collect(inner.Schema, everyPath, found);
                    break;
                case SchemaValue.List list:
                    foreach (var branch in list.Schemas)
                        Collect(branch, everyPath, found);
                    break;
                case SchemaValue.Named named when keyword.Name == "properties":
                    foreach (var property in named.Schemas)
                    {
                        if (everyPath || required.Contains(JsonText.Quote(property.Name)))
                            Collect(property.Schema, everyPath, found);
                    }

                    break;
            }
        }
    }
}

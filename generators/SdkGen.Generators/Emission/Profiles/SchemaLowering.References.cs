namespace SdkGen.Generators.Emission.Profiles;

/// <content>Types that are used in several places.</content>
internal sealed partial class SchemaLowering
{
    private Schema Reference(Schema schema, string pointer, string path)
    {
        var alone = schema.Keywords.Length == 1;
        var recursive = _recursive.Contains(pointer);
        if (_rules.References == ReferenceForm.Copied || (!alone && !recursive))
            return Copy(schema, pointer, path);

        _referenced.Add(pointer);
        var lowered = Schema.Empty.AddText("$ref", _rules.Definitions == "$defs" ? pointer : pointer.Replace("#/$defs/", $"#/{_rules.Definitions}/"));
        // A type within itself cannot be copied. Where there is no anyOf to put it in, what the place says of it is lost.
        return alone || !_rules.Keywords.Contains("anyOf") ? lowered : Described(Schema.Empty.Add("anyOf", [lowered]), schema, ["$ref"]);
    }

    /// <summary>The type itself, with what the place says of it in front of what the type says of itself.</summary>
    private Schema Copy(Schema schema, string pointer, string path)
    {
        if (_copying.Contains(pointer))
            return Schema.Empty;
        if (++_copies > MaxCopies)
        {
            if (_copies == MaxCopies + 1)
                Refuse(path, "repeats its types too often to be written without references");
            return Schema.Empty;
        }

        _copying.Add(pointer);
        var type = _definitions[pointer];
        var merged = schema.Without("$ref");
        foreach (var keyword in type.Keywords)
            merged = merged.Has(keyword.Name) ? merged : merged.Add(keyword.Name, keyword.Value);
        var copy = Place(merged, path);
        _copying.RemoveAt(_copying.Count - 1);
        return copy;
    }

    private void CheckRecursion()
    {
        if (_rules.Recursion == Recursion.Allowed)
            return;
        var refused = _rules.Recursion == Recursion.Refused ? _recursive : SchemaGraph.Recursive(_definitions, everyPath: false);
        foreach (var pointer in refused.OrderBy(pointer => pointer, StringComparer.Ordinal))
        {
            var name = pointer.Substring(Pointer("").Length);
            Refuse("$defs." + name, _rules.Recursion == Recursion.Refused ? "holds itself" : "holds itself through required properties");
        }
    }

    private static string Pointer(string name) => "#/$defs/" + name;
}

namespace SdkGen.Generators.Emission.Profiles;

/// <summary>What providers count in a schema.</summary>
internal sealed class SchemaSize
{
    private SchemaSize()
    {
    }

    /// <summary>Properties of all objects.</summary>
    public int Properties { get; private set; }

    /// <summary>Properties that may be left out.</summary>
    public int Optional { get; private set; }

    /// <summary>Objects within objects; a type that is referred to counts once more for each place where it begins.</summary>
    public int Depth { get; private set; }

    public int EnumValues { get; private set; }

    /// <summary>Values with <c>anyOf</c> or a list of types.</summary>
    public int Unions { get; private set; }

    /// <summary>Characters of names, definitions, enum and constant values.</summary>
    public int Text { get; private set; }

    public static SchemaSize Of(Schema schema, string definitions)
    {
        var size = new SchemaSize();
        var named = schema.Named(definitions).ToDictionary(definition => $"#/{definitions}/{definition.Name}", definition => definition.Schema, StringComparer.Ordinal);
        size.Count(schema);
        size.Depth = DepthOf(schema, named, new HashSet<string>(StringComparer.Ordinal));
        return size;
    }

    private void Count(Schema schema)
    {
        if (schema.Has("anyOf") || schema.Items("type").Length > 1)
            Unions++;
        EnumValues += schema.Items("enum").Length;
        Text += schema.Json("const")?.Length ?? 0;
        foreach (var value in schema.Items("enum"))
            Text += value.Length;
        foreach (var keyword in schema.Keywords)
        {
            if (keyword.Value is SchemaValue.Named named)
            {
                if (keyword.Name == "properties")
                {
                    Properties += named.Schemas.Length;
                    Optional += named.Schemas.Length - schema.Items("required").Length;
                }

                foreach (var property in named.Schemas)
                {
                    Text += property.Name.Length;
                    Count(property.Schema);
                }
            }
            else if (keyword.Value is SchemaValue.Inner inner)
            {
                Count(inner.Schema);
            }
            else if (keyword.Value is SchemaValue.List list)
            {
                foreach (var branch in list.Schemas)
                    Count(branch);
            }
        }
    }

    private static int DepthOf(Schema schema, Dictionary<string, Schema> definitions, HashSet<string> entered)
    {
        if (schema.Text("$ref") is { } pointer)
        {
            if (!definitions.TryGetValue(pointer, out var target) || !entered.Add(pointer))
                return 0;
            var depth = DepthOf(target, definitions, entered);
            entered.Remove(pointer);
            return depth;
        }

        var deepest = 0;
        foreach (var keyword in schema.Keywords)
        {
            switch (keyword.Value)
            {
                case SchemaValue.Inner one:
                    deepest = Math.Max(deepest, DepthOf(one.Schema, definitions, entered));
                    break;
                case SchemaValue.List list:
                    foreach (var branch in list.Schemas)
                        deepest = Math.Max(deepest, DepthOf(branch, definitions, entered));
                    break;
                case SchemaValue.Named named when keyword.Name == "properties":
                    foreach (var property in named.Schemas)
                        deepest = Math.Max(deepest, DepthOf(property.Schema, definitions, entered));
                    break;
            }
        }

        return schema.Has("properties") ? deepest + 1 : deepest;
    }
}

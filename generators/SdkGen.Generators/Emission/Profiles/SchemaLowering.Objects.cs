using System.Collections.Immutable;

namespace SdkGen.Generators.Emission.Profiles;

/// <content>Objects: what is required, what is closed, what may be null.</content>
internal sealed partial class SchemaLowering
{
    private Schema Properties(Schema schema, Schema result, string path, bool isRoot)
    {
        var required = schema.Items("required");
        var properties = schema.Named("properties");
        if (properties.IsEmpty && !isRoot && (!_rules.EmptyObjects || _rules.RequiredSomewhere))
            Refuse(path, "is an object without properties");

        if (_rules.RequiredSomewhere && required.IsEmpty && !properties.IsEmpty)
            required = [JsonText.Quote(properties[0].Name)];

        // By name as JSON, as the list of required ones has them.
        var known = new HashSet<string>(required, StringComparer.Ordinal);
        var named = properties.Select(property => (Name: JsonText.Quote(property.Name), Property: property)).ToList();
        if (_rules.RequiredFirst)
            named = [.. named.Where(item => known.Contains(item.Name)), .. named.Where(item => !known.Contains(item.Name))];

        var lowered = ImmutableArray.CreateBuilder<NamedSchema>(named.Count);
        var names = ImmutableArray.CreateBuilder<string>(named.Count);
        var isSame = !_rules.RequiredFirst;
        foreach (var (name, property) in named)
        {
            lowered.Add(new NamedSchema(property.Name, Property(property.Schema, known.Contains(name), $"{path}.{property.Name}")));
            isSame &= lowered[lowered.Count - 1].Schema == property.Schema;
            if (_rules.OptionalIsNull || known.Contains(name))
                names.Add(name);
        }

        result = result.Add("properties", isSame ? schema["properties"] : new SchemaValue.Named(lowered.MoveToImmutable()));
        if (!required.IsEmpty || _rules.OptionalIsNull)
            result = result.Add("required", schema["required"] is { } own && names.SequenceEqual(required) ? own : new SchemaValue.Items(names.ToImmutable()));
        return _rules.PropertyOrdering ? result.AddItems("propertyOrdering", named.Select(item => item.Name)) : result;
    }

    private Schema Property(Schema schema, bool required, string path)
    {
        if (required)
            return Place(schema, path);
        if (_rules.OptionalIsAbsent)
            return Place(WithoutNull(schema), path);
        if (!_rules.OptionalIsNull)
            return Place(schema, path);

        // The sentence says what null stands for, so the default need not be said again.
        var @default = SchemaSentences.Default(schema);
        if (@default is null || AllowsNull(schema))
            return AsNullable(Place(schema, path));
        var lowered = AsNullable(Place(schema.Without("default"), path));
        lowered = lowered.WithFirst("description", new SchemaValue.String(SchemaSentences.Join(lowered.Text("description"), [$"Null for the default, {@default}."])!));
        return lowered["title"] is { } title ? lowered.Without("title").WithFirst("title", title) : lowered;
    }

    private Schema AdditionalProperties(Schema schema, Schema result, string path)
    {
        if (schema.Inner("additionalProperties") is { } values)
        {
            if (!_rules.FreeKeys)
                Refuse(path, "has free keys");
            return result.Add("additionalProperties", Place(values, path + ".*"));
        }

        return _rules.Keywords.Contains("additionalProperties") ? result.Add("additionalProperties", "false") : result;
    }

    private static bool AllowsNull(Schema schema) =>
        schema.Items("type").Contains("\"null\"") || schema.Items("enum").Contains("null") || schema.List("anyOf").Any(branch => branch.Text("type") == "null");

    /// <summary>A lowered schema that takes null too.</summary>
    private Schema AsNullable(Schema schema)
    {
        if (_rules.OpenApi)
            return schema.With("nullable", new SchemaValue.Json("true"));
        if (schema.Has("anyOf"))
        {
            var branches = schema.List("anyOf");
            return branches.Any(branch => branch.Text("type") == "null") ? schema : schema.With("anyOf", new SchemaValue.List(branches.Add(Null)));
        }

        if (schema.Has("$ref"))
            return Schema.Empty.Add("anyOf", [schema, Null]);
        var types = schema.Items("type");
        if (types.IsEmpty)
            return schema;
        if (schema.Json("const") is { } constant)
            schema = schema.With("const", null).AddItems("enum", [constant]);
        if (schema.Items("enum") is { IsEmpty: false } values && !values.Contains("null"))
            schema = schema.With("enum", new SchemaValue.Items(values.Add("null")));
        return types.Contains("\"null\"") ? schema : schema.With("type", new SchemaValue.Items(types.Add("\"null\"")));
    }

    /// <summary>A plain schema that does not take null: where a property can be left out, null says nothing more.</summary>
    private static Schema WithoutNull(Schema schema)
    {
        if (schema.Json("default") is "null")
            schema = schema.Without("default");
        if (schema.List("anyOf") is { IsEmpty: false } branches)
        {
            var real = branches.RemoveAll(branch => branch.Text("type") == "null");
            if (real.Length == branches.Length)
                return schema;
            return real.Length > 1 ? schema.With("anyOf", new SchemaValue.List(real)) : Merged(schema, real[0]);
        }

        var types = schema.Items("type");
        if (types.Length > 1)
            schema = schema.With("type", types.Length == 2 ? new SchemaValue.Json(types.First(type => type != "\"null\"")) : new SchemaValue.Items(types.Remove("\"null\"")));
        var values = schema.Items("enum");
        return values.Length > 1 && values.Contains("null") ? schema.With("enum", new SchemaValue.Items(values.Remove("null"))) : schema;
    }

    /// <summary>A place with the only kind of value that its <c>anyOf</c> leaves; what the place says of itself goes first.</summary>
    private static Schema Merged(Schema schema, Schema branch)
    {
        var merged = schema.Without("anyOf");
        foreach (var keyword in branch.Keywords)
            merged = merged.Has(keyword.Name) ? merged : merged.Add(keyword.Name, keyword.Value);
        return merged;
    }

    private static Schema Null => Schema.Empty.Add("type", s_nullType);
}

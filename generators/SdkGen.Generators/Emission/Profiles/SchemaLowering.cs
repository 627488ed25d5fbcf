using System.Collections.Immutable;
using System.Globalization;

namespace SdkGen.Generators.Emission.Profiles;

/// <summary>Rewrites a plain schema into the form that a profile accepts.</summary>
/// <remarks>
/// The form never allows more than reader and schema together: a keyword that goes becomes a sentence and stays enforced by the reader; what is added
/// (a closed object, a required property) only narrows; the one widening, null for an optional member, reads as absence.
/// </remarks>
internal sealed partial class SchemaLowering
{
    /// <summary>Copies of types stop here: beyond it a schema is refused rather than blown up.</summary>
    private const int MaxCopies = 500;

    private static readonly SchemaValue s_nullType = new SchemaValue.String("null");

    private readonly ProfileRules _rules;
    private readonly Dictionary<string, Schema> _definitions;
    private readonly HashSet<string> _recursive;
    private readonly HashSet<string> _referenced = new(StringComparer.Ordinal);
    private readonly List<string> _copying = [];
    private readonly List<SchemaRefusal> _refusals = [];
    private int _copies;

    private SchemaLowering(Schema plain, ProfileRules rules)
    {
        _rules = rules;
        _definitions = plain.Named("$defs").ToDictionary(definition => Pointer(definition.Name), definition => definition.Schema, StringComparer.Ordinal);
        _recursive = SchemaGraph.Recursive(_definitions, everyPath: true);
    }

    public static LoweredSchema Lower(Schema plain, ProfileRules rules)
    {
        if (rules.TakesPlainSchema)
            return new(plain, ImmutableArray<SchemaRefusal>.Empty);
        var lowering = new SchemaLowering(plain, rules);
        var schema = lowering.Root(plain);
        lowering.CheckSize(schema);
        return lowering._refusals.Count > 0 ? new(null, lowering._refusals.Distinct().ToImmutableArray()) : new(schema, ImmutableArray<SchemaRefusal>.Empty);
    }

    private Schema Root(Schema plain)
    {
        CheckRecursion();
        if (!_rules.EmptyObjects && plain.Named("properties").IsEmpty)
            return Schema.Empty;
        if (plain.Text("type") is not "object")
            Refuse("$", "is not an object");
        var root = Place(plain.Without("$defs"), "$", isRoot: true);

        // Lowering a definition may refer to further ones; the order stays that of the plain schema.
        var lowered = new Dictionary<string, Schema>(StringComparer.Ordinal);
        while (lowered.Count < _referenced.Count && _referenced.Except(lowered.Keys).FirstOrDefault() is { } pointer)
            lowered.Add(pointer, Place(_definitions[pointer], "$defs." + pointer.Substring(Pointer("").Length)));
        if (lowered.Count == 0)
            return root;
        var definitions = plain.Named("$defs")
            .Where(definition => lowered.ContainsKey(Pointer(definition.Name)))
            .Select(definition => new NamedSchema(definition.Name, lowered[Pointer(definition.Name)])).ToArray();
        return root.Add(_rules.Definitions, definitions);
    }

    /// <summary>One schema, at a place where its description may stand beside it.</summary>
    private Schema Place(Schema schema, string path, bool isRoot = false)
    {
        if (IsKept(schema))
            return schema;
        if (schema.Text("$ref") is { } pointer)
            return Reference(schema, pointer, path);
        if (schema.Has("anyOf"))
            return AnyOf(schema, path);

        var kept = new List<string>(schema.Keywords.Length + 2);
        var result = Values(schema, kept, path);
        if (result.Text("type") is null && result.Items("type").IsEmpty && _rules.TypedValues)
            Refuse(path, "may be any JSON value");
        foreach (var keyword in schema.Keywords)
        {
            if (kept.Contains(keyword.Name) || keyword.Name is "title" or "description" or "required" or "const" or "enum")
                continue;
            if (keyword.Name == "properties")
                result = Properties(schema, result, path, isRoot);
            else if (keyword.Name == "additionalProperties")
                result = AdditionalProperties(schema, result, path);
            else if (!Keeps(schema, keyword.Name))
                continue;
            else if (keyword.Name == "items")
                result = result.Add("items", Place(schema.Inner("items")!, path + "[]"));
            else
                result = result.Add(keyword.Name, keyword.Value);
            kept.Add(keyword.Name);
        }

        if (IsObject(schema) && !schema.Has("additionalProperties") && _rules.ClosedObjects && _rules.Keywords.Contains("additionalProperties"))
            result = result.Add("additionalProperties", "false");
        result = Described(result, schema, kept);
        return result.Says(schema) ? schema : result;
    }

    /// <summary>Whether a schema without others in it stays as it is, as that of most properties does.</summary>
    private bool IsKept(Schema schema)
    {
        if (_rules.OpenApi || IsObject(schema))
            return false;
        var isTyped = false;
        foreach (var keyword in schema.Keywords)
        {
            var isKept = keyword.Name switch
            {
                "type" or "description" => true,
                "title" => !isTyped && Keeps(schema, "title"),
                "const" => false,
                _ => isTyped && keyword.Value is (SchemaValue.Json or SchemaValue.String) && Keeps(schema, keyword.Name),
            };
            if (!isKept)
                return false;
            isTyped |= keyword.Name == "type";
        }

        return isTyped;
    }

    /// <summary>Type, constants and choices: what may be said of single values, in the way that the profile has for it.</summary>
    private Schema Values(Schema schema, List<string> kept, string path)
    {
        var values = schema.Has("const") && schema.Json("const") is { } constant ? ImmutableArray.Create(constant) : schema.Items("enum");
        var types = schema.Items("type");
        if (types.IsEmpty)
            types = TypesOf(values);

        var result = Schema.Empty;
        if (!types.IsEmpty)
            result = !_rules.OpenApi && schema["type"] is { } own ? result.Add("type", own) : Type(result, types, path);
        kept.Add("type");
        if (values.IsEmpty || (_rules.TextEnumsOnly && values.Any(value => JsonTypeOf(value) is not ("\"string\"" or "\"null\""))))
            return result;
        if (!_rules.Keywords.Contains("enum") || values.Any(value => value[0] is '[' or '{'))
            return result;

        kept.Add("const");
        kept.Add("enum");
        return schema.Has("const") && _rules.Keywords.Contains("const")
            ? result.Add("const", values[0])
            : result.AddItems("enum", _rules.OpenApi ? values.Where(value => value != "null") : values);
    }

    private Schema Type(Schema schema, ImmutableArray<string> types, string path)
    {
        if (!_rules.OpenApi)
            return schema.Add("type", types.Length == 1 ? new SchemaValue.Json(types[0]) : new SchemaValue.Items(types));

        var single = types.Where(type => type != "\"null\"").ToArray();
        if (single.Length != 1)
            Refuse(path, "has values of several types");
        return schema.Add("type", (single.FirstOrDefault() ?? "\"null\"").ToUpperInvariant()).Add("nullable", single.Length < types.Length ? "true" : null);
    }

    private Schema AnyOf(Schema schema, string path)
    {
        var branches = schema.List("anyOf");
        var real = branches.Where(branch => branch.Text("type") is not "null").ToArray();
        var nullable = real.Length < branches.Length;
        if (real.Length == 1 && (_rules.OpenApi || !_rules.Keywords.Contains("anyOf")))
        {
            var single = Place(Merged(schema, real[0]), path);
            if (nullable && single.Has("$ref"))
                Refuse(path, "is null or a type that holds itself");
            return nullable ? AsNullable(single) : single;
        }

        if (!_rules.Keywords.Contains("anyOf"))
            Refuse(path, "is one of several kinds of values");

        var lowered = real.Select(branch => Place(branch, path));
        var result = _rules.OpenApi
            ? Schema.Empty.Add("anyOf", lowered).Add("nullable", nullable ? "true" : null)
            : Schema.Empty.Add("anyOf", nullable ? lowered.Append(Null) : lowered);
        return Described(result, schema, ["anyOf"]);
    }

    private bool Keeps(Schema schema, string keyword) => _rules.Keywords.Contains(keyword) && keyword switch
    {
        "format" => _rules.Formats is not { } formats || formats.Contains(schema.Text("format")!),
        "pattern" => (PatternText.PartsOf(schema.Text("pattern")!) & _rules.RefusedPatternParts) == PatternParts.None,
        "minItems" => _rules.HighestMinItems is not { } most || (int.TryParse(schema.Json("minItems"), out var least) && least <= most),
        _ => true,
    };

    /// <summary>Puts the description in front: the schema's own, and a sentence for each keyword that did not stay.</summary>
    private Schema Described(Schema result, Schema schema, ICollection<string> kept)
    {
        List<string>? dropped = null;
        foreach (var keyword in schema.Keywords)
        {
            if (keyword.Name is not ("title" or "description" or "properties" or "required") && !kept.Contains(keyword.Name))
                (dropped ??= []).Add(keyword.Name);
        }

        var description = SchemaSentences.Join(schema.Text("description") ?? result.Text("description"), dropped is null ? [] : SchemaSentences.Of(schema, dropped).ToArray());
        if (description is not null)
            result = result.WithFirst("description", new SchemaValue.String(description));
        return schema["title"] is { } title && _rules.Keywords.Contains("title") ? result.WithFirst("title", title) : result;
    }

    private static bool IsObject(Schema schema) => schema["type"] switch
    {
        SchemaValue.String { Text: "object" } or SchemaValue.Json { Text: "\"object\"" } => true,
        SchemaValue.Items types => types.Values.Contains("\"object\""),
        _ => false,
    };

    private static ImmutableArray<string> TypesOf(ImmutableArray<string> values)
    {
        var types = values.Select(JsonTypeOf).Distinct(StringComparer.Ordinal).ToImmutableArray();
        return types.Contains("\"number\"") ? types.Remove("\"integer\"") : types;
    }

    private static string JsonTypeOf(string json) => json[0] switch
    {
        '"' => "\"string\"",
        't' or 'f' => "\"boolean\"",
        'n' => "\"null\"",
        '[' => "\"array\"",
        '{' => "\"object\"",
        _ => json.IndexOfAny(['.', 'e', 'E']) < 0 ? "\"integer\"" : "\"number\"",
    };

    private void CheckSize(Schema schema)
    {
        var size = SchemaSize.Of(schema, _rules.Definitions);
        var limits = _rules.Limits;
        void Check(int count, int? most, string reason)
        {
            if (count > most)
                Refuse("$", $"{reason}: {count.ToString(CultureInfo.InvariantCulture)}, and {most.Value.ToString(CultureInfo.InvariantCulture)} is the most");
        }

        Check(size.Properties, limits.MaxProperties, "has too many properties");
        Check(size.Depth, limits.MaxDepth, "nests objects too deeply");
        Check(size.EnumValues, limits.MaxEnumValues, "lists too many values");
        Check(size.Text, limits.MaxText, "has too much text in names and values");
        Check(size.Optional, limits.MaxOptional, "has too many optional parameters");
        Check(size.Unions, limits.MaxUnions, "has too many values of several types");
    }

    private void Refuse(string path, string reason) => _refusals.Add(new SchemaRefusal(path, reason));
}

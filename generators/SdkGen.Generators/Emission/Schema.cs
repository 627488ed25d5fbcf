using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace SdkGen.Generators.Emission;

/// <summary>A JSON Schema between contract and text: keywords in the order in which they are written. Immutable; every change is a new schema.</summary>
internal sealed class Schema
{
    public static readonly Schema Empty = new(ImmutableArray<SchemaKeyword>.Empty);

    private string? _text;

    private Schema(ImmutableArray<SchemaKeyword> keywords) => Keywords = keywords;

    public ImmutableArray<SchemaKeyword> Keywords { get; }

    public bool IsEmpty => Keywords.IsEmpty;

    /// <summary>The value of a keyword; null where the schema does not have it.</summary>
    public SchemaValue? this[string name]
    {
        get
        {
            foreach (var keyword in Keywords)
            {
                if (keyword.Name == name)
                    return keyword.Value;
            }

            return null;
        }
    }

    public bool Has(string name) => this[name] is not null;

    /// <summary>The schema of a keyword; null where there is none.</summary>
    public Schema? Inner(string name) => (this[name] as SchemaValue.Inner)?.Schema;

    /// <summary>The schemas of a keyword with a list, such as <c>anyOf</c>.</summary>
    public ImmutableArray<Schema> List(string name) => this[name] is SchemaValue.List list ? list.Schemas : ImmutableArray<Schema>.Empty;

    /// <summary>The schemas of a keyword with names, such as <c>properties</c>.</summary>
    public ImmutableArray<NamedSchema> Named(string name) => this[name] is SchemaValue.Named named ? named.Schemas : ImmutableArray<NamedSchema>.Empty;

    /// <summary>The compact JSON texts of a keyword with a list of values, or with one value (<c>type</c>).</summary>
    public ImmutableArray<string> Items(string name) => this[name] switch
    {
        SchemaValue.Items items => items.Values,
        SchemaValue.Json single => ImmutableArray.Create(single.Text),
        SchemaValue.String text => ImmutableArray.Create(JsonText.Quote(text.Text)),
        _ => ImmutableArray<string>.Empty,
    };

    /// <summary>The compact JSON of a keyword with a plain value; null where there is none.</summary>
    public string? Json(string name) => (this[name] as SchemaValue.Json)?.Text;

    /// <summary>The text of a keyword that holds a string; null where there is none.</summary>
    public string? Text(string name) => (this[name] as SchemaValue.String)?.Text;

    /// <summary>Adds a keyword at the end; null adds nothing.</summary>
    public Schema Add(string name, SchemaValue? value) => value is null ? this : new Schema(Keywords.Add(new SchemaKeyword(name, value)));

    /// <summary>Adds a keyword whose value is compact JSON; null adds nothing.</summary>
    public Schema Add(string name, string? json) => Add(name, json is null ? null : new SchemaValue.Json(json));

    public Schema Add(string name, int? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public Schema Add(string name, Schema? schema) => Add(name, schema is null ? null : new SchemaValue.Inner(schema));

    public Schema Add(string name, IEnumerable<Schema> schemas) => Add(name, new SchemaValue.List(schemas.ToImmutableArray()));

    public Schema Add(string name, IEnumerable<NamedSchema> schemas) => Add(name, new SchemaValue.Named(schemas.ToImmutableArray()));

    /// <summary>Adds an array of values, each as compact JSON.</summary>
    public Schema AddItems(string name, IEnumerable<string> json) => Add(name, new SchemaValue.Items(json.ToImmutableArray()));

    /// <summary>Adds a string; null and empty text add nothing.</summary>
    public Schema AddText(string name, string? text) => Add(name, string.IsNullOrEmpty(text) ? null : new SchemaValue.String(text!));

    /// <summary>Gives a keyword another value where it stands; one that is missing is added at the end, and null removes it.</summary>
    public Schema With(string name, SchemaValue? value)
    {
        for (var i = 0; i < Keywords.Length; i++)
        {
            if (Keywords[i].Name == name)
                return new Schema(value is null ? Keywords.RemoveAt(i) : Keywords.SetItem(i, new SchemaKeyword(name, value)));
        }

        return Add(name, value);
    }

    /// <summary>Puts a keyword in front, or changes it where it stands.</summary>
    public Schema WithFirst(string name, SchemaValue value) => Has(name) ? With(name, value) : new Schema(Keywords.Insert(0, new SchemaKeyword(name, value)));

    public Schema Without(string name) => With(name, null);

    /// <summary>Replaces every schema that stands directly in this one.</summary>
    public Schema Select(Func<Schema, Schema> change)
    {
        var keywords = Keywords.ToBuilder();
        for (var i = 0; i < keywords.Count; i++)
            keywords[i] = new SchemaKeyword(keywords[i].Name, keywords[i].Value.Select(change));
        return new Schema(keywords.ToImmutable());
    }

    /// <summary>Whether another schema has the same keywords with the same values, schemas in it being the very same.</summary>
    public bool Says(Schema other)
    {
        if (Keywords.Length != other.Keywords.Length)
            return false;
        for (var i = 0; i < Keywords.Length; i++)
        {
            if (Keywords[i].Name != other.Keywords[i].Name || !Keywords[i].Value.Is(other.Keywords[i].Value))
                return false;
        }

        return true;
    }

    /// <summary>The schema as compact JSON.</summary>
    public override string ToString()
    {
        if (_text is null)
        {
            var text = TextBuilders.Take();
            Write(text);
            _text = TextBuilders.Finish(text);
        }

        return _text;
    }

    internal void Write(StringBuilder text)
    {
        text.Append('{');
        for (var i = 0; i < Keywords.Length; i++)
        {
            JsonText.AppendQuoted(i == 0 ? text : text.Append(','), Keywords[i].Name);
            Keywords[i].Value.Write(text.Append(':'));
        }

        text.Append('}');
    }
}

internal readonly struct SchemaKeyword(string name, SchemaValue value)
{
    public string Name { get; } = name;

    public SchemaValue Value { get; } = value;
}

/// <summary>A property or a definition.</summary>
internal readonly struct NamedSchema(string name, Schema schema)
{
    public string Name { get; } = name;

    public Schema Schema { get; } = schema;
}

using System.Collections.Immutable;
using System.Text;

namespace SdkGen.Generators.Emission;

/// <summary>What a keyword of a <see cref="Schema"/> holds.</summary>
internal abstract class SchemaValue
{
    private SchemaValue()
    {
    }

    public abstract void Write(StringBuilder text);

    /// <summary>Whether another is this value, or says the same in one word.</summary>
    public bool Is(SchemaValue other) => ReferenceEquals(this, other) || (this, other) switch
    {
        (Json own, Json its) => own.Text == its.Text,
        (String own, String its) => own.Text == its.Text,
        _ => false,
    };

    /// <summary>The same value with every schema in it replaced.</summary>
    public virtual SchemaValue Select(Func<Schema, Schema> change) => this;

    /// <summary>A plain value as compact JSON.</summary>
    internal sealed class Json(string json) : SchemaValue
    {
        public string Text => json;

        public override void Write(StringBuilder text) => text.Append(json);
    }

    /// <summary>A string, unquoted.</summary>
    internal sealed class String(string value) : SchemaValue
    {
        public string Text => value;

        public override void Write(StringBuilder text) => JsonText.AppendQuoted(text, value);
    }

    /// <summary>An array of values, each as compact JSON.</summary>
    internal sealed class Items(ImmutableArray<string> json) : SchemaValue
    {
        public ImmutableArray<string> Values => json;

        public override void Write(StringBuilder text)
        {
            text.Append('[');
            for (var i = 0; i < json.Length; i++)
                text.Append(i == 0 ? "" : ",").Append(json[i]);
            text.Append(']');
        }
    }

    /// <summary>One schema: <c>items</c>, <c>not</c>.</summary>
    internal sealed class Inner(Schema schema) : SchemaValue
    {
        public Schema Schema => schema;

        public override void Write(StringBuilder text) => schema.Write(text);

        public override SchemaValue Select(Func<Schema, Schema> change) => new Inner(change(schema));
    }

    /// <summary>Several schemas: <c>anyOf</c>.</summary>
    internal sealed class List(ImmutableArray<Schema> schemas) : SchemaValue
    {
        public ImmutableArray<Schema> Schemas => schemas;

        public override void Write(StringBuilder text)
        {
            text.Append('[');
            for (var i = 0; i < schemas.Length; i++)
            {
                text.Append(i == 0 ? "" : ",");
                schemas[i].Write(text);
            }

            text.Append(']');
        }

        public override SchemaValue Select(Func<Schema, Schema> change) => new List(ImmutableArray.CreateRange(schemas, change));
    }

    /// <summary>Schemas by name, in order: <c>properties</c>, <c>$defs</c>.</summary>
    internal sealed class Named(ImmutableArray<NamedSchema> schemas) : SchemaValue
    {
        public ImmutableArray<NamedSchema> Schemas => schemas;

        public override void Write(StringBuilder text)
        {
            text.Append('{');
            for (var i = 0; i < schemas.Length; i++)
            {
                JsonText.AppendQuoted(i == 0 ? text : text.Append(','), schemas[i].Name);
                schemas[i].Schema.Write(text.Append(':'));
            }

            text.Append('}');
        }

        public override SchemaValue Select(Func<Schema, Schema> change) =>
            new Named(ImmutableArray.CreateRange(schemas, named => new NamedSchema(named.Name, change(named.Schema))));
    }
}

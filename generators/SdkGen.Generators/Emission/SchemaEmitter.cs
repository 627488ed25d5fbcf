using System.Globalization;
using System.Text;
using SdkGen.Generators.Contracts;

namespace SdkGen.Generators.Emission;

/// <summary>JSON Schema (draft 2020-12) of a contract, as compact JSON text.</summary>
/// <remarks>
/// A type that is used once stands where it is used; one that is used again, or within itself, stands in <c>$defs</c>. The order of keywords is fixed.
/// </remarks>
internal sealed class SchemaEmitter
{
    private readonly Dictionary<string, NamedType> _types;
    private readonly HashSet<string> _shared = new(StringComparer.Ordinal);

    private SchemaEmitter(Contract contract) => _types = contract.Types.ToDictionary(type => type.Key, StringComparer.Ordinal);

    public static string Emit(Contract contract)
    {
        var emitter = new SchemaEmitter(contract);
        emitter.FindShared(contract.Root, new HashSet<string>(StringComparer.Ordinal));
        var root = emitter.Place(contract.Root, new JsonObjectText(), description: null, hostDescribes: true);
        var definitions = new JsonObjectText();
        foreach (var type in contract.Types)
        {
            if (emitter._shared.Contains(type.Key))
                definitions.Add(type.Key, emitter.Named(type, new JsonObjectText().AddText("description", type.Description)).ToString());
        }

        if (!definitions.IsEmpty)
            root.Add("$defs", definitions.ToString());
        return root.ToString();
    }

    private void FindShared(Node node, HashSet<string> seen)
    {
        switch (node.Shape)
        {
            case ListShape list:
                FindShared(list.Element, seen);
                break;
            case MapShape map:
                FindShared(map.Value, seen);
                break;
            case ReferenceShape reference when !seen.Add(reference.Key):
                _shared.Add(reference.Key);
                break;
            case ReferenceShape reference when _types[reference.Key] is ObjectType type:
                foreach (var member in Read(type))
                    FindShared(member.Node, seen);
                break;
            case ReferenceShape reference when _types[reference.Key] is UnionType union:
                foreach (var @case in union.Cases)
                    FindShared(@case.Node, seen);
                break;
        }
    }

    private JsonObjectText Place(Node node, JsonObjectText schema, string? description, bool hostDescribes = false)
    {
        var own = node.Shape is ReferenceShape { Key: var key } && !_shared.Contains(key) ? _types[key].Description : null;
        schema.AddText("description", Join(description ?? (hostDescribes ? null : own), EnumDescriptions(node.Shape)));
        if (node.Allowed.Count > 0)
            return schema.Add("enum", $"[{string.Join(",", node.Nullable && !node.Allowed.Contains("null") ? node.Allowed.Append("null") : node.Allowed)}]");
        if (node.Denied.Count > 0)
            schema.Add("not", $$"""{"enum":[{{string.Join(",", node.Denied)}}]}""");

        switch (node.Shape)
        {
            case ReferenceShape reference when _shared.Contains(reference.Key):
                var pointer = JsonText.Quote("#/$defs/" + reference.Key);
                return node.Nullable ? schema.Add("anyOf", $$"""[{"$ref":{{pointer}}},{"type":"null"}]""") : schema.Add("$ref", pointer);
            case ReferenceShape reference when _types[reference.Key] is UnionType union && node.Nullable:
                return schema.Add("anyOf", $$"""[{{Named(union, new JsonObjectText())}},{"type":"null"}]""");
            case ReferenceShape reference:
                return Named(_types[reference.Key], schema, node.Nullable);
            case BooleanShape:
                return Type(schema, "boolean", node);
            case StringShape text:
                return Text(text, Type(schema, "string", node));
            case NumberShape number:
                return Number(number, Type(schema, NumberLiteral.IsInteger(number.Kind) ? "integer" : "number", node));
            case EnumShape { IsFlags: true } flags:
                return Type(schema, "array", node).Add("items", Names(flags, new JsonObjectText().Add("type", "\"string\""), false).ToString()).Add("uniqueItems", "true");
            case EnumShape names:
                return Names(names, Type(schema, "string", node), node.Nullable);
            case ListShape list:
                return Type(schema, "array", node)
                    .Add("items", Place(list.Element, new JsonObjectText(), null).ToString())
                    .Add("minItems", list.MinItems).Add("maxItems", list.MaxItems)
                    .Add("uniqueItems", list.UniqueItems ? "true" : null);
            case MapShape map:
                return Type(schema, "object", node)
                    .Add("propertyNames", Key(map.Key))
                    .Add("additionalProperties", Place(map.Value, new JsonObjectText(), null).ToString())
                    .Add("minProperties", map.MinProperties).Add("maxProperties", map.MaxProperties);
            default:
                return schema;
        }
    }

    private JsonObjectText Named(NamedType type, JsonObjectText schema, bool nullable = false)
    {
        if (type is UnionType union)
            return schema.Add("anyOf", $"[{string.Join(",", union.Cases.Select(@case => Case(union, @case)))}]");

        var target = (ObjectType)type;
        schema.Add("type", nullable ? "[\"object\",\"null\"]" : "\"object\"");
        return Members(target, schema, new JsonObjectText(), []);
    }

    private JsonObjectText Members(ObjectType type, JsonObjectText schema, JsonObjectText properties, List<string> required)
    {
        foreach (var member in Read(type))
        {
            var property = new JsonObjectText().AddText("title", member.Title);
            Place(member.Node, property, member.Description);
            property.Add("default", member.DefaultJson).Add("deprecated", member.Deprecated ? "true" : null);
            properties.Add(member.WireName, property.ToString());
            if (member.Required)
                required.Add(JsonText.Quote(member.WireName));
        }

        schema.Add("properties", properties.ToString());
        if (required.Count > 0)
            schema.Add("required", $"[{string.Join(",", required)}]");
        return schema.Add("additionalProperties", type.Unknown == UnknownMembers.Reject ? "false" : null);
    }

    private string Case(UnionType union, UnionCase @case)
    {
        if (union.Discriminator is null || @case.Node.Shape is not ReferenceShape reference || _types[reference.Key] is not ObjectType type)
            return Place(@case.Node, new JsonObjectText(), null).ToString();

        var properties = new JsonObjectText().Add(union.Discriminator, $$"""{"const":{{@case.Tag}}}""");
        var schema = new JsonObjectText().AddText("description", type.Description).Add("type", "\"object\"");
        return Members(type, schema, properties, [JsonText.Quote(union.Discriminator)]).ToString();
    }

    private static IEnumerable<Member> Read(ObjectType type) => type.Members.Where(member => member.Direction != MemberDirection.WriteOnly);

    private static JsonObjectText Type(JsonObjectText schema, string name, Node node) =>
        schema.Add("type", node.Nullable ? $"[\"{name}\",\"null\"]" : $"\"{name}\"");

    private static JsonObjectText Names(EnumShape shape, JsonObjectText schema, bool nullable)
    {
        var names = shape.Members.Select(member => JsonText.Quote(member.WireName));
        return schema.Add("enum", $"[{string.Join(",", nullable ? names.Append("null") : names)}]");
    }

    private static JsonObjectText Number(NumberShape number, JsonObjectText schema) => schema
        .Add(number.ExclusiveMinimum ? "exclusiveMinimum" : "minimum", number.Minimum ?? NumberLiteral.ImpliedMinimum(number.Kind))
        .Add(number.ExclusiveMaximum ? "exclusiveMaximum" : "maximum", number.Maximum ?? NumberLiteral.ImpliedMaximum(number.Kind))
        .Add("multipleOf", number.MultipleOf);

    private static JsonObjectText Text(StringShape text, JsonObjectText schema)
    {
        var (format, pattern) = text.Kind switch
        {
            StringKind.Guid => ("uuid", null),
            StringKind.Uri => ("uri-reference", null),
            StringKind.DateTime or StringKind.DateTimeOffset => ("date-time", null),
            StringKind.DateOnly => ("date", null),
            // The formats "time" and "duration" mean other texts than .NET's (an offset; ISO 8601), so a pattern says what is read.
            StringKind.TimeOnly => (null, @"^\d{2}:\d{2}:\d{2}(\.\d{1,7})?$"),
            StringKind.TimeSpan => (null, @"^-?(\d+\.)?\d{2}:\d{2}:\d{2}(\.\d{1,7})?$"),
            StringKind.Version => (null, @"^\d+(\.\d+){1,3}$"),
            _ => (text.Format, text.Pattern),
        };
        var single = text.Kind is StringKind.Char or StringKind.Rune;
        return schema
            .AddText("format", format)
            .AddText("contentEncoding", text.Kind == StringKind.Base64 ? "base64" : null)
            .Add("minLength", single ? 1 : text.MinLength).Add("maxLength", single ? 1 : text.MaxLength)
            .AddText("pattern", pattern);
    }

    private static string? Key(Shape key) => key switch
    {
        EnumShape names => Names(names, new JsonObjectText(), false).ToString(),
        NumberShape number when NumberLiteral.IsInteger(number.Kind) => """{"pattern":"^-?\\d+$"}""",
        StringShape { Kind: not StringKind.String } text => Text(text, new JsonObjectText()).ToString(),
        _ => null,
    };

    private static string? EnumDescriptions(Shape shape)
    {
        if (shape is not EnumShape names || names.Members.All(member => member.Description is null))
            return null;
        return string.Join("\n", names.Members.Where(member => member.Description is not null).Select(member => $"{member.WireName}: {member.Description}"));
    }

    private static string? Join(string? first, string? second) => first is null ? second : second is null ? first : first + "\n" + second;

    /// <summary>The text of one JSON object under construction.</summary>
    private sealed class JsonObjectText
    {
        private readonly StringBuilder _text = new();

        public bool IsEmpty => _text.Length == 0;

        public JsonObjectText Add(string name, string? json)
        {
            if (json is not null)
                _text.Append(_text.Length == 0 ? "" : ",").Append(JsonText.Quote(name)).Append(':').Append(json);
            return this;
        }

        public JsonObjectText Add(string name, int? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

        public JsonObjectText AddText(string name, string? text) => Add(name, string.IsNullOrEmpty(text) ? null : JsonText.Quote(text!));

        public override string ToString() => $"{{{_text}}}";
    }
}

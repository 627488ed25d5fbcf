using SdkGen.Generators.Contracts;

namespace SdkGen.Generators.Emission;

/// <summary>JSON Schema (draft 2020-12) of a contract.</summary>
/// <remarks>
/// A type that is used once stands where it is used; one that is used again, or within itself, stands in <c>$defs</c>. The order of keywords is fixed.
/// </remarks>
internal sealed class SchemaEmitter
{
    private static readonly Schema s_null = Schema.Empty.AddText("type", "null");

    /// <summary>Schemas that say no more than a type, and that it may be null: what most properties are.</summary>
    private static readonly Dictionary<string, (Schema Plain, Schema OrNull)> s_types = new[] { "boolean", "string", "integer", "number", "array", "object" }.ToDictionary(
        name => name, name => (Schema.Empty.AddText("type", name), Schema.Empty.AddItems("type", [JsonText.Quote(name), "\"null\""])), StringComparer.Ordinal);

    private readonly Dictionary<string, NamedType> _types;
    private readonly Dictionary<string, string> _names;
    private readonly HashSet<string> _shared = new(StringComparer.Ordinal);

    private SchemaEmitter(Contract contract)
    {
        _types = contract.Types.ToDictionary(type => type.Key, StringComparer.Ordinal);

        // "Demo.Trip" is "Trip", unless there is another Trip: every letter is paid for by the token.
        _names = new Dictionary<string, string>(StringComparer.Ordinal);
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var type in contract.Types)
        {
            var name = Simple(type.Key);
            if (!owners.TryGetValue(name, out var owner))
            {
                owners.Add(name, type.Key);
            }
            else
            {
                _names[owner] = Plain(owner);
                name = Plain(type.Key);
            }

            _names.Add(type.Key, name);
        }
    }

    /// <summary>The plain schema.</summary>
    public static Schema Build(Contract contract)
    {
        var emitter = new SchemaEmitter(contract);
        emitter.FindShared(contract.Root, new HashSet<string>(StringComparer.Ordinal));
        var root = emitter.Place(contract.Root, Schema.Empty, description: null, hostDescribes: true);
        if (emitter._shared.Count == 0)
            return root;
        var definitions = contract.Types
            .Where(type => emitter._shared.Contains(type.Key))
            .Select(type => new NamedSchema(emitter._names[type.Key], emitter.Named(type, Schema.Empty.AddText("description", type.Description)))).ToArray();
        return root.Add("$defs", definitions);
    }

    /// <summary>What a <c>$ref</c> takes without being escaped.</summary>
    private static string Plain(string key) =>
        new(key.Select(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '_' ? c : '_').ToArray());

    private static string? TypeName(Shape shape) => shape switch
    {
        BooleanShape => "boolean",
        StringShape => "string",
        NumberShape number => NumberLiteral.IsInteger(number.Kind) ? "integer" : "number",
        _ => null,
    };

    private static string Simple(string key)
    {
        // "(int Width, System.DateOnly Day)" has no name of its own.
        if (key.StartsWith("(", StringComparison.Ordinal))
            return Plain(key).Trim('_');
        var end = key.IndexOf('<');
        return key.Substring((end < 0 ? key : key.Substring(0, end)).LastIndexOf('.') + 1);
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
                {
                    // A case stands within its union, with the discriminator, wherever else its type is used.
                    var own = Tagged(union, @case);
                    if (own is null)
                        FindShared(@case.Node, seen);
                    foreach (var member in own is null ? [] : Read(own))
                        FindShared(member.Node, seen);
                }

                break;
        }
    }

    private Schema Place(Node node, Schema schema, string? description, bool hostDescribes = false)
    {
        var own = node.Shape is ReferenceShape { Key: var key } && !_shared.Contains(key) ? _types[key].Description : null;
        schema = schema.AddText("description", Join(Join(description ?? (hostDescribes ? null : own), EnumDescriptions(node.Shape)), CheckDescription(node)));
        if (node.Allowed.Count > 0 && TypeName(node.Shape) is { } type)
            schema = Type(schema, type, node.Nullable);
        if (node.Allowed.Count > 0)
            return schema.AddItems("enum", node.Nullable && !node.Allowed.Contains("null") ? node.Allowed.Append("null") : node.Allowed);
        if (node.Denied.Count > 0)
            schema = schema.Add("not", Schema.Empty.AddItems("enum", node.Denied));

        switch (node.Shape)
        {
            case ReferenceShape reference when _shared.Contains(reference.Key):
                var pointer = "#/$defs/" + _names[reference.Key];
                return node.Nullable ? schema.Add("anyOf", [Schema.Empty.AddText("$ref", pointer), s_null]) : schema.AddText("$ref", pointer);
            case ReferenceShape reference when _types[reference.Key] is UnionType union && node.Nullable:
                return schema.Add("anyOf", [Named(union, Schema.Empty), s_null]);
            case ReferenceShape reference:
                return Named(_types[reference.Key], schema, node.Nullable);
            case BooleanShape:
                return Type(schema, "boolean", node.Nullable);
            case StringShape text:
                return Text(text, Type(schema, "string", node.Nullable));
            case NumberShape number:
                return Number(number, Type(schema, NumberLiteral.IsInteger(number.Kind) ? "integer" : "number", node.Nullable));
            case EnumShape { IsFlags: true } flags:
                return Type(schema, "array", node.Nullable).Add("items", Names(flags, Type(Schema.Empty, "string", false), false)).Add("uniqueItems", "true");
            case EnumShape names:
                return Names(names, Type(schema, "string", node.Nullable), node.Nullable);
            case ListShape list:
                return Type(schema, "array", node.Nullable)
                    .Add("items", Place(list.Element, Schema.Empty, null))
                    .Add("minItems", list.MinItems).Add("maxItems", list.MaxItems)
                    .Add("uniqueItems", list.UniqueItems ? "true" : null);
            case MapShape map:
                return Type(schema, "object", node.Nullable)
                    .Add("propertyNames", Key(map.Key))
                    .Add("additionalProperties", Place(map.Value, Schema.Empty, null))
                    .Add("minProperties", map.MinProperties).Add("maxProperties", map.MaxProperties);
            default:
                return schema;
        }
    }

    private Schema Named(NamedType type, Schema schema, bool nullable = false)
    {
        if (type is UnionType union)
            return schema.Add("anyOf", union.Cases.Select(@case => Case(union, @case)));
        return Members((ObjectType)type, Type(schema, "object", nullable), [], []);
    }

    private Schema Members(ObjectType type, Schema schema, List<NamedSchema> properties, List<string> required)
    {
        foreach (var member in Read(type))
        {
            var property = Place(member.Node, Schema.Empty.AddText("title", member.Title), member.Description)
                .Add("default", member.DefaultJson).Add("deprecated", member.Deprecated ? "true" : null);
            properties.Add(new NamedSchema(member.WireName, property));
            if (member.Required)
                required.Add(JsonText.Quote(member.WireName));
        }

        schema = schema.Add("properties", properties);
        if (required.Count > 0)
            schema = schema.AddItems("required", required);
        return schema.Add("additionalProperties", type.Unknown == UnknownMembers.Reject ? "false" : null);
    }

    private Schema Case(UnionType union, UnionCase @case)
    {
        if (Tagged(union, @case) is not { } type)
            return Place(@case.Node, Schema.Empty, null);

        var tag = new NamedSchema(union.Discriminator!, Schema.Empty.Add("const", @case.Tag));
        return Members(type, Type(Schema.Empty.AddText("description", type.Description), "object", false), [tag], [JsonText.Quote(union.Discriminator!)]);
    }

    private ObjectType? Tagged(UnionType union, UnionCase @case) =>
        union.Discriminator is not null && @case.Node.Shape is ReferenceShape reference ? _types[reference.Key] as ObjectType : null;

    private static IEnumerable<Member> Read(ObjectType type) => type.Members.Where(member => member.Direction != MemberDirection.WriteOnly);

    private static Schema Type(Schema schema, string name, bool nullable)
    {
        var (plain, orNull) = s_types[name];
        var type = nullable ? orNull : plain;
        return schema.IsEmpty ? type : schema.Add("type", type["type"]);
    }

    private static Schema Names(EnumShape shape, Schema schema, bool nullable)
    {
        var names = shape.Members.Select(member => JsonText.Quote(member.WireName));
        return schema.AddItems("enum", nullable ? names.Append("null") : names);
    }

    private static Schema Number(NumberShape number, Schema schema) => schema
        .Add(number.ExclusiveMinimum ? "exclusiveMinimum" : "minimum", number.Minimum ?? NumberLiteral.ImpliedMinimum(number.Kind))
        .Add(number.ExclusiveMaximum ? "exclusiveMaximum" : "maximum", number.Maximum ?? NumberLiteral.ImpliedMaximum(number.Kind))
        .Add("multipleOf", number.MultipleOf);

    private static Schema Text(StringShape text, Schema schema)
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

    private static Schema? Key(Shape key) => key switch
    {
        EnumShape names => Names(names, Schema.Empty, false),
        NumberShape number when NumberLiteral.IsInteger(number.Kind) => Schema.Empty.AddText("pattern", @"^-?\d+$"),
        StringShape { Kind: not StringKind.String } text => Text(text, Schema.Empty),
        _ => null,
    };

    private static string? EnumDescriptions(Shape shape)
    {
        if (shape is not EnumShape names || names.Members.All(member => member.Description is null))
            return null;
        return string.Join("\n", names.Members.Where(member => member.Description is not null).Select(member => $"{member.WireName}: {member.Description}"));
    }

    /// <summary>What no keyword says stands in the description, so that a model knows it before it is told.</summary>
    private static string? CheckDescription(Node node)
    {
        if (node.Checks.Count == 0)
            return null;
        var text = Expectation.Of(node with { Nullable = false });
        return char.ToUpperInvariant(text[0]) + text.Substring(1) + ".";
    }

    private static string? Join(string? first, string? second) => first is null ? second : second is null ? first : first + "\n" + second;
}

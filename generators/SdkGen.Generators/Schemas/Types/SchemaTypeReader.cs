using System.Globalization;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Emission;

namespace SdkGen.Generators.Schemas.Types;

/// <summary>Makes a contract of a linked schema. A contract describes data that a C# type can have; a schema that says more, or something else, has no type.</summary>
/// <param name="nodes">The schema and all that it leads to, the root first.</param>
/// <param name="namespace">Where the types go.</param>
/// <param name="name">The root's type, with which the names of all others begin.</param>
internal sealed partial class SchemaTypeReader(IReadOnlyList<Subschema> nodes, string @namespace, string name)
{
    private readonly Dictionary<int, string> _keys = [];
    private readonly Dictionary<int, EnumShape> _enums = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly List<ObjectType?> _types = [];
    private readonly List<(string Pointer, string Reason)> _problems = [];

    /// <summary>The places that have no C# form, and why, as the end of a sentence.</summary>
    public IReadOnlyList<(string Pointer, string Reason)> Problems => _problems;

    /// <summary>The model; to be used only where there are no problems.</summary>
    public SchemaTypeModel Read(string fileName)
    {
        var (root, _) = Follow(0);
        if (IsObject(nodes[root]) && nodes[root].Properties.Count > 0)
            Object(root, name);
        else
            Report(root, "a type begins with an object that has properties");
        return new SchemaTypeModel(@namespace, name, fileName, _types.OfType<ObjectType>().ToEquatableArray(), _enums.Values.ToEquatableArray());
    }

    /// <summary>The schema that counts at a place, and whether it may be null there: references and <c>anyOf</c> with null are seen through.</summary>
    private (int Node, bool Nullable) Follow(int index)
    {
        var nullable = false;
        for (var steps = 0; steps < nodes.Count; steps++)
        {
            var node = nodes[index];
            var choices = node.AnyOf.Count > 0 ? node.AnyOf : node.OneOf;
            if (node.Target is { } target && IsBare(node))
            {
                index = target;
            }
            else if (node.AllOf.Count == 1 && IsBare(node))
            {
                index = node.AllOf[0];
            }
            else if (choices.Count == 2 && node.AnyOf.Count + node.OneOf.Count == 2 && IsBare(node) && choices.Any(IsNull))
            {
                index = choices.First(choice => !IsNull(choice));
                nullable = true;
            }
            else
            {
                break;
            }
        }

        return (index, nullable || (nodes[index].Types != JsonTypes.Any && nodes[index].Types.HasFlag(JsonTypes.Null)));
    }

    private bool IsNull(int index) => nodes[index].Types == JsonTypes.Null || nodes[index].Const == "null";

    /// <summary>The schema says nothing but where it leads.</summary>
    private static bool IsBare(Subschema node) =>
        (node.Target is null ? 0 : 1) + node.AllOf.Count + (node.AnyOf.Count > 0 ? 1 : 0) + (node.OneOf.Count > 0 ? 1 : 0) == 1
        && (node with
        {
            Title = null,
            Target = null,
            AllOf = EquatableArray<int>.Empty,
            AnyOf = EquatableArray<int>.Empty,
            OneOf = EquatableArray<int>.Empty,
        }).Equals(new Subschema(node.Pointer));

    private Node Place(int index, string wanted)
    {
        var (at, nullable) = Follow(index);
        var node = nodes[at];
        var shape = Shape(at, node, wanted);
        var clrType = ClrType(shape);
        var isValue = shape is BooleanShape or NumberShape or EnumShape or AnyShape;
        return new Node(shape, nullable && shape is not AnyShape ? clrType + "?" : clrType, nullable && shape is not AnyShape)
        {
            IsNullableValueType = nullable && isValue && shape is not AnyShape,
            Allowed = Allowed(node, shape),
            Checks = Checks(node, shape),
        };
    }

    private Shape Shape(int index, Subschema node, string wanted)
    {
        if (node.Always == false)
            return None(index, "nothing fits it");
        if (node.Always == true || (node with { Title = null }).Equals(new Subschema(node.Pointer)))
            return new AnyShape();
        if (Predicate(node) is { } keyword)
            return None(index, $"'{keyword}' is a condition and no shape");
        var strings = Choices(node)?.Where(json => json != "null").ToArray();
        if (strings is { Length: > 0 } && strings.All(json => json[0] == '"'))
            return Enum(index, node, strings, wanted);
        switch (node.Types & ~JsonTypes.Null)
        {
            case JsonTypes.Boolean when strings is null:
                return new BooleanShape();
            case JsonTypes.String:
                return new StringShape(StringKind.String) { MinLength = node.Length.Minimum is > 0 ? node.Length.Minimum : null, MaxLength = node.Length.Maximum };
            case JsonTypes.Integer:
                return Number(index, node, integer: true);
            case JsonTypes.Number:
                return Number(index, node, integer: false);
            case JsonTypes.Array when strings is null:
                return List(index, node, wanted);
            case JsonTypes.Object when strings is null:
                return node.Properties.Count > 0 ? Object(index, wanted) : Map(index, node, wanted);
            case JsonTypes.Any & ~JsonTypes.Null when strings is { Length: > 0 } && strings.All(json => json[0] is '-' or (>= '0' and <= '9')):
                return new NumberShape(NumberKind.Double);
            case JsonTypes.Any & ~JsonTypes.Null when node.Properties.Count > 0 && strings is null:
                return Object(index, wanted);
            default:
                return None(index, strings is null ? "it allows values of several types" : "its values are of several types");
        }
    }

    private EnumShape Enum(int index, Subschema node, string[] values, string wanted)
    {
        if (_enums.TryGetValue(index, out var known))
            return known;
        var names = new HashSet<string>(StringComparer.Ordinal);
        var members = values.Select(json =>
        {
            var text = Specs.Json.JsonText.Parse(json).Root is Specs.Json.JsonString { Value: var value } ? value : "";
            var member = Free(CSharpIdentifier.Pascal(text), names);
            return new EnumMember(text, member);
        }).ToArray();
        if (members.Select(member => member.WireName).Distinct().Count() != members.Length)
            Report(index, "a value stands twice in its 'enum'");
        var shape = new EnumShape($"global::{@namespace}.{Free(TypeName(node, wanted), _taken)}", members.ToEquatableArray());
        _enums.Add(index, shape);
        return shape;
    }

    private Shape List(int index, Subschema node, string wanted)
    {
        if (node.PrefixItems.Count > 0)
            return None(index, "'prefixItems' is a tuple, whose items have no names");
        var element = node.RestItems is { } items ? Place(items, wanted + "Item") : new Node(new AnyShape(), "global::System.Text.Json.JsonElement");
        var isSet = node.UniqueItems && element.Shape is StringShape or NumberShape or EnumShape;
        if (node.UniqueItems && !isSet)
            return None(index, "'uniqueItems' asks for a set, and only texts, numbers and enums can be items of one");
        return new ListShape(element, isSet ? CollectionKind.HashSet : CollectionKind.List) { MinItems = node.Items.Minimum is > 0 ? node.Items.Minimum : null, MaxItems = node.Items.Maximum, UniqueItems = isSet };
    }

    private Shape Map(int index, Subschema node, string wanted)
    {
        if (node.PropertyNames is not null)
            return None(index, "'propertyNames' is a condition and no shape");
        if (node.Required.Count > 0)
            return None(index, "it requires members that 'properties' does not describe");
        var value = node.AdditionalProperties is { } additional ? Place(additional, wanted + "Value") : new Node(new AnyShape(), "global::System.Text.Json.JsonElement");
        return new MapShape(new StringShape(StringKind.String), value) { MinProperties = node.Members.Minimum is > 0 ? node.Members.Minimum : null, MaxProperties = node.Members.Maximum };
    }

    private ReferenceShape Object(int index, string wanted)
    {
        if (_keys.TryGetValue(index, out var known))
            return new ReferenceShape(known);
        var node = nodes[index];
        var type = Free(index == 0 || wanted == name ? name : TypeName(node, wanted), _taken);
        _keys.Add(index, type);
        var place = _types.Count;
        _types.Add(null);
        if (node.PropertyNames is not null || node.Members.Any)
            Report(index, "bounds of an object with properties are a condition and no shape");
        var additional = node.AdditionalProperties is { } rest ? nodes[rest] : null;
        if (additional is { Always: null })
            Report(index, "'additionalProperties' with a schema of its own beside 'properties' has no C# form: use true or false");

        var names = new HashSet<string>(["Equals", "GetHashCode", "ToString", "GetType", "MemberwiseClone", "EqualityContract", "PrintMembers", "AdditionalProperties", type], StringComparer.Ordinal);
        var members = new List<Member>();
        foreach (var property in node.Properties)
            members.Add(Property(property.Name, Place(property.Schema, type + CSharpIdentifier.Pascal(property.Name)), node.Required.Contains(property.Name), nodes[property.Schema].Title, names));
        foreach (var required in node.Required.Where(required => node.Properties.All(property => property.Name != required)))
            members.Add(Property(required, new Node(new AnyShape(), "global::System.Text.Json.JsonElement"), isRequired: true, null, names));
        _types[place] = new ObjectType(type, $"global::{@namespace}.{type}", members.ToEquatableArray(), Construction.Create)
        {
            Description = node.Title,
            Unknown = additional is { Always: false } ? UnknownMembers.Reject : UnknownMembers.Keep,
            ExtensionData = additional is { Always: false } ? null : "AdditionalProperties",
        };
        return new ReferenceShape(type);
    }

    private static Member Property(string wireName, Node node, bool isRequired, string? title, HashSet<string> names)
    {
        // What may be left out is null in C#, and left out again when it is written.
        var isValue = node.Shape is BooleanShape or NumberShape or EnumShape or AnyShape;
        var optional = !isRequired && !node.ClrType.EndsWith("?", StringComparison.Ordinal)
            ? node with { ClrType = node.ClrType + "?", IsNullableValueType = isValue }
            : node;
        return new Member(wireName, Free(CSharpIdentifier.Pascal(wireName), names), optional) { Required = isRequired, OmitWhenNull = !isRequired, Description = title };
    }

    private AnyShape None(int index, string reason)
    {
        Report(index, reason);
        return new AnyShape();
    }

    private void Report(int index, string reason)
    {
        if (!_problems.Contains((nodes[index].Pointer, reason)))
            _problems.Add((nodes[index].Pointer, reason));
    }

    /// <summary>A definition gives its own name to the type; what stands where it is used has the name of the place.</summary>
    private string TypeName(Subschema node, string wanted)
    {
        var hash = node.Pointer.IndexOf('#');
        var (file, pointer) = (node.Pointer.Substring(0, hash), node.Pointer.Substring(hash + 1));
        var steps = pointer.Split('/');
        if (steps.Length >= 2 && steps[steps.Length - 2] is "$defs" or "definitions")
            return name + CSharpIdentifier.Pascal(steps[steps.Length - 1].Replace("~1", "/").Replace("~0", "~"));
        return file.Length > 0 && pointer.Length == 0 ? name + CSharpIdentifier.Pascal(file.Split('.')[0]) : wanted;
    }

    private static string Free(string wanted, HashSet<string> taken)
    {
        var free = wanted;
        for (var i = 2; !taken.Add(free); i++)
            free = wanted + i.ToString(CultureInfo.InvariantCulture);
        return free;
    }

    private static bool IsObject(Subschema node) => node.Types == JsonTypes.Object || (node.Types == JsonTypes.Any && node.Properties.Count > 0);
}

using System.Globalization;
using SdkGen.Generators.Contracts;

namespace SdkGen.Generators.Emission;

/// <summary>
/// One place of emitted code (a static class, a codec) in which readers and writers live: it knows the contract's types by key, gives every type and enum
/// the name of its methods, and remembers which enums and patterns were asked for so that their members are emitted once, at the end.
/// </summary>
/// <param name="types">Every type that references may name.</param>
internal sealed class ContractScope(IEnumerable<NamedType> types)
{
    private readonly Dictionary<string, NamedType> _types = types.ToDictionary(type => type.Key, StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly List<EnumShape> _enumReaders = [];
    private readonly List<EnumShape> _enumWriters = [];
    private readonly List<string> _patterns = [];
    private readonly List<(string Type, string Value)> _statics = [];

    /// <summary>Put in front of calls from another class, for example <c>WeatherJson.</c>; empty while the class itself is emitted.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>How emitted code calls the runtime's types.</summary>
    public EmittedNames Names { get; init; } = EmittedNames.Full;

    /// <summary>Null for a member that may be absent is its absence; else it is a value that does not fit.</summary>
    public bool TakesNullForAbsence { get; init; } = true;

    public IReadOnlyList<EnumShape> EnumReaders => _enumReaders;

    public IReadOnlyList<EnumShape> EnumWriters => _enumWriters;

    public IReadOnlyList<string> Patterns => _patterns;

    /// <summary>Objects that are made once, by C# type and expression.</summary>
    public IReadOnlyList<(string Type, string Value)> Statics => _statics;

    /// <summary>What the names of <see cref="Statics"/> begin with: two scopes of one class have two.</summary>
    public string StaticStem { get; init; } = "s_value";

    public NamedType this[string key] => _types[key];

    /// <summary>Whether the type is filled in place by a codec class of its own.</summary>
    public static bool HasCodec(NamedType type) => type is ObjectType { Construction: Construction.Fill } or UnionType { Discriminator: null };

    /// <summary>
    /// Where the code of this compilation reads and sets a member: of a type with a codec, which is emitted with it, the field behind the property. A program that
    /// begins would otherwise compile the property's two methods for each member of each type that it touches.
    /// </summary>
    public static string Place(NamedType type, string clrName) => HasCodec(type) ? Field(clrName) : CSharpIdentifier.Escape(clrName);

    /// <summary>The field behind a property of a type with a codec.</summary>
    public static string Field(string clrName) => $"_{char.ToLowerInvariant(clrName[0])}{clrName.Substring(1)}";

    /// <summary>The one instance of a type's codec: <c>global::Wire.Usage</c> has <c>global::Wire.UsageCodec.Instance</c>.</summary>
    public static string Codec(NamedType type) => type.ClrType + "Codec.Instance";

    public string ReadMethod(NamedType type) => $"{Prefix}Read{Name(type.ClrType)}";

    public string WriteMethod(NamedType type) => $"{Prefix}Write{Name(type.ClrType)}";

    public string ReadMethod(EnumShape shape)
    {
        if (!_enumReaders.Contains(shape))
            _enumReaders.Add(shape);
        return $"{Prefix}Read{(shape.IsNarrowed ? Name(shape.ClrType, string.Join(",", shape.Members.Select(member => member.ClrName))) : Name(shape.ClrType))}";
    }

    public string WriteMethod(EnumShape shape)
    {
        if (!_enumWriters.Contains(shape))
            _enumWriters.Add(shape);
        return $"{Prefix}Write{Name(shape.ClrType)}";
    }

    /// <summary>The field that holds a pattern.</summary>
    public string Pattern(string pattern)
    {
        if (!_patterns.Contains(pattern))
            _patterns.Add(pattern);
        return Prefix + PatternField(_patterns.IndexOf(pattern));
    }

    /// <summary>The field that holds an object which is made once.</summary>
    public string Static(string type, string value)
    {
        if (!_statics.Contains((type, value)))
            _statics.Add((type, value));
        return Prefix + StaticField(_statics.IndexOf((type, value)));
    }

    /// <summary>How a type's JSON is read and written by a context of the program.</summary>
    public string TypeInfo(ContextShape shape)
    {
        var type = $"global::System.Text.Json.Serialization.Metadata.JsonTypeInfo<{shape.ClrType}>";
        return Static(type, $"({type}){shape.ContextType}.Default.GetTypeInfo(typeof({shape.ClrType}))!");
    }

    public string StaticField(int index) => StaticStem + (index + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>Emits the fields of <see cref="Statics"/>.</summary>
    public void EmitStatics(SourceWriter writer, Action separate)
    {
        for (var i = 0; i < _statics.Count; i++)
        {
            separate();
            writer.Line($"internal static readonly {_statics[i].Type} {StaticField(i)} = {_statics[i].Value};");
        }
    }

    public static string PatternField(int index) => "s_pattern" + (index + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>A method name without the prefix, for its declaration.</summary>
    public string Declared(string method) => method.Substring(Prefix.Length);

    /// <param name="part">What sets methods for one type apart.</param>
    private string Name(string clrType, string? part = null)
    {
        var key = part is null ? clrType : clrType + " " + part;
        if (_names.TryGetValue(key, out var name))
            return name;
        var pascal = CSharpIdentifier.Pascal(SimpleName(clrType));
        name = pascal;
        for (var i = 2; !_taken.Add(name); i++)
            name = pascal + i.ToString(CultureInfo.InvariantCulture);
        _names.Add(key, name);
        return name;
    }

    /// <summary><c>global::Demo.Box&lt;global::Demo.Item&gt;</c> is <c>BoxItem</c>.</summary>
    private static string SimpleName(string clrType) => string.Concat(
        clrType.Split('<', '>', ',', '[', ']', '(', ')', '?').Select(part => part.Trim().Split(' ')[0]).Select(part => part.Substring(part.LastIndexOfAny(['.', ':']) + 1)));
}

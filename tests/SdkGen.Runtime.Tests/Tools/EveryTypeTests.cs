using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;

namespace SdkGen.Runtime.Tests.Tools;

/// <summary>For each type: what System.Text.Json writes is read and written back the same, and what it would refuse is refused, at the right path.</summary>
public class EveryTypeTests
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        AllowOutOfOrderMetadataProperties = true,
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
    };

    private static readonly string[] s_mutations =
    [
        "true", "false", "0", "7", "-1", "1.5", "1e3", "300", "70000", "5000000000", "99999999999999999999", "\"\"", "\"x\"", "\"xy\"", "\"7\"", "\"Red\"", "\"2026-01-31\"", "\"2026-13-31\"",
        "\"14:30:00\"", "\"25:00\"", "\"1.2\"", "\"-\"", "[]", "[1]", "[1.5]", "[\"a\"]", "[[1]]", "[true]", "[{}]", "{}", "{\"a\":1}", "{\"1\":true}", "{\"a\":\"b\"}", "{\"a\":[1]}", "{\"Red\":1}", "{\"x\":1}",
        "{\"x\":\"1\",\"y\":2}", "{\"name\":1,\"age\":2,\"active\":true}", "{\"name\":\"n\",\"age\":\"2\",\"active\":true}", "{\"name\":\"n\",\"age\":2}", "{\"value\":1,\"children\":[{\"value\":\"x\"}]}",
        "{\"kind\":\"circle\",\"radius\":\"x\"}", "{\"kind\":\"oval\"}", "{\"radius\":1}", "{\"id\":\"x\"}", "{\"mode\":1}", "{\"steps\":[1,\"x\"]}", "{\"the-color\":\"Pink\"}", "{\"item\":{},\"more\":[]}",
    ];

    /// <summary>What the serializer knows that is read as a type is that it does not know, or not so.</summary>
    private static readonly Dictionary<Type, Type> s_twins = new()
    {
        [typeof(Rights)] = typeof(OneRight[]),
        [typeof(Rights?)] = typeof(OneRight[]),
        [typeof((int, string))] = typeof(PairTwin),
        [typeof((int, string)?)] = typeof(PairTwin),
        [typeof(List<(Color, DateOnly)>)] = typeof(List<PairsTwin>),
        [typeof((int, int, int, int, int, int, int, int, int))] = typeof(NineTwin),
        [typeof(ReadOnlyCollection<int>)] = typeof(List<int>),
        [typeof(FrozenSet<int>)] = typeof(HashSet<int>),
        [typeof(ReadOnlyDictionary<string, int>)] = typeof(Dictionary<string, int>),
        [typeof(FrozenDictionary<string, int>)] = typeof(Dictionary<string, int>),
    };

    public static TheoryData<string> Names => [.. EveryType.Tools.Select(tool => tool.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_is_written_is_read_and_comes_back(string name)
    {
        var (tool, type) = Find(name);
        foreach (var value in Samples(name))
        {
            var json = Json(value, type);
            (await tool.ShouldRunAsync($$"""{"value":{{json}}}""")).ShouldBe(json);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_the_serializer_refuses_is_refused(string name)
    {
        var (tool, type) = Find(name);
        var refused = 0;
        foreach (var json in s_mutations.Where(json => Refuses(json, type)))
        {
            var (outcome, text) = await tool.RawAsync($$"""{"value":{{json}}}""");
            outcome.ShouldBe(ToolOutcome.InvalidArguments, $"{name} took {json}");
            foreach (var line in text.Split('\n')[1..])
                line.ShouldStartWith("$.value");
            (await tool.StandardAsync($$"""{"value":{{json}}}""")).ShouldBe(text);
            refused++;
        }

        if (type != typeof(JsonElement) && type != typeof(JsonNode))
            refused.ShouldBeGreaterThan(5);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Null_is_taken_where_the_type_says_so(string name)
    {
        var (outcome, text) = await Find(name).Tool.RawAsync("""{"value":null}""");
        outcome.ShouldBe(name.EndsWith("OrNull", StringComparison.Ordinal) || name is "Element" or "Node" ? ToolOutcome.Completed : ToolOutcome.InvalidArguments, text);
    }

    [Theory]
    [InlineData("Class", """{"steps":[1,"x",2,{}],"the-color":"Pink","new":1}""", "$.value.steps[1]|$.value.steps[3]|$.value.the-color|$.value.new")]
    [InlineData("Recursive", """{"value":1,"children":[{"value":2,"children":[{"value":"x","children":[]}]}]}""", "$.value.children[0].children[0].value")]
    [InlineData("Map", """{"a b":1,"c":2}""", "$.value[\"a b\"]|$.value.c")]
    [InlineData("Generic", """{"item":{"name":"n","active":true},"more":[{}]}""", "$.value.item.age|$.value.more[0].name|$.value.more[0].age|$.value.more[0].active")]
    [InlineData("Jagged", "[[1],[2,null]]", "$.value[1][1]")]
    public async Task Paths_lead_to_the_problem(string name, string json, string paths)
    {
        var (_, text) = await Find(name).Tool.RawAsync($$"""{"value":{{json}}}""");
        string.Join('|', text.Split('\n')[1..].Select(line => line[..line.IndexOf(": expected", StringComparison.Ordinal)])).ShouldBe(paths);
    }

    [Theory]
    [InlineData("Class", "{}", """{"mode":"fast","level":7,"steps":[1,2],"the-color":null}""")]
    [InlineData("Union", """{"radius":2.5,"kind":"circle"}""", """{"kind":"circle","radius":2.5}""")]
    [InlineData("Extensible", """{"id":1,"more":{"a":[1]},"z":null}""", """{"id":1,"more":{"a":[1]},"z":null}""")]
    [InlineData("Record", """{"name":"n","age":1,"active":true,"upper":"ignored"}""", """{"active":true,"upper":"N","name":"n","age":1,"note":null}""")]
    public async Task What_is_absent_keeps_its_first_value(string name, string json, string result)
    {
        var actual = JsonNode.Parse(await Find(name).Tool.ShouldRunAsync($$"""{"value":{{json}}}"""));
        JsonNode.DeepEquals(actual, JsonNode.Parse(result)).ShouldBeTrue(actual!.ToJsonString());
    }

    private static object?[] Samples(string name) => name switch
    {
        nameof(EveryType.Bool) or nameof(EveryType.BoolOrNull) => [true, false],
        nameof(EveryType.Byte) => [byte.MinValue, byte.MaxValue],
        nameof(EveryType.SByte) => [sbyte.MinValue, sbyte.MaxValue],
        nameof(EveryType.Int16) => [short.MinValue, short.MaxValue],
        nameof(EveryType.UInt16) => [ushort.MaxValue],
        nameof(EveryType.Int32) or nameof(EveryType.Int32OrNull) => [int.MinValue, 0, int.MaxValue],
        nameof(EveryType.UInt32) => [uint.MaxValue],
        nameof(EveryType.Int64) => [long.MinValue, long.MaxValue],
        nameof(EveryType.UInt64) => [ulong.MaxValue],
        nameof(EveryType.Int128) => [System.Int128.MinValue, System.Int128.MaxValue],
        nameof(EveryType.UInt128) => [System.UInt128.MaxValue],
        nameof(EveryType.Big) => [BigInteger.Pow(10, 100), BigInteger.MinusOne],
        nameof(EveryType.Half) => [System.Half.MaxValue, (Half)0.5f],
        nameof(EveryType.Single) => [float.MaxValue, 0.1f],
        nameof(EveryType.Double) => [double.MaxValue, double.Epsilon, -0.1],
        nameof(EveryType.Decimal) => [decimal.MaxValue, 1.10m],
        nameof(EveryType.Char) => ['x', 'é', '"'],
        nameof(EveryType.Rune) => [new Rune('x'), new Rune(0x1F600)],
        nameof(EveryType.Guid) => [System.Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e")],
        nameof(EveryType.Uri) => [new Uri("https://example.com/a?b=c#d"), new Uri("/relative", UriKind.Relative)],
        nameof(EveryType.Version) => [new Version(1, 2), new Version(1, 2, 3, 4)],
        nameof(EveryType.DateTime) => [new DateTime(2026, 1, 31, 14, 30, 0, DateTimeKind.Utc), new DateTime(2026, 1, 31, 14, 30, 0, 123, DateTimeKind.Unspecified)],
        nameof(EveryType.DateTimeOffset) => [new DateTimeOffset(2026, 1, 31, 14, 30, 0, System.TimeSpan.FromHours(-5))],
        nameof(EveryType.DateOnly) or nameof(EveryType.DateOnlyOrNull) => [new DateOnly(2026, 1, 31), System.DateOnly.MinValue],
        nameof(EveryType.TimeOnly) => [new TimeOnly(14, 30), new TimeOnly(23, 59, 59, 999)],
        nameof(EveryType.TimeSpan) => [new TimeSpan(1, 2, 3, 4, 5), System.TimeSpan.FromSeconds(-1)],
        nameof(EveryType.Bytes) => [new byte[] { 1, 2, 255 }, System.Array.Empty<byte>()],
        nameof(EveryType.Element) or nameof(EveryType.Node) => [new Dictionary<string, object?> { ["a"] = new[] { 1, 2 }, ["b"] = null }],
        nameof(EveryType.Enum) or nameof(EveryType.EnumOrNull) => [Color.Red, Color.Blue],
        nameof(EveryType.Array) => [new[] { 1, 2 }, System.Array.Empty<int>()],
        nameof(EveryType.Jagged) => [new int[][] { [1], [], [2, 3] }],
        nameof(EveryType.List) => [new List<string?> { "a", null, "" }],
        nameof(EveryType.ReadOnlyList) => [new List<int?> { 1, null }],
        nameof(EveryType.Enumerable) => [new List<Color> { Color.Green, Color.Blue }],
        nameof(EveryType.Set) => [new HashSet<int> { 1, 2 }],
        nameof(EveryType.ReadOnlySet) => [new HashSet<string> { "a", "b" }],
        nameof(EveryType.ImmutableArray) => [System.Collections.Immutable.ImmutableArray.Create(1.5, 2)],
        nameof(EveryType.ImmutableList) => [System.Collections.Immutable.ImmutableList.Create("a")],
        nameof(EveryType.ImmutableSet) => [ImmutableHashSet.Create(1)],
        nameof(EveryType.Memory) => [new ReadOnlyMemory<int>([1, 2, 3])],
        nameof(EveryType.Map) => [new Dictionary<string, string?> { ["a \"b\""] = "x", ["c"] = null }],
        nameof(EveryType.IntMap) => [new Dictionary<int, bool> { [-1] = true }],
        nameof(EveryType.EnumMap) => [new Dictionary<Color, int> { [Color.Red] = 1 }],
        nameof(EveryType.GuidMap) => [ImmutableDictionary<Guid, int>.Empty.Add(System.Guid.Empty, 1)],
        nameof(EveryType.SortedMap) => [new SortedDictionary<string, List<int>> { ["b"] = [1], ["a"] = [] }],
        nameof(EveryType.Struct) or nameof(EveryType.StructOrNull) => [new Point(1, -2)],
        nameof(EveryType.Record) or nameof(EveryType.RecordOrNull) => [new Person("Ada", 36) { Active = true }, new Person("Bob", 1, "n") { Active = false }],
        nameof(EveryType.Class) => [new Settings { Mode = "slow", Level = 1, Steps = [], Color = Color.Blue, Optional = "o" }, new Settings()],
        nameof(EveryType.Recursive) => [new Tree(1, [new Tree(2, []), new Tree(3, [new Tree(4, [])])])],
        nameof(EveryType.Generic) => [new Box<Person>(new Person("Ada", 36) { Active = true }, [])],
        nameof(EveryType.Union) => [new Circle(1.5), new Rectangle(1, 2)],
        nameof(EveryType.Extensible) => [new Open { Id = 1 }],
        nameof(EveryType.Flags) or nameof(EveryType.FlagsOrNull) => [Rights.None, Rights.Read, Rights.Read | Rights.Delete, Rights.All],
        nameof(EveryType.Pair) => [(7, "seven")],
        nameof(EveryType.PairOrNull) => [((int, string?)?)(7, null)],
        nameof(EveryType.Pairs) => [new List<(Color, DateOnly)> { (Color.Blue, new DateOnly(2026, 1, 31)), default }],
        nameof(EveryType.Nine) => [(1, 2, 3, 4, 5, 6, 7, 8, 9)],
        nameof(EveryType.OldPair) => [Tuple.Create(7, "seven")],
        nameof(EveryType.DateMap) => [new Dictionary<DateOnly, double> { [new DateOnly(2026, 1, 31)] = 1.5 }],
        nameof(EveryType.UlongMap) => [new Dictionary<ulong, string> { [ulong.MaxValue] = "x" }],
        nameof(EveryType.ListInterface) or nameof(EveryType.CollectionInterface) => [new List<int> { 1, 1 }],
        nameof(EveryType.SetInterface) => [new HashSet<int> { 1, 2 }],
        nameof(EveryType.ReadOnlyCollection) => [new ReadOnlyCollection<int>([1, 2])],
        nameof(EveryType.Collection) => [new Collection<int> { 1, 2 }],
        nameof(EveryType.Queue) => [new Queue<int>([1, 2])],
        nameof(EveryType.SortedSet) => [new SortedSet<string> { "b", "a" }],
        nameof(EveryType.ImmutableSortedSet) => [System.Collections.Immutable.ImmutableSortedSet.Create(2, 1)],
        nameof(EveryType.FrozenSet) => [new[] { 1 }.ToFrozenSet()],
        nameof(EveryType.ReadOnlyMap) => [new ReadOnlyDictionary<string, int>(new Dictionary<string, int> { ["a"] = 1 })],
        nameof(EveryType.FrozenMap) => [new Dictionary<string, int> { ["a"] = 1 }.ToFrozenDictionary()],
        nameof(EveryType.ImmutableSortedMap) => [ImmutableSortedDictionary<int, int>.Empty.Add(2, 1).Add(1, 2)],
        nameof(EveryType.Included) => [Tools.Hidden.Of(9), new Hidden()],
        nameof(EveryType.WithoutDefaults) => [new Sparse(), new Sparse { Count = 1, Name = "", Size = 0, Always = true }],
        nameof(EveryType.Skipping) => [new Lenient(1)],
        nameof(EveryType.Nested) => [new Outer.Inner(1), new Outer.Inner(1, new Outer.Inner.Deep("x"))],
        nameof(EveryType.ByConstructor) => [new Constructed(1, "one"), new Constructed(2)],
        nameof(EveryType.ByContext) => [new Money(12.5m, "EUR")],
        nameof(EveryType.WithinContext) => [new Dictionary<string, List<Money?>> { ["a"] = [new Money(1, "USD"), null] }],
        _ => throw new InvalidOperationException($"{name} has no samples."),
    };

    private static (AIFunction Tool, Type Type) Find(string name) =>
        (EveryType.Tools.Single(tool => tool.Name == name), typeof(EveryType).GetMethod(name, BindingFlags.Public | BindingFlags.Static)!.ReturnType);

    /// <summary>What the serializer does not know, or knows otherwise: flags in one text, tuples without their names.</summary>
    private static string Json(object? value, Type type) => value switch
    {
        Rights rights => JsonSerializer.Serialize(Enum.GetValues<Rights>().Where(one => one is Rights.Read or Rights.Write or Rights.Delete && rights.HasFlag(one)).Select(one => NameOf(one)), s_options),
        ValueTuple<int, string?> { Item2: null } pair => $$"""{"item1":{{pair.Item1}},"item2":null}""",
        ValueTuple<int, string> pair => $$"""{"width":{{pair.Item1}},"label":{{JsonSerializer.Serialize(pair.Item2, s_options)}}}""",
        List<(Color, DateOnly)> pairs => JsonSerializer.Serialize(pairs.Select(pair => new { of = pair.Item1, on = pair.Item2 }), s_options),
        (int, int, int, int, int, int, int, int, int) => """{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,"i":9}""",
        BigInteger number => number.ToString(CultureInfo.InvariantCulture),
        Rune rune => JsonSerializer.Serialize(rune.ToString(), s_options),
        _ when type == typeof(JsonElement) || type == typeof(JsonNode) => JsonSerializer.Serialize(value, s_options),
        _ => JsonSerializer.Serialize(value, type, s_options),
    };

    private static bool Refuses(string json, Type type)
    {
        if (type == typeof(BigInteger))
            type = typeof(System.Int128);
        if (type == typeof(Rune))
            type = typeof(char);
        if (s_twins.TryGetValue(type, out var twin))
            type = twin;
        if (type == typeof(IReadOnlySet<string>))
            type = typeof(HashSet<string>);
        try
        {
            JsonSerializer.Deserialize(json, type, s_options);
            return false;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            return true;
        }
    }

    private static string NameOf(Rights right) => right == Rights.Read ? "may read" : right.ToString();

    [JsonConverter(typeof(JsonStringEnumConverter<OneRight>))]
    private enum OneRight
    {
        [JsonStringEnumMemberName("may read")]
        Read,
        Write,
        Delete,
        All,
    }

    private sealed record PairTwin([property: JsonRequired] int Width, [property: JsonRequired] string Label);

    private sealed record PairsTwin([property: JsonRequired] Color Of, [property: JsonRequired] DateOnly On);

    private sealed record NineTwin([property: JsonRequired] int A, [property: JsonRequired] int I);
}

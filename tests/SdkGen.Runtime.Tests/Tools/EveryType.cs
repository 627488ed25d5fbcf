using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace SdkGen.Runtime.Tests.Tools;

/// <summary>One tool per type that hands back what it got; the tests find the samples by the method's name.</summary>
public static class EveryType
{
    [LlmTool] public static bool Bool(bool value) => value;
    [LlmTool] public static bool? BoolOrNull(bool? value) => value;
    [LlmTool] public static byte Byte(byte value) => value;
    [LlmTool] public static sbyte SByte(sbyte value) => value;
    [LlmTool] public static short Int16(short value) => value;
    [LlmTool] public static ushort UInt16(ushort value) => value;
    [LlmTool] public static int Int32(int value) => value;
    [LlmTool] public static int? Int32OrNull(int? value) => value;
    [LlmTool] public static uint UInt32(uint value) => value;
    [LlmTool] public static long Int64(long value) => value;
    [LlmTool] public static ulong UInt64(ulong value) => value;
    [LlmTool] public static Int128 Int128(Int128 value) => value;
    [LlmTool] public static UInt128 UInt128(UInt128 value) => value;
    [LlmTool] public static BigInteger Big(BigInteger value) => value;
    [LlmTool] public static Half Half(Half value) => value;
    [LlmTool] public static float Single(float value) => value;
    [LlmTool] public static double Double(double value) => value;
    [LlmTool] public static decimal Decimal(decimal value) => value;
    [LlmTool] public static char Char(char value) => value;
    [LlmTool] public static Rune Rune(Rune value) => value;
    [LlmTool] public static Guid Guid(Guid value) => value;
    [LlmTool] public static Uri Uri(Uri value) => value;
    [LlmTool] public static Version Version(Version value) => value;
    [LlmTool] public static DateTime DateTime(DateTime value) => value;
    [LlmTool] public static DateTimeOffset DateTimeOffset(DateTimeOffset value) => value;
    [LlmTool] public static DateOnly DateOnly(DateOnly value) => value;
    [LlmTool] public static DateOnly? DateOnlyOrNull(DateOnly? value) => value;
    [LlmTool] public static TimeOnly TimeOnly(TimeOnly value) => value;
    [LlmTool] public static TimeSpan TimeSpan(TimeSpan value) => value;
    [LlmTool] public static byte[] Bytes(byte[] value) => value;
    [LlmTool] public static JsonElement Element(JsonElement value) => value;
    [LlmTool] public static JsonNode? Node(JsonNode? value) => value;
    [LlmTool] public static Color Enum(Color value) => value;
    [LlmTool] public static Color? EnumOrNull(Color? value) => value;
    [LlmTool] public static int[] Array(int[] value) => value;
    [LlmTool] public static int[][] Jagged(int[][] value) => value;
    [LlmTool] public static List<string?> List(List<string?> value) => value;
    [LlmTool] public static IReadOnlyList<int?> ReadOnlyList(IReadOnlyList<int?> value) => value;
    [LlmTool] public static IEnumerable<Color> Enumerable(IEnumerable<Color> value) => value;
    [LlmTool] public static HashSet<int> Set(HashSet<int> value) => value;
    [LlmTool] public static IReadOnlySet<string> ReadOnlySet(IReadOnlySet<string> value) => value;
    [LlmTool] public static ImmutableArray<double> ImmutableArray(ImmutableArray<double> value) => value;
    [LlmTool] public static ImmutableList<string> ImmutableList(ImmutableList<string> value) => value;
    [LlmTool] public static ImmutableHashSet<int> ImmutableSet(ImmutableHashSet<int> value) => value;
    [LlmTool] public static ReadOnlyMemory<int> Memory(ReadOnlyMemory<int> value) => value;
    [LlmTool] public static Dictionary<string, string?> Map(Dictionary<string, string?> value) => value;
    [LlmTool] public static IReadOnlyDictionary<int, bool> IntMap(IReadOnlyDictionary<int, bool> value) => value;
    [LlmTool] public static Dictionary<Color, int> EnumMap(Dictionary<Color, int> value) => value;
    [LlmTool] public static ImmutableDictionary<Guid, int> GuidMap(ImmutableDictionary<Guid, int> value) => value;
    [LlmTool] public static SortedDictionary<string, List<int>> SortedMap(SortedDictionary<string, List<int>> value) => value;
    [LlmTool] public static Point Struct(Point value) => value;
    [LlmTool] public static Point? StructOrNull(Point? value) => value;
    [LlmTool] public static Person Record(Person value) => value;
    [LlmTool] public static Person? RecordOrNull(Person? value) => value;
    [LlmTool] public static Settings Class(Settings value) => value;
    [LlmTool] public static Tree Recursive(Tree value) => value;
    [LlmTool] public static Box<Person> Generic(Box<Person> value) => value;
    [LlmTool] public static Shape Union(Shape value) => value;
    [LlmTool] public static Open Extensible(Open value) => value;
    [LlmTool] public static Rights Flags(Rights value) => value;
    [LlmTool] public static Rights? FlagsOrNull(Rights? value) => value;
    [LlmTool] public static (int Width, string Label) Pair((int Width, string Label) value) => value;
    [LlmTool] public static (int, string?)? PairOrNull((int, string?)? value) => value;
    [LlmTool] public static List<(Color Of, DateOnly On)> Pairs(List<(Color Of, DateOnly On)> value) => value;
    [LlmTool] public static (int A, int B, int C, int D, int E, int F, int G, int H, int I) Nine((int A, int B, int C, int D, int E, int F, int G, int H, int I) value) => value;
    [LlmTool] public static Tuple<int, string> OldPair(Tuple<int, string> value) => value;
    [LlmTool] public static Dictionary<DateOnly, double> DateMap(Dictionary<DateOnly, double> value) => value;
    [LlmTool] public static IDictionary<ulong, string> UlongMap(IDictionary<ulong, string> value) => value;
    [LlmTool] public static IList<int> ListInterface(IList<int> value) => value;
    [LlmTool] public static ICollection<int> CollectionInterface(ICollection<int> value) => value;
    [LlmTool] public static ISet<int> SetInterface(ISet<int> value) => value;
    [LlmTool] public static ReadOnlyCollection<int> ReadOnlyCollection(ReadOnlyCollection<int> value) => value;
    [LlmTool] public static Collection<int> Collection(Collection<int> value) => value;
    [LlmTool] public static Queue<int> Queue(Queue<int> value) => value;
    [LlmTool] public static SortedSet<string> SortedSet(SortedSet<string> value) => value;
    [LlmTool] public static ImmutableSortedSet<int> ImmutableSortedSet(ImmutableSortedSet<int> value) => value;
    [LlmTool] public static FrozenSet<int> FrozenSet(FrozenSet<int> value) => value;
    [LlmTool] public static ReadOnlyDictionary<string, int> ReadOnlyMap(ReadOnlyDictionary<string, int> value) => value;
    [LlmTool] public static FrozenDictionary<string, int> FrozenMap(FrozenDictionary<string, int> value) => value;
    [LlmTool] public static ImmutableSortedDictionary<int, int> ImmutableSortedMap(ImmutableSortedDictionary<int, int> value) => value;
    [LlmTool] public static Hidden Included(Hidden value) => value;
    [LlmTool] public static Sparse WithoutDefaults(Sparse value) => value;
    [LlmTool] public static Lenient Skipping(Lenient value) => value;
    [LlmTool] public static Outer.Inner Nested(Outer.Inner value) => value;
    [LlmTool] public static Constructed ByConstructor(Constructed value) => value;
    [LlmTool, LlmJsonContext(typeof(MoneyContext))] public static Money ByContext(Money value) => value;
    [LlmTool, LlmJsonContext(typeof(MoneyContext))] public static Dictionary<string, List<Money?>> WithinContext(Dictionary<string, List<Money?>> value) => value;
}

[Flags]
public enum Rights
{
    None = 0,
    [JsonStringEnumMemberName("may read")]
    Read = 1,
    Write = 2,
    Delete = 4,
    All = Read | Write | Delete,
}

public enum Color
{
    Red,
    Green,
    [JsonStringEnumMemberName("deep blue")]
    Blue,
}

public readonly record struct Point(int X, int Y);

public sealed record Person(string Name, int Age, string? Note = null)
{
    public required bool Active { get; init; }

    public string Upper => Name.ToUpperInvariant();
}

public class Settings
{
    public string Mode { get; set; } = "fast";

    public int Level { get; init; } = 7;

    public List<int> Steps { get; set; } = [1, 2];

    [JsonPropertyName("the-color")]
    public Color? Color { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Optional { get; set; }

    [JsonIgnore]
    public int Hidden { get; set; } = 3;
}

public sealed record Tree(int Value, List<Tree> Children);

public sealed record Box<T>(T Item, List<T> More);

[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Rectangle), "rectangle")]
public abstract record Shape;

public sealed record Circle(double Radius) : Shape;

public sealed record Rectangle(double Width, double Height) : Shape;

public sealed class Open
{
    public int Id { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; set; }
}

public sealed class Hidden
{
    [JsonInclude]
    public int Count { get; private set; } = 4;

    [JsonInclude]
    public string Name { get; internal set; } = "";

    [JsonInclude]
    public int Field = 1;

    public static Hidden Of(int count) => new() { Count = count, Name = "n", Field = 2 };
}

public sealed record Sparse
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Count { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? Name { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Size { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public bool Always { get; set; }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record Lenient(int Id);

public static class Outer
{
    public sealed record Inner(int Id, Inner.Deep? Within = null)
    {
        public readonly record struct Deep(string Name);
    }
}

public sealed class Constructed
{
    public Constructed() => Id = -1;

    [JsonConstructor]
    public Constructed(int id, string name = "unnamed")
    {
        Id = id;
        Name = name;
    }

    public int Id { get; }

    public string Name { get; } = "";
}

/// <summary>An amount that is written as text: "12.50 EUR".</summary>
[JsonConverter(typeof(MoneyConverter))]
public sealed record Money(decimal Amount, string Currency);

public sealed class MoneyConverter : JsonConverter<Money>
{
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString()!.Split(' ') is [var amount, { Length: 3 } currency]
            ? new Money(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), currency)
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) =>
        writer.WriteStringValue(FormattableString.Invariant($"{value.Amount} {value.Currency}"));
}

[JsonSerializable(typeof(Money))]
public sealed partial class MoneyContext : JsonSerializerContext;

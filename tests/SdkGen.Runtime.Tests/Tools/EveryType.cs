using System.Collections.Immutable;
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

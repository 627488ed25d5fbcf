using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace SdkGen.Json;

public static partial class ContractReader
{
    /// <summary>Reads an array into a list.</summary>
    public static List<T> List<T>(ref Utf8JsonReader reader, ref JsonProblems problems, JsonValueReader<T> element) =>
        List(ref reader, ref problems, element, 0, int.MaxValue, "an array");

    /// <summary>Reads an array of so many elements into a list.</summary>
    public static List<T> List<T>(
        ref Utf8JsonReader reader, ref JsonProblems problems, JsonValueReader<T> element, int minimum, int maximum, string expected)
    {
        if (!StartArray(ref reader, ref problems, expected))
            return null!;

        var items = new List<T>();
        var from = problems.Count;
        while (Element(ref reader))
        {
            items.Add(element(ref reader, ref problems));
            if (problems.Count != from)
            {
                problems.Prefix(from, items.Count - 1);
                from = problems.Count;
            }
        }

        if (items.Count < minimum || items.Count > maximum)
            problems.Add(expected, $"{items.Count} items");
        return items;
    }

    /// <summary>Reads an array.</summary>
    public static T[] Array<T>(
        ref Utf8JsonReader reader, ref JsonProblems problems, JsonValueReader<T> element, int minimum = 0, int maximum = int.MaxValue, string expected = "an array") =>
        List(ref reader, ref problems, element, minimum, maximum, expected)?.ToArray()!;

    /// <summary>Reads an array of which no two elements are equal.</summary>
    public static HashSet<T> Set<T>(
        ref Utf8JsonReader reader, ref JsonProblems problems, JsonValueReader<T> element, int minimum = 0, int maximum = int.MaxValue, string expected = "an array of different items")
    {
        var items = List(ref reader, ref problems, element, minimum, maximum, expected);
        if (items is null)
            return null!;
        var set = new HashSet<T>(items);
        if (set.Count != items.Count)
            problems.Add(expected, "the same item twice");
        return set;
    }

    /// <summary>Reads an array into an immutable one.</summary>
    public static ImmutableArray<T> ImmutableArray<T>(
        ref Utf8JsonReader reader, ref JsonProblems problems, JsonValueReader<T> element, int minimum = 0, int maximum = int.MaxValue, string expected = "an array") =>
        List(ref reader, ref problems, element, minimum, maximum, expected) is { } items ? [.. items] : default;

    /// <summary>Reads an object with free names.</summary>
    public static Dictionary<string, T> Map<T>(
        ref Utf8JsonReader reader, ref JsonProblems problems, JsonValueReader<T> value, int minimum = 0, int maximum = int.MaxValue, string expected = "an object")
    {
        if (!Start(ref reader, ref problems, JsonTokenType.StartObject, expected))
            return null!;

        var items = new Dictionary<string, T>();
        while (Member(ref reader, out var name))
        {
            var from = problems.Count;
            items[System.Text.Encoding.UTF8.GetString(name)] = value(ref reader, ref problems);
            problems.Prefix(from, name);
        }

        if (items.Count < minimum || items.Count > maximum)
            problems.Add(expected, $"{items.Count} members");
        return items;
    }

    /// <summary>Fills the object of the last reading again, or a new one where there was none; null for <c>null</c>.</summary>
    /// <remarks>Inlined, so that the codec's class is known where it is called.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T? Fill<T>(ref Utf8JsonReader reader, ref JsonProblems problems, JsonCodec<T> codec, T? last)
        where T : class, new()
    {
        if (IsNull(ref reader))
            return null;
        last ??= new T();
        codec.Read(ref reader, last, ref problems);
        return last;
    }

    /// <summary>Fills the list of the last reading again, with the objects that it holds; null for <c>null</c> and for what is no array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReusableList<T>? Fill<T>(ref Utf8JsonReader reader, ref JsonProblems problems, JsonCodec<T> codec, ReusableList<T>? last)
        where T : class, new()
    {
        if (IsNull(ref reader) || !StartArray(ref reader, ref problems))
            return null;
        last ??= [];
        last.Clear();
        while (Element(ref reader))
        {
            var from = problems.Count;
            codec.Read(ref reader, last.Next(), ref problems);
            problems.Prefix(from, last.Count - 1);
        }

        return last;
    }

    /// <summary>Reads one member that the contract does not name and keeps it.</summary>
    public static void Keep(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, Dictionary<string, JsonElement> kept) =>
        kept[System.Text.Encoding.UTF8.GetString(name)] = JsonElement.ParseValue(ref reader);
}

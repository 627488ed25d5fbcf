using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace SdkGen.Json;

public static partial class ContractReader
{
    private static readonly JsonKeyReader<string> s_text = Text;

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
            problems.Add(expected, string.Create(CultureInfo.InvariantCulture, $"{items.Count} items"));
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

    /// <summary>Reads an array into an immutable list.</summary>
    public static ImmutableList<T> ImmutableList<T>(
        ref Utf8JsonReader reader, ref JsonProblems problems, JsonValueReader<T> element, int minimum = 0, int maximum = int.MaxValue, string expected = "an array") =>
        List(ref reader, ref problems, element, minimum, maximum, expected) is { } items ? [.. items] : null!;

    /// <summary>Reads an array of which no two elements are equal into an immutable set.</summary>
    public static ImmutableHashSet<T> ImmutableSet<T>(
        ref Utf8JsonReader reader, ref JsonProblems problems, JsonValueReader<T> element, int minimum = 0, int maximum = int.MaxValue, string expected = "an array of different items") =>
        Set(ref reader, ref problems, element, minimum, maximum, expected) is { } items ? [.. items] : null!;

    /// <summary>Reads an array into memory of its own.</summary>
    public static T[] Memory<T>(
        ref Utf8JsonReader reader, ref JsonProblems problems, JsonValueReader<T> element, int minimum = 0, int maximum = int.MaxValue, string expected = "an array") =>
        Array(ref reader, ref problems, element, minimum, maximum, expected);

    /// <summary>Reads an object with free names.</summary>
    public static Dictionary<string, T> Map<T>(
        ref Utf8JsonReader reader, ref JsonProblems problems, JsonValueReader<T> value, int minimum = 0, int maximum = int.MaxValue, string expected = "an object") =>
        Map<string, T>(ref reader, ref problems, s_text, value, minimum, maximum, expected);

    /// <summary>Reads an object whose names are keys of another type.</summary>
    /// <param name="reader">Stands on the object's start.</param>
    /// <param name="problems">Takes what does not fit.</param>
    /// <param name="key">Reads a name; false where it is no key.</param>
    /// <param name="value">Reads a value.</param>
    /// <param name="minimum">How many members there must be.</param>
    /// <param name="maximum">How many members there may be.</param>
    /// <param name="expected">What the contract asks for.</param>
    public static Dictionary<TKey, T> Map<TKey, T>(
        ref Utf8JsonReader reader, ref JsonProblems problems, JsonKeyReader<TKey> key, JsonValueReader<T> value, int minimum = 0, int maximum = int.MaxValue, string expected = "an object")
        where TKey : notnull
    {
        if (!Start(ref reader, ref problems, JsonTokenType.StartObject, expected))
            return null!;

        var items = new Dictionary<TKey, T>();
        while (Member(ref reader, out var name))
        {
            var from = problems.Count;
            if (key(Encoding.UTF8.GetString(name), out var read))
                items[read] = value(ref reader, ref problems);
            else
                problems.Expected(ref reader, "another name for this member");
            problems.Prefix(from, name);
        }

        if (items.Count < minimum || items.Count > maximum)
            problems.Add(expected, string.Create(CultureInfo.InvariantCulture, $"{items.Count} members"));
        return items;
    }

    /// <summary>Reads an object with free names into an immutable map.</summary>
    public static ImmutableDictionary<string, T> ImmutableMap<T>(
        ref Utf8JsonReader reader, ref JsonProblems problems, JsonValueReader<T> value, int minimum = 0, int maximum = int.MaxValue, string expected = "an object") =>
        ImmutableMap<string, T>(ref reader, ref problems, s_text, value, minimum, maximum, expected);

    /// <summary>Reads an object whose names are keys of another type into an immutable map.</summary>
    public static ImmutableDictionary<TKey, T> ImmutableMap<TKey, T>(
        ref Utf8JsonReader reader, ref JsonProblems problems, JsonKeyReader<TKey> key, JsonValueReader<T> value, int minimum = 0, int maximum = int.MaxValue, string expected = "an object")
        where TKey : notnull => Map(ref reader, ref problems, key, value, minimum, maximum, expected)?.ToImmutableDictionary()!;

    /// <summary>Reads an object with free names into a map in the order of its keys.</summary>
    public static SortedDictionary<string, T> SortedMap<T>(
        ref Utf8JsonReader reader, ref JsonProblems problems, JsonValueReader<T> value, int minimum = 0, int maximum = int.MaxValue, string expected = "an object") =>
        SortedMap<string, T>(ref reader, ref problems, s_text, value, minimum, maximum, expected);

    /// <summary>Reads an object whose names are keys of another type into a map in the order of its keys.</summary>
    public static SortedDictionary<TKey, T> SortedMap<TKey, T>(
        ref Utf8JsonReader reader, ref JsonProblems problems, JsonKeyReader<TKey> key, JsonValueReader<T> value, int minimum = 0, int maximum = int.MaxValue, string expected = "an object")
        where TKey : notnull => Map(ref reader, ref problems, key, value, minimum, maximum, expected) is { } items ? new(items) : null!;

    /// <summary>Reads an array into another collection.</summary>
    public static TCollection ListOf<T, TCollection>(
        ref Utf8JsonReader reader, ref JsonProblems problems, JsonValueReader<T> element, Func<List<T>, TCollection> make, int minimum = 0, int maximum = int.MaxValue, string expected = "an array") =>
        List(ref reader, ref problems, element, minimum, maximum, expected) is { } items ? make(items) : default!;

    /// <summary>Reads an array of which no two elements are equal into another collection.</summary>
    public static TCollection SetOf<T, TCollection>(
        ref Utf8JsonReader reader, ref JsonProblems problems, JsonValueReader<T> element, Func<HashSet<T>, TCollection> make, int minimum = 0, int maximum = int.MaxValue, string expected = "an array of different items") =>
        Set(ref reader, ref problems, element, minimum, maximum, expected) is { } items ? make(items) : default!;

    /// <summary>Reads an object with free names into another map.</summary>
    public static TMap MapOf<TKey, T, TMap>(
        ref Utf8JsonReader reader, ref JsonProblems problems, JsonKeyReader<TKey> key, JsonValueReader<T> value, Func<Dictionary<TKey, T>, TMap> make, int minimum = 0, int maximum = int.MaxValue, string expected = "an object")
        where TKey : notnull => Map(ref reader, ref problems, key, value, minimum, maximum, expected) is { } items ? make(items) : default!;

    /// <summary>A key that is the name itself.</summary>
    public static bool Text(string name, out string key)
    {
        key = name;
        return true;
    }

    /// <summary>A key that is an integer, a UUID or a date, in the form that the schema says: not all that parses is (<c> 1</c>, <c>31 Jan 2026</c>).</summary>
    public static bool Key<TKey>(string name, out TKey key)
        where TKey : IParsable<TKey>
    {
        key = default!;
        var isForm = typeof(TKey) == typeof(Guid) ? System.Guid.TryParseExact(name, "D", out _)
            : typeof(TKey) == typeof(DateOnly) ? System.DateOnly.TryParseExact(name, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            : name.Length > 0 && !name.AsSpan(name[0] == '-' ? 1 : 0).ContainsAnyExceptInRange('0', '9');
        return isForm && TKey.TryParse(name, CultureInfo.InvariantCulture, out key!);
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
        kept[Encoding.UTF8.GetString(name)] = JsonElement.ParseValue(ref reader);
}

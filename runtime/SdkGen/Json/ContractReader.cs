using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace SdkGen.Json;

/// <summary>Reads one value where the reader stands. What does not fit becomes a problem and is stepped over; the result is then the type's default.</summary>
public delegate T JsonValueReader<out T>(ref Utf8JsonReader reader, ref JsonProblems problems);

/// <summary>Reads the name of a member as a key; false where it is none.</summary>
public delegate bool JsonKeyReader<TKey>(string name, out TKey key);

/// <summary>The parts that generated readers are made of. Each stands on a value's first token and leaves the reader on its last.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class ContractReader
{
    /// <summary>Whether the value is JSON <c>null</c>.</summary>
    public static bool IsNull(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null;

    /// <summary>Whether the value is this text.</summary>
    public static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> text) => reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(text);

    /// <summary>Whether an object begins here; if not, that is a problem and the value is stepped over.</summary>
    public static bool StartObject(ref Utf8JsonReader reader, ref JsonProblems problems) =>
        Start(ref reader, ref problems, JsonTokenType.StartObject, "an object");

    /// <summary>Whether an array begins here; if not, that is a problem and the value is stepped over.</summary>
    public static bool StartArray(ref Utf8JsonReader reader, ref JsonProblems problems, string expected = "an array") =>
        Start(ref reader, ref problems, JsonTokenType.StartArray, expected);

    /// <summary>Moves to the value of an object's next member; false at the object's end.</summary>
    /// <param name="reader">Stands on the object's start or on the last token of a member.</param>
    /// <param name="name">The member's name, unescaped; good until the text that is read goes away.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Member(ref Utf8JsonReader reader, out ReadOnlySpan<byte> name)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.PropertyName)
        {
            name = default;
            return false;
        }

        name = reader.ValueIsEscaped || reader.HasValueSequence ? Unescape(ref reader) : reader.ValueSpan;
        reader.Read();
        return true;
    }

    /// <summary>The number of a name among names in UTF-8, each after one byte that is its length; -1 where it is none of them.</summary>
    public static int IndexOf(scoped ReadOnlySpan<byte> names, scoped ReadOnlySpan<byte> name) => IndexOf(names, name, out _);

    /// <param name="names">Each after one byte that is its length.</param>
    /// <param name="name">The one that is looked for.</param>
    /// <param name="following">Where the name after it begins, or where they end.</param>
    internal static int IndexOf(scoped ReadOnlySpan<byte> names, scoped ReadOnlySpan<byte> name, out int following)
    {
        var index = 0;
        for (var at = 0; at < names.Length; at = following)
        {
            following = at + 1 + names[at];
            if (names[at] == name.Length && names.Slice(at + 1, name.Length).SequenceEqual(name))
                return index;
            index++;
        }

        following = names.Length;
        return -1;
    }

    /// <summary>Moves to an array's next element; false at the array's end.</summary>
    public static bool Element(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType != JsonTokenType.EndArray;

    /// <summary>Reads <c>true</c> or <c>false</c>.</summary>
    public static bool Boolean(ref Utf8JsonReader reader, ref JsonProblems problems) => BooleanOrNull(ref reader, ref problems, "true or false") ?? false;

    /// <summary>Reads <c>true</c> or <c>false</c>; null for <c>null</c> and for what does not fit.</summary>
    public static bool? BooleanOrNull(ref Utf8JsonReader reader, ref JsonProblems problems)
    {
        return IsNull(ref reader) ? null : BooleanOrNull(ref reader, ref problems, "true, false or null");
    }

    /// <summary>Reads any value, as it is.</summary>
    public static JsonElement Any(ref Utf8JsonReader reader, ref JsonProblems problems) => JsonElement.ParseValue(ref reader);

    /// <summary>Reads any value, as text.</summary>
    public static RawJson Raw(ref Utf8JsonReader reader, ref JsonProblems problems) => RawJson.From(JsonElement.ParseValue(ref reader));

    /// <summary>Reads any value, as a tree that can be changed; JSON <c>null</c> is null.</summary>
    public static JsonNode Node(ref Utf8JsonReader reader, ref JsonProblems problems) => JsonNode.Parse(ref reader)!;

    /// <summary>The value of the member that tells the cases of a union apart, as compact JSON text; null where there is none. The reader stays where it is.</summary>
    /// <param name="reader">A copy, at the object's start.</param>
    /// <param name="discriminator">The member's name. It may stand anywhere in the object.</param>
    public static string? Discriminator(Utf8JsonReader reader, ReadOnlySpan<byte> discriminator)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return null;
        while (Member(ref reader, out var name))
        {
            if (!name.SequenceEqual(discriminator))
            {
                reader.Skip();
                continue;
            }

            return reader.TokenType switch
            {
                JsonTokenType.String when TryString(ref reader, out var text) => $"\"{text}\"",
                JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
                _ => null,
            };
        }

        return null;
    }

    /// <summary>Reads a whole text.</summary>
    /// <param name="utf8">One JSON value as UTF-8.</param>
    /// <param name="read">Reads the value.</param>
    /// <param name="problems">Every place where it does not fit; empty where it does.</param>
    /// <returns>The value; null where there are problems.</returns>
    public static T? Document<T>(ReadOnlySpan<byte> utf8, JsonValueReader<T> read, out IReadOnlyList<JsonProblem> problems)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(read);
        var found = default(JsonProblems);
        var reader = new Utf8JsonReader(utf8);
        T? value = null;
        try
        {
            reader.Read();
            value = read(ref reader, ref found);
            reader.Read();
        }
        catch (JsonException)
        {
            found.Add("one JSON value", ToolProblems.Malformed(utf8, reader.BytesConsumed));
        }

        problems = found.Items;
        return found.Count == 0 ? value : null;
    }

    /// <summary>Reads a value by the metadata of the program's own serializer context.</summary>
    /// <param name="reader">Stands on the value's first token.</param>
    /// <param name="problems">Takes what does not fit, at the path that the serializer says.</param>
    /// <param name="type">How the value is read.</param>
    /// <param name="expected">What the contract asks for.</param>
    public static T Value<T>(ref Utf8JsonReader reader, ref JsonProblems problems, JsonTypeInfo<T> type, string expected)
    {
        ArgumentNullException.ThrowIfNull(type);
        var from = problems.Count;
        try
        {
            if (JsonSerializer.Deserialize(ref reader, type) is { } value)
                return value;
            problems.Expected(ref reader, expected);
            return default!;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or FormatException or InvalidOperationException or ArgumentException or OverflowException)
        {
            // The serializer has put the reader back to where the value begins.
            problems.Expected(ref reader, expected);
            if (exception is JsonException { Path: { Length: > 1 } path } && path[0] == '$')
                problems.PrefixPath(from, path[1..]);
            return default!;
        }
    }

    /// <summary>A value that was read, if it passes a test; a problem if not.</summary>
    /// <param name="reader">Stands on the value's last token.</param>
    /// <param name="problems">Takes what does not fit.</param>
    /// <param name="from">How many problems there were before the value was read: one that could not be read is not tested.</param>
    /// <param name="value">The value.</param>
    /// <param name="test">Whether it passes; a test that throws has not passed.</param>
    /// <param name="expected">What the contract asks for.</param>
    public static T Checked<T>(ref Utf8JsonReader reader, ref JsonProblems problems, int from, T value, Func<T, bool> test, string expected)
    {
        ArgumentNullException.ThrowIfNull(test);
        if (problems.Count == from && !Passes(value, test))
            problems.Add(expected, JsonProblems.Describe(ref reader));
        return value;
    }

    private static bool Passes<T>(T value, Func<T, bool> test)
    {
        try
        {
            return test(value);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // An annotation of the program that cannot judge the value has not found it right.
            return false;
        }
    }

    private static bool? BooleanOrNull(ref Utf8JsonReader reader, ref JsonProblems problems, string expected)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            default:
                problems.Expected(ref reader, expected);
                return null;
        }
    }

    private static bool Start(ref Utf8JsonReader reader, ref JsonProblems problems, JsonTokenType token, string expected)
    {
        if (reader.TokenType == token)
            return true;
        problems.Expected(ref reader, expected);
        return false;
    }

    internal static byte[] Unescape(ref Utf8JsonReader reader)
    {
        try
        {
            return Encoding.UTF8.GetBytes(reader.GetString()!);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair has no UTF-8: the name stays as it was written, and no contract has such a member.
            return reader.HasValueSequence ? System.Buffers.BuffersExtensions.ToArray(reader.ValueSequence) : reader.ValueSpan.ToArray();
        }
    }
}

using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace SdkGen.Json;

/// <summary>The parts that generated writers are made of, where <see cref="Utf8JsonWriter"/> has none itself.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ContractWriter
{
    private const int LongestNumber = 64;

    /// <summary>Writes <c>null</c> where there is no value, and says so.</summary>
    public static bool Null(Utf8JsonWriter writer, [NotNullWhen(false)] object? value)
    {
        if (value is not null)
            return false;
        writer.WriteNullValue();
        return true;
    }

    /// <summary>Writes a value that may be missing; then as <c>null</c>.</summary>
    public static void OrNull<T>(Utf8JsonWriter writer, T? value, Action<Utf8JsonWriter, T> write)
        where T : struct
    {
        if (value is { } present)
            write(writer, present);
        else
            writer.WriteNullValue();
    }

    /// <summary>Writes a member that is text; null as <c>null</c>.</summary>
    public static void Text(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value) => writer.WriteString(name, value);

    /// <summary>Writes a member that is a number.</summary>
    public static void Int32(Utf8JsonWriter writer, ReadOnlySpan<byte> name, int value) => writer.WriteNumber(name, value);

    /// <summary>Writes a member that is a number or <c>null</c>.</summary>
    public static void Int32OrNull(Utf8JsonWriter writer, ReadOnlySpan<byte> name, int? value)
    {
        if (value is { } present)
            writer.WriteNumber(name, present);
        else
            writer.WriteNull(name);
    }

    /// <summary>Writes a member that is true or false.</summary>
    public static void Boolean(Utf8JsonWriter writer, ReadOnlySpan<byte> name, bool value) => writer.WriteBoolean(name, value);

    /// <summary>Writes a member that is true, false or <c>null</c>.</summary>
    public static void BooleanOrNull(Utf8JsonWriter writer, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } present)
            writer.WriteBoolean(name, present);
        else
            writer.WriteNull(name);
    }

    /// <summary>Writes a value by the metadata of the program's own serializer context.</summary>
    public static void Value<T>(Utf8JsonWriter writer, T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(writer, value, type);

    /// <summary>Whether the value is its type's default.</summary>
    public static bool IsDefault<T>(T value) => EqualityComparer<T>.Default.Equals(value, default);

    /// <summary>The text of an enum's value that has no name of its own.</summary>
    public static byte[] Name<T>(T value)
        where T : struct, Enum => Encoding.UTF8.GetBytes(value.ToString());

    /// <summary>Writes an array; null as <c>null</c>.</summary>
    public static void List<T>(Utf8JsonWriter writer, IEnumerable<T>? items, Action<Utf8JsonWriter, T> element)
    {
        switch (items)
        {
            case null:
                writer.WriteNullValue();
                break;
            case T[] array:
                List(writer, array.AsSpan(), element);
                break;
            case List<T> list:
                List(writer, CollectionsMarshal.AsSpan(list), element);
                break;
            default:
                writer.WriteStartArray();
                foreach (var item in items)
                    element(writer, item);
                writer.WriteEndArray();
                break;
        }
    }

    /// <summary>Writes an array.</summary>
    public static void List<T>(Utf8JsonWriter writer, ReadOnlySpan<T> items, Action<Utf8JsonWriter, T> element)
    {
        writer.WriteStartArray();
        foreach (var item in items)
            element(writer, item);
        writer.WriteEndArray();
    }

    /// <summary>Writes an array; one that was never set as an empty one.</summary>
    public static void List<T>(Utf8JsonWriter writer, ImmutableArray<T> items, Action<Utf8JsonWriter, T> element) => List(writer, items.AsSpan(), element);

    /// <summary>Writes an array of objects by their codec.</summary>
    public static void List<T>(Utf8JsonWriter writer, ReusableList<T> items, JsonCodec<T> codec)
        where T : class, new()
    {
        writer.WriteStartArray();
        foreach (var item in items)
            codec.Write(writer, item);
        writer.WriteEndArray();
    }

    /// <summary>Writes an object with free names; null as <c>null</c>.</summary>
    public static void Map<T>(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, T>>? items, Action<Utf8JsonWriter, T> value) =>
        Map(writer, items, static key => key, value);

    /// <summary>Writes an object whose names are made of keys; null as <c>null</c>.</summary>
    public static void Map<TKey, T>(
        Utf8JsonWriter writer, IEnumerable<KeyValuePair<TKey, T>>? items, Func<TKey, string> name, Action<Utf8JsonWriter, T> value)
    {
        if (items is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        foreach (var (key, item) in items)
        {
            writer.WritePropertyName(name(key));
            value(writer, item);
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes a number; what JSON has no number for (not a number, infinity) as its name.</summary>
    public static void Number<T>(Utf8JsonWriter writer, T value)
        where T : struct, INumberBase<T>
    {
        Span<byte> text = stackalloc byte[LongestNumber];
        if (!T.IsFinite(value))
            writer.WriteStringValue(value.ToString(null, CultureInfo.InvariantCulture));
        else if (value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture))
            writer.WriteRawValue(text[..length], skipInputValidation: true);
        else
            writer.WriteRawValue(value.ToString(null, CultureInfo.InvariantCulture), skipInputValidation: true);
    }

    /// <summary>Writes a number; what JSON has no number for (not a number, infinity) as its name.</summary>
    public static void Number(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
            writer.WriteNumberValue(value);
        else
            writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Writes a number; what JSON has no number for (not a number, infinity) as its name.</summary>
    public static void Number(Utf8JsonWriter writer, float value)
    {
        if (float.IsFinite(value))
            writer.WriteNumberValue(value);
        else
            writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Writes the members that were kept because the contract does not name them.</summary>
    public static void Kept(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, JsonElement>>? kept)
    {
        if (kept is null)
            return;
        foreach (var (name, value) in kept)
        {
            writer.WritePropertyName(name);
            Any(writer, value);
        }
    }

    /// <summary>Writes any value, to the letter; one that was never set as <c>null</c>.</summary>
    /// <remarks>As text, because half a surrogate pair passes through so, where a writer of strings would throw.</remarks>
    public static void Any(Utf8JsonWriter writer, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
            writer.WriteNullValue();
        else
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
    }

    /// <summary>Writes JSON text, as it is; one that was never set as <c>null</c>.</summary>
    public static void Raw(Utf8JsonWriter writer, RawJson value)
    {
        if (value.Utf8.IsEmpty)
            writer.WriteNullValue();
        else
            writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
    }

    /// <summary>An object as the text that would be sent for it.</summary>
    public static RawJson Text<T>(T value, JsonCodec<T> codec)
        where T : class, new()
    {
        ArgumentNullException.ThrowIfNull(codec);
        using var text = new PooledByteBuffer();
        codec.Write(text, value);
        return new RawJson(text.Span.ToArray());
    }

    /// <summary>Writes any value, as it is.</summary>
    public static void Node(Utf8JsonWriter writer, JsonNode? value)
    {
        if (value is null)
            writer.WriteNullValue();
        else
            value.WriteTo(writer);
    }

    /// <summary>Writes bytes in base 64; null as <c>null</c>.</summary>
    public static void Base64(Utf8JsonWriter writer, byte[]? value)
    {
        if (value is null)
            writer.WriteNullValue();
        else
            writer.WriteBase64StringValue(value);
    }

    /// <summary>Writes one character.</summary>
    public static void String(Utf8JsonWriter writer, char value) => writer.WriteStringValue(new ReadOnlySpan<char>(in value));

    /// <summary>Writes one Unicode scalar value.</summary>
    public static void String(Utf8JsonWriter writer, Rune value)
    {
        Span<char> text = stackalloc char[2];
        writer.WriteStringValue(text[..value.EncodeToUtf16(text)]);
    }

    /// <summary>Writes a date (<c>yyyy-MM-dd</c>).</summary>
    public static void String(Utf8JsonWriter writer, DateOnly value) => Format(writer, value, "o");

    /// <summary>Writes a time of day (<c>HH:mm:ss[.fffffff]</c>).</summary>
    public static void String(Utf8JsonWriter writer, TimeOnly value) => Format(writer, value.ToTimeSpan(), "c");

    /// <summary>Writes a duration (<c>[-][d.]hh:mm:ss[.fffffff]</c>).</summary>
    public static void String(Utf8JsonWriter writer, TimeSpan value) => Format(writer, value, "c");

    /// <summary>Writes a URI as it was given.</summary>
    public static void String(Utf8JsonWriter writer, Uri? value) => writer.WriteStringValue(value?.OriginalString);

    /// <summary>Writes a version.</summary>
    public static void String(Utf8JsonWriter writer, Version? value) => writer.WriteStringValue(value?.ToString());

    private static void Format<T>(Utf8JsonWriter writer, T value, string format)
        where T : IUtf8SpanFormattable
    {
        Span<byte> text = stackalloc byte[LongestNumber];
        value.TryFormat(text, out var length, format, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}

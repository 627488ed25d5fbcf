using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SdkGen.Json;

/// <summary>JSON of a value that a program passes as an object: an argument, a result, an additional property.</summary>
/// <remarks>
/// What JSON knows is written without metadata. For the rest a program that may use reflection has <see cref="LlmJson.Options"/>; a native one would carry them, and all of
/// the serializer with them, for values that it hardly ever passes. It has lists and maps written item by item instead.
/// </remarks>
internal static class PlainValue
{
    private static readonly JsonWriterOptions s_options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>False where no JSON can be made of the value; what is in the buffer then is to be thrown away.</returns>
    public static bool TryWrite(object? value, IBufferWriter<byte> buffer)
    {
        using var writer = new Utf8JsonWriter(buffer, s_options);
        if (TryWriteScalar(writer, value))
            return true;
        return JsonSerializer.IsReflectionEnabledByDefault ? TrySerialize(writer, value!) : TryWriteItems(writer, value!);
    }

    /// <summary>Writes scalars, and lists and maps of what this method writes.</summary>
    internal static bool TryWriteItems(Utf8JsonWriter writer, object? value) => TryWriteScalar(writer, value) || value switch
    {
        IEnumerable<KeyValuePair<string, object?>> members => TryWriteMembers(writer, members),
        IEnumerable<KeyValuePair<string, string>> members => TryWriteMembers(writer, members),
        IEnumerable<KeyValuePair<string, JsonElement>> members => TryWriteMembers(writer, members),
        IEnumerable<object?> items => TryWriteArray(writer, items),
        IEnumerable<int> items => TryWriteArray(writer, items),
        IEnumerable<double> items => TryWriteArray(writer, items),
        IEnumerable<float> items => TryWriteArray(writer, items),
        IEnumerable<JsonElement> items => TryWriteArray(writer, items),
        _ => false,
    };

    private static bool TryWriteScalar(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case int number: writer.WriteNumberValue(number); break;
            case long number: writer.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): writer.WriteNumberValue(number); break;
            case float number when float.IsFinite(number): writer.WriteNumberValue(number); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case uint number: writer.WriteNumberValue(number); break;
            case ulong number: writer.WriteNumberValue(number); break;
            case short or ushort or byte or sbyte: writer.WriteNumberValue(((IConvertible)value).ToInt32(null)); break;
            case JsonElement element: ContractWriter.Any(writer, element); break;
            case JsonDocument document: document.WriteTo(writer); break;
            case JsonNode node: node.WriteTo(writer); break;
            case Enum name: writer.WriteStringValue(name.ToString()); break;
            case char letter: ContractWriter.String(writer, letter); break;
            case DateTime time: writer.WriteStringValue(time); break;
            case DateTimeOffset time: writer.WriteStringValue(time); break;
            case DateOnly date: ContractWriter.String(writer, date); break;
            case TimeOnly time: ContractWriter.String(writer, time); break;
            case TimeSpan duration: ContractWriter.String(writer, duration); break;
            case Guid id: writer.WriteStringValue(id); break;
            case Uri uri: ContractWriter.String(writer, uri); break;
            case byte[] bytes: writer.WriteBase64StringValue(bytes); break;
            default: return false;
        }

        return true;
    }

    private static bool TryWriteMembers<T>(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, T>> members)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in members)
        {
            writer.WritePropertyName(name);
            if (!TryWriteItems(writer, value))
                return false;
        }

        writer.WriteEndObject();
        return true;
    }

    private static bool TryWriteArray<T>(Utf8JsonWriter writer, IEnumerable<T> items)
    {
        writer.WriteStartArray();
        foreach (var item in items)
        {
            if (!TryWriteItems(writer, item))
                return false;
        }

        writer.WriteEndArray();
        return true;
    }

    private static bool TrySerialize(Utf8JsonWriter writer, object value)
    {
        if (!LlmJson.Options.TryGetTypeInfo(value.GetType(), out var type))
            return false;
        try
        {
            JsonSerializer.Serialize(writer, value, type);
            return true;
        }
        catch (Exception exception) when (exception is NotSupportedException or JsonException or ArgumentException)
        {
            return false;
        }
    }
}

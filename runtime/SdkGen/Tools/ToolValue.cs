using System.Text.Json;
using System.Text.Json.Nodes;
using SdkGen.Json;

namespace SdkGen;

/// <summary>JSON of an argument that a program passes as a plain value instead of JSON.</summary>
internal static class ToolValue
{
    /// <returns>False where there is no JSON for the value's type without reflection.</returns>
    public static bool TryWrite(object? value, PooledByteBuffer buffer, JsonSerializerOptions options)
    {
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        switch (value)
        {
            case null or JsonElement: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case int number: writer.WriteNumberValue(number); break;
            case long number: writer.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): writer.WriteNumberValue(number); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case JsonNode node: node.WriteTo(writer, options); break;
            case Enum name: writer.WriteStringValue(name.ToString()); break;
            default:
                if (!options.TryGetTypeInfo(value.GetType(), out var type))
                    return false;
                try
                {
                    JsonSerializer.Serialize(writer, value, type);
                }
                catch (Exception exception) when (exception is NotSupportedException or JsonException or ArgumentException)
                {
                    return false;
                }

                break;
        }

        writer.Flush();
        return true;
    }
}

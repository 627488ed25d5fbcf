using System.Buffers;
using System.Text.Json;

namespace SdkGen.Dialects.AnthropicMessages;

/// <summary>Schemas of answers in the form that the service takes.</summary>
/// <remarks>Written here, because the transformations of Microsoft.Extensions.AI bring its whole serializer into a native program.</remarks>
internal static class AnthropicMessagesSchema
{
    private const string Additional = "additionalProperties";

    /// <summary>The schema with all of its objects closed, which the service insists on. What a schema says of further properties itself stays.</summary>
    public static JsonElement Closed(JsonElement schema)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
            Write(writer, schema);
        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement schema)
    {
        if (schema.ValueKind == JsonValueKind.Array)
        {
            writer.WriteStartArray();
            foreach (var item in schema.EnumerateArray())
                Write(writer, item);
            writer.WriteEndArray();
            return;
        }

        if (schema.ValueKind != JsonValueKind.Object)
        {
            schema.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        foreach (var keyword in schema.EnumerateObject())
        {
            writer.WritePropertyName(keyword.Name);
            if (keyword.Name is "properties" or "patternProperties" or "dependentSchemas" or "$defs" or "definitions" && keyword.Value.ValueKind == JsonValueKind.Object)
                WriteNamed(writer, keyword.Value);
            else if (keyword.Name is "items" or "prefixItems" or "contains" or Additional or "propertyNames" or "anyOf" or "oneOf" or "allOf" or "not" or "if" or "then" or "else")
                Write(writer, keyword.Value);
            else
                keyword.Value.WriteTo(writer);
        }

        if (schema.TryGetProperty("properties", out _) && !schema.TryGetProperty(Additional, out _))
            writer.WriteBoolean(Additional, false);
        writer.WriteEndObject();
    }

    private static void WriteNamed(Utf8JsonWriter writer, JsonElement schemas)
    {
        writer.WriteStartObject();
        foreach (var schema in schemas.EnumerateObject())
        {
            writer.WritePropertyName(schema.Name);
            Write(writer, schema.Value);
        }

        writer.WriteEndObject();
    }
}

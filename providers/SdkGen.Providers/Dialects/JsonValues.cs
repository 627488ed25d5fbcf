using System.Buffers;
using System.Text.Json;
using SdkGen.Json;

namespace SdkGen.Dialects;

/// <summary>Values of callers as JSON, without reflection for what JSON knows.</summary>
internal static class JsonValues
{
    /// <summary>An object without members.</summary>
    public static JsonElement Object { get; } = JsonDocument.Parse("{}"u8.ToArray()).RootElement;

    /// <summary>The value as JSON. Needs no reflection for what JSON knows.</summary>
    /// <exception cref="NotSupportedException">No JSON can be made of its type.</exception>
    public static JsonElement Of(object? value)
    {
        if (value is JsonElement element)
            return element;

        using var buffer = new PooledByteBuffer(256);
        if (!PlainValue.TryWrite(value, buffer))
            throw new NotSupportedException($"No JSON can be made of a {value!.GetType()} without metadata for it: pass it as a JsonElement.");
        var reader = new Utf8JsonReader(buffer.Span);
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>Writes the arguments of a call.</summary>
    public static string Text(IEnumerable<KeyValuePair<string, object?>>? arguments)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in arguments ?? [])
            {
                writer.WritePropertyName(name);
                Of(value).WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Sets a member by its wire name. A dot leads into an object, beside what it holds already: <c>thinking.type</c>.</summary>
    public static void Put(Dictionary<string, JsonElement> members, string name, JsonElement value)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            members[name] = value;
            return;
        }

        var inner = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (members.TryGetValue(name[..dot], out var before) && before.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in before.EnumerateObject())
                inner[member.Name] = member.Value;
        }

        Put(inner, name[(dot + 1)..], value);
        members[name[..dot]] = ObjectOf(inner);
    }

    /// <summary>Members as one object.</summary>
    public static JsonElement ObjectOf(IEnumerable<KeyValuePair<string, JsonElement>> members)
    {
        var buffer = new ArrayBufferWriter<byte>(64);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (key, element) in members)
            {
                writer.WritePropertyName(key);
                element.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }
}

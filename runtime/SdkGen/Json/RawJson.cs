using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace SdkGen.Json;

/// <summary>One JSON value as UTF-8 text, kept and written as it is: a schema, a value whose form nobody promises.</summary>
/// <param name="utf8">The text of one valid JSON value. It must stay unchanged; it is not looked at before it is sent.</param>
[DebuggerDisplay("{ToString(),nq}")]
public readonly struct RawJson(ReadOnlyMemory<byte> utf8)
{
    /// <summary>The text; empty for a value that was never set, which is written as <c>null</c>.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; } = utf8;

    /// <summary>Keeps a copy of an element's text.</summary>
    /// <param name="element">The element; its document may be disposed afterwards.</param>
    public static RawJson From(JsonElement element) => new(JsonMarshal.GetRawUtf8Value(element).ToArray());

    /// <summary>Takes JSON text.</summary>
    /// <param name="json">One valid JSON value.</param>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static RawJson Parse(string json)
    {
        var utf8 = Encoding.UTF8.GetBytes(json);
        using var document = JsonDocument.Parse(utf8);
        return new RawJson(utf8);
    }

    /// <summary>The value as an element of its own.</summary>
    public JsonElement ToElement()
    {
        var reader = new Utf8JsonReader(Utf8.IsEmpty ? "null"u8 : Utf8.Span);
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>The text.</summary>
    public override string ToString() => Utf8.IsEmpty ? "null" : Encoding.UTF8.GetString(Utf8.Span);

    /// <summary>Keeps a copy of an element's text.</summary>
    /// <param name="element">The element.</param>
    public static implicit operator RawJson(JsonElement element) => From(element);
}

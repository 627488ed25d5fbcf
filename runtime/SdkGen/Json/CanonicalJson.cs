using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SdkGen.Json.Schema;

namespace SdkGen.Json;

/// <summary>One text for all JSON that means the same: members in ordinal order (of two with one name the last), no space, no needless escapes, numbers by their digits.</summary>
/// <remarks>A number is kept at any size: as many digits as it has, then the power of ten. <c>1</c>, <c>1.0</c> and <c>10e-1</c> are all <c>1e0</c>.</remarks>
internal static class CanonicalJson
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The SHA-256 of the canonical text: <c>sha256:</c> and 64 hexadecimal digits.</summary>
    public static string Hash(JsonElement value)
    {
        using var text = new PooledByteBuffer();
        Write(value, text);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text.Span, hash);
        return "sha256:" + Convert.ToHexStringLower(hash);
    }

    public static void Write(JsonElement value, IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output, s_options);
        Write(writer, value);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
                foreach (var member in value.EnumerateObject())
                    members[member.Name] = member.Value;
                writer.WriteStartObject();
                foreach (var (name, member) in members)
                {
                    writer.WritePropertyName(name);
                    Write(writer, member);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                WriteNumber(writer, value.GetRawText());
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(value.GetString());
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, string raw)
    {
        var utf8 = Encoding.ASCII.GetBytes(raw);
        var number = new JsonDecimal(utf8);
        if (number.IsZero)
        {
            writer.WriteRawValue("0"u8, skipInputValidation: true);
            return;
        }

        var text = new StringBuilder(number.Length + 8);
        if (number.IsNegative)
            text.Append('-');
        for (var i = 0; i < number.Length; i++)
            text.Append((char)('0' + number.Digit(i)));
        text.Append('e').Append(number.Exponent.ToString(CultureInfo.InvariantCulture));
        writer.WriteRawValue(text.ToString(), skipInputValidation: true);
    }
}

using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;

namespace SdkGen;

/// <summary>What an approval is about: a call with exactly these arguments.</summary>
public static class ToolApproval
{
    /// <summary>Where a request holds the hash: the name in <see cref="AIContent.AdditionalProperties"/>.</summary>
    public const string ArgumentsHashKey = "argumentsHash";

    /// <summary>The hash of the arguments that a person is asked about: <c>sha256:</c> and 64 hexadecimal digits; null in a request of another library.</summary>
    /// <remarks>
    /// It is made of the arguments' canonical JSON (members by name, no space, numbers by their value), so that it survives being stored. It tells a mix-up, not a forger:
    /// whoever can change the stored request can change the hash as well.
    /// </remarks>
    public static string? ArgumentsHash(this ToolApprovalRequestContent request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.AdditionalProperties is { } properties && properties.TryGetValue(ArgumentsHashKey, out var hash) ? hash?.ToString() : null;
    }

    /// <summary>The hash of a call's arguments, as a request for its approval holds it.</summary>
    /// <exception cref="ArgumentException">An argument is neither JSON nor a plain value.</exception>
    public static string ArgumentsHash(this FunctionCallContent call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (call.Arguments is RawArguments { Error: null, IsText: false } raw)
        {
            using var document = JsonDocument.Parse(raw.Utf8);
            return CanonicalJson.Hash(document.RootElement);
        }

        using var buffer = new PooledByteBuffer();
        using (var writer = new Utf8JsonWriter((IBufferWriter<byte>)buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in call.Arguments ?? new Dictionary<string, object?>())
            {
                writer.WritePropertyName(name);
                Write(writer, name, value);
            }

            writer.WriteEndObject();
        }

        using var plain = JsonDocument.Parse(buffer.Memory);
        return CanonicalJson.Hash(plain.RootElement);
    }

    private static void Write(Utf8JsonWriter writer, string name, object? value)
    {
        if (value is JsonElement { ValueKind: not JsonValueKind.Undefined } element)
        {
            element.WriteTo(writer);
            return;
        }

        using var json = new PooledByteBuffer(256);
        if (!PlainValue.TryWrite(value, json))
            throw new ArgumentException($"The argument '{name}' is a {value!.GetType().Name}, of which no JSON can be made.", nameof(value));
        writer.WriteRawValue(json.Span);
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using SdkGen.Json;

namespace SdkGen;

/// <summary>What an error body says, whichever of the shapes in use it has: <c>{"error":{…}}</c>, <c>{"error":"…"}</c>, the members at the top, a list, plain text.</summary>
internal readonly record struct ErrorBody(string? Message, string? Code, string? Type, int? Number, TimeSpan? RetryAfter)
{
    public static ErrorBody Read(ReadOnlyMemory<byte> body)
    {
        body = JsonText.WithoutMark(body);
        var text = JsonText.WithoutSpace(body.Span);
        if (text.IsEmpty)
            return default;
        if (text[0] is (byte)'{' or (byte)'[')
        {
            try
            {
                using var document = JsonDocument.Parse(body);
                return Read(document.RootElement);
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                // Cut off, not JSON after all, or with a name that is no text: the text is all there is.
            }
        }

        return new ErrorBody(text[0] == (byte)'<' ? null : Encoding.UTF8.GetString(text).Trim(), null, null, null, null);
    }

    /// <summary>The name of an error of AWS without what stands around it: <c>com.amazon.coral.service#ThrottlingException:http://…</c>.</summary>
    /// <returns>Null where there is none.</returns>
    public static string? TypeName(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? text : text[..colon];
        return name[(name.LastIndexOf('#') + 1)..].Trim() is { Length: > 0 } found ? found : null;
    }

    private static ErrorBody Read(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
            return root.GetArrayLength() > 0 ? Read(root[0]) : default;
        if (root.ValueKind != JsonValueKind.Object)
            return new ErrorBody(Text(root), null, null, null, null);

        var error = root.TryGetProperty("error", out var inner) && inner.ValueKind != JsonValueKind.Null ? inner : root;
        if (error.ValueKind != JsonValueKind.Object)
            return new ErrorBody(Text(error), CodeOf(root), Symbol(root, "type"), NumberOf(root), null);

        var message = Text(error, "message") ?? Text(error, "Message") ?? Text(error, "detail") ?? Text(error, "msg") ?? Text(root, "message");
        var type = Symbol(error, "type") ?? Symbol(error, "status") ?? TypeName(Symbol(error, "__type"));
        return new ErrorBody(message, CodeOf(error) ?? Reason(error), type, NumberOf(error), RetryDelay(error));
    }

    private static string? Text(JsonElement owner, string name) => owner.TryGetProperty(name, out var value) ? Text(value) : null;

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => (JsonText.Of(value) ?? value.GetRawText()).Trim(),
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.Object when value.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String => Text(message),
        _ => value.GetRawText(),
    };

    private static string? Symbol(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && JsonText.Of(value) is { Length: > 0 } text ? text : null;

    /// <summary>A code that is a word; digits are a number, in quotes too.</summary>
    private static string? CodeOf(JsonElement owner) => Symbol(owner, "code") is { } code && code.AsSpan().ContainsAnyExceptInRange('0', '9') ? code : null;

    private static int? NumberOf(JsonElement error)
    {
        foreach (var name in (ReadOnlySpan<string>)["code", "status_code", "status", "originalStatusCode"])
        {
            if (!error.TryGetProperty(name, out var value))
                continue;
            if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number))
                return number;
            if (int.TryParse(JsonText.Of(value), NumberStyles.None, CultureInfo.InvariantCulture, out number))
                return number;
        }

        return null;
    }

    /// <summary>The reason of a <c>google.rpc.ErrorInfo</c> among the details: <c>API_KEY_INVALID</c>.</summary>
    private static string? Reason(JsonElement error)
    {
        foreach (var detail in Details(error))
        {
            if (detail.ValueKind == JsonValueKind.Object && Symbol(detail, "@type")?.EndsWith("google.rpc.ErrorInfo", StringComparison.Ordinal) == true)
                return Symbol(detail, "reason");
        }

        return null;
    }

    private static JsonElement.ArrayEnumerator Details(JsonElement error) =>
        error.TryGetProperty("details", out var details) && details.ValueKind == JsonValueKind.Array ? details.EnumerateArray() : default;

    /// <summary>The delay of a <c>google.rpc.RetryInfo</c> among the details: <c>"22s"</c>.</summary>
    private static TimeSpan? RetryDelay(JsonElement error)
    {
        foreach (var detail in Details(error))
        {
            if (detail.ValueKind == JsonValueKind.Object && detail.TryGetProperty("retryDelay", out var delay)
                && JsonText.Of(delay) is [.. var seconds, 's'] && double.TryParse(seconds, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                && value is >= 0 and < int.MaxValue)
                return TimeSpan.FromSeconds(value);
        }

        return null;
    }
}

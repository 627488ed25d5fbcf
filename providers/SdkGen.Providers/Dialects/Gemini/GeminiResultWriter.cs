using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Wire.Gemini;

namespace SdkGen.Dialects.Gemini;

/// <summary>Writes results of tools. The service takes one object; anything else stands in it as <c>result</c>.</summary>
internal static class GeminiResultWriter
{
    private const string Result = "result";
    private const string Error = "error";

    /// <param name="result">The result.</param>
    /// <param name="call">The call that it answers; null where the conversation does not hold it.</param>
    public static GeminiPart Write(FunctionResultContent result, GeminiFunctionCall? call)
    {
        var response = new GeminiFunctionResponse { Id = call is null ? result.CallId : call.Id, Name = call?.Name ?? result.CallId };
        switch (result.Result)
        {
            case AIContent content:
                WriteContents(response, [content]);
                break;
            case IEnumerable<AIContent> contents:
                WriteContents(response, contents);
                break;
            default:
                response.Response = Object(result.Result, result.Exception is null ? Result : Error);
                break;
        }

        return new() { FunctionResponse = response };
    }

    private static void WriteContents(GeminiFunctionResponse response, IEnumerable<AIContent> contents)
    {
        var text = new StringBuilder();
        foreach (var content in contents)
        {
            switch (content)
            {
                case TextContent words:
                    text.Append(words.Text);
                    break;
                case DataContent data:
                    (response.Parts ??= []).Add(new() { InlineData = GeminiPartWriter.Blob(data) });
                    break;
                case UriContent address:
                    (response.Parts ??= []).Add(new() { FileData = new() { MimeType = address.MediaType, FileUri = address.Uri.OriginalString } });
                    break;
            }
        }

        response.Response = Object(text.ToString(), Result);
    }

    /// <summary>An object as it is; anything else inside one. Text that is JSON counts as what it says: tools return their objects so.</summary>
    private static RawJson Object(object? value, string name)
    {
        if (value is string text && Parsed(text) is { } parsed)
            value = parsed;
        else if (value is JsonElement { ValueKind: JsonValueKind.String } element && Parsed(JsonText.Of(element) ?? "") is { } inner)
            value = inner;
        var json = JsonValues.Of(value);
        if (json.ValueKind == JsonValueKind.Object)
            return json;
        var buffer = new ArrayBufferWriter<byte>(64);
        using (var writer = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WritePropertyName(name);
            json.WriteTo(writer);
            writer.WriteEndObject();
        }

        return new RawJson(buffer.WrittenMemory);
    }

    private static JsonElement? Parsed(string text)
    {
        if (text.AsSpan().TrimStart() is not ['{' or '[', ..])
            return null;
        try
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            using var document = JsonDocument.Parse(utf8);
            return JsonText.IsReadable(utf8) ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;

namespace SdkGen.Telemetry;

/// <summary>Writes parts of messages as the conventions name them, every text redacted.</summary>
internal readonly struct PartWriter(Utf8JsonWriter writer, ILlmRedactor redactor)
{
    public void Write(AIContent content)
    {
        if (content is UsageContent)
            return;
        writer.WriteStartObject();
        switch (content)
        {
            case TextContent text:
                Text("text", text.Text);
                break;
            case TextReasoningContent reasoning:
                Text("reasoning", reasoning.Text);
                break;
            case RefusalContent refusal:
                Text("text", refusal.Text);
                break;
            case FunctionCallContent call:
                Call(call);
                break;
            case FunctionResultContent result:
                Result(result);
                break;
            case ToolApprovalRequestContent { ToolCall: FunctionCallContent call }:
                Call(call);
                break;
            case DataContent data:
                writer.WriteString("type", "blob");
                Media(data.MediaType);
                writer.WriteString("content", data.Base64Data.Span);
                break;
            case UriContent link:
                writer.WriteString("type", "uri");
                Media(link.MediaType);
                writer.WriteString("uri", redactor.Redact(link.Uri.ToString()));
                break;
            case HostedFileContent file:
                writer.WriteString("type", "file");
                Media(file.MediaType);
                writer.WriteString("file_id", file.FileId);
                break;
            default:
                writer.WriteString("type", content.GetType().Name);
                break;
        }

        writer.WriteEndObject();
    }

    public void WriteArguments(FunctionCallContent call)
    {
        if (call.Arguments is RawArguments { Error: null, IsText: false } raw)
        {
            Json(raw.Utf8.Span);
            return;
        }

        if (call.Arguments is RawArguments broken)
        {
            writer.WriteStringValue(redactor.Redact(broken.ToString() ?? ""));
            return;
        }

        writer.WriteStartObject();
        foreach (var (name, value) in call.Arguments ?? new Dictionary<string, object?>())
        {
            writer.WritePropertyName(name);
            WriteValue(value);
        }

        writer.WriteEndObject();
    }

    public void WriteValue(object? value)
    {
        switch (value)
        {
            case string text:
                writer.WriteStringValue(redactor.Redact(text));
                return;
            case JsonElement { ValueKind: not JsonValueKind.Undefined } element:
                Json(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(element));
                return;
            case IEnumerable<AIContent> contents:
                writer.WriteStartArray();
                foreach (var content in contents)
                    Write(content);
                writer.WriteEndArray();
                return;
            case AIContent content:
                Write(content);
                return;
        }

        using var json = new PooledByteBuffer(256);
        if (PlainValue.TryWrite(value, json))
            Json(json.Span);
        else
            writer.WriteStringValue(redactor.Redact(value?.ToString() ?? ""));
    }

    private void Text(string type, string text)
    {
        writer.WriteString("type", type);
        writer.WriteString("content", redactor.Redact(text));
    }

    private void Call(FunctionCallContent call)
    {
        writer.WriteString("type", call.InformationalOnly ? "server_tool_call" : "tool_call");
        writer.WriteString("id", call.CallId);
        writer.WriteString("name", call.Name);
        writer.WritePropertyName(call.InformationalOnly ? "server_tool_call" : "arguments");
        WriteArguments(call);
    }

    private void Result(FunctionResultContent result)
    {
        writer.WriteString("type", "tool_call_response");
        writer.WriteString("id", result.CallId);
        writer.WritePropertyName("response");
        WriteValue(result.Result);
    }

    private void Media(string? type)
    {
        var slash = type?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        var modality = slash < 0 ? "" : type![..slash];
        writer.WriteString("modality", modality is "image" or "video" or "audio" ? modality : "document");
        if (type is not null)
            writer.WriteString("mime_type", type);
    }

    /// <summary>Copies JSON, text by text. A number that is redacted (one of a card, for example) becomes text.</summary>
    private void Json(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    writer.WriteStartObject();
                    break;
                case JsonTokenType.EndObject:
                    writer.WriteEndObject();
                    break;
                case JsonTokenType.StartArray:
                    writer.WriteStartArray();
                    break;
                case JsonTokenType.EndArray:
                    writer.WriteEndArray();
                    break;
                case JsonTokenType.PropertyName:
                    writer.WritePropertyName(redactor.Redact(reader.GetString()!));
                    break;
                case JsonTokenType.String:
                    writer.WriteStringValue(redactor.Redact(reader.GetString()!));
                    break;
                case JsonTokenType.Number:
                    Number(reader.ValueSpan);
                    break;
                default:
                    writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                    break;
            }
        }
    }

    private void Number(ReadOnlySpan<byte> digits)
    {
        var text = System.Text.Encoding.UTF8.GetString(digits);
        var redacted = redactor.Redact(text);
        if (redacted == text)
            writer.WriteRawValue(digits, skipInputValidation: true);
        else
            writer.WriteStringValue(redacted);
    }
}

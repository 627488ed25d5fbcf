using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;

namespace SdkGen.Telemetry;

/// <summary>Messages, instructions and tools as JSON of the conventions. Spans hold no structure, so they get its text.</summary>
internal static class ContentJson
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Messages; with the reason of their end where they are an answer.</summary>
    public static string Messages(IEnumerable<ChatMessage> messages, ChatFinishReason? finish, ILlmRedactor redactor) => Write(writer =>
    {
        var parts = new PartWriter(writer, redactor);
        writer.WriteStartArray();
        foreach (var message in messages)
        {
            writer.WriteStartObject();
            writer.WriteString("role", message.Role.Value);
            writer.WriteStartArray("parts");
            foreach (var content in message.Contents)
                parts.Write(content);
            writer.WriteEndArray();
            if (message.AuthorName is { } name)
                writer.WriteString("name", redactor.Redact(name));
            if (finish is { } reason)
                writer.WriteString("finish_reason", message.Role == ChatRole.Assistant ? Word(reason) : "stop");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    public static string Instructions(string instructions, ILlmRedactor redactor) => Write(writer =>
    {
        writer.WriteStartArray();
        new PartWriter(writer, redactor).Write(new TextContent(instructions));
        writer.WriteEndArray();
    });

    public static string Tools(IList<AITool> tools, ILlmRedactor redactor) => Write(writer =>
    {
        writer.WriteStartArray();
        foreach (var tool in tools)
        {
            writer.WriteStartObject();
            writer.WriteString("type", tool is AIFunctionDeclaration ? "function" : tool.Name);
            writer.WriteString("name", tool.Name);
            if (tool.Description is { Length: > 0 } description)
                writer.WriteString("description", redactor.Redact(description));
            if (tool is LlmTool generated)
            {
                writer.WritePropertyName("parameters");
                writer.WriteRawValue(generated.JsonSchemaUtf8, skipInputValidation: true);
            }
            else if (tool is AIFunctionDeclaration function)
            {
                writer.WritePropertyName("parameters");
                function.JsonSchema.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    /// <summary>The arguments of a call, redacted value by value.</summary>
    public static string Arguments(FunctionCallContent call, ILlmRedactor redactor) => Write(writer => new PartWriter(writer, redactor).WriteArguments(call));

    /// <summary>What a tool gave back, redacted value by value.</summary>
    public static string Result(object? result, ILlmRedactor redactor) => Write(writer => new PartWriter(writer, redactor).WriteValue(result));

    private static string Word(ChatFinishReason reason) =>
        reason == ChatFinishReason.ToolCalls ? "tool_call" : reason == ChatFinishReason.ContentFilter ? "content_filter" : reason.Value;

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new PooledByteBuffer(1024);
        try
        {
            using var writer = new Utf8JsonWriter((IBufferWriter<byte>)buffer, s_options);
            write(writer);
            writer.Flush();
            return Encoding.UTF8.GetString(buffer.Span);
        }
        catch (Exception exception)
        {
            // A value whose document is gone, a type that throws: what is recorded must not break the call.
            return $"\"[not readable: {exception.GetType().Name}]\"";
        }
    }
}

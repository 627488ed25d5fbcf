using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace SdkGen.Benchmarks;

/// <summary>What a careful person writes for one model of one service behind <see cref="IChatClient"/>, and no more than that: text, tools, and what every answer says.</summary>
/// <remarks>
/// It writes messages and tools member by member (a schema is copied as the text that its element holds), gives the exchange a limit of time beside the caller's token, checks the status, reads the body into
/// pooled memory and its id, model, time, text, finish reason and usage out of it. It knows no other content than text, looks for no error under a good status, and judges nothing before it sends.
/// </remarks>
internal sealed class HandWrittenChatClient(HttpClient http) : IChatClient
{
    private static readonly Action<Utf8JsonWriter, (IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)> s_write = Write;
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(100);

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(s_timeout);
        using var request = PooledRequest.Create(((IReadOnlyList<ChatMessage>)messages, options), s_write);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        var stream = await response.Content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var body = ArrayPool<byte>.Shared.Rent(64 * 1024);
            var length = 0;
            int read;
            while ((read = await stream.ReadAsync(body.AsMemory(length), deadline.Token).ConfigureAwait(false)) > 0)
                length += read;
            var answer = Read(body.AsSpan(0, length));
            ArrayPool<byte>.Shared.Return(body);
            return answer;
        }
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
        // The HTTP client is the caller's.
    }

    private static void Write(Utf8JsonWriter writer, (IReadOnlyList<ChatMessage> Messages, ChatOptions? Options) asked)
    {
        writer.WriteStartObject();
        writer.WriteString("model"u8, "gpt-4o");
        writer.WriteStartArray("messages"u8);
        for (var i = 0; i < asked.Messages.Count; i++)
        {
            writer.WriteStartObject();
            writer.WriteString("role"u8, asked.Messages[i].Role.Value);
            writer.WriteString("content"u8, asked.Messages[i].Text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (asked.Options?.Tools is { Count: > 0 } tools)
        {
            writer.WriteStartArray("tools"u8);
            for (var i = 0; i < tools.Count; i++)
            {
                var function = (AIFunctionDeclaration)tools[i];
                writer.WriteStartObject();
                writer.WriteString("type"u8, "function"u8);
                writer.WriteStartObject("function"u8);
                writer.WriteString("name"u8, function.Name);
                writer.WriteString("description"u8, function.Description);
                writer.WritePropertyName("parameters"u8);
                writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(function.JsonSchema), skipInputValidation: true);
                writer.WriteEndObject();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static ChatResponse Read(ReadOnlySpan<byte> body)
    {
        var message = new ChatMessage(ChatRole.Assistant, []);
        var response = new ChatResponse(message);
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;
            if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                message.MessageId = response.ResponseId = reader.GetString();
            }
            else if (reader.ValueTextEquals("created"u8))
            {
                reader.Read();
                message.CreatedAt = response.CreatedAt = DateTimeOffset.FromUnixTimeSeconds(reader.GetInt64());
            }
            else if (reader.ValueTextEquals("model"u8))
            {
                reader.Read();
                response.ModelId = reader.GetString();
            }
            else if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                message.Contents.Add(new TextContent(reader.GetString()));
            }
            else if (reader.ValueTextEquals("finish_reason"u8))
            {
                reader.Read();
                response.FinishReason = reader.ValueTextEquals("stop"u8) ? ChatFinishReason.Stop : new ChatFinishReason(reader.GetString()!);
            }
            else if (reader.ValueTextEquals("prompt_tokens"u8))
            {
                reader.Read();
                (response.Usage ??= new()).InputTokenCount = reader.GetInt64();
            }
            else if (reader.ValueTextEquals("completion_tokens"u8))
            {
                reader.Read();
                (response.Usage ??= new()).OutputTokenCount = reader.GetInt64();
            }
            else if (reader.ValueTextEquals("total_tokens"u8))
            {
                reader.Read();
                (response.Usage ??= new()).TotalTokenCount = reader.GetInt64();
            }
        }

        return response;
    }
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Conformance.Tests.Recordings;
using SdkGen.Testing;

namespace SdkGen.Conformance.Tests.Requests;

/// <summary>
/// Recorded requests, made again of messages and options: what our client then sends means the same. Answers in the middle of a conversation are read by the client
/// first, so that this is a round trip too: every signature, id and order must come back.
/// </summary>
public sealed class GeminiRebuildTests : IAsyncLifetime
{
    private LlmEmulator _server = null!;
    private ServiceProvider _services = null!;

    public static IEnumerable<TheoryDataRow<string>> Requests => RecordingSet.Rows(recording =>
        recording.Dialect == "gemini" && recording.Request.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.Object && recording.Status is 200 or 429);

    public async ValueTask InitializeAsync()
    {
        _server = await LlmEmulator.StartAsync();
        var services = new ServiceCollection();
        services.AddLlm(llm => llm
            .AddGemini(options => (options.BaseUrl, options.ApiKey) = (_server.GeminiUrl, "test-key"))
            .AddVertexAI(options => (options.BaseUrl, options.ApiKey, options.Project) = (_server.VertexUrl, "test-token", "a-project")));
        _services = services.BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_recorded_request_is_sent_again(string id)
    {
        var recording = RecordingSet.Find(id);
        var recorded = GeminiMeaning.Of(JsonNode.Parse(recording.Request.GetProperty("body").GetRawText())!);
        IChatClient client = recording.Id.StartsWith("vertex/", StringComparison.Ordinal)
            ? _services.GetRequiredService<IChatClient<VertexAIModels.Gemini25Flash>>()
            : _services.GetRequiredService<IChatClient<GeminiModels.Gemini25Flash>>();
        var facts = recording.Expected.GetProperty("requestFacts");
        var options = GeminiRebuild.Options(recorded);
        options.ModelId = facts.GetProperty("model").GetString();
        var messages = await MessagesAsync(client, recorded);

        _server.Playback = null;
        if (recording.IsStreaming)
            await client.GetStreamingResponseAsync(messages, options).ToChatResponseAsync();
        else
            await client.GetResponseAsync(messages, options);

        var request = _server.Requests[^1];
        request.Path.ShouldContain($"models/{options.ModelId}:");
        request.Path.ShouldEndWith(recording.IsStreaming ? ":streamGenerateContent?alt=sse" : ":generateContent");
        var sent = GeminiMeaning.Of(JsonNode.Parse(request.Body.Span)!);
        sent.ToJsonString().ShouldBe(recorded.ToJsonString());
        sent["contents"]!.AsArray().Count.ShouldBe(facts.GetProperty("messages").GetInt32());
    }

    /// <summary>The conversation, whose answers are what the client makes of them.</summary>
    private async Task<List<ChatMessage>> MessagesAsync(IChatClient client, JsonObject recorded)
    {
        var messages = new List<ChatMessage>();
        Queue<FunctionCallContent> calls = new();
        foreach (var content in recorded["contents"]!.AsArray())
        {
            if ((string?)content!["role"] != "model")
            {
                messages.Add(GeminiRebuild.Message(content.AsObject(), calls));
                continue;
            }

            var answer = new JsonObject { ["candidates"] = new JsonArray(new JsonObject { ["content"] = content.DeepClone(), ["finishReason"] = "STOP" }), ["responseId"] = $"r{messages.Count}" };
            _server.Playback = new RawAnswer(200, Encoding.UTF8.GetBytes(answer.ToJsonString())) { Headers = new Dictionary<string, string> { ["content-type"] = "application/json" } };
            var response = await client.GetResponseAsync("Hello");

            // Conversations are kept as JSON.
            var message = JsonSerializer.Deserialize<ChatMessage>(JsonSerializer.Serialize(response.Messages.ShouldHaveSingleItem(), LlmJson.Options), LlmJson.Options)!;
            calls = new(message.Contents.OfType<FunctionCallContent>());
            messages.Add(message);
        }

        return messages;
    }
}

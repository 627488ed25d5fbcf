using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Conformance.Tests.Recordings;
using SdkGen.Testing;

namespace SdkGen.Conformance.Tests.Requests;

/// <summary>
/// Recorded requests, made again of messages and options: what our client then sends means the same, and the emulator takes it as the service took the recorded one.
/// Answers in the middle of a conversation are read by the client first, so that this is a round trip too: every block must come back.
/// </summary>
public sealed class AnthropicRebuildTests : IAsyncLifetime
{
    private LlmEmulator _server = null!;
    private ServiceProvider _services = null!;

    public static IEnumerable<TheoryDataRow<string>> Requests => RecordingSet.Rows(recording => IsOurs(recording) && recording.Dialect == "anthropic-messages" && recording.Status == 200);

    /// <summary>How long a prompt is that was too long is not recorded: its text was taken out.</summary>
    public static IEnumerable<TheoryDataRow<string>> JudgedRequests =>
        RecordingSet.Rows(recording => IsOurs(recording) && (recording.Status == 200 || (recording.Status is >= 400 and < 500 && Kind(recording) != "context_length")));

    public async ValueTask InitializeAsync()
    {
        _server = await LlmEmulator.StartAsync();
        _services = new ServiceCollection().AddLlm(llm => llm.AddAnthropic(options => (options.BaseUrl, options.ApiKey) = (_server.AnthropicUrl, "test-key"))).BuildServiceProvider();
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
        var recorded = AnthropicMeaning.Of(Body(recording));
        var client = _services.GetRequiredService<IChatClient<AnthropicModels.ClaudeHaiku45>>();
        var messages = await MessagesAsync(client, recorded);
        var options = AnthropicRebuild.Options(recorded);

        _server.Playback = null;
        if (recording.IsStreaming)
            await client.GetStreamingResponseAsync(messages, options).ToChatResponseAsync();
        else
            await client.GetResponseAsync(messages, options);

        var sent = AnthropicMeaning.Of(JsonNode.Parse(_server.Requests[^1].Body.Span)!);
        sent.ToJsonString().ShouldBe(recorded.ToJsonString());
        CheckFacts(sent, recording.Expected.GetProperty("requestFacts"));
    }

    [Theory]
    [MemberData(nameof(JudgedRequests))]
    public async Task The_emulator_judges_a_recorded_request_as_the_service_did(string id)
    {
        var recording = RecordingSet.Find(id);

        // Who may ask, and which models exist, is the service's knowledge: the test hands it over.
        if (recording.Status == 401)
            _server.ApiKey = "another-key";
        else if (recording.Status == 404)
            _server.Models.Add("a-model-that-exists");
        using var http = new HttpClient();
        var path = recording.Dialect == "count-tokens" ? "/v1/messages/count_tokens" : "/v1/messages";
        using var request = new HttpRequestMessage(HttpMethod.Post, _server.AnthropicUrl + path) { Content = new StringContent(Body(recording).ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.Add("x-api-key", "test-key");
        request.Headers.Add("anthropic-version", "2023-06-01");

        using var response = await http.SendAsync(request);

        var body = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(recording.Status, body);
        if (recording.Status != 200)
            ErrorType(body).ShouldBe(ErrorType(Encoding.UTF8.GetString(recording.Body)));
    }

    private static bool IsOurs(Recording recording) =>
        recording.Id.StartsWith("anthropic/", StringComparison.Ordinal) && recording.Request.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.Object;

    private static string? Kind(Recording recording) => recording.Expected.GetProperty("error") is { ValueKind: JsonValueKind.Object } error ? error.GetProperty("kind").GetString() : null;

    private static JsonObject Body(Recording recording) => JsonNode.Parse(recording.Request.GetProperty("body").GetRawText())!.AsObject();

    private static string? ErrorType(string body) => (string?)JsonNode.Parse(body)!["error"]!["type"];

    /// <summary>The conversation, whose answers are what the client makes of them.</summary>
    private async Task<List<ChatMessage>> MessagesAsync(IChatClient client, JsonObject recorded)
    {
        var messages = new List<ChatMessage>(AnthropicRebuild.Instructions(recorded["system"]));
        foreach (var message in recorded["messages"]!.AsArray().Select(message => message!.AsObject()))
        {
            if ((string?)message["role"] != "assistant")
            {
                messages.Add(AnthropicRebuild.Message(message));
                continue;
            }

            var answer = new JsonObject { ["id"] = "msg_1", ["type"] = "message", ["role"] = "assistant", ["content"] = message["content"]!.DeepClone(), ["stop_reason"] = "end_turn" };
            _server.Playback = new RawAnswer(200, Encoding.UTF8.GetBytes(answer.ToJsonString())) { Headers = new Dictionary<string, string> { ["content-type"] = "application/json" } };
            var response = await client.GetResponseAsync("Hello");

            // Conversations are kept as JSON.
            messages.AddRange(JsonSerializer.Deserialize<ChatMessage[]>(JsonSerializer.Serialize(response.Messages.ToArray(), LlmJson.Options), LlmJson.Options)!);
        }

        return messages;
    }

    private static void CheckFacts(JsonObject sent, JsonElement facts)
    {
        ((string?)sent["model"]).ShouldBe(facts.GetProperty("model").GetString());
        sent["messages"]!.AsArray().Count.ShouldBe(facts.GetProperty("messages").GetInt32());
        ((bool?)sent["stream"] ?? false).ShouldBe(facts.GetProperty("stream").GetBoolean());
        ((double?)sent["temperature"]).ShouldBe(Number(facts, "temperature"));
        ((double?)sent["max_tokens"]).ShouldBe(Number(facts, "maxTokens"));
        Blocks(sent["messages"], "image").ShouldBe(facts.GetProperty("images").GetInt32());
        Blocks(sent["messages"], "document").ShouldBe(facts.GetProperty("files").GetInt32());

        static double? Number(JsonElement facts, string name) => facts.GetProperty(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

        static int Blocks(JsonNode? json, string type) => json switch
        {
            JsonObject members => ((members["type"] as JsonValue)?.ToString() == type ? 1 : 0) + members.Sum(member => Blocks(member.Value, type)),
            JsonArray items => items.Sum(item => Blocks(item, type)),
            _ => 0,
        };
    }
}

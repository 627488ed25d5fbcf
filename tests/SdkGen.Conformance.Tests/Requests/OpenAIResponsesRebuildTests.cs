using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Conformance.Tests.Playback;
using SdkGen.Conformance.Tests.Recordings;
using SdkGen.Testing;

namespace SdkGen.Conformance.Tests.Requests;

/// <summary>
/// Recorded requests, made again of messages and options: what our client then sends means the same, and the emulator takes it as the service took the recorded one.
/// Answers in the middle of a conversation are read by the client first, so that this is a round trip too: every encrypted text, id and order must come back.
/// </summary>
public sealed class OpenAIResponsesRebuildTests : IAsyncLifetime
{
    private LlmEmulator _server = null!;
    private ServiceProvider _services = null!;

    public static IEnumerable<TheoryDataRow<string>> Requests => RecordingSet.Rows(recording => IsOurs(recording) && recording.Status == 200);

    public static IEnumerable<TheoryDataRow<string>> JudgedRequests => RecordingSet.Rows(recording => IsOurs(recording) && (recording.Status == 200 || IsAboutTheRequest(recording)));

    public async ValueTask InitializeAsync()
    {
        _server = await LlmEmulator.StartAsync();
        var services = new ServiceCollection();
        services.AddLlm(llm =>
        {
            foreach (var service in RecordedService.All.Where(service => service.Account == "responses"))
                service.Add(llm, options => (options.BaseUrl, options.ApiKey) = (service.Name == "DeepSeek" ? _server.Url : _server.OpenAIUrl, "test-key"));
        });
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
        var recorded = OpenAIResponsesMeaning.Of(Body(recording));
        var client = RecordedService.Of(recording)!.Chat(_services);
        var messages = await MessagesAsync(client, Body(recording));
        var options = OpenAIResponsesRebuild.Options(recorded);

        _server.Playback = null;
        if (recording.IsStreaming)
            await client.GetStreamingResponseAsync(messages, options).ToChatResponseAsync();
        else
            await client.GetResponseAsync(messages, options);

        var sent = OpenAIResponsesMeaning.Of(JsonNode.Parse(_server.Requests[^1].Body.Span)!);
        sent.ToJsonString().ShouldBe(recorded.ToJsonString());
        CheckFacts(sent, recording.Expected.GetProperty("requestFacts"));
    }

    [Theory]
    [MemberData(nameof(JudgedRequests))]
    public async Task The_emulator_judges_a_recorded_request_as_the_service_did(string id)
    {
        var recording = RecordingSet.Find(id);
        if (Error(recording.Body, "code") == "model_not_found")
            _server.Models.Add("a-model-that-exists");
        else if (Error(recording.Body, "code") == "invalid_api_key")
            _server.ApiKey = "another-key";
        using var http = new HttpClient();
        var root = new Uri(recording.Request.GetProperty("url").GetString()!).AbsolutePath == "/responses" ? _server.Url : _server.OpenAIUrl;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{root}/responses") { Content = new StringContent(Body(recording).ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", "test-key");

        using var response = await http.SendAsync(request);

        var body = await response.Content.ReadAsByteArrayAsync();
        ((int)response.StatusCode).ShouldBe(recording.Status, Encoding.UTF8.GetString(body));
        if (recording.Status != 200)
            Error(body, "code").ShouldBe(Error(recording.Body, "code"));
    }

    private static bool IsOurs(Recording recording) =>
        recording.Dialect == "openai-responses" && recording.Request.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.Object;

    /// <summary>An error that its content caused, told by an answer that the service itself has sent. xAI has another form of errors, which the emulator does not speak.</summary>
    private static bool IsAboutTheRequest(Recording recording) => recording.Status is >= 400 and < 500 && Error(recording.Body, "type") is not null;

    private static JsonObject Body(Recording recording) => JsonNode.Parse(recording.Request.GetProperty("body").GetRawText())!.AsObject();

    private static string? Error(byte[] body, string member)
    {
        try
        {
            return JsonNode.Parse(body) is JsonObject json && json["error"] is JsonObject error ? (string?)error[member] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The conversation, whose answers are what the client makes of them.</summary>
    private async Task<List<ChatMessage>> MessagesAsync(IChatClient client, JsonObject recorded)
    {
        var messages = new List<ChatMessage>();
        var answered = new JsonArray();
        foreach (var item in OpenAIResponsesMeaning.Items(recorded["input"]))
        {
            if (OpenAIResponsesRebuild.IsAnswered(item))
            {
                answered.Add((JsonNode)OpenAIResponsesRebuild.Answered(item));
                continue;
            }

            await CloseAsync();
            messages.Add(OpenAIResponsesRebuild.Message(item));
        }

        await CloseAsync();
        return messages;

        async Task CloseAsync()
        {
            if (answered.Count == 0)
                return;
            var answer = new JsonObject { ["id"] = $"resp_{messages.Count}", ["object"] = "response", ["status"] = "completed", ["store"] = recorded["store"]?.DeepClone() ?? true, ["output"] = answered };
            answered = [];
            _server.Playback = new RawAnswer(200, Encoding.UTF8.GetBytes(answer.ToJsonString())) { Headers = new Dictionary<string, string> { ["content-type"] = "application/json" } };
            var response = await client.GetResponseAsync("Hello");

            // Conversations are kept as JSON.
            messages.AddRange(JsonSerializer.Deserialize<ChatMessage[]>(JsonSerializer.Serialize(response.Messages.ToArray(), LlmJson.Options), LlmJson.Options)!);
        }
    }

    private static void CheckFacts(JsonObject sent, JsonElement facts)
    {
        ((string?)sent["model"]).ShouldBe(facts.GetProperty("model").GetString());
        sent["input"]!.AsArray().Count.ShouldBe(facts.GetProperty("messages").GetInt32());
        ((bool?)sent["stream"] ?? false).ShouldBe(facts.GetProperty("stream").GetBoolean());
        ((double?)sent["temperature"]).ShouldBe(Number(facts, "temperature"));
        ((double?)sent["max_output_tokens"]).ShouldBe(Number(facts, "maxTokens"));
        Parts(sent, "input_image").ShouldBe(facts.GetProperty("images").GetInt32());
        Parts(sent, "input_file").ShouldBe(facts.GetProperty("files").GetInt32());

        static double? Number(JsonElement facts, string name) => facts.GetProperty(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

        static int Parts(JsonNode? json, string type) => json switch
        {
            JsonObject members => ((members["type"] as JsonValue)?.ToString() == type ? 1 : 0) + members.Sum(member => Parts(member.Value, type)),
            JsonArray items => items.Sum(item => Parts(item, type)),
            _ => 0,
        };
    }
}

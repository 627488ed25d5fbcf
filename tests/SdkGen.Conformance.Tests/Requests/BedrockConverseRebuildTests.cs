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
/// Recorded requests of Converse, made again of messages and options: what our client then sends means the same, and the emulator judges it as the service judged the
/// recorded one. Answers in the middle of a conversation are read by the client first, and saved and loaded, so that this is a round trip too.
/// </summary>
public sealed class BedrockConverseRebuildTests : IAsyncLifetime
{
    private LlmEmulator _server = null!;
    private ServiceProvider _services = null!;

    public static IEnumerable<TheoryDataRow<string>> Requests => RecordingSet.Rows(recording => IsOurs(recording) && recording.Status == 200 && recording.Dialect == "bedrock-converse");

    public static IEnumerable<TheoryDataRow<string>> JudgedRequests => RecordingSet.Rows(recording => IsOurs(recording) && recording.Status is 200 or 400);

    public async ValueTask InitializeAsync()
    {
        _server = await LlmEmulator.StartAsync();
        var services = new ServiceCollection();
        services.AddLlm(llm => llm.AddBedrock(options => (options.BaseUrl, options.ApiKey) = (_server.BedrockUrl, "test-key")));
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
        var recorded = Body(recording);
        var client = RecordedService.Of(recording)!.Chat(_services);
        var messages = await MessagesAsync(client, recorded);
        var options = BedrockConverseRebuild.Options(recorded, Model(recording));

        _server.Playback = null;
        if (recording.IsStreaming)
            await client.GetStreamingResponseAsync(messages, options).ToChatResponseAsync();
        else
            await client.GetResponseAsync(messages, options);

        var request = _server.Requests[^1];
        var sent = BedrockConverseRebuild.Meaning(JsonNode.Parse(request.Body.Span)!);
        sent.ToJsonString().ShouldBe(BedrockConverseRebuild.Meaning(recorded).ToJsonString());
        Uri.UnescapeDataString(request.Path).ShouldBe("/bedrock" + Uri.UnescapeDataString(new Uri(recording.Request.GetProperty("url").GetString()!).AbsolutePath));
        CheckFacts(sent, recording.Expected.GetProperty("requestFacts"));
    }

    [Theory]
    [MemberData(nameof(JudgedRequests))]
    public async Task The_emulator_judges_a_recorded_request_as_the_service_did(string id)
    {
        var recording = RecordingSet.Find(id);

        // Which models exist is the service's knowledge: the test hands it over.
        if (Encoding.UTF8.GetString(recording.Body).Contains("identifier is invalid", StringComparison.Ordinal))
            _server.Models.Add("a-model-that-exists");
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, _server.BedrockUrl + new Uri(recording.Request.GetProperty("url").GetString()!).AbsolutePath) { Content = new StringContent(Body(recording).ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", "test-key");

        using var response = await http.SendAsync(request);

        var body = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(recording.Status, body);
        if (recording.Status == 200)
            return;
        ((string?)JsonNode.Parse(body)!["message"]).ShouldBe((string?)JsonNode.Parse(recording.Body)!["message"]);
        if (recording.Headers.TryGetValue("x-amzn-errortype", out var type))
            response.Headers.GetValues("x-amzn-errortype").Single().Split(':')[0].ShouldBe(type.Split(':')[0]);
    }

    private static bool IsOurs(Recording recording) =>
        (recording.Dialect == "bedrock-converse" || (recording.Dialect == "count-tokens" && recording.Id.StartsWith("bedrock/", StringComparison.Ordinal)))
        && recording.Request.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.Object;

    private static JsonObject Body(Recording recording) => JsonNode.Parse(recording.Request.GetProperty("body").GetRawText())!.AsObject();

    private static string Model(Recording recording) => recording.Expected.GetProperty("requestFacts").GetProperty("model").GetString()!;

    /// <summary>The conversation, whose answers are what the client makes of them.</summary>
    private async Task<List<ChatMessage>> MessagesAsync(IChatClient client, JsonObject recorded)
    {
        var messages = new List<ChatMessage>();
        if (recorded["system"] is JsonArray { Count: > 0 } system)
            messages.Add(BedrockConverseRebuild.Message("system", system));
        foreach (var message in recorded["messages"]!.AsArray())
        {
            if ((string?)message!["role"] != "assistant")
            {
                messages.Add(BedrockConverseRebuild.Message("user", message["content"]!.AsArray()));
                continue;
            }

            var answer = new JsonObject { ["output"] = new JsonObject { ["message"] = message.DeepClone() }, ["stopReason"] = "end_turn" };
            _server.Playback = new RawAnswer(200, Encoding.UTF8.GetBytes(answer.ToJsonString())) { Headers = new Dictionary<string, string> { ["content-type"] = "application/json" } };
            var response = await client.GetResponseAsync("Hello");
            messages.AddRange(JsonSerializer.Deserialize<ChatMessage[]>(JsonSerializer.Serialize(response.Messages.ToArray(), LlmJson.Options), LlmJson.Options)!);
        }

        return messages;
    }

    private static void CheckFacts(JsonObject sent, JsonElement facts)
    {
        sent["messages"]!.AsArray().Count.ShouldBe(facts.GetProperty("messages").GetInt32());
        ((double?)sent["inferenceConfig"]?["temperature"]).ShouldBe(Number(facts, "temperature"));
        ((double?)sent["inferenceConfig"]?["maxTokens"]).ShouldBe(Number(facts, "maxTokens"));
        Members(sent["messages"], "image").ShouldBe(facts.GetProperty("images").GetInt32());
        Members(sent["messages"], "document").ShouldBe(facts.GetProperty("files").GetInt32());
        var tools = (sent["toolConfig"]?["tools"] as JsonArray ?? []).Select(tool => (string?)(tool!["toolSpec"] ?? tool["systemTool"])?["name"]).Where(name => name is not null);
        tools.ShouldBe(facts.GetProperty("tools").EnumerateArray().Select(name => name.GetString()));

        static double? Number(JsonElement facts, string name) => facts.GetProperty(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

        static int Members(JsonNode? json, string name) => json switch
        {
            JsonObject members => members.Sum(member => (member.Key == name ? 1 : 0) + Members(member.Value, name)),
            JsonArray items => items.Sum(item => Members(item, name)),
            _ => 0,
        };
    }
}

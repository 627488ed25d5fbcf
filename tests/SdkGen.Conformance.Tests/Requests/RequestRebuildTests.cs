using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using SdkGen.Conformance.Tests.Playback;
using SdkGen.Conformance.Tests.Recordings;
using SdkGen.Testing;

namespace SdkGen.Conformance.Tests.Requests;

/// <summary>
/// Recorded requests, made again of messages and options: what our client then sends means the same, and the emulator takes it as the service took the recorded one.
/// Answers in the middle of a conversation are read by the client first, saved and loaded, so that this is a round trip too: every signature, id and order must come back.
/// </summary>
public sealed class RequestRebuildTests : EmulatedServices
{
    public static IEnumerable<TheoryDataRow<string>> Requests => RecordingSet.Rows(recording =>
        recording.Status is 200 or 429 && RequestRebuild.Of(recording) is not null && RecordedService.Of(recording) is not null && recording.Request.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.Object);

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_recorded_request_is_sent_again(string id)
    {
        var recording = RecordingSet.Find(id);
        var rebuild = RequestRebuild.Of(recording)!;
        var body = JsonNode.Parse(recording.Request.GetProperty("body").GetRawText())!.AsObject();
        var recorded = rebuild.Meaning(body, recording);
        var facts = recording.Expected.GetProperty("requestFacts");
        var client = RecordedService.Of(recording)!.Chat(Services, facts.GetProperty("model").GetString());
        var messages = await MessagesAsync(client, rebuild.Turns(body));
        var options = rebuild.Options(recorded);
        options.ModelId ??= facts.GetProperty("model").GetString();

        // What was said before is kept by the service and is no part of the recording: the emulator cannot judge what goes on from it.
        Server.Playback = body["previous_response_id"] is null ? null : new RawAnswer(recording.Status, recording.Body) { Headers = recording.Headers };
        if (recording.IsStreaming)
            await client.GetStreamingResponseAsync(messages, options).ToChatResponseAsync();
        else
            await client.GetResponseAsync(messages, options);

        var request = Server.Requests[^1];
        var json = JsonNode.Parse(request.Body.Span)!.AsObject();
        var sent = rebuild.Meaning(json, recording);
        sent.ToJsonString().ShouldBe(recorded.ToJsonString());
        CheckFacts(request, json, rebuild.Facts(json), facts, saysTemperature: body["temperature"] is null || recorded["temperature"] is not null);
    }

    /// <summary>The conversation, whose answers are what the client makes of them.</summary>
    private async Task<List<ChatMessage>> MessagesAsync(IChatClient client, IEnumerable<Turn> turns)
    {
        var messages = new List<ChatMessage>();
        Queue<FunctionCallContent> calls = new();
        foreach (var turn in turns)
        {
            if (turn.Said is { } said)
            {
                messages.Add(said(calls));
                continue;
            }

            Server.Playback = new RawAnswer(200, Encoding.UTF8.GetBytes(turn.Answer!.ToJsonString())) { Headers = new Dictionary<string, string> { ["content-type"] = "application/json" } };
            var response = await client.GetResponseAsync("Hello");

            // Conversations are kept as JSON.
            var answer = JsonSerializer.Deserialize<ChatMessage[]>(JsonSerializer.Serialize(response.Messages.ToArray(), LlmJson.Options), LlmJson.Options)!;
            calls = new(answer.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Where(call => !call.InformationalOnly));
            messages.AddRange(answer);
        }

        return messages;
    }

    private static void CheckFacts(RecordedRequest request, JsonObject json, RequestFacts sent, JsonElement facts, bool saysTemperature)
    {
        var path = Uri.UnescapeDataString(request.Path);
        if (facts.GetProperty("model").GetString() is { } model)
            (sent.Model ?? path).ShouldContain(model);
        sent.Messages.ShouldBe(facts.GetProperty("messages").GetInt32());
        sent.Tools.Select(Plain).ShouldBe(facts.GetProperty("tools").EnumerateArray().Select(name => Plain(name.GetString())), ignoreOrder: true);
        ((bool?)json["stream"] ?? path.Contains("stream", StringComparison.OrdinalIgnoreCase)).ShouldBe(facts.GetProperty("stream").GetBoolean());
        if (saysTemperature)
            sent.Temperature.ShouldBe(Number("temperature"));
        sent.MaxTokens.ShouldBe(Number("maxTokens"));
        sent.Images.ShouldBe(facts.GetProperty("images").GetInt32());
        sent.Files.ShouldBe(facts.GetProperty("files").GetInt32());

        // Services spell their own tools in several ways.
        static string? Plain(string? tool) => tool?.Replace("_preview", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

        double? Number(string name) => facts.GetProperty(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;
    }
}

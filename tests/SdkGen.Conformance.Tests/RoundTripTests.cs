using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Conformance.Tests.Playback;
using SdkGen.Conformance.Tests.Recordings;
using SdkGen.Conformance.Tests.Written;

namespace SdkGen.Conformance.Tests;

/// <summary>
/// Every recorded answer, read by the shipped client, saved as JSON, loaded, and sent back with what comes next: every signature and every call returns, in its order, and the
/// emulator, which asks for what the service asks for, takes it.
/// </summary>
public sealed class RoundTripTests : EmulatedServices
{
    private static readonly string[] s_others = ["embeddings", "models", "count-tokens"];

    public static IEnumerable<TheoryDataRow<string>> Answers => AnswersOf(_ => true);

    /// <summary>The recorded and written answers of the services that are included.</summary>
    internal static IEnumerable<TheoryDataRow<string>> AnswersOf(Func<RecordedService, bool> includes)
    {
        return RecordingSet.Rows(IsAnswer).Concat(WrittenExchange.Recordings.Where(recording => IsAnswer(recording) && !recording.Expected.GetProperty("invented").GetBoolean()).Select(recording => new TheoryDataRow<string>(recording.Id)));

        bool IsAnswer(Recording recording) =>
            !s_others.Contains(recording.Dialect) && recording.Status == 200 && RecordedService.Of(recording) is { } service && includes(service) && recording.Expected.GetProperty("error").ValueKind == JsonValueKind.Null;
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_answer_goes_back_whole(string id)
    {
        var recording = WrittenExchange.Recordings.FirstOrDefault(written => written.Id == id) ?? RecordingSet.Find(id);
        var client = RecordedService.Of(recording)!.Chat(Services);
        List<ChatMessage> messages = [new(ChatRole.User, "Hello"), .. Loaded(await ReadAsync(client, recording))];
        var calls = messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Where(call => !call.InformationalOnly).ToList();
        messages.Add(calls.Count > 0 ? new(ChatRole.Tool, [.. calls.Select(call => new FunctionResultContent(call.CallId, "done"))]) : new(ChatRole.User, "Go on."));

        Server.Playback = null;
        await client.GetResponseAsync(messages);

        var sent = Texts(Server.Requests[^1].Json).ToList();
        var missing = Missing(sent, Signatures(recording, "signatures"));
        if (missing.Count > 0 && recording.Expected.TryGetProperty("signaturesAlt", out _))
            missing = Missing(sent, Signatures(recording, "signaturesAlt"));

        // An answer that was cut off in its reasoning has led to nothing; the service refuses reasoning alone.
        if (recording.Dialect != "openai-responses" || calls.Count > 0 || recording.Expected.GetProperty("text").ValueKind == JsonValueKind.String)
            missing.ShouldBeEmpty();
        Missing(sent, [.. recording.Expected.GetProperty("toolCalls").EnumerateArray().Select(call => call.GetProperty("name").GetString()!)]).ShouldBeEmpty();
        if (recording.Dialect is not ("gemini" or "cohere-v1"))
            Missing(sent, [.. Ids(recording)]).ShouldBeEmpty();
    }

    private static ChatMessage[] Loaded(IEnumerable<ChatMessage> messages) => JsonSerializer.Deserialize<ChatMessage[]>(JsonSerializer.Serialize(messages.ToArray(), LlmJson.Options), LlmJson.Options)!;

    private static IEnumerable<string> Ids(Recording recording) =>
        recording.Expected.GetProperty("toolCalls").EnumerateArray().Select(call => call.GetProperty("id").GetString()).OfType<string>();

    private static List<string> Signatures(Recording recording, string name) => [.. recording.Expected.GetProperty(name).EnumerateArray()
        .Select(signature => signature.ValueKind == JsonValueKind.Object ? signature.GetProperty("sha256").GetString()! : signature.GetString()!)];

    /// <summary>Those of a list that do not come in their order.</summary>
    private static List<string> Missing(List<string> sent, IReadOnlyList<string> wanted)
    {
        var place = 0;
        var missing = new List<string>();
        foreach (var text in wanted)
        {
            var found = sent.FindIndex(place, item => item == text || (item.Length > 200 && Hash(item) == text));
            if (found < 0)
                missing.Add(text);
            else
                place = found + 1;
        }

        return missing;
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Every text, in the order of the document.</summary>
    private static IEnumerable<string> Texts(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => [json.GetString()!],
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => Texts(member.Value)),
        _ => [],
    };
}

using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Conformance.Tests.Playback;
using SdkGen.Conformance.Tests.Recordings;
using SdkGen.Conformance.Tests.Written;

namespace SdkGen.Conformance.Tests;

/// <summary>
/// Every recorded answer, saved as JSON, loaded, and continued with every other provider: what means something to the first one alone stays behind, the emulator takes the rest, and no
/// text, call or result is lost.
/// </summary>
public sealed class ForeignConversationTests : EmulatedServices
{
    public static IEnumerable<TheoryDataRow<string>> Answers => RoundTripTests.AnswersOf(service => service.Name != "Mantle");

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_answer_of_one_provider_goes_on_with_every_other(string id)
    {
        var recording = WrittenExchange.Recordings.FirstOrDefault(written => written.Id == id) ?? RecordingSet.Find(id);
        var own = RecordedService.Of(recording)!;
        List<ChatMessage> messages = [new(ChatRole.User, "Hello"), .. await ReadAsync(own.Chat(Services), recording)];
        var calls = messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Where(call => !call.InformationalOnly).ToList();
        if (calls.Count > 0)
            messages.Add(new(ChatRole.Tool, [.. calls.Select((call, index) => new FunctionResultContent(call.CallId, $"done-{index}"))]));
        messages.Add(new(ChatRole.User, "Go on."));
        var contents = messages.SelectMany(message => message.Contents).ToList();
        string[] wanted = [.. contents.OfType<TextContent>().Select(content => content.Text.Trim()), .. calls.Select(call => call.Name), .. calls.Select((_, index) => $"done-{index}")];
        string[] secrets = [.. contents.OfType<TextReasoningContent>().Select(content => content.ProtectedData).OfType<string>()];
        var saved = JsonSerializer.Serialize(messages.ToArray(), LlmJson.Options);

        Server.Playback = null;
        var failures = new List<string>();
        foreach (var service in RecordedService.All.Where(service => service.Name != own.Name && service.Name != "Mantle"))
        {
            try
            {
                await service.Chat(Services).GetResponseAsync(JsonSerializer.Deserialize<ChatMessage[]>(saved, LlmJson.Options)!);
                var sent = string.Concat(Texts(Server.Requests[^1].Json));
                failures.AddRange(wanted.Where(text => !sent.Contains(text, StringComparison.Ordinal)).Select(text => $"{service.Name} did not get: {text}"));
                if (Family(service) != Family(own))
                    failures.AddRange(secrets.Where(secret => sent.Contains(secret, StringComparison.Ordinal)).Select(secret => $"{service.Name} got the signature {secret}"));
            }
            catch (LlmException exception)
            {
                failures.Add($"{service.Name}: {exception.Message}");
            }
        }

        failures.ShouldBeEmpty();
    }

    /// <summary>Whose models read each other's signatures.</summary>
    private static string Family(RecordedService service) => service.Name switch
    {
        "Anthropic" or "AnthropicBedrock" or "AnthropicVertex" or "Bedrock" => "Anthropic",
        "Gemini" or "VertexAI" => "Google",
        var name => name,
    };

    private static IEnumerable<string> Texts(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => [json.GetString()!],
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => json.EnumerateObject().Where(member => member.Name is not ("type" or "role")).SelectMany(member => Texts(member.Value)),
        _ => [],
    };
}

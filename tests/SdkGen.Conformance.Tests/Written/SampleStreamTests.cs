using System.Text.Json;
using System.Text.Json.Nodes;
using SdkGen.Conformance.Tests.Playback;
using SdkGen.Conformance.Tests.Recordings;
using SdkGen.Testing;

namespace SdkGen.Conformance.Tests.Written;

/// <summary>Streams of the facts, which are stored without their framing and without what they mean: their text and their calls, put together event by event, are what the client says.</summary>
public sealed class SampleStreamTests(Player player) : IClassFixture<Player>
{
    private static readonly string s_folder = Path.Combine(SharedFolder.Root, "facts", "streams");

    /// <summary>How a file's name begins, the folder of its provider, and the dialect.</summary>
    private static readonly (string Prefix, string Provider, string Dialect)[] s_kinds =
    [
        ("amazon-bedrock__", "bedrock", "bedrock-converse"), ("cohere__", "cohere", "cohere-v2"), ("google__interactions__", "gemini", "gemini-interactions"), ("google__google-vertex", "vertex", "gemini"),
        ("google__", "gemini", "gemini"), ("azure__azure-reasoning", "azure", "openai-responses"), ("azure__", "azure", "openai-chat"), ("deepseek__", "deepseek", "openai-chat"), ("groq__", "groq", "openai-chat"),
        ("mistral__", "mistral", "openai-chat"), ("openai__chat__", "openai-chat", "openai-chat"), ("openai-compatible__chat__", "xai", "openai-chat"), ("xai__responses__", "xai", "openai-responses"),
        ("xai__", "xai", "openai-chat"),
    ];

    public static IEnumerable<TheoryDataRow<string>> Streams
    {
        get
        {
            var names = Directory.Exists(s_folder) ? Directory.GetFiles(s_folder, "*.chunks.txt").Select(file => Path.GetFileName(file)!).Where(name => s_kinds.Any(kind => name.StartsWith(kind.Prefix, StringComparison.Ordinal))).Order(StringComparer.Ordinal).ToList() : [];
            return names.Count > 0 ? names.Select(name => new TheoryDataRow<string>(name)) : [new TheoryDataRow<string>("none") { Skip = $"There are no streams in {s_folder}." }];
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task Text_and_calls_are_those_of_the_events(string name)
    {
        var (_, provider, dialect) = s_kinds.First(kind => name.StartsWith(kind.Prefix, StringComparison.Ordinal));
        var events = File.ReadLines(Path.Combine(s_folder, name)).Where(line => line.Length > 0).Select(line => JsonNode.Parse(line)!).ToList();

        // Some files hold the answers of several turns.
        if (events.FindIndex(item => (string?)item["type"] == "response.completed") is > 0 and var last)
            events.RemoveRange(last + 1, events.Count - last - 1);
        using var expected = JsonDocument.Parse($$"""{"dialect":"{{dialect}}","streaming":true}""");
        var recording = Recording.Written(
            $"{provider}/{name}", expected.RootElement.Clone(), 200, new Dictionary<string, string> { ["content-type"] = WrittenExchange.ContentType(dialect) }, WrittenExchange.Frame(dialect, [.. events.Select(node => node.DeepClone())]));

        var outcome = await player.ReadAsync(recording, Delivery.Whole);

        (outcome.Error?.ToString()).ShouldBeNull();
        (outcome.Text ?? "").ShouldBe(string.Concat(events.Select(item => Text(dialect, item))));
        outcome.ToolCalls.Select(call => call.Name).ShouldBe(events.SelectMany(item => Calls(dialect, item)));
        outcome.ToolCalls.ShouldAllBe(call => call.Arguments["$raw"] == null);
    }

    private static string Text(string dialect, JsonNode item) => dialect switch
    {
        "bedrock-converse" => (string?)item["contentBlockDelta"]?["delta"]?["text"] ?? "",
        "cohere-v2" => (string?)item["type"] == "content-delta" ? (string?)item["delta"]!["message"]!["content"]!["text"] ?? "" : "",
        "gemini" => string.Concat((item["candidates"]?[0]?["content"]?["parts"]?.AsArray() ?? []).Where(part => (bool?)part!["thought"] != true).Select(part => (string?)part!["text"])),
        "gemini-interactions" => (string?)item["delta"]?["type"] == "text" ? (string)item["delta"]!["text"]! : "",
        "openai-responses" => (string?)item["type"] == "response.output_text.delta" ? (string)item["delta"]! : "",
        _ => item["choices"] is JsonArray { Count: > 0 } choices ? choices[0]!["delta"]?["content"] switch
        {
            JsonArray parts => string.Concat(parts.Select(part => (string?)part!["text"])),
            JsonValue text => (string)text!,
            _ => "",
        }
        : "",
    };

    private static IEnumerable<string> Calls(string dialect, JsonNode item) => dialect switch
    {
        "bedrock-converse" => Names(item["contentBlockStart"]?["start"]?["toolUse"]?["name"]),
        "cohere-v2" => Names((string?)item["type"] == "tool-call-start" ? item["delta"]!["message"]!["tool_calls"]!["function"]!["name"] : null),
        "gemini" => (item["candidates"]?[0]?["content"]?["parts"]?.AsArray() ?? []).SelectMany(part => Names(part!["functionCall"]?["name"])),
        "gemini-interactions" => Names((string?)item["step"]?["type"] == "function_call" ? item["step"]!["name"] : null),
        "openai-responses" => Names((string?)item["type"] == "response.output_item.added" && (string?)item["item"]!["type"] == "function_call" ? item["item"]!["name"] : null),
        _ => (item["choices"] is JsonArray { Count: > 0 } choices ? choices[0]!["delta"]?["tool_calls"]?.AsArray() ?? [] : []).SelectMany(call => Names(call!["function"]?["name"])),
    };

    private static IEnumerable<string> Names(JsonNode? name) => (string?)name is { Length: > 0 } text ? [text] : [];
}

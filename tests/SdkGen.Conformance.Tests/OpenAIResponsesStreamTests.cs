using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Conformance.Tests.Recordings;
using SdkGen.Testing;

namespace SdkGen.Conformance.Tests;

/// <summary>The last event of a stream holds the whole answer: read event by event, a stream must come to the same as that answer read at once.</summary>
public sealed partial class OpenAIResponsesStreamTests : IAsyncLifetime
{
    private static readonly string s_folder = Path.Combine(SharedFolder.Root, "facts", "streams");

    private LlmEmulator _server = null!;
    private ServiceProvider _services = null!;

    /// <summary>The recorded streams, and those of the facts, which are stored without their framing.</summary>
    public static IEnumerable<TheoryDataRow<string>> Streams
    {
        get
        {
            var names = RecordingSet.All
                .Where(recording => recording.Dialect == "openai-responses" && recording.IsStreaming && recording.Status == 200)
                .Select(recording => recording.Id)
                .Concat(Directory.Exists(s_folder) ? Directory.GetFiles(s_folder, "*.chunks.txt").Where(file => File.ReadLines(file).FirstOrDefault()?.Contains("response.created", StringComparison.Ordinal) == true).Select(file => Path.GetFileName(file)!) : [])
                .Where(name => Whole(Events(name)) is { } whole && Said(Events(name)) == Text(whole))
                .Select(name => new TheoryDataRow<string>(name))
                .ToList();
            return names.Count > 0 ? names : [new TheoryDataRow<string>("none") { Skip = $"There are no recordings in {RecordingSet.Folder}." }];
        }
    }

    public async ValueTask InitializeAsync()
    {
        _server = await LlmEmulator.StartAsync();
        _services = new ServiceCollection()
            .AddLlm(llm => llm.AddOpenAI(options => (options.BaseUrl, options.ApiKey, options.Dialect) = (_server.OpenAIUrl, "test-key", "openai-responses")))
            .BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task A_stream_comes_to_the_answer_in_its_last_event(string name)
    {
        var events = Events(name);
        var client = _services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>();
        Play(Whole(events)!, "application/json");
        var whole = await client.GetResponseAsync("Hello");
        Play(string.Concat(events.Select(wire => $"data: {wire}\n\n")), "text/event-stream");

        var streamed = await client.GetStreamingResponseAsync("Hello").ToChatResponseAsync();

        Describe(streamed).ShouldBe(Describe(whole));
    }

    private static List<string> Events(string name)
    {
        var lines = name.EndsWith(".chunks.txt", StringComparison.Ordinal)
            ? File.ReadAllLines(Path.Combine(s_folder, name))
            : Encoding.UTF8.GetString(RecordingSet.Find(name).Body).Replace("\r\n", "\n", StringComparison.Ordinal).Split("\n\n").Select(Data);
        return [.. lines.Select(line => line.Trim()).Where(line => line.StartsWith('{'))];
    }

    /// <summary>The data of an event, on one line.</summary>
    private static string Data(string wire) => string.Concat(wire.Split('\n').Where(line => line.StartsWith("data:", StringComparison.Ordinal)).Select(line => line["data:".Length..]));

    private static string? Whole(List<string> events)
    {
        foreach (var wire in events.Where(wire => wire.Contains("\"response.completed\"", StringComparison.Ordinal) || wire.Contains("\"response.incomplete\"", StringComparison.Ordinal)))
        {
            if (Parse(wire) is not { } json)
                return null;
            if (json.TryGetProperty("type", out var type) && type.GetString() is "response.completed" or "response.incomplete")
                return json.GetProperty("response").GetRawText();
        }

        return null;
    }

    /// <summary>What the events of text say. A fixture in which they contradict the last event was made by hand.</summary>
    private static string Said(List<string> events) => string.Concat(
        events.Select(Parse).Where(json => json?.GetProperty("type").GetString() == "response.output_text.delta").Select(json => json!.Value.GetProperty("delta").GetString()));

    private static string Text(string whole) => string.Concat(
        Parse(whole)!.Value.GetProperty("output").EnumerateArray()
            .Where(item => item.GetProperty("type").GetString() == "message")
            .SelectMany(item => item.GetProperty("content").EnumerateArray())
            .Select(part => part.TryGetProperty("text", out var text) ? text.GetString() : ""));

    /// <summary>The event; null where a fixture was made by hand and is no JSON.</summary>
    private static JsonElement? Parse(string wire)
    {
        try
        {
            using var json = JsonDocument.Parse(wire);
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The response without what services say anew in each event: ids that change, and reasoning that is encrypted again.</summary>
    private static string Describe(ChatResponse response)
    {
        response.RawRepresentation = null;
        return Changing().Replace(JsonSerializer.Serialize(response, LlmJson.Options), "\"$1\":\"…\"");
    }

    [GeneratedRegex("\"(id|messageId|responsesItemId|protectedData|encrypted_content|fingerprint|callId)\":\"[^\"]*\"")]
    private static partial Regex Changing();

    private void Play(string body, string contentType) =>
        _server.Playback = new RawAnswer(200, Encoding.UTF8.GetBytes(body)) { Headers = new Dictionary<string, string> { ["content-type"] = contentType } };
}

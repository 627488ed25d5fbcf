using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SdkGen.Conformance.Tests.Recordings;
using SdkGen.Testing;

namespace SdkGen.Conformance.Tests.Written;

/// <summary>An exchange written by hand, after what a protocol has and no recording shows: the whole answer, the same as a stream, and what both mean, in the words of <c>expected.json</c>.</summary>
/// <remarks>One that is <c>invented</c> holds what no service knows, and is not sent back to one.</remarks>
/// <param name="Id">Provider and name.</param>
/// <param name="Whole">The answer in one piece; null where the exchange has none.</param>
/// <param name="Stream">The answer as a stream; null where the exchange has none.</param>
public sealed record WrittenExchange(string Id, Recording? Whole, Recording? Stream)
{
    private const string Nothing = """
        {"text":null,"reasoning":null,"signatures":[],"toolCalls":[],"serverToolCalls":[],"refusal":null,"citations":[],"finish":null,"model":null,"responseId":null,"usage":null,"error":null}
        """;

    private static readonly Lazy<IReadOnlyList<WrittenExchange>> s_all = new(() =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "tests", "SdkGen.Conformance.Tests", "Written"), "*.json").Order(StringComparer.Ordinal).SelectMany(Load)]);

    /// <summary>Every exchange.</summary>
    public static IReadOnlyList<WrittenExchange> All => s_all.Value;

    /// <summary>Each form of each exchange.</summary>
    public static IEnumerable<Recording> Recordings => All.SelectMany(exchange => new[] { exchange.Whole, exchange.Stream }).OfType<Recording>();

    public static WrittenExchange Find(string id) => All.Single(exchange => exchange.Id == id);

    /// <summary>A file: its dialect, the provider and the results that its exchanges share, and the exchanges.</summary>
    private static IEnumerable<WrittenExchange> Load(string file)
    {
        var json = JsonNode.Parse(File.ReadAllText(file))!;
        var dialect = (string)json["dialect"]!;
        foreach (var exchange in json["exchanges"]!.AsArray().Select(node => node!.AsObject()))
        {
            var id = $"{(string?)exchange["provider"] ?? (string)json["provider"]!}/{dialect}: {(string)exchange["name"]!}";
            var (whole, events) = (exchange["whole"], exchange["events"]?.AsArray());
            var headers = exchange["headers"]?.AsObject().ToDictionary(header => header.Key, header => (string)header.Value!) ?? [];
            var status = (int?)exchange["status"] ?? 200;
            yield return new(
                id,
                whole is null ? null : Recording.Written($"{id}, whole", Expected(false), status, Headers("application/json"), Encoding.UTF8.GetBytes(Text(whole))),
                events is null ? null : Recording.Written($"{id}, streamed", Expected(true), status, Headers(ContentType(dialect)), Frame(dialect, events)));

            JsonElement Expected(bool streaming)
            {
                var expected = JsonNode.Parse(Nothing)!.AsObject();
                foreach (var part in new[] { json["expected"], exchange["expected"], streaming ? exchange["expectedOfStream"] : null })
                {
                    foreach (var (name, value) in part?.AsObject() ?? [])
                        expected[name] = value?.DeepClone();
                }

                (expected["dialect"], expected["streaming"], expected["invented"]) = (dialect, streaming, (bool?)exchange["invented"] ?? false);
                using var document = JsonDocument.Parse(expected.ToJsonString());
                return document.RootElement.Clone();
            }

            Dictionary<string, string> Headers(string contentType) => new(headers) { ["content-type"] = contentType };
        }
    }

    /// <summary>What stands for itself: a text is a body as it is.</summary>
    private static string Text(JsonNode node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : node.ToJsonString();

    public static string ContentType(string dialect) => dialect switch
    {
        "bedrock-converse" => "application/vnd.amazon.eventstream",
        "ollama-chat" => "application/x-ndjson",
        _ => "text/event-stream",
    };

    /// <summary>Events as the protocol frames them.</summary>
    public static byte[] Frame(string dialect, JsonArray events)
    {
        using var body = new MemoryStream();
        foreach (var node in events.OfType<JsonNode>())
            body.Write(Frame(dialect, node));
        if (dialect == "openai-chat")
            body.Write("data: [DONE]\n\n"u8);
        return body.ToArray();
    }

    private static byte[] Frame(string dialect, JsonNode node)
    {
        if (dialect == "bedrock-converse")
        {
            var (type, payload) = node.AsObject().Single();
            var json = Encoding.UTF8.GetBytes(payload!.ToJsonString());
            return type.EndsWith("Exception", StringComparison.Ordinal) ? EventStream.Exception(type, json) : EventStream.Event(type, json);
        }

        if (node is JsonValue)
            return Encoding.UTF8.GetBytes(Text(node));
        var named = dialect is "openai-chat" or "gemini" ? null : (string?)(node["type"] ?? node["event_type"]);
        return Encoding.UTF8.GetBytes(dialect == "ollama-chat" ? node.ToJsonString() + "\n" : (named is null ? "" : $"event: {named}\n") + $"data: {node.ToJsonString()}\n\n");
    }
}

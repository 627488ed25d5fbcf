using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using SdkGen.Testing.Dialects.Gemini;
using SdkGen.Testing.Hosting;

namespace SdkGen.Testing.Dialects.GeminiInteractions;

/// <summary>The Interactions operations of the Gemini API. What it is asked to keep can be gone on from, asked for again, and deleted.</summary>
internal sealed class InteractionsDialect(LlmEmulator emulator) : EmulatedDialect
{
    private const string Root = "/v1beta/interactions";
    private static readonly GeminiCall s_call = new(IsVertex: false, Model: null, Verb: "interactions");

    private readonly ConcurrentDictionary<string, JsonObject> _kept = new();
    private int _answers;

    public override WireAnswer? TryAnswer(RecordedRequest request)
    {
        var path = request.PathWithoutQuery;
        if (path != Root && !path.StartsWith(Root + "/", StringComparison.Ordinal))
            return null;
        if (GeminiAccess.Judge(request, s_call, emulator.ApiKey) is { } refused)
            return Fail(refused);
        var id = path.Length > Root.Length ? Uri.UnescapeDataString(path[(Root.Length + 1)..]) : null;
        return (request.Method, id) switch
        {
            ("POST", null) => Answer(request, Interlocked.Increment(ref _answers)),
            ("GET", not null) => _kept.TryGetValue(id, out var found) ? Json(found) : Fail(Unknown(id)),
            ("DELETE", not null) => _kept.TryRemove(id, out _) ? Json([]) : Fail(Unknown(id)),
            _ => UnknownPath(request),
        };
    }

    public override WireAnswer UnknownPath(RecordedRequest request) => Fail(new GeminiError(404, $"There is no method {request.Method} {request.PathWithoutQuery}.", "NOT_FOUND"));

    private static GeminiError Unknown(string id) => new(404, $"The interaction {id} was not found.", "NOT_FOUND");

    private WireAnswer Answer(RecordedRequest request, int number)
    {
        var before = request.IsJsonObject && request.Json.Text("previous_interaction_id") is { } previous ? _kept.GetValueOrDefault(previous) : null;
        if (InteractionsJudge.Judge(request, emulator.Models, before) is { } refused)
            return Fail(refused);
        var chat = InteractionsReader.Read(request.Json);
        return (emulator.Chat.Next(chat) ?? Improvisation.Answer(chat)) switch
        {
            RawAnswer raw => WireAnswer.From(raw),
            ChatFailure { AfterText: { } text } failure when chat.IsStreaming => Stream(new InteractionsStream(new InteractionReply(new ChatReply { Text = text }, chat, number, emulator.Time), GeminiError.From(failure)), failure.Delivery),
            ChatFailure failure => Fail(GeminiError.From(failure)) with { Delivery = failure.Delivery },
            ChatReply reply => Answer(request.Json, new InteractionReply(reply, chat, number, emulator.Time), chat.IsStreaming, reply.Delivery),
            var answer => throw new InvalidOperationException($"{answer.GetType().Name} is no answer of the Gemini API."),
        };
    }

    private WireAnswer Answer(JsonElement body, InteractionReply reply, bool isStreaming, Delivery delivery)
    {
        if (body.Member("store") is not { ValueKind: JsonValueKind.False })
            _kept[reply.Id] = reply.Whole;
        return isStreaming ? Stream(new InteractionsStream(reply), delivery) : Json(reply.Whole) with { Delivery = delivery };
    }

    private static WireAnswer Json(JsonObject body) => new(200, Utf8Json.Of(body)) { Headers = [new("content-type", "application/json; charset=UTF-8")] };

    private static WireAnswer Fail(GeminiError error) => new(error.Status, error.Json) { Headers = [new("content-type", "application/json; charset=UTF-8")] };

    private static WireAnswer Stream(InteractionsStream stream, Delivery delivery) => new(200, stream.Body)
    {
        Headers = [new("content-type", "text/event-stream")],
        Delivery = delivery,
        Repeated = stream.Repeated,
        IsStream = true,
    };
}

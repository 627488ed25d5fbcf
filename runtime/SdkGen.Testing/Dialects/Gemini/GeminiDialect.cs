using System.Text.Json;
using SdkGen.Testing.Hosting;

namespace SdkGen.Testing.Dialects.Gemini;

/// <summary>The Gemini API and Vertex AI: chat, token counts, embeddings and the model list.</summary>
internal sealed class GeminiDialect(LlmEmulator emulator) : EmulatedDialect
{
    private int _answers;

    public override WireAnswer? TryAnswer(RecordedRequest request)
    {
        if (GeminiCall.Of(request.PathWithoutQuery) is not { } call)
            return null;
        var number = Interlocked.Increment(ref _answers);
        if (GeminiAccess.Judge(request, call, emulator.ApiKey) is { } refused)
            return Fail(refused);
        if (call.Model is { } model && !emulator.Models.Has(model))
            return Fail(GeminiAccess.UnknownModel(call));
        return (request.Method, call.Verb) switch
        {
            ("GET", null) => Json(call.Model is null ? GeminiModelPage.Write(request, call, emulator.Models) : GeminiModelPage.WriteOne(call)),
            ("POST", not null) when !request.IsJsonObject => Fail(new GeminiError(400, "The JSON payload is not valid: one object is expected.")),
            ("POST", "generateContent" or "streamGenerateContent") => AnswerChat(request, call, number),
            ("POST", "countTokens") => Count(request.Json, call),
            ("POST", "embedContent") => Embed(request.Json, "EmbeddingRequest", call, [request.Json], GeminiVectors.One),
            ("POST", "batchEmbedContents") when !call.IsVertex => Embed(request.Json, "EmbeddingRequests", call, request.Json.List("requests"), GeminiVectors.Several),
            ("POST", "predict") when call.IsVertex => Embed(request.Json, "PredictRequest", call, [], GeminiVectors.Predictions),
            _ => UnknownPath(request),
        };
    }

    public override WireAnswer UnknownPath(RecordedRequest request) => Fail(new GeminiError(404, $"There is no method {request.Method} {request.PathWithoutQuery}.", "NOT_FOUND"));

    private WireAnswer AnswerChat(RecordedRequest request, GeminiCall call, int number)
    {
        var isSse = GeminiAccess.Query(request, "alt") == "sse";
        if (GeminiJudge.Judge(request.Json, call, emulator.Models) is { } refused)
            return call.Verb == "generateContent" || isSse ? Fail(refused) : new(refused.Status, Listed([refused.Json])) { Headers = Type("application/json; charset=UTF-8") };
        var chat = GeminiReader.Read(request.Json, call);
        var answer = emulator.Chat.Next(chat) ?? Improvisation.Answer(chat);
        return answer switch
        {
            RawAnswer raw => new(raw.Status, raw.Body)
            {
                Headers = [.. raw.Headers],
                IsAsScripted = true,
                Delivery = raw.Delivery,
                IsStream = raw.Headers.Any(header => header.Value.Contains("event-stream", StringComparison.OrdinalIgnoreCase)),
            },
            ChatFailure { AfterText: { } text } failure when chat.IsStreaming =>
                Stream([.. new GeminiReply(new() { Text = text }, chat, call, number).Pieces(isLast: false), GeminiError.From(failure).Json], isSse, failure.Delivery),
            ChatFailure failure => Fail(GeminiError.From(failure)) with { Delivery = failure.Delivery },
            ChatReply { Endless: true } reply when chat.IsStreaming && isSse =>
                Stream([.. new GeminiReply(reply, chat, call, number).Pieces(isLast: false)], isSse, reply.Delivery) with { Repeated = Event(new GeminiReply(reply, chat, call, number).Repeated()) },
            ChatReply reply when chat.IsStreaming => Stream([.. new GeminiReply(reply, chat, call, number).Pieces()], isSse, reply.Delivery),
            ChatReply reply => Json(new GeminiReply(reply, chat, call, number).Whole()) with { Delivery = reply.Delivery },
            _ => throw new InvalidOperationException($"{answer.GetType().Name} is no answer of the Gemini API."),
        };
    }

    private static WireAnswer Count(JsonElement body, GeminiCall call)
    {
        if (GeminiFields.Judge(body, "TokenCountRequest", call.IsVertex) is { } unknown)
            return Fail(unknown);
        var counted = body.Field("generateContentRequest") ?? body;
        if (GeminiConversationJudge.Judge(counted, call) is { } refused)
            return Fail(refused);
        var chat = GeminiReader.Read(counted, call);
        return Json(Utf8Json.Object(json => json.WriteNumber("totalTokens", TokenEstimate.Of(chat, new ChatReply()).Input)));
    }

    private static WireAnswer Embed(JsonElement body, string type, GeminiCall call, IEnumerable<JsonElement> requests, Func<JsonElement, byte[]> write) =>
        (GeminiFields.Judge(body, type, call.IsVertex) ?? requests.Select(request => GeminiVectors.Judge(request, call)).FirstOrDefault(error => error is not null)) is { } refused
            ? Fail(refused)
            : Json(write(body));

    private static WireAnswer Json(byte[] body) => new(200, body) { Headers = Type("application/json; charset=UTF-8") };

    private static WireAnswer Fail(GeminiError error) => new(error.Status, error.Json) { Headers = Type("application/json; charset=UTF-8") };

    /// <summary>Events, or without <c>alt=sse</c> one array that grows.</summary>
    private static WireAnswer Stream(IReadOnlyList<byte[]> pieces, bool isSse, Delivery delivery) => new(200, isSse ? [.. pieces.SelectMany(Event)] : Listed(pieces))
    {
        Headers = Type(isSse ? "text/event-stream" : "application/json; charset=UTF-8"),
        Delivery = delivery,
        IsStream = true,
    };

    private static byte[] Event(byte[] data) => [.. "data: "u8, .. data, .. "\r\n\r\n"u8];

    private static byte[] Listed(IReadOnlyList<byte[]> items) => [.. "["u8, .. items.SelectMany((item, index) => index == 0 ? item : [.. ",\r\n"u8, .. item]), .. "]"u8];

    private static List<KeyValuePair<string, string>> Type(string type) => [new("content-type", type)];
}

using SdkGen.Testing.Dialects.CohereV1;
using SdkGen.Testing.Hosting;

namespace SdkGen.Testing.Dialects.CohereChat;

/// <summary>The Cohere API: chat v2 and v1, embeddings, reranking, tokens, and the model list.</summary>
internal sealed class CohereDialect(LlmEmulator emulator) : EmulatedDialect
{
    public const string Root = "/cohere";
    private int _answers;

    public override WireAnswer? TryAnswer(RecordedRequest request)
    {
        if (!request.PathWithoutQuery.StartsWith(Root + "/", StringComparison.Ordinal))
            return null;
        var number = Interlocked.Increment(ref _answers);
        var path = request.PathWithoutQuery[(Root.Length + 1)..];
        var answer = CohereAccess.Judge(request, emulator.ApiKey) is { } refused
            ? Fail(refused)
            : (request.Method, path) switch
            {
                ("POST", "v2/chat") => AnswerChat(request, number),
                ("POST", "v1/chat") => AnswerOlderChat(request, number),
                ("POST", "v2/embed" or "v1/embed") => AnswerEmbed(request),
                ("POST", "v2/rerank") => AnswerRerank(request),
                ("POST", "v1/tokenize") => AnswerTokens(request),
                ("GET", "v1/models") => Json(200, CohereOperations.Models(emulator.Models)),
                _ => UnknownPath(request),
            };
        if (!answer.IsAsScripted)
            answer.Headers.Add(new("x-debug-trace-id", $"{number:x32}"));
        return answer;
    }

    public override WireAnswer UnknownPath(RecordedRequest request) => Fail(new CohereError(404, "page not found"));

    private WireAnswer AnswerChat(RecordedRequest request, int number)
    {
        if (CohereJudge.Judge(request, emulator.Models) is { } refused)
            return Fail(refused);
        var chat = CohereReader.Read(request.Json);
        var answer = emulator.Chat.Next(chat) ?? Improvisation.Answer(chat);
        return answer switch
        {
            RawAnswer raw => WireAnswer.From(raw),
            ChatFailure { AfterText: { } text } failure when chat.IsStreaming => Stream(new CohereStream(new ChatReply { Text = text }, chat, number, CohereError.From(failure)), failure.Delivery),
            ChatFailure failure => Fail(CohereError.From(failure)) with { Delivery = failure.Delivery },
            ChatReply reply when chat.IsStreaming => Stream(new CohereStream(reply, chat, number), reply.Delivery),
            ChatReply reply => Json(200, CohereReply.Write(reply, chat, number)) with { Delivery = reply.Delivery },
            _ => throw new InvalidOperationException($"{answer.GetType().Name} is no answer of the Cohere API."),
        };
    }

    private WireAnswer AnswerOlderChat(RecordedRequest request, int number)
    {
        if (CohereV1Judge.Judge(request, emulator.Models) is { } refused)
            return Fail(refused);
        var chat = CohereV1Reader.Read(request.Json);
        var answer = emulator.Chat.Next(chat) ?? Improvisation.Answer(chat);
        return answer switch
        {
            RawAnswer raw => WireAnswer.From(raw),
            ChatFailure { AfterText: { } text } failure when chat.IsStreaming =>
                Lines(new CohereV1Reply(new ChatReply { Text = text }, chat, number).Stream(CohereError.From(failure).Message), failure.Delivery),
            ChatFailure failure => Fail(CohereError.From(failure)) with { Delivery = failure.Delivery },
            ChatReply reply when chat.IsStreaming => Lines(new CohereV1Reply(reply, chat, number).Stream(), reply.Delivery),
            ChatReply reply => Json(200, Utf8Json.Of(new CohereV1Reply(reply, chat, number).Whole())) with { Delivery = reply.Delivery },
            _ => throw new InvalidOperationException($"{answer.GetType().Name} is no answer of the Cohere API."),
        };
    }

    private WireAnswer AnswerEmbed(RecordedRequest request) =>
        CohereOperations.JudgeEmbed(request, emulator.Models) is { } refused ? Fail(refused) : Json(200, CohereOperations.Embed(request.Json));

    private WireAnswer AnswerRerank(RecordedRequest request) =>
        CohereOperations.JudgeRerank(request, emulator.Models) is { } refused ? Fail(refused) : Json(200, CohereOperations.Rerank(request.Json));

    private WireAnswer AnswerTokens(RecordedRequest request) =>
        CohereOperations.JudgeTokens(request, emulator.Models) is { } refused ? Fail(refused) : Json(200, CohereOperations.Tokens(request.Json));

    private static WireAnswer Json(int status, byte[] body) => new(status, body) { Headers = [new("content-type", "application/json")] };

    private static WireAnswer Fail(CohereError error)
    {
        var answer = Json(error.Status, error.Json);
        if (error.RetryAfter is { } wait)
            answer.Headers.Add(new("retry-after", ((int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return answer;
    }

    private static WireAnswer Lines((byte[] Body, byte[]? Repeated) lines, Delivery delivery) => new(200, lines.Body)
    {
        Headers = [new("content-type", "application/stream+json")],
        Delivery = delivery,
        Repeated = lines.Repeated,
        IsStream = true,
    };

    private static WireAnswer Stream(CohereStream stream, Delivery delivery) => new(200, stream.Body)
    {
        Headers = [new("content-type", "text/event-stream")],
        Delivery = delivery,
        Repeated = stream.Repeated,
        IsStream = true,
    };
}

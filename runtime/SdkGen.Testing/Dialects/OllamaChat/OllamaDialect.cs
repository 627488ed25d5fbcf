using System.Text.Json;
using SdkGen.Testing.Hosting;

namespace SdkGen.Testing.Dialects.OllamaChat;

/// <summary>Ollama's own API: chat, embeddings, and what is known of models. It asks for no key, unless the emulator has one.</summary>
internal sealed class OllamaDialect(LlmEmulator emulator) : EmulatedDialect
{
    public const string Root = "/ollama";

    public override WireAnswer? TryAnswer(RecordedRequest request)
    {
        if (!request.PathWithoutQuery.StartsWith(Root + "/", StringComparison.Ordinal))
            return null;
        if (emulator.ApiKey is { } key && request.Headers.GetValueOrDefault("Authorization") != "Bearer " + key)
            return Fail(new OllamaError(401, "unauthorized"));
        return (request.Method, request.PathWithoutQuery[(Root.Length + 1)..]) switch
        {
            ("POST", "api/chat") => AnswerChat(request),
            ("POST", "api/embed") => Answer(request, OllamaOperations.JudgeEmbed, OllamaOperations.Embed),
            ("POST", "api/embeddings") => Answer(request, OllamaJudge.JudgeModel, OllamaOperations.EmbedPrompt),
            ("POST", "api/show") => Answer(request, OllamaJudge.JudgeModel, OllamaOperations.Show),
            ("GET", "api/tags" or "api/ps") => Json(200, OllamaOperations.Models(emulator.Models, emulator.Time.GetUtcNow())),
            ("GET", "api/version") => Json(200, OllamaOperations.Version()),
            _ => UnknownPath(request),
        };
    }

    public override WireAnswer UnknownPath(RecordedRequest request) => new(404, "404 page not found"u8.ToArray()) { Headers = [new("content-type", "text/plain")] };

    private WireAnswer AnswerChat(RecordedRequest request)
    {
        if (OllamaJudge.Judge(request, emulator.Models) is { } refused)
            return Fail(refused);
        var chat = OllamaReader.Read(request.Json);
        var now = emulator.Time.GetUtcNow();
        var answer = emulator.Chat.Next(chat) ?? Improvisation.Answer(chat);
        return answer switch
        {
            RawAnswer raw => WireAnswer.From(raw),
            ChatFailure { AfterText: { } text } failure when chat.IsStreaming => Stream(new OllamaStream(new ChatReply { Text = text }, chat, now, OllamaError.From(failure)), failure.Delivery),
            ChatFailure failure => Fail(OllamaError.From(failure)) with { Delivery = failure.Delivery },
            ChatReply reply when chat.IsStreaming => Stream(new OllamaStream(reply, chat, now), reply.Delivery),
            ChatReply reply => Json(200, OllamaReply.Whole(reply, chat, now)) with { Delivery = reply.Delivery },
            _ => throw new InvalidOperationException($"{answer.GetType().Name} is no answer of Ollama."),
        };
    }

    private WireAnswer Answer(RecordedRequest request, Func<RecordedRequest, ModelList, OllamaError?> judge, Func<JsonElement, byte[]> write) =>
        judge(request, emulator.Models) is { } refused ? Fail(refused) : Json(200, write(request.Json));

    private static WireAnswer Json(int status, byte[] body) => new(status, body) { Headers = [new("content-type", "application/json; charset=utf-8")] };

    private static WireAnswer Fail(OllamaError error) => Json(error.Status, error.Json);

    private static WireAnswer Stream(OllamaStream stream, Delivery delivery) => new(200, stream.Body)
    {
        Headers = [new("content-type", "application/x-ndjson")],
        Delivery = delivery,
        Repeated = stream.Repeated,
        IsStream = true,
    };
}

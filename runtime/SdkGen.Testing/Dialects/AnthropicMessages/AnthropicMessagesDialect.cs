using System.Globalization;
using System.Text.Json;
using SdkGen.Testing.Hosting;

namespace SdkGen.Testing.Dialects.AnthropicMessages;

/// <summary>The Anthropic API: messages, token counts, and the model list.</summary>
internal sealed class AnthropicMessagesDialect(LlmEmulator emulator) : EmulatedDialect
{
    /// <summary>Where the API stands: the model list of another service has the same path below it.</summary>
    public const string Root = "/anthropic";

    private int _answers;

    public override WireAnswer? TryAnswer(RecordedRequest request)
    {
        if (!request.PathWithoutQuery.StartsWith(Root + "/", StringComparison.Ordinal))
            return null;
        var id = string.Create(CultureInfo.InvariantCulture, $"req_{Interlocked.Increment(ref _answers):D8}emulator");
        var path = request.PathWithoutQuery[Root.Length..];
        var answer = AnthropicAccess.Judge(request, emulator.ApiKey) is { } refused
            ? Fail(refused, id)
            : (request.Method, path) switch
            {
                ("POST", "/v1/messages") => AnswerChat(request, id),
                ("POST", "/v1/messages/count_tokens") => AnswerCount(request, id),
                ("GET", "/v1/models") => Json(200, AnthropicModelList.Write(emulator.Models, request.Path)),
                ("GET", _) when path.StartsWith("/v1/models/", StringComparison.Ordinal) => AnswerModel(Uri.UnescapeDataString(path["/v1/models/".Length..]), id),
                (_, "/v1/messages" or "/v1/messages/count_tokens" or "/v1/models") => Fail(AnthropicAccess.WrongMethod, id),
                _ => UnknownPath(request),
            };
        return WithServiceHeaders(answer, id);
    }

    public override WireAnswer UnknownPath(RecordedRequest request) => Fail(new AnthropicError(404, "Not Found", "not_found_error"), "req_emulator");

    private WireAnswer AnswerChat(RecordedRequest request, string id)
    {
        if (AnthropicJudge.Judge(request, emulator.Models, counts: false) is { } refused)
            return Fail(refused, id);
        var chat = AnthropicReader.Read(request.Json);
        var answer = emulator.Chat.Next(chat) ?? Improvisation.Answer(chat);
        return answer switch
        {
            RawAnswer raw => Raw(raw),
            ChatFailure { AfterText: { } text } failure when chat.IsStreaming => Stream(new AnthropicStream(new ChatReply { Text = text }, chat, id, AnthropicError.From(failure)), failure.Delivery),
            ChatFailure failure => Fail(AnthropicError.From(failure), id) with { Delivery = failure.Delivery },
            ChatReply reply when chat.IsStreaming => Stream(new AnthropicStream(reply, chat, id), reply.Delivery),
            ChatReply reply => Json(200, AnthropicMessage.Write(reply, chat, id)) with { Delivery = reply.Delivery },
            _ => throw new InvalidOperationException($"{answer.GetType().Name} is no answer of the Anthropic API."),
        };
    }

    private WireAnswer AnswerCount(RecordedRequest request, string id)
    {
        if (AnthropicJudge.Judge(request, emulator.Models, counts: true) is { } refused)
            return Fail(refused, id);
        var counts = TokenEstimate.Of(AnthropicReader.Read(request.Json), new ChatReply());
        return Json(200, Utf8Json.Object(json => json.WriteNumber("input_tokens", counts.Input)));
    }

    private WireAnswer AnswerModel(string model, string id) =>
        emulator.Models.Has(model) ? Json(200, AnthropicModelList.WriteOne(model)) : Fail(AnthropicAccess.UnknownModel(model), id);

    private WireAnswer WithServiceHeaders(WireAnswer answer, string id)
    {
        if (answer.IsAsScripted)
            return answer;
        var limits = emulator.RateLimits;
        Add("request-id", id);
        Add("anthropic-organization-id", "00000000-0000-0000-0000-000000000000");
        Add("anthropic-ratelimit-requests-limit", Text(limits.Requests));
        Add("anthropic-ratelimit-requests-remaining", Text(limits.RemainingRequests ?? limits.Requests - 1));
        Add("anthropic-ratelimit-requests-reset", Time(limits.ResetRequests));
        Add("anthropic-ratelimit-tokens-limit", Text(limits.Tokens));
        Add("anthropic-ratelimit-tokens-remaining", Text(limits.RemainingTokens ?? limits.Tokens - 10));
        Add("anthropic-ratelimit-tokens-reset", Time(limits.ResetTokens));
        return answer;

        void Add(string name, string value) => answer.Headers.Add(new(name, value));
        static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
        string Time(TimeSpan left) => (emulator.Time.GetUtcNow() + left).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }

    private static WireAnswer Raw(RawAnswer raw) => new(raw.Status, raw.Body) { Headers = [.. raw.Headers], Delivery = raw.Delivery, IsStream = true, IsAsScripted = true };

    private static WireAnswer Json(int status, byte[] body) => new(status, body) { Headers = [new("content-type", "application/json")] };

    private static WireAnswer Fail(AnthropicError error, string id)
    {
        var answer = Json(error.Status, error.Json(id));
        if (error.RetryAfter is { } wait)
            answer.Headers.Add(new("retry-after", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture)));
        return answer;
    }

    private static WireAnswer Stream(AnthropicStream stream, Delivery delivery) => new(200, stream.Body)
    {
        Headers = [new("content-type", "text/event-stream; charset=utf-8")],
        Delivery = delivery,
        Repeated = stream.Repeated,
        IsStream = true,
    };
}

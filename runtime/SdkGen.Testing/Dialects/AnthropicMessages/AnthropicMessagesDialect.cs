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
            ? AnthropicAnswers.Fail(refused, id)
            : (request.Method, path) switch
            {
                ("POST", "/v1/messages") => AnswerChat(request, id),
                ("POST", "/v1/messages/count_tokens") => AnswerCount(request, id),
                ("GET", "/v1/models") => AnthropicAnswers.Json(200, AnthropicModelList.Write(emulator.Models, request.Path)),
                ("GET", _) when path.StartsWith("/v1/models/", StringComparison.Ordinal) => AnswerModel(Uri.UnescapeDataString(path["/v1/models/".Length..]), id),
                (_, "/v1/messages" or "/v1/messages/count_tokens" or "/v1/models") => AnthropicAnswers.Fail(AnthropicAccess.WrongMethod, id),
                _ => UnknownPath(request),
            };
        return WithServiceHeaders(answer, id);
    }

    public override WireAnswer UnknownPath(RecordedRequest request) => AnthropicAnswers.Fail(new AnthropicError(404, "Not Found", "not_found_error"), "req_emulator");

    private WireAnswer AnswerChat(RecordedRequest request, string id)
    {
        if (AnthropicJudge.Judge(request, emulator.Models, counts: false) is { } refused)
            return AnthropicAnswers.Fail(refused, id);
        return AnthropicAnswers.Chat(emulator, AnthropicReader.Read(request.Json), id);
    }

    private WireAnswer AnswerCount(RecordedRequest request, string id)
    {
        if (AnthropicJudge.Judge(request, emulator.Models, counts: true) is { } refused)
            return AnthropicAnswers.Fail(refused, id);
        return AnthropicAnswers.Count(request.Json);
    }

    private WireAnswer AnswerModel(string model, string id) =>
        emulator.Models.Has(model) ? AnthropicAnswers.Json(200, AnthropicModelList.WriteOne(model)) : AnthropicAnswers.Fail(AnthropicAccess.UnknownModel(model), id);

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
}

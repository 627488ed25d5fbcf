using System.Globalization;
using System.Text.Json;
using SdkGen.Testing.Dialects.OpenAIResponses;
using SdkGen.Testing.Hosting;

namespace SdkGen.Testing.Dialects.OpenAIChat;

/// <summary>The OpenAI API: chat completions, responses, image generation, and the model list.</summary>
internal sealed class OpenAIChatDialect(LlmEmulator emulator) : EmulatedDialect
{
    private const string Root = "/v1/";
    private readonly OpenAIResponsesService _responses = new(emulator);
    private int _answers;

    public override WireAnswer? TryAnswer(RecordedRequest request)
    {
        if ((request.PathWithoutQuery.StartsWith(Root, StringComparison.Ordinal) ? (OpenAIVendor.OpenAI, request.PathWithoutQuery[Root.Length..]) : OpenAIVendor.Of(request.PathWithoutQuery)) is not var (vendor, path))
            return null;
        var number = Interlocked.Increment(ref _answers);
        var answer = OpenAIAccess.Judge(request, emulator.ApiKey, vendor) is { } refused
            ? OpenAIAnswers.Fail(vendor.InOwnForm(refused))
            : (request.Method, path) switch
            {
                ("POST", "chat/completions") => AnswerChat(request, number, vendor),
                ("POST", "images/generations") => AnswerImage(request),
                ("POST", "embeddings") => OpenAIEmbeddings.Judge(request, emulator.Models, vendor) is { } wrong ? OpenAIAnswers.Fail(vendor.InOwnForm(wrong)) : OpenAIAnswers.Json(200, OpenAIEmbeddings.Write(request.Json)),
                ("POST", "tokenize") when vendor.Tokenizes => OpenAITokens.Tokenize(request, emulator.Models, vendor),
                ("POST", "apply-template") when vendor.HasTemplates => OpenAITokens.ApplyTemplate(request),
                ("GET", "models") => OpenAIAnswers.Json(200, OpenAIModelList.Write(emulator.Models, Now)),
                ("GET", _) when path.StartsWith("models/", StringComparison.Ordinal) => AnswerModel(Uri.UnescapeDataString(path["models/".Length..])),
                (_, "chat/completions" or "images/generations" or "embeddings" or "models") => OpenAIAnswers.Fail(OpenAIAccess.WrongMethod(request)),
                _ => _responses.TryAnswer(request, path, number, vendor),
            };
        return answer is null ? UnknownPath(request) : WithServiceHeaders(answer, number);
    }

    public override WireAnswer UnknownPath(RecordedRequest request) => OpenAIAnswers.Fail(new OpenAIError(404, $"Invalid URL ({request.Method} {request.PathWithoutQuery})"));

    private long Now => emulator.Time.GetUtcNow().ToUnixTimeSeconds();

    private WireAnswer AnswerChat(RecordedRequest request, int number, OpenAIVendor vendor)
    {
        if (OpenAIChatJudge.Judge(request, emulator.Models, vendor) is { } refused)
            return OpenAIAnswers.Fail(vendor.InOwnForm(refused));
        var chat = OpenAIChatReader.Read(request.Json);
        var answer = emulator.Chat.Next(chat) ?? Improvisation.Answer(chat);
        return answer switch
        {
            RawAnswer raw => WireAnswer.From(raw),
            ChatFailure { AfterText: { } text } failure when chat.IsStreaming => FailMidStream(failure, text, chat, number),
            ChatFailure failure => OpenAIAnswers.Fail(vendor.InOwnForm(OpenAIError.From(failure))) with { Delivery = failure.Delivery },
            ChatReply reply when chat.IsStreaming => Stream(new OpenAIChatStream(reply, chat, number, Now), reply.Delivery),
            ChatReply reply => OpenAIAnswers.Json(200, OpenAICompletion.Write(reply, chat, number, Now)) with { Delivery = reply.Delivery },
            _ => throw new InvalidOperationException($"{answer.GetType().Name} is no answer of the OpenAI API."),
        };
    }

    private WireAnswer AnswerImage(RecordedRequest request)
    {
        if (OpenAIImages.Judge(request, emulator.Models) is { } refused)
            return OpenAIAnswers.Fail(refused);
        var answer = emulator.Images.Next();
        return answer.Failure is { } failure ? OpenAIAnswers.Fail(OpenAIError.From(failure)) : OpenAIAnswers.Json(200, OpenAIImages.Write(request.Json, answer.Image, Now));
    }

    private WireAnswer AnswerModel(string id) => emulator.Models.Has(id)
        ? OpenAIAnswers.Json(200, OpenAIModelList.WriteOne(id, Now))
        : OpenAIAnswers.Fail(OpenAIAccess.UnknownModel(id));

    private WireAnswer WithServiceHeaders(WireAnswer answer, int number)
    {
        if (answer.IsAsScripted)
            return answer;
        var limits = emulator.RateLimits;
        Add("x-request-id", $"req_{number:x32}");
        Add("openai-processing-ms", "12");
        Add("openai-version", "2020-10-01");
        Add("x-ratelimit-limit-requests", Text(limits.Requests));
        Add("x-ratelimit-limit-tokens", Text(limits.Tokens));
        Add("x-ratelimit-remaining-requests", Text(limits.RemainingRequests ?? limits.Requests - 1));
        Add("x-ratelimit-remaining-tokens", Text(limits.RemainingTokens ?? limits.Tokens - 10));
        Add("x-ratelimit-reset-requests", Duration(limits.ResetRequests));
        Add("x-ratelimit-reset-tokens", Duration(limits.ResetTokens));
        return answer;

        void Add(string name, string value) => answer.Headers.Add(new(name, value));
        static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A time as the service writes it: <c>6ms</c>, <c>1.5s</c>, <c>6m0s</c>.</summary>
    private static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: 0 } => "0s",
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0}ms"),
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###}s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}m{time.Seconds}s"),
    };

    private static WireAnswer Stream(OpenAIChatStream stream, Delivery delivery) => OpenAIAnswers.Stream(stream.Body, stream.Repeated, delivery);

    private WireAnswer FailMidStream(ChatFailure failure, string text, ChatRequest chat, int number) =>
        Stream(new OpenAIChatStream(new ChatReply { Text = text }, chat, number, Now, OpenAIError.From(failure)), failure.Delivery);
}

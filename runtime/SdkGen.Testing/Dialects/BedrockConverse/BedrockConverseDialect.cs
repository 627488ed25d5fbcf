using System.Globalization;
using System.Text.Json;
using SdkGen.Testing.Hosting;

namespace SdkGen.Testing.Dialects.BedrockConverse;

/// <summary>The runtime API of Amazon Bedrock: Converse, ConverseStream and CountTokens; and the list of models of its control plane.</summary>
internal sealed class BedrockConverseDialect(LlmEmulator emulator) : EmulatedDialect
{
    /// <summary>Where the API lies on the emulator, so that its paths are nobody else's.</summary>
    public const string Root = "/bedrock";

    private const string ModelPath = Root + "/model/";
    private int _answers;

    public override WireAnswer? TryAnswer(RecordedRequest request)
    {
        if (request is { Method: "GET", PathWithoutQuery: Root + "/foundation-models" })
            return BedrockAccess.Judge(request, emulator) is { } stranger ? Fail(stranger) : Json(200, BedrockModelSummaries.Write(emulator.Models));
        if (!request.PathWithoutQuery.StartsWith(ModelPath, StringComparison.Ordinal) || request.PathWithoutQuery.LastIndexOf('/') is var slash && slash < ModelPath.Length)
            return null;
        var model = Uri.UnescapeDataString(request.PathWithoutQuery[ModelPath.Length..slash]);
        var operation = request.PathWithoutQuery[(slash + 1)..];
        if (operation is not ("converse" or "converse-stream" or "count-tokens"))
            return null;
        var number = Interlocked.Increment(ref _answers);
        var answer = request.Method != "POST" ? UnknownPath(request)
            : BedrockAccess.Judge(request, emulator) is { } refused ? Fail(refused)
            : operation == "count-tokens" ? Count(request, model)
            : Answer(request, model, operation == "converse-stream", number);
        if (!answer.IsAsScripted)
            answer.Headers.Add(new("x-amzn-requestid", $"00000000-0000-4000-8000-{number:x12}"));
        return answer;
    }

    public override WireAnswer UnknownPath(RecordedRequest request) => Fail(new BedrockError(404, "UnknownOperationException", null));

    private WireAnswer Answer(RecordedRequest request, string model, bool isStreaming, int number)
    {
        if (BedrockConverseJudge.Judge(request, model, emulator.Models) is { } refused)
            return Fail(refused);
        var chat = BedrockConverseReader.Read(request.Json, model, isStreaming);
        return (emulator.Chat.Next(chat) ?? Improvisation.Answer(chat)) switch
        {
            RawAnswer raw => WireAnswer.From(raw),
            ChatFailure { AfterText: { } text } failure when isStreaming => Stream(new BedrockConverseStream(new ChatReply { Text = text }, chat, number, BedrockError.From(failure)), failure.Delivery),
            ChatFailure failure => Fail(BedrockError.From(failure)) with { Delivery = failure.Delivery },
            ChatReply reply when isStreaming => Stream(new BedrockConverseStream(reply, chat, number), reply.Delivery),
            ChatReply reply => Json(200, BedrockConverseMessage.Write(reply, chat, number)) with { Delivery = reply.Delivery },
            var answer => throw new InvalidOperationException($"{answer.GetType().Name} is no answer of Amazon Bedrock."),
        };
    }

    private WireAnswer Count(RecordedRequest request, string model)
    {
        if (!request.IsJsonObject || request.Json.Member("input") is not { } input)
            return Fail(BedrockError.Validation("1 validation error detected: Value null at 'input' failed to satisfy constraint: Member must not be null"));
        if (!emulator.Models.Has(model))
            return Fail(BedrockError.UnknownModel);

        // Profiles lead to models; only these count.
        if (BedrockConverseJudge.IsProfile(model))
            return Fail(BedrockError.Validation("The provided model doesn't support counting tokens."));
        if (input.Member("converse") is not { } converse)
            return input.Member("invokeModel") is null ? Fail(BedrockError.Validation("The input must be either converse or invokeModel.")) : Counted(input.GetRawText().Length / 4);
        if (BedrockConverseJudge.JudgeConversation(converse, model) is { } refused)
            return Fail(refused);
        var chat = BedrockConverseReader.Read(converse, model, isStreaming: false);
        return Counted(TokenEstimate.Of(chat, new ChatReply()).Input);
    }

    private static WireAnswer Counted(int tokens) => Json(200, Utf8Json.Object(json => json.WriteNumber("inputTokens", tokens)));

    private static WireAnswer Json(int status, byte[] body) => new(status, body) { Headers = [new("content-type", "application/json")] };

    private static WireAnswer Stream(BedrockConverseStream stream, Delivery delivery) => new(200, stream.Body)
    {
        Headers = [new("content-type", "application/vnd.amazon.eventstream")],
        Delivery = delivery,
        Repeated = stream.Repeated,
        IsStream = true,
    };

    public static WireAnswer Fail(BedrockError error)
    {
        var answer = Json(error.Status, error.Json);
        answer.Headers.Add(new("x-amzn-errortype", $"{error.Type}:http://internal.amazon.com/coral/com.amazon.bedrock/"));
        if (error.RetryAfter is { } wait)
            answer.Headers.Add(new("retry-after", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture)));
        return answer;
    }
}

using System.Globalization;
using System.Text;
using SdkGen.Testing.Dialects.BedrockConverse;
using SdkGen.Testing.Hosting;

namespace SdkGen.Testing.Dialects.AnthropicMessages;

/// <summary>Anthropic's models on Amazon Bedrock in their own protocol: <c>InvokeModel</c>, whose streams are binary frames around Anthropic's events.</summary>
internal sealed class AnthropicBedrockDialect(LlmEmulator emulator) : EmulatedDialect
{
    private const string Version = "bedrock-2023-05-31";
    private const string ModelPath = BedrockConverseDialect.Root + "/model/";
    private int _answers;

    public override WireAnswer? TryAnswer(RecordedRequest request)
    {
        var path = request.PathWithoutQuery;
        if (!path.StartsWith(ModelPath, StringComparison.Ordinal) || path.LastIndexOf('/') is var slash && slash < ModelPath.Length || path[(slash + 1)..] is not ("invoke" or "invoke-with-response-stream"))
            return null;
        var number = Interlocked.Increment(ref _answers);
        var answer = request.Method != "POST" ? UnknownPath(request)
            : BedrockAccess.Judge(request, emulator) is { } refused ? BedrockConverseDialect.Fail(refused)
            : Answer(request, Uri.UnescapeDataString(path[ModelPath.Length..slash]), isStreaming: path.EndsWith("stream", StringComparison.Ordinal), number);
        if (!answer.IsAsScripted)
            answer.Headers.Add(new("x-amzn-requestid", $"00000000-0000-4000-8000-{number:x12}"));
        return answer;
    }

    public override WireAnswer UnknownPath(RecordedRequest request) => BedrockConverseDialect.Fail(new BedrockError(404, "UnknownOperationException", null));

    private WireAnswer Answer(RecordedRequest request, string model, bool isStreaming, int number)
    {
        if (!emulator.Models.Has(model))
            return BedrockConverseDialect.Fail(BedrockError.UnknownModel);
        if (AnthropicJudge.Judge(request, emulator.Models, counts: false, new AnthropicHost(Version, model, TakesStreamFlag: false)) is { } refused)
            return BedrockConverseDialect.Fail(BedrockError.Validation(refused.Message));
        var chat = AnthropicReader.Read(request.Json, model, isStreaming);
        var id = string.Create(CultureInfo.InvariantCulture, $"msg_bdrk_{number:D8}emulator");
        return (emulator.Chat.Next(chat) ?? Improvisation.Answer(chat)) switch
        {
            RawAnswer raw => WireAnswer.From(raw),
            ChatFailure { AfterText: { } text } failure when isStreaming =>
                Stream([.. Frames(new AnthropicStream(new ChatReply { Text = text, Endless = true }, chat, id).Body.Span), .. Failed(BedrockError.From(failure))], null, failure.Delivery),
            ChatFailure failure => BedrockConverseDialect.Fail(BedrockError.From(failure)) with { Delivery = failure.Delivery },
            ChatReply reply when isStreaming => Stream(new AnthropicStream(reply, chat, id), reply.Delivery),
            ChatReply reply => AnthropicAnswers.Json(200, AnthropicMessage.Write(reply, chat, id)) with { Delivery = reply.Delivery },
            var answer => throw new InvalidOperationException($"{answer.GetType().Name} is no answer of Amazon Bedrock."),
        };
    }

    private static byte[] Failed(BedrockError error) => EventStream.Exception(error.StreamType, error.Json);

    private static WireAnswer Stream(AnthropicStream stream, Delivery delivery) => Stream(Frames(stream.Body.Span), stream.Repeated is { } repeated ? Frames(repeated) : null, delivery);

    private static WireAnswer Stream(byte[] body, byte[]? repeated, Delivery delivery) => new(200, body)
    {
        Headers = [new("content-type", "application/vnd.amazon.eventstream")],
        Delivery = delivery,
        Repeated = repeated,
        IsStream = true,
    };

    /// <summary>Each event's data, in Base64 inside a frame.</summary>
    private static byte[] Frames(ReadOnlySpan<byte> events)
    {
        using var frames = new MemoryStream();
        foreach (var line in Encoding.UTF8.GetString(events).Split('\n'))
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
                frames.Write(EventStream.Event("chunk", Utf8Json.Object(json => json.WriteBase64String("bytes", Encoding.UTF8.GetBytes(line["data: ".Length..])))));
        }

        return frames.ToArray();
    }
}

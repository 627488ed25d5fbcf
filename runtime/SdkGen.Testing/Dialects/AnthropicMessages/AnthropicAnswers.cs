using System.Globalization;
using System.Text.Json;
using SdkGen.Testing.Hosting;

namespace SdkGen.Testing.Dialects.AnthropicMessages;

/// <summary>Answers as Anthropic's models give them, wherever they run.</summary>
internal static class AnthropicAnswers
{
    /// <summary>The script's answer to a request that is in order.</summary>
    public static WireAnswer Chat(LlmEmulator emulator, ChatRequest chat, string id)
    {
        var answer = emulator.Chat.Next(chat) ?? Improvisation.Answer(chat);
        return answer switch
        {
            RawAnswer raw => new(raw.Status, raw.Body) { Headers = [.. raw.Headers], Delivery = raw.Delivery, IsStream = true, IsAsScripted = true },
            ChatFailure { AfterText: { } text } failure when chat.IsStreaming => Stream(new AnthropicStream(new ChatReply { Text = text }, chat, id, AnthropicError.From(failure)), failure.Delivery),
            ChatFailure failure => Fail(AnthropicError.From(failure), id) with { Delivery = failure.Delivery },
            ChatReply reply when chat.IsStreaming => Stream(new AnthropicStream(reply, chat, id), reply.Delivery),
            ChatReply reply => Json(200, AnthropicMessage.Write(reply, chat, id)) with { Delivery = reply.Delivery },
            _ => throw new InvalidOperationException($"{answer.GetType().Name} is no answer of the Anthropic API."),
        };
    }

    /// <summary>How many tokens a request takes.</summary>
    public static WireAnswer Count(JsonElement body) =>
        Json(200, Utf8Json.Object(json => json.WriteNumber("input_tokens", TokenEstimate.Of(AnthropicReader.Read(body), new ChatReply()).Input)));

    public static WireAnswer Json(int status, byte[] body) => new(status, body) { Headers = [new("content-type", "application/json")] };

    public static WireAnswer Fail(AnthropicError error, string id)
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

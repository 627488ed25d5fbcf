using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace SdkGen.Runtime.Tests.Support;

/// <summary>Messages for scripts of <see cref="FakeChatClient"/>.</summary>
internal static class Conversation
{
    public static ChatMessage Assistant(params AIContent[] contents) => new(ChatRole.Assistant, contents.ToList());

    public static ChatMessage Says(string text) => Assistant(new TextContent(text));

    public static FunctionCallContent Call(string id, string name, string arguments = "{}") => new(id, name, RawArguments.FromJson(Encoding.UTF8.GetBytes(arguments)));

    /// <summary>The conversation after it was saved and loaded.</summary>
    public static List<ChatMessage> Stored(this IEnumerable<ChatMessage> messages) =>
        JsonSerializer.Deserialize<List<ChatMessage>>(JsonSerializer.Serialize(messages.ToList(), LlmJson.Options), LlmJson.Options)!;

    public static async Task<ChatResponse> AskAsync(this IChatClient chat, bool streaming, IEnumerable<ChatMessage>? messages = null)
    {
        messages ??= [new(ChatRole.User, "hi")];
        return streaming
            ? await chat.GetStreamingResponseAsync(messages, cancellationToken: TestContext.Current.CancellationToken).ToChatResponseAsync()
            : await chat.GetResponseAsync(messages, cancellationToken: TestContext.Current.CancellationToken);
    }

    /// <summary>The results that the last request carries, in their order.</summary>
    public static List<FunctionResultContent> LastResults(this FakeChatClient client) =>
        [.. client.Requests[^1].Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>()];
}

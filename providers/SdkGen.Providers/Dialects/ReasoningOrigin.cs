using Microsoft.Extensions.AI;
using SdkGen.Dialects.OpenAIChat;
using SdkGen.Transport;

namespace SdkGen.Dialects;

/// <summary>
/// Whose a model's answer is. A signature, encrypted reasoning, the ids of items and whatever was kept as it came mean something to those who made them alone: another service refuses a
/// request that holds them. So they are marked where they come in; where they are not one's own, the text of reasoning is all that goes out of it, and nothing goes out as it came. Files of
/// answers go back to services that take them there, and stay behind elsewhere, so that a conversation can go on.
/// </summary>
/// <param name="connection">The account: its log is told of files that stay behind.</param>
/// <param name="name">Those who read each other's answers have one name. What has no mark, of older conversations or of other libraries, counts as one's own.</param>
/// <param name="kept">The additional property of a part that holds what goes back as it came; null where the dialect has none.</param>
/// <param name="takes">Whether the service takes a file in an answer that is sent back; null where it takes none.</param>
internal sealed class ReasoningOrigin(ProviderConnection connection, string name, string? kept = null, Func<AIContent, bool>? takes = null)
{
    /// <summary>Anthropic's models, whoever serves them.</summary>
    public const string Anthropic = "anthropic";

    /// <summary>Google's models, on both of its services.</summary>
    public const string Google = "google";

    private const string Key = "madeBy";

    /// <summary>Marks an answer.</summary>
    public ChatResponse Mark(ChatResponse response)
    {
        var messages = response.Messages;
        for (var i = 0; i < messages.Count; i++)
        {
            var contents = messages[i].Contents;
            for (var j = 0; j < contents.Count; j++)
            {
                if (contents[j] is TextReasoningContent || IsKept(contents[j]))
                    Mark(contents[j]);
            }
        }

        return response;
    }

    /// <summary>The conversation without what is another service's alone, and without files of answers that this one does not take.</summary>
    /// <returns>The same messages where there is nothing of the kind.</returns>
    public IReadOnlyList<ChatMessage> Own(IReadOnlyList<ChatMessage> messages)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            if (HasForeign(messages[i]))
                return [.. messages.Select(message => HasForeign(message) ? Own(message) : message)];
        }

        return messages;
    }

    private static bool IsFile(AIContent content) => content is DataContent or UriContent or HostedFileContent && content.RawRepresentation is null;

    private void Mark(AIContent content) => (content.AdditionalProperties ??= [])[Key] = name;

    private ChatMessage Own(ChatMessage message)
    {
        var own = message.Clone();
        own.Contents = [];
        foreach (var content in message.Contents)
        {
            var isForeign = IsForeign(content);
            if (message.Role == ChatRole.Assistant && IsFile(content) && (isForeign || !IsTaken(content)))
                connection.LeftOut(MediaType(content));
            else if ((isForeign ? Plain(content) : content) is { } left)
                own.Contents.Add(left);
        }

        if (message.AdditionalProperties?.ContainsKey(OpenAIChatReasoning.Key) == true && message.Contents.Any(IsForeign))
        {
            own.AdditionalProperties = message.AdditionalProperties.Clone();
            own.AdditionalProperties.Remove(OpenAIChatReasoning.Key);
        }

        return own;
    }

    /// <summary>What anybody can make of another's part.</summary>
    /// <returns>Null where that is nothing.</returns>
    private AIContent? Plain(AIContent content) => content switch
    {
        TextReasoningContent { Text: var text } => text.Length > 0 ? new TextReasoningContent(text) : null,
        TextContent text => new TextContent(text.Text) { Annotations = text.Annotations },
        FunctionCallContent call => new FunctionCallContent(call.CallId, call.Name, call.Arguments)
        {
            InformationalOnly = call.InformationalOnly,
            Exception = call.Exception,
            AdditionalProperties = Rest(call),
        },
        FunctionResultContent result => new FunctionResultContent(result.CallId, result.Result) { Exception = result.Exception, AdditionalProperties = Rest(result) },
        _ => null,
    };

    private AdditionalPropertiesDictionary Rest(AIContent content)
    {
        var rest = content.AdditionalProperties!.Clone();
        rest.Remove(kept!);
        return rest;
    }

    private bool HasForeign(ChatMessage message)
    {
        var isAnswer = message.Role == ChatRole.Assistant;
        var contents = message.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            if (IsForeign(contents[i]) || (isAnswer && IsFile(contents[i]) && !IsTaken(contents[i])))
                return true;
        }

        return false;
    }

    private bool IsTaken(AIContent file) => IsKept(file) || takes?.Invoke(file) == true;

    private bool IsKept(AIContent content) => kept is not null && content.AdditionalProperties?.ContainsKey(kept) == true;

    private bool IsForeign(AIContent content) =>
        content.AdditionalProperties is { } properties && properties.TryGetValue(Key, out var mark) && mark?.ToString() is { } origin && origin != name
        && (content is TextReasoningContent || IsKept(content));

    private static string MediaType(AIContent file) => file switch
    {
        DataContent data => data.MediaType,
        UriContent address => address.MediaType,
        HostedFileContent { MediaType: { } type } => type,
        _ => "file",
    };

    /// <summary>Marks a stream: collectors keep the properties of the first of the pieces that they join, and end a part with its signature.</summary>
    public struct Stream(ReasoningOrigin origin)
    {
        private bool _isOpen;

        public ChatResponseUpdate Mark(ChatResponseUpdate update)
        {
            if (update is ToolCallDeltaUpdate)
                return update;
            var contents = update.Contents;
            for (var i = 0; i < contents.Count; i++)
            {
                var reasoning = contents[i] as TextReasoningContent;
                if (reasoning is null ? origin.IsKept(contents[i]) : !_isOpen)
                    origin.Mark(contents[i]);
                _isOpen = reasoning is { ProtectedData: null or "" };
            }

            return update;
        }
    }
}

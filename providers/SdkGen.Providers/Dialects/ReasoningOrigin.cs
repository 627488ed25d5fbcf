using Microsoft.Extensions.AI;
using SdkGen.Dialects.OpenAIChat;

namespace SdkGen.Dialects;

/// <summary>
/// Whose a model's reasoning is. A signature, encrypted reasoning and the ids of its items mean something to those who made them alone: another service refuses a request that holds
/// them. So reasoning is marked where it comes in, and where it is not one's own its text is all that goes out.
/// </summary>
/// <param name="name">Those who read each other's reasoning have one name. Reasoning without a mark, of older conversations or of other libraries, counts as one's own.</param>
internal sealed class ReasoningOrigin(string name)
{
    /// <summary>Anthropic's models, whoever serves them.</summary>
    public const string Anthropic = "anthropic";

    /// <summary>Google's models, on both of its services.</summary>
    public const string Google = "google";

    private const string Key = "reasonedBy";

    /// <summary>Marks a part.</summary>
    public void Mark(TextReasoningContent reasoning) => (reasoning.AdditionalProperties ??= [])[Key] = name;

    /// <summary>Marks an answer.</summary>
    public ChatResponse Mark(ChatResponse response)
    {
        foreach (var message in response.Messages)
        {
            foreach (var content in message.Contents)
            {
                if (content is TextReasoningContent reasoning)
                    Mark(reasoning);
            }
        }

        return response;
    }

    /// <summary>The conversation without what is another service's alone.</summary>
    /// <returns>The same messages where there is nothing of the kind.</returns>
    public IEnumerable<ChatMessage> Own(IEnumerable<ChatMessage> messages)
    {
        var list = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        for (var i = 0; i < list.Count; i++)
        {
            if (HasForeign(list[i]))
                return [.. list.Select(message => HasForeign(message) ? Own(message) : message)];
        }

        return list;
    }

    private ChatMessage Own(ChatMessage message)
    {
        var own = message.Clone();
        own.Contents = [.. message.Contents.Select(content => IsForeign(content) ? new TextReasoningContent(((TextReasoningContent)content).Text) : content)
            .Where(content => content is not TextReasoningContent { Text.Length: 0, ProtectedData: null })];
        if (message.AdditionalProperties?.ContainsKey(OpenAIChatReasoning.Key) == true)
        {
            own.AdditionalProperties = message.AdditionalProperties.Clone();
            own.AdditionalProperties.Remove(OpenAIChatReasoning.Key);
        }

        return own;
    }

    private bool HasForeign(ChatMessage message)
    {
        for (var i = 0; i < message.Contents.Count; i++)
        {
            if (IsForeign(message.Contents[i]))
                return true;
        }

        return false;
    }

    private bool IsForeign(AIContent content) =>
        content is TextReasoningContent { AdditionalProperties: { } properties } && properties.TryGetValue(Key, out var mark) && mark?.ToString() is { } origin && origin != name;

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
                if (reasoning is not null && !_isOpen)
                    origin.Mark(reasoning);
                _isOpen = reasoning is { ProtectedData: null or "" };
            }

            return update;
        }
    }
}

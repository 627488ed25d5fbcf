using Microsoft.Extensions.AI;

namespace SdkGen.Dialects;

/// <summary>
/// Calls of a history that the caller has carried out. Components that run functions mark them as informational afterwards; the service wants them with their results all the same.
/// What a service ran itself has no result of the caller's, and stays informational.
/// </summary>
internal static class CarriedOutCalls
{
    /// <summary>The conversation with such calls as calls.</summary>
    /// <returns>The same messages where there are none.</returns>
    public static IReadOnlyList<ChatMessage> Restore(IReadOnlyList<ChatMessage> messages) => HasMarked(messages) ? Restored(messages) : messages;

    private static bool HasMarked(IReadOnlyList<ChatMessage> messages)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            var contents = messages[i].Contents;
            for (var j = 0; j < contents.Count; j++)
            {
                if (contents[j] is FunctionCallContent { InformationalOnly: true })
                    return true;
            }
        }

        return false;
    }

    private static List<ChatMessage> Restored(IReadOnlyList<ChatMessage> messages)
    {
        var answered = new HashSet<string>(StringComparer.Ordinal);
        foreach (var message in messages)
        {
            foreach (var content in message.Contents)
            {
                if (content is FunctionResultContent result)
                    answered.Add(result.CallId);
            }
        }

        var all = new List<ChatMessage>(messages.Count);
        foreach (var message in messages)
            all.Add(message.Contents.Any(IsAnswered) ? Restored(message) : message);
        return all;

        bool IsAnswered(AIContent content) => content is FunctionCallContent { InformationalOnly: true } call && answered.Contains(call.CallId);

        ChatMessage Restored(ChatMessage message)
        {
            var restored = message.Clone();
            restored.Contents = [.. message.Contents];
            for (var i = 0; i < restored.Contents.Count; i++)
            {
                if (IsAnswered(restored.Contents[i]))
                    restored.Contents[i] = Restore((FunctionCallContent)restored.Contents[i]);
            }

            return restored;
        }
    }

    private static FunctionCallContent Restore(FunctionCallContent call) => new(call.CallId, call.Name, call.Arguments)
    {
        AdditionalProperties = call.AdditionalProperties,
        Exception = call.Exception,
        RawRepresentation = call.RawRepresentation,
    };
}

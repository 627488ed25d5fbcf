using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Tells what is kept: answers that were finished and that would be as good another time.</summary>
internal static class CacheVerdict
{
    public static bool MayKeep(ChatResponse response)
    {
        // A filter, a refusal, a pause, a cut: asked again, the model may well answer.
        if (response.ContinuationToken is not null || (response.FinishReason != ChatFinishReason.Stop && response.FinishReason != ChatFinishReason.ToolCalls && response.FinishReason != ChatFinishReason.Length))
            return false;
        var hasContent = false;
        foreach (var message in response.Messages)
        {
            foreach (var content in message.Contents)
            {
                if (content is ErrorContent or RefusalContent or FunctionCallContent { Exception: not null } or FunctionCallContent { Arguments: RawArguments { Error: not null } or RawArguments { IsText: true } })
                    return false;
                hasContent |= content is not UsageContent;
            }
        }

        return hasContent;
    }
}

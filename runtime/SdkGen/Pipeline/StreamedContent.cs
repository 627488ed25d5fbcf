using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>What of a stream is content: something the model said, as against heads, pings and counts.</summary>
internal static class StreamedContent
{
    public static bool IsIn(ChatResponseUpdate update)
    {
        // Pieces of a call's arguments are what the model says next, although they carry no content.
        if (update is ToolCallDeltaUpdate)
            return true;
        var contents = update.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is not (UsageContent or TextContent { Text: "" }))
                return true;
        }

        return false;
    }
}

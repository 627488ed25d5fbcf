using Microsoft.Extensions.AI;
using SdkGen.Wire.CohereChat;

namespace SdkGen.Dialects.CohereChat;

/// <summary>What whole and streamed answers have in common, so that both come out equal.</summary>
internal static class CohereChatFacts
{
    /// <summary>The message's additional property, and the wire member, that holds what the model says it will do with its tools: neither answer nor reasoning.</summary>
    public const string PlanKey = "tool_plan";

    public static ChatFinishReason? Finish(string? reason) => reason switch
    {
        null or "" => null,
        "COMPLETE" or "STOP_SEQUENCE" => ChatFinishReason.Stop,
        "MAX_TOKENS" => ChatFinishReason.Length,
        "TOOL_CALL" => ChatFinishReason.ToolCalls,
        _ => new ChatFinishReason(reason),
    };

    /// <summary>What the model read and wrote; what is paid for stands beside it under names of its own.</summary>
    public static UsageDetails? Usage(CohereChatTokens? tokens, double? cached, CohereChatBilledUnits? billed)
    {
        if (tokens is null && cached is null && billed is null)
            return null;
        var details = new UsageDetails
        {
            InputTokenCount = Count(tokens?.InputTokens),
            OutputTokenCount = Count(tokens?.OutputTokens),
            ReasoningTokenCount = Count(tokens?.ReasoningTokens),
            CachedInputTokenCount = Count(cached),
        };
        Add(details, "imageTokens", tokens?.ImageTokens);
        Add(details, "billedInputTokens", billed?.InputTokens);
        Add(details, "billedOutputTokens", billed?.OutputTokens);
        Add(details, "billedImages", billed?.Images);
        Add(details, "searchUnits", billed?.SearchUnits);
        return details;
    }

    /// <summary>One annotation for each source of a citation; a passage whose source is not named has one that holds its place alone.</summary>
    public static void AddCitation(ref IList<AIAnnotation>? annotations, CohereChatCitation? citation)
    {
        if (citation is null)
            return;
        for (var i = 0; i < (citation.Sources?.Count ?? 0); i++)
        {
            if (citation.Sources![i] is { } source)
                (annotations ??= []).Add(CohereSources.Annotation(source.Id, source.Document ?? source.ToolOutput, citation.Start, citation.End));
        }

        if (citation.Sources is not { Count: > 0 })
            (annotations ??= []).Add(CohereSources.Annotation(null, null, citation.Start, citation.End));
    }

    private static long? Count(double? value) => value is >= 0 and < 1e15 ? (long)value.Value : null;

    private static void Add(UsageDetails details, string name, double? value)
    {
        if (Count(value) is { } count)
            (details.AdditionalCounts ??= [])[name] = count;
    }
}

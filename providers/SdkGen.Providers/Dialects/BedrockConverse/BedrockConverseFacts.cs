using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Wire.BedrockConverse;

namespace SdkGen.Dialects.BedrockConverse;

/// <summary>What whole and streamed answers have in common, so that both come out equal.</summary>
internal static class BedrockConverseFacts
{
    private const string ServerTool = "server_tool_use";

    public static ChatFinishReason? Finish(string? reason) => reason switch
    {
        null or "" => null,
        "end_turn" or "stop_sequence" => ChatFinishReason.Stop,
        "max_tokens" or "model_context_window_exceeded" => ChatFinishReason.Length,
        "tool_use" => ChatFinishReason.ToolCalls,
        "guardrail_intervened" or "content_filtered" => ChatFinishReason.ContentFilter,
        _ => new ChatFinishReason(reason),
    };

    /// <summary>The service counts what a cache served or took beside the rest of the input.</summary>
    public static UsageDetails? Usage(BedrockConverseUsage? usage)
    {
        if (usage is null || (usage.InputTokens ?? usage.OutputTokens ?? usage.TotalTokens) is null)
            return null;
        var details = new UsageDetails
        {
            InputTokenCount = usage.InputTokens is { } input ? input + (usage.CacheReadInputTokens ?? 0) + (usage.CacheWriteInputTokens ?? 0) : null,
            CachedInputTokenCount = usage.CacheReadInputTokens,
            OutputTokenCount = usage.OutputTokens,
            TotalTokenCount = usage.TotalTokens,
        };
        if (usage.CacheWriteInputTokens is { } written)
            details.AdditionalCounts = new() { [UsageCounts.CacheWriteInput] = written };
        return details;
    }

    /// <summary>Whether the service itself runs the tool that is called.</summary>
    public static bool IsServers(BedrockConverseToolUse call) => call.Type == ServerTool;

    public static void AddCitation(ref IList<AIAnnotation>? annotations, BedrockConverseCitation? citation)
    {
        if (citation is null)
            return;
        var address = AnswerParts.Text(citation.Location?.Web?.Url) ?? AnswerParts.Text(citation.Source);
        var snippet = citation.SourceContent is { Count: > 0 } words ? AnswerParts.Text(string.Concat(words.Select(word => word?.Text))) : null;
        (annotations ??= []).Add(new CitationAnnotation
        {
            Title = AnswerParts.Text(citation.Title),
            Url = Uri.TryCreate(address, UriKind.Absolute, out var url) ? url : null,
            Snippet = snippet,
            AdditionalProperties = Place(citation.Location),
        });
    }

    /// <summary>What the answer says beside its message. Whole and streamed, it stands among the additional properties of the response.</summary>
    public static AdditionalPropertiesDictionary? Properties(RawJson? fields, RawJson? trace, long? latency)
    {
        AdditionalPropertiesDictionary? properties = null;
        if (fields is { } given)
            (properties ??= [])["additionalModelResponseFields"] = given.ToElement();
        if (trace is { } found)
            (properties ??= [])["trace"] = found.ToElement();
        if (latency is { } milliseconds)
            (properties ??= [])["latencyMs"] = milliseconds;
        return properties;
    }

    private static AdditionalPropertiesDictionary? Place(BedrockConverseCitationLocation? location)
    {
        var (unit, place) = location switch
        {
            { DocumentChar: { } characters } => ("character", characters),
            { DocumentPage: { } pages } => ("page", pages),
            { DocumentChunk: { } chunks } => ("chunk", chunks),
            { SearchResultLocation: { } blocks } => ("block", blocks),
            _ => ("", null),
        };
        if (place is null)
            return null;
        var properties = new AdditionalPropertiesDictionary { ["unit"] = unit };
        foreach (var (name, value) in (ReadOnlySpan<(string, int?)>)
            [("documentIndex", place.DocumentIndex), ("searchResultIndex", place.SearchResultIndex), ("start", place.Start), ("end", place.End)])
        {
            if (value is { } number)
                properties[name] = number;
        }

        return properties;
    }
}

using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Wire.OpenAIResponses;

namespace SdkGen.Dialects.OpenAIResponses;

/// <summary>What whole and streamed answers have in common, and what of an item stays with a part until the part is sent back.</summary>
internal static class OpenAIResponsesFacts
{
    /// <summary>The additional property of a part, and of a message, that holds the id of its item.</summary>
    public const string ItemIdKey = "responsesItemId";

    /// <summary>The additional property of a part that holds the whole item, to be sent back as it came.</summary>
    public const string ItemKey = "responsesItem";

    /// <summary>The additional property of reasoning that the service told itself, not in a summary.</summary>
    public const string FullReasoningKey = "responsesFullReasoning";

    /// <summary>The additional property of a message with reasoning that the service neither keeps nor has encrypted: it would not know it again.</summary>
    public const string UnknownReasoningKey = "responsesUnknownReasoning";

    /// <summary>The additional property of a call whose input is plain text, which saved conversations do not show.</summary>
    public const string CustomKey = "responsesCustomTool";

    /// <summary>The additional property of a call that holds the group of its function.</summary>
    public const string NamespaceKey = "namespace";

    /// <summary>The additional property of a message that says whether it is a comment on the way or the answer.</summary>
    public const string PhaseKey = "phase";

    /// <summary>The additional property of a message that holds the probabilities of its tokens.</summary>
    public const string LogprobsKey = "logprobs";

    public static ChatFinishReason? Finish(string? status, string? reason, bool hasCalls) => status switch
    {
        "completed" => hasCalls ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
        "incomplete" => reason switch
        {
            "max_output_tokens" => ChatFinishReason.Length,
            "content_filter" => ChatFinishReason.ContentFilter,
            _ => new ChatFinishReason(AnswerParts.Text(reason) ?? "incomplete"),
        },
        null or "" or "queued" or "in_progress" or "failed" => null,
        _ => new ChatFinishReason(status),
    };

    /// <summary>What a later request goes on from; null where the service does not keep the answer.</summary>
    public static string? ConversationId(OpenAIResponsesConversation? conversation, bool? stored, string? responseId) =>
        AnswerParts.Text(conversation?.Id) ?? AnswerParts.Text(conversation?.Reference?.Id) ?? (stored == true ? responseId : null);

    /// <summary>What asks for the answer again while it is made in the background.</summary>
    public static ResponseContinuationToken? Continuation(string? status, string? responseId) =>
        status is "queued" or "in_progress" && responseId is not null ? ResponseContinuationToken.FromBytes(System.Text.Encoding.UTF8.GetBytes(responseId)) : null;

    public static UsageDetails? Usage(OpenAIResponsesUsage? usage)
    {
        if (usage is null || (usage.InputTokens ?? usage.OutputTokens ?? usage.TotalTokens) is null)
            return null;
        var details = new UsageDetails
        {
            InputTokenCount = usage.InputTokens,
            OutputTokenCount = usage.OutputTokens,
            TotalTokenCount = usage.TotalTokens,
            CachedInputTokenCount = usage.InputTokensDetails?.CachedTokens,
            ReasoningTokenCount = usage.OutputTokensDetails?.ReasoningTokens,
        };
        if (usage.InputTokensDetails?.CacheWriteTokens is { } written)
            (details.AdditionalCounts ??= [])[UsageCounts.CacheWriteInput] = written;
        return details;
    }

    public static AIAnnotation? Annotation(OpenAIResponsesAnnotation? annotation)
    {
        if (annotation is null)
            return null;
        var title = AnswerParts.Text(annotation.Title) ?? AnswerParts.Text(annotation.FileName);
        var url = Uri.TryCreate(annotation.Url, UriKind.Absolute, out var address) ? address : null;
        var (start, end) = (annotation.StartIndex ?? annotation.Index, annotation.EndIndex ?? annotation.Index);
        IList<AnnotatedRegion>? regions = start is null && end is null ? null : [new TextSpanAnnotatedRegion { StartIndex = start, EndIndex = end }];
        if (title is null && url is null)
        {
            // A file that the answer made: nothing that it cites.
            return annotation.FileId is { Length: > 0 } id ? new AIAnnotation { AnnotatedRegions = regions, AdditionalProperties = new() { ["fileId"] = id } } : null;
        }

        var citation = new CitationAnnotation { Title = title, Url = url, FileId = AnswerParts.Text(annotation.FileId), AnnotatedRegions = regions };
        if (AnswerParts.Text(annotation.ContainerId) is { } container)
            citation.AdditionalProperties = new() { ["containerId"] = container };
        return citation;
    }

    /// <summary>A wire object as JSON that stays when the object is filled anew.</summary>
    public static JsonElement Json<T>(T value, JsonCodec<T> codec)
        where T : class, new()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
            codec.Write(writer, value);
        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>An item that was kept as JSON; null where it is none.</summary>
    public static OpenAIResponsesItem? Item(object? kept)
    {
        if (kept is not JsonElement { ValueKind: JsonValueKind.Object } json)
            return null;
        var item = new OpenAIResponsesItem();
        var problems = default(JsonProblems);
        var reader = new Utf8JsonReader(RawJson.From(json).Utf8.Span);
        reader.Read();
        OpenAIResponsesItemCodec.Instance.Read(ref reader, item, ref problems);
        return item;
    }

    /// <summary>Reads the items of an answer that an event holds as JSON.</summary>
    public static List<OpenAIResponsesItem> Items(RawJson json)
    {
        var items = new List<OpenAIResponsesItem>();
        var reader = new Utf8JsonReader(json.Utf8.Span);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
            return items;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var item = new OpenAIResponsesItem();
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                var problems = default(JsonProblems);
                OpenAIResponsesItemCodec.Instance.Read(ref reader, item, ref problems);
            }
            else
            {
                reader.Skip();
            }

            items.Add(item);
        }

        return items;
    }

    /// <summary>How many items an answer has, without reading them.</summary>
    public static int Count(RawJson json)
    {
        var count = 0;
        var reader = new Utf8JsonReader(json.Utf8.Span);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
            return 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            reader.Skip();
            count++;
        }

        return count;
    }
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace SdkGen.Conformance.Tests.Outcomes;

/// <summary>Maps public result types to an <see cref="Outcome"/>. Knows no dialect, no wire type and no case.</summary>
public static class OutcomeReader
{
    /// <summary>Of a whole response.</summary>
    public static Outcome Read(ChatResponse response) => Read([.. response.Messages.SelectMany(message => message.Contents)]) with
    {
        Finish = response.FinishReason?.Value,
        Model = response.ModelId,
        ResponseId = response.ResponseId,
        RequestId = RequestId(response.AdditionalProperties),
        Usage = Read(response.Usage),
    };

    /// <summary>Of a stream, without the help of <c>ToChatResponse</c>, and of the failure that ended it.</summary>
    public static Outcome Read(IReadOnlyList<ChatResponseUpdate> updates, LlmException? failure)
    {
        var contents = updates.SelectMany(update => update.Contents).ToList();
        return Read(contents) with
        {
            Finish = updates.LastOrDefault(update => update.FinishReason is not null)?.FinishReason?.Value,
            Model = updates.LastOrDefault(update => update.ModelId is not null)?.ModelId,
            ResponseId = updates.LastOrDefault(update => update.ResponseId is not null)?.ResponseId,
            RequestId = updates.Select(update => RequestId(update.AdditionalProperties)).LastOrDefault(id => id is not null),
            Usage = Read(contents.OfType<UsageContent>().SingleOrDefault()?.Details ?? failure?.Usage),
            Error = failure is null ? null : Read(failure),
        };
    }

    /// <summary>Of vectors.</summary>
    public static Outcome Read(GeneratedEmbeddings<Embedding<float>> embeddings) => new()
    {
        Embeddings = [.. embeddings.Select(embedding => embedding.Vector)],
        Model = embeddings.Select(embedding => embedding.ModelId).FirstOrDefault(),
        Usage = Read(embeddings.Usage),
    };

    /// <summary>Of a page of a list of models.</summary>
    public static Outcome Read(ListedModelPage page) => new() { Models = [.. page.Models.Select(model => model.Id)], NextPage = page.NextPage };

    /// <summary>Of a failure.</summary>
    public static ErrorOutcome Read(LlmException failure) =>
        new(SnakeCase(failure.Kind), failure.ProviderMessage, failure.Code, failure.RetryAfter?.TotalSeconds, failure.RequestId);

    private static Outcome Read(IReadOnlyList<AIContent> contents) => new()
    {
        Text = Join(contents.OfType<TextContent>().Select(part => part.Text)),
        Reasoning = Join(contents.OfType<TextReasoningContent>().Select(part => part.Text)),
        Signatures = [.. contents.OfType<TextReasoningContent>().Select(part => part.ProtectedData).Where(data => !string.IsNullOrEmpty(data)).OfType<string>()],
        ToolCalls = [.. contents.OfType<FunctionCallContent>().Where(call => !call.InformationalOnly).Select(Read)],
        ServerToolCalls = [.. contents.Select(ServerToolCall).OfType<string>()],
        Refusal = Join(contents.OfType<RefusalContent>().Select(part => part.Text)),
        Citations = [.. contents.SelectMany(part => part.Annotations ?? []).OfType<CitationAnnotation>().Select(citation => (citation.Url?.OriginalString, citation.Title))],
    };

    private static string? ServerToolCall(AIContent content) => content switch
    {
        FunctionCallContent { InformationalOnly: true } call => call.Name,
        FunctionCallContent => null,
        ToolCallContent call => call.GetType().Name,
        ToolApprovalRequestContent { ToolCall: not FunctionCallContent } request => request.ToolCall.GetType().Name,
        _ => null,
    };

    private static ToolCallOutcome Read(FunctionCallContent call)
    {
        var raw = call.Arguments as RawArguments;
        var arguments = raw switch
        {
            { IsText: true } or { Error: not null } => new JsonObject { ["$raw"] = raw.ToString() },
            not null => JsonNode.Parse(raw.Utf8.Span)!,
            _ => JsonNode.Parse(JsonSerializer.Serialize(call.Arguments, AIJsonUtilities.DefaultOptions)) ?? new JsonObject(),
        };
        return new ToolCallOutcome(call.CallId, call.Name, arguments, raw is { IsText: true });
    }

    /// <summary>Null where nothing is counted that an outcome has a word for, such as units that are paid for.</summary>
    private static UsageOutcome? Read(UsageDetails? usage)
    {
        var outcome = new UsageOutcome(
            usage?.InputTokenCount,
            usage?.CachedInputTokenCount,
            usage?.AdditionalCounts?.TryGetValue(UsageCounts.CacheWriteInput, out var written) == true ? written : null,
            usage?.OutputTokenCount,
            usage?.ReasoningTokenCount,
            usage?.TotalTokenCount);
        return outcome == new UsageOutcome(null, null, null, null, null, null) ? null : outcome;
    }

    private static string? RequestId(AdditionalPropertiesDictionary? properties) => properties?.TryGetValue("requestId", out var id) == true ? id as string : null;

    private static string? Join(IEnumerable<string?> parts) => string.Concat(parts) is { Length: > 0 } text ? text : null;

    private static string SnakeCase(LlmErrorKind kind)
    {
        var text = new StringBuilder();
        foreach (var letter in kind.ToString())
        {
            if (char.IsUpper(letter) && text.Length > 0)
                text.Append('_');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}

using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Dialects.Gemini;
using SdkGen.Json;
using SdkGen.Wire.GeminiInteractions;

namespace SdkGen.Dialects.GeminiInteractions;

/// <summary>What whole and streamed interactions have in common, so that both come out equal.</summary>
internal static class GeminiInteractionsFacts
{
    /// <summary>In a content that the abstractions have no full word for: the step as it came.</summary>
    public const string StepKey = "step";

    public static ChatFinishReason? Finish(string? status, bool calls) => status switch
    {
        null or "" or "queued" or "in_progress" or "failed" => null,
        "completed" => calls ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
        "requires_action" => ChatFinishReason.ToolCalls,
        "incomplete" => ChatFinishReason.Length,
        _ => new ChatFinishReason(status),
    };

    public static UsageDetails? Usage(GeminiInteractionsUsage? usage)
    {
        if (usage is null || (usage.TotalInputTokens ?? usage.TotalOutputTokens ?? usage.TotalTokens) is null)
            return null;
        return new()
        {
            InputTokenCount = Sum(usage.TotalInputTokens, usage.TotalToolUseTokens),
            OutputTokenCount = Sum(usage.TotalOutputTokens, usage.TotalThoughtTokens),
            TotalTokenCount = usage.TotalTokens,
            CachedInputTokenCount = usage.TotalCachedTokens,
            ReasoningTokenCount = usage.TotalThoughtTokens,
        };
    }

    /// <summary>The text of a thought's summary.</summary>
    public static string? Text(GeminiInteractionsContents? contents)
    {
        if (AnswerParts.Text(contents?.Text ?? contents?.Item?.Text) is { } text)
            return text;
        var joined = new StringBuilder();
        foreach (var item in contents?.Items ?? [])
            joined.Append(item?.Text);
        return AnswerParts.Text(joined.ToString());
    }

    /// <summary>A part that is a file; null where it is none, or cannot be read.</summary>
    public static AIContent? File(string? data, string? address, string? mediaType)
    {
        var type = System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(mediaType, out _) ? mediaType! : "application/octet-stream";
        try
        {
            if (AnswerParts.Text(data) is { } base64)
                return new DataContent(Convert.FromBase64String(base64), type);
        }
        catch (FormatException)
        {
            return null;
        }

        return Uri.TryCreate(address, UriKind.Absolute, out var uri) ? new UriContent(uri, type) : null;
    }

    /// <summary>What is said, where the older form has it as a step of its own.</summary>
    public static GeminiInteractionsContent Part(GeminiInteractionsStep step) =>
        new() { Type = step.Type, Text = step.Text, Data = step.Data, Uri = step.Uri, MimeType = step.MimeType, Annotations = step.Annotations };

    /// <summary>A call that the service ran itself, or its result; what is new, too.</summary>
    /// <param name="step">The whole step.</param>
    public static AIContent Other(GeminiInteractionsStep step)
    {
        var type = step.Type ?? "";
        AIContent content = type switch
        {
            "google_search_call" => new WebSearchToolCallContent(step.Id ?? "") { Queries = Queries(step.Arguments) },
            "google_search_result" => new WebSearchToolResultContent(step.CallId ?? ""),
            "code_execution_call" => new CodeInterpreterToolCallContent(step.Id ?? "") { Inputs = [new DataContent(Encoding.UTF8.GetBytes(Member(step.Arguments, "code") ?? ""), "text/x-python")] },
            "code_execution_result" => new CodeInterpreterToolResultContent(step.CallId ?? "") { Outputs = [new TextContent(step.Result is { } result ? JsonText.Of(result.ToElement()) ?? result.ToString() : "")] },
            _ when type.EndsWith("_call", StringComparison.Ordinal) =>
                new FunctionCallContent(step.Id ?? "", AnswerParts.Text(step.Name) ?? type[..^"_call".Length], RawArguments.FromJson(step.Arguments?.Utf8 ?? default)) { InformationalOnly = true },
            _ when type.EndsWith("_result", StringComparison.Ordinal) => new FunctionResultContent(step.CallId ?? "", step.Result?.ToElement()),
            _ => new AIContent(),
        };
        content.AdditionalProperties = new() { [StepKey] = GeminiFacts.ToJson(step, GeminiInteractionsStepCodec.Instance) };
        return content;
    }

    private static long? Sum(long? count, long? more) => count is null && more is null ? null : (count ?? 0) + (more ?? 0);

    private static List<string>? Queries(RawJson? arguments) =>
        arguments?.ToElement() is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("queries", out var queries) && queries.ValueKind == JsonValueKind.Array
            ? [.. queries.EnumerateArray().Select(JsonText.Of).OfType<string>()]
            : null;

    private static string? Member(RawJson? arguments, string name) =>
        arguments?.ToElement() is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty(name, out var value) ? JsonText.Of(value) : null;
}

using System.Diagnostics;
using Microsoft.Extensions.AI;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace SdkGen.Telemetry;

/// <summary>What a request says, redacted and as the conventions write it, taken before anybody changes it.</summary>
internal sealed class CapturedContent
{
    private readonly ILlmRedactor _redactor;
    private readonly List<Tag> _request = [];
    private List<Tag>? _all;

    public CapturedContent(ILlmRedactor redactor, IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        _redactor = redactor;
        if (options?.Instructions is { Length: > 0 } instructions)
            _request.Add(new(GenAI.SystemInstructions, ContentJson.Instructions(instructions, redactor)));
        _request.Add(new(GenAI.InputMessages, ContentJson.Messages(messages, null, redactor)));
        if (options?.Tools is { Count: > 0 } tools)
            _request.Add(new(GenAI.ToolDefinitions, ContentJson.Tools(tools, redactor)));
    }

    /// <summary>What was asked and answered.</summary>
    /// <param name="answer">The messages of the answer; null where there is none.</param>
    /// <param name="finish">Why it ended.</param>
    public IReadOnlyList<Tag> Attributes(IList<ChatMessage>? answer, ChatFinishReason? finish) =>
        _all ??= answer is { Count: > 0 } ? [.. _request, new(GenAI.OutputMessages, ContentJson.Messages(answer, finish ?? ChatFinishReason.Stop, _redactor))] : _request;

    public void Set(Activity span, IList<ChatMessage>? answer, ChatFinishReason? finish)
    {
        foreach (var (name, value) in Attributes(answer, finish))
            span.AddTag(name, value);
    }
}

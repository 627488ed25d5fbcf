using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Telemetry;

namespace SdkGen;

/// <summary>Takes personal data and keys out of what is sent: texts of messages, instructions, and what tools gave back. Answers stay as they come.</summary>
/// <param name="redactor">What is taken out; null means <see cref="LlmRedactor.Default"/>.</param>
/// <remarks>The caller's messages are not changed: redacted ones are sent in their place. Images, files and the arguments of earlier calls are sent as they are.</remarks>
public sealed class RedactionHook(ILlmRedactor? redactor = null) : ChatHook
{
    private readonly ILlmRedactor _redactor = redactor ?? LlmRedactor.Default;

    /// <inheritdoc/>
    public override ValueTask OnRequestAsync(HookRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var messages = request.Messages;
        for (var i = 0; i < messages.Count; i++)
            messages[i] = Redact(messages[i]);
        if (request.SentOptions?.Instructions is { Length: > 0 } instructions)
            request.Options.Instructions = _redactor.Redact(instructions);
        return default;
    }

    private ChatMessage Redact(ChatMessage message)
    {
        List<AIContent>? contents = null;
        for (var i = 0; i < message.Contents.Count; i++)
        {
            var content = message.Contents[i];
            var redacted = Redact(content);
            if (!ReferenceEquals(redacted, content))
                (contents ??= [.. message.Contents])[i] = redacted;
        }

        if (contents is null)
            return message;
        var clone = message.Clone();
        clone.Contents = contents;
        return clone;
    }

    private AIContent Redact(AIContent content) => content switch
    {
        TextContent text when _redactor.Redact(text.Text) is var redacted && !ReferenceEquals(redacted, text.Text) =>
            new TextContent(redacted) { AdditionalProperties = text.AdditionalProperties, Annotations = text.Annotations },
        FunctionResultContent { Result: string text } result when _redactor.Redact(text) is var redacted && !ReferenceEquals(redacted, text) =>
            new FunctionResultContent(result.CallId, redacted) { AdditionalProperties = result.AdditionalProperties, Exception = result.Exception },
        FunctionResultContent { Result: JsonElement element } result =>
            new FunctionResultContent(result.CallId, Parsed(ContentJson.Result(element, _redactor))) { AdditionalProperties = result.AdditionalProperties, Exception = result.Exception },
        _ => content,
    };

    private static JsonElement Parsed(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}

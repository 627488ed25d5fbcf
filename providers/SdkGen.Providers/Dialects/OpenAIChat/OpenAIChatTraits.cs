using System.Text.Json;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>Where a service departs from the protocol: the <c>wire</c> keys of its spec, read once.</summary>
internal sealed class OpenAIChatTraits(IReadOnlyDictionary<string, string> wire)
{
    /// <summary>Instructions go under the role <c>developer</c>.</summary>
    public bool DeveloperRole { get; } = Is(wire, "systemRole", "developer");

    /// <summary>Reasoning text travels as <c>reasoning_content</c>, not as <c>reasoning</c>.</summary>
    public bool ReasoningContent { get; } = Is(wire, "reasoning", "reasoning_content");

    /// <summary>Reasoning of every earlier answer is sent back.</summary>
    public bool ReplaysReasoning { get; } = Is(wire, "replayReasoning", "always");

    /// <summary>Reasoning of earlier answers that call tools is sent back.</summary>
    public bool ReplaysReasoningWithTools { get; } = Is(wire, "replayReasoning", "withTools");

    /// <summary>Reasoning of earlier answers is sent back as parts of their content, each with its signature.</summary>
    public bool ReplaysReasoningParts { get; } = Is(wire, "replayReasoning", "parts");

    /// <summary>Images of earlier answers are sent back.</summary>
    public bool TakesAnswerImages { get; } = Is(wire, "answerImages", "send");

    /// <summary>Streams are asked for their usage.</summary>
    public bool AsksForStreamUsage { get; } = !Is(wire, "streamUsage", "omit");

    /// <summary>A schema for the answer cannot be sent; JSON can be asked for.</summary>
    public bool JsonObjectOnly { get; } = Is(wire, "structuredOutput", "json_object");

    /// <summary>Ids of tool calls are nine letters and digits.</summary>
    public bool ShortToolCallIds { get; } = Is(wire, "toolCallIds", "alphanumeric9");

    /// <summary>The word for a choice of tools in which one must be called.</summary>
    public string RequiredToolChoice { get; } = wire.TryGetValue("requiredToolChoice", out var word) ? word : "required";

    /// <summary>The member of usage that counts cached input, as the service names it; null where the protocol's own does.</summary>
    public string? CachedInputMember { get; } = wire.GetValueOrDefault("cachedInputTokens");

    /// <summary>Whether reasoning is part of <c>completion_tokens</c>; null where that is found out by the total.</summary>
    public bool? OutputIncludesReasoning { get; } = wire.TryGetValue("outputTokens", out var counted) ? counted == "includeReasoning" : null;

    /// <summary>How a file goes into a message: <c>file</c>, <c>document_url</c> or <c>file_url</c>.</summary>
    public string FilePart { get; } = wire.GetValueOrDefault("fileParts", "file");

    /// <summary>The member that turns reasoning off, and what it is set to; null where there is none beside the effort.</summary>
    public (string Name, JsonElement Value)? ReasoningOff { get; } = Setting(wire, "reasoningOff");

    /// <summary>A file may be given by its address in the place of its data.</summary>
    public bool TakesFileAddresses { get; } = wire.ContainsKey("fileAddresses");

    /// <summary>The member of a part that ends a prefix to be cached; null where there is none.</summary>
    public string? CachePoint { get; } = wire.GetValueOrDefault("cachePoints");

    /// <summary>Audio goes into a message as the Base64 itself, without an object around it.</summary>
    public bool PlainAudio { get; } = Is(wire, "audioParts", "text");

    /// <summary>Videos go into messages as <c>video_url</c>.</summary>
    public bool TakesVideo { get; } = Is(wire, "videoParts", "video_url");

    /// <summary>Vectors are asked for in Base64, which takes a third of the bytes.</summary>
    public bool Base64Vectors { get; } = Is(wire, "vectors", "base64");

    /// <summary>Results of tools hold any part.</summary>
    public bool TakesPartsInResults { get; } = Is(wire, "toolResults", "parts");

    /// <summary>Tokens are counted of the conversation.</summary>
    public bool CountsMessages { get; } = Is(wire, "tokenCount", "messages");

    /// <summary>Tokens are counted of the text that the model's template makes of the conversation.</summary>
    public bool CountsTemplate { get; } = Is(wire, "tokenCount", "template");

    private static (string Name, JsonElement Value)? Setting(IReadOnlyDictionary<string, string> wire, string key)
    {
        if (!wire.TryGetValue(key, out var found) || found.Split('=', 2) is not [var name, var value])
            return null;
        return (name, JsonValues.Of(value == "false" ? false : value));
    }

    private static bool Is(IReadOnlyDictionary<string, string> wire, string key, string value) => wire.TryGetValue(key, out var found) && found == value;
}

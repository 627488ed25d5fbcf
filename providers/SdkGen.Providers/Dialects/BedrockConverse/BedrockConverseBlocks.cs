using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Transport;
using SdkGen.Wire.BedrockConverse;

namespace SdkGen.Dialects.BedrockConverse;

/// <summary>Blocks of answers that have to go back as they came: reasoning, calls that the service ran itself, and kinds that nobody here knows.</summary>
internal static class BedrockConverseBlocks
{
    /// <summary>The additional property of a part that holds its block, as JSON: it survives where conversations are saved.</summary>
    public const string Key = "bedrockBlock";

    /// <summary>The additional property of a reasoning part whose protected data is the reasoning itself, encrypted, and not its signature.</summary>
    public const string RedactedKey = "redacted";

    /// <summary>The block that a part came from.</summary>
    /// <returns>Null where the part says all there is to say.</returns>
    public static BedrockConverseContentBlock? Kept(AIContent content)
    {
        if (content.AdditionalProperties is not { } properties || !properties.TryGetValue(Key, out var kept) || kept is not JsonElement { ValueKind: JsonValueKind.Object } json)
            return null;
        return ProviderConnection.Decode(RawJson.From(json).Utf8.Span, BedrockConverseContentBlockCodec.Instance);
    }

    /// <summary>Reasoning that the service can verify. It refuses what carries no signature, so the rest stays behind.</summary>
    public static BedrockConverseContentBlock? Reasoning(TextReasoningContent content)
    {
        if (string.IsNullOrEmpty(content.ProtectedData))
            return null;
        return content.AdditionalProperties is { } properties && properties.TryGetValue(RedactedKey, out var redacted) && redacted is true or JsonElement { ValueKind: JsonValueKind.True }
            ? new() { ReasoningContent = new() { RedactedContent = content.ProtectedData } }
            : new() { ReasoningContent = new() { ReasoningText = new() { Text = content.Text, Signature = content.ProtectedData } } };
    }

    public static TextReasoningContent Redacted(string data) => new("") { ProtectedData = data, AdditionalProperties = new() { [RedactedKey] = true } };

    /// <summary>A call that the service runs itself.</summary>
    public static AIContent ServerCall(BedrockConverseToolUse call, RawArguments arguments, BedrockConverseTraits traits)
    {
        var block = Element(new() { ToolUse = call });
        var id = call.ToolUseId ?? "";
        AIContent content = call.Name is { } name && name == traits.CodeInterpreterTool
            ? new CodeInterpreterToolCallContent(id) { Inputs = [new DataContent(arguments.Utf8, "application/json")] }
            : new FunctionCallContent(id, call.Name ?? "", arguments) { InformationalOnly = true };
        content.AdditionalProperties = new() { [Key] = block };
        return content;
    }

    /// <summary>What a call that the service ran itself gave.</summary>
    public static AIContent ServerResult(BedrockConverseToolResult result, BedrockConverseTraits traits)
    {
        var block = Element(new() { ToolResult = result });
        var id = result.ToolUseId ?? "";
        AIContent content = result.Type is { } type && traits.CodeInterpreterTool is { } tool && type.StartsWith(tool, StringComparison.Ordinal)
            ? new CodeInterpreterToolResultContent(id) { Outputs = [new TextContent(block.GetProperty("toolResult").GetRawText())] }
            : new AIContent();
        content.AdditionalProperties = new() { [Key] = block };
        return content;
    }

    /// <summary>A block of a kind that has no part of its own.</summary>
    public static AIContent Other(BedrockConverseContentBlock block) => new() { AdditionalProperties = new() { [Key] = Element(block) } };

    public static JsonElement Element(BedrockConverseContentBlock block)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
            BedrockConverseContentBlockCodec.Instance.Write(writer, block);
        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }
}

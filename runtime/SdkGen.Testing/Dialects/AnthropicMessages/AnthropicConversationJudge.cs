using System.Text.Json;
using System.Text.RegularExpressions;

namespace SdkGen.Testing.Dialects.AnthropicMessages;

/// <summary>Finds what the service would refuse in the conversation: roles, blocks, signatures, and results of tools apart from their calls.</summary>
internal static partial class AnthropicConversationJudge
{
    private static readonly JsonElement s_text = JsonDocument.Parse("""{"type":"text"}""").RootElement;
    private static readonly HashSet<string> s_ofUsers = ["image", "document", "search_result", "tool_result"];
    private static readonly HashSet<string> s_ofAssistants = ["tool_use", "thinking", "redacted_thinking", "server_tool_use", "mcp_tool_use"];

    public static AnthropicError? Judge(JsonElement body)
    {
        if (body.Member("messages") is not { } messages)
            return AnthropicError.At("messages", "Field required");
        if (messages.ValueKind != JsonValueKind.Array)
            return AnthropicError.At("messages", "Input should be a valid array");
        if (messages.GetArrayLength() == 0)
            return AnthropicError.At("messages", "at least one message is required");

        var turns = new List<(string Role, int Index, List<JsonElement> Blocks)>();
        var index = 0;
        foreach (var message in messages.EnumerateArray())
        {
            if (JudgeMessage(message, index, index == messages.GetArrayLength() - 1) is { } error)
                return error;

            // Messages of one role make one turn.
            var role = message.Text("role")!;
            if (turns.Count == 0 || turns[^1].Role != role)
                turns.Add((role, index, []));
            turns[^1].Blocks.AddRange(message.Text("content") is null ? message.Items("content") : [s_text]);
            index++;
        }

        if (turns[0].Role != "user")
            return AnthropicError.At("messages", "first message must use the \"user\" role");
        return JudgeCalls(turns);
    }

    private static AnthropicError? JudgeMessage(JsonElement message, int index, bool isLast)
    {
        var place = $"messages.{index}";
        if (message.ValueKind != JsonValueKind.Object)
            return AnthropicError.At(place, "Input does not match the expected shape.");
        if (message.Text("role") is not { } role)
            return AnthropicError.At($"{place}.role", "Field required");
        if (role is not ("user" or "assistant") && (role != "system" || index == 0))
            return AnthropicError.At("messages", $"Unexpected role \"{role}\". Instructions in front of the conversation go into the top-level `system` parameter.");
        if (message.Member("content") is not { } content)
            return AnthropicError.At($"{place}.content", "Field required");
        if (content.ValueKind is not (JsonValueKind.String or JsonValueKind.Array))
            return AnthropicError.At($"{place}.content", "Input should be a valid string or array");
        var isPrefill = role == "assistant" && isLast;
        if (!isPrefill && (content.ValueKind == JsonValueKind.String ? content.GetString()!.Length == 0 : content.GetArrayLength() == 0))
            return new AnthropicError(400, $"{place}: all messages must have non-empty content except for the optional final assistant message");
        var block = 0;
        foreach (var item in message.Items("content"))
        {
            if (JudgeBlock(item, role, $"{place}.content.{block++}") is { } error)
                return error;
        }

        var last = content.ValueKind == JsonValueKind.String ? content.GetString() : message.Items("content").LastOrDefault().Text("text");
        return isPrefill && last is { Length: > 0 } && char.IsWhiteSpace(last[^1])
            ? AnthropicError.At("messages", "final assistant content cannot end with trailing whitespace")
            : null;
    }

    private static AnthropicError? JudgeBlock(JsonElement block, string role, string place)
    {
        if (block.Text("type") is not { } type)
            return AnthropicError.At($"{place}.type", "Field required");
        if (role == "assistant" ? s_ofUsers.Contains(type) : s_ofAssistants.Contains(type))
            return AnthropicError.At(place, $"`{type}` blocks can not be in `{role}` messages");
        return type switch
        {
            "text" when block.Text("text") is not { } => AnthropicError.At($"{place}.text.text", "Field required"),
            "text" when block.Text("text") is "" => AnthropicError.At("messages", "text content blocks must be non-empty"),
            "image" or "document" => JudgeSource(block, type, place),
            "thinking" => JudgeThinking(block, place),
            "redacted_thinking" when block.Text("data") is null => AnthropicError.At($"{place}.redacted_thinking.data", "Field required"),
            "tool_use" or "server_tool_use" => JudgeCall(block, type, place),
            "tool_result" when block.Text("tool_use_id") is null => AnthropicError.At($"{place}.tool_result.tool_use_id", "Field required"),
            _ when IsKnown(type) => null,
            _ => AnthropicError.At(place, $"Input tag '{type}' found using 'type' does not match any of the expected tags"),
        };
    }

    private static bool IsKnown(string type) =>
        type is "text" or "redacted_thinking" or "tool_result" or "search_result" or "container_upload" or "compaction" or "fallback" or "mcp_tool_use" || type.EndsWith("_tool_result", StringComparison.Ordinal);

    private static AnthropicError? JudgeSource(JsonElement block, string type, string place)
    {
        var source = block.Member("source");
        var kind = source?.Text("type");
        return kind switch
        {
            "base64" when type == "image" && source?.Text("media_type") is not ("image/jpeg" or "image/png" or "image/gif" or "image/webp") =>
                AnthropicError.At($"{place}.image.source.base64.media_type", "Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'"),
            "base64" when source?.Text("data") is null => AnthropicError.At($"{place}.{type}.source.base64.data", "Field required"),
            "base64" or "url" or "file" => null,
            "text" or "content" when type == "document" => null,
            _ => AnthropicError.At($"{place}.{type}.source", "Input tag found using 'type' does not match any of the expected tags"),
        };
    }

    private static AnthropicError? JudgeThinking(JsonElement block, string place)
    {
        if (block.Text("signature") is not { Length: > 0 } signature)
            return AnthropicError.At($"{place}.thinking.signature", "Field required");
        return AnthropicSignature.Fits(block.Text("thinking") ?? "", signature) ? null : AnthropicError.At(place, "Invalid `signature` in `thinking` block");
    }

    private static AnthropicError? JudgeCall(JsonElement block, string type, string place)
    {
        if (block.Text("id") is not { } id)
            return AnthropicError.At($"{place}.{type}.id", "Field required");
        if (!Id().IsMatch(id))
            return AnthropicError.At($"{place}.{type}.id", "String should match pattern '^[a-zA-Z0-9_-]+$'");
        return block.Member("input") is { ValueKind: JsonValueKind.Object } ? null : AnthropicError.At($"{place}.{type}.input", "Input should be a valid dictionary");
    }

    private static AnthropicError? JudgeCalls(List<(string Role, int Index, List<JsonElement> Blocks)> turns)
    {
        var open = new List<string>();
        foreach (var (role, index, blocks) in turns)
        {
            var results = blocks.Where(block => block.Text("type") == "tool_result").ToList();
            foreach (var result in results)
            {
                if (!open.Remove(result.Text("tool_use_id")!))
                {
                    return AnthropicError.At($"messages.{index}", $"unexpected `tool_use_id` found in `tool_result` blocks: {result.Text("tool_use_id")}. "
                        + "Each `tool_result` block must have a corresponding `tool_use` block in the previous message.");
                }
            }

            if (Unanswered(open, index - 1) is { } unanswered)
                return unanswered;
            if (results.Count > 0 && blocks.Take(results.Count).Any(block => block.Text("type") != "tool_result"))
                return AnthropicError.At($"messages.{index}", "`tool_result` blocks must come first in the content of the message that answers `tool_use` blocks");
            if (role == "assistant")
                open.AddRange(blocks.Where(block => block.Text("type") == "tool_use").Select(block => block.Text("id")!));
        }

        return Unanswered(open, turns[^1].Index);
    }

    private static AnthropicError? Unanswered(List<string> open, int index) => open.Count == 0
        ? null
        : AnthropicError.At($"messages.{index}", $"`tool_use` ids were found without `tool_result` blocks immediately after: {string.Join(", ", open)}. "
            + "Each `tool_use` block must have a corresponding `tool_result` block in the next message.");

    [GeneratedRegex("^[a-zA-Z0-9_-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}

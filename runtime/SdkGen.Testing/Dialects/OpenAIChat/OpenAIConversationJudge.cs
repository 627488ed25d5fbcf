using System.Text.Json;

namespace SdkGen.Testing.Dialects.OpenAIChat;

/// <summary>Finds what the service would refuse in the messages: roles, contents, and tool results without their calls.</summary>
internal static class OpenAIConversationJudge
{
    private static readonly string[] s_roles = ["system", "developer", "user", "assistant", "tool", "function"];

    public static OpenAIError? Judge(JsonElement body, OpenAIVendor vendor)
    {
        if (body.Member("messages") is not { } messages)
            return OpenAIChatJudge.Missing("messages");
        if (messages.ValueKind != JsonValueKind.Array)
            return new OpenAIError(400, "Invalid type for 'messages': expected an array of objects.", Param: "messages", Code: "invalid_type");
        if (messages.GetArrayLength() == 0)
            return new OpenAIError(400, "Invalid 'messages': empty array. Expected an array with minimum length 1.", Param: "messages", Code: "empty_array");

        var open = new HashSet<string>();
        var index = 0;
        foreach (var message in messages.EnumerateArray())
        {
            if ((JudgeMessage(message, index, vendor) ?? (vendor.IsLocal ? null : JudgeOrder(message, index, open)) ?? JudgeCalls(body, message, index, vendor)) is { } error)
                return error;
            index++;
        }

        return Unanswered(open, index);
    }

    private static OpenAIError? JudgeMessage(JsonElement message, int index, OpenAIVendor vendor)
    {
        if (message.ValueKind != JsonValueKind.Object)
            return new OpenAIError(400, $"Invalid type for 'messages[{index}]': expected an object.", Param: $"messages[{index}]", Code: "invalid_type");
        if (message.Text("role") is not { } role)
            return OpenAIChatJudge.Missing($"messages[{index}].role");
        if (!s_roles.Contains(role))
            return new OpenAIError(400, $"Invalid value: '{role}'. Supported values are: {string.Join(", ", s_roles.Select(known => $"'{known}'"))}.", Param: $"messages[{index}].role", Code: "invalid_value");
        if (message.Member("content") is { } content)
            return JudgeContent(role, content, index, vendor);
        return role == "assistant" && (message.Member("tool_calls") ?? message.Member("function_call") ?? message.Member("refusal") ?? message.Member("audio")) is not null
            ? null
            : new OpenAIError(400, $"Invalid value for 'content': expected a string, got null. (messages[{index}])", Param: $"messages.[{index}].content");
    }

    private static OpenAIError? JudgeContent(string role, JsonElement content, int index, OpenAIVendor vendor)
    {
        if (content.ValueKind is not (JsonValueKind.String or JsonValueKind.Array))
            return new OpenAIError(400, $"Invalid type for 'messages[{index}].content': expected a string or an array of objects.", Param: $"messages[{index}].content", Code: "invalid_type");
        if (content.ValueKind == JsonValueKind.String)
            return null;
        var part = 0;
        foreach (var item in content.EnumerateArray())
        {
            var path = $"messages[{index}].content[{part++}]";
            if (item.Text("type") is not { } type)
                return OpenAIChatJudge.Missing($"{path}.type");
            if (vendor.IsStrict && role == "tool" && type != "text")
                return new OpenAIError(400, $"Invalid 'messages[{index}]'. A message with role 'tool' may hold text, and this one holds '{type}'.", Param: $"messages[{index}]", Code: "invalid_value");
            if (vendor.IsStrict && type is not ("text" or "image_url" or "input_audio" or "refusal" or "file"))
                return new OpenAIError(400, $"Invalid value: '{type}'. Supported values are: 'text', 'image_url', 'input_audio', 'refusal', and 'file'.", Param: $"{path}.type", Code: "invalid_value");
        }

        return null;
    }

    /// <param name="message">The message.</param>
    /// <param name="index">Its place.</param>
    /// <param name="open">Calls of the last assistant's message that have no result yet.</param>
    private static OpenAIError? JudgeOrder(JsonElement message, int index, HashSet<string> open)
    {
        if (message.Text("role") == "tool")
        {
            if (message.Text("tool_call_id") is not { } id)
                return OpenAIChatJudge.Missing($"messages[{index}].tool_call_id");
            return open.Remove(id)
                ? null
                : new OpenAIError(400, $"A message with role 'tool' must answer a call in the 'tool_calls' of a message before it; nothing waits for '{id}'.", Param: $"messages.[{index}].role");
        }

        if (Unanswered(open, index) is { } error)
            return error;
        var place = 0;
        foreach (var call in message.Items("tool_calls"))
        {
            var path = $"messages[{index}].tool_calls[{place++}]";
            if (call.Text("id") is not { } id)
                return OpenAIChatJudge.Missing($"{path}.id");
            if (call.Text("type") is null)
                return OpenAIChatJudge.Missing($"{path}.type");
            if (call.Text("type") == "function" && call.Member("function")?.Text("arguments") is null)
                return OpenAIChatJudge.Missing($"{path}.function.arguments");
            open.Add(id);
        }

        return null;
    }

    /// <summary>What single services ask of calls beside their order.</summary>
    private static OpenAIError? JudgeCalls(JsonElement body, JsonElement message, int index, OpenAIVendor vendor)
    {
        if (vendor.WantsReasoningBack && body.Member("thinking")?.Text("type") == "enabled" && message.Items("tool_calls").Any() && message.Text("reasoning_content") is null)
            return new OpenAIError(400, $"The reasoning_content of messages[{index}] must be passed back to the API in thinking mode.");
        if (!vendor.NeedsShortCallIds)
            return null;
        foreach (var id in message.Items("tool_calls").Select(call => call.Text("id")).Append(message.Text("tool_call_id")))
        {
            if (id is not null && (id.Length != 9 || !id.All(char.IsAsciiLetterOrDigit)))
                return new OpenAIError(400, $"Tool call id was {id} but must be a-z, A-Z, 0-9, with a length of 9.", "invalid_function_call", null, "3280");
        }

        return null;
    }

    private static OpenAIError? Unanswered(HashSet<string> open, int index) => open.Count == 0
        ? null
        : new OpenAIError(
            400,
            $"An assistant message with 'tool_calls' must be followed by a tool message for each 'tool_call_id'. Without one: {string.Join(", ", open.Order(StringComparer.Ordinal))}.",
            Param: $"messages.[{index}].role");
}

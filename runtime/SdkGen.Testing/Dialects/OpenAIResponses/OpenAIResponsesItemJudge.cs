using System.Text.Json;
using SdkGen.Testing.Dialects.OpenAIChat;

namespace SdkGen.Testing.Dialects.OpenAIResponses;

/// <summary>Finds what the service would refuse in the items: their types and parts, ids, and calls and results that do not fit together.</summary>
internal static class OpenAIResponsesItemJudge
{
    private static readonly string[] s_roles = ["assistant", "system", "developer", "user"];
    private static readonly string[] s_inputParts = ["input_text", "input_image", "input_file"];
    private static readonly string[] s_outputParts = ["output_text", "refusal"];

    /// <summary>What an item must have, by its type; and how its id must begin, where the service looks.</summary>
    private static readonly Dictionary<string, (string[] Required, string? Prefix)> s_types = new()
    {
        ["message"] = (["role", "content"], "msg"),
        ["reasoning"] = (["summary"], "rs"),
        ["function_call"] = (["call_id", "name", "arguments"], "fc"),
        ["function_call_output"] = (["call_id", "output"], null),
        ["custom_tool_call"] = (["call_id", "name", "input"], null),
        ["custom_tool_call_output"] = (["call_id", "output"], null),
        ["web_search_call"] = (["id"], "ws"),
        ["file_search_call"] = (["id"], "fs"),
        ["code_interpreter_call"] = (["id"], "ci"),
        ["image_generation_call"] = (["id"], "ig"),
        ["computer_call"] = (["call_id"], null),
        ["computer_call_output"] = (["call_id", "output"], null),
        ["local_shell_call"] = (["call_id", "action"], null),
        ["local_shell_call_output"] = (["output"], null),
        ["shell_call"] = (["call_id", "action"], null),
        ["shell_call_output"] = (["call_id", "output"], null),
        ["apply_patch_call"] = (["call_id", "operation"], null),
        ["apply_patch_call_output"] = (["call_id", "status"], null),
        ["mcp_list_tools"] = (["server_label", "tools"], null),
        ["mcp_call"] = (["server_label", "name", "arguments"], null),
        ["mcp_approval_request"] = (["server_label", "name", "arguments"], null),
        ["mcp_approval_response"] = (["approval_request_id", "approve"], null),
        ["tool_search_call"] = (["arguments"], null),
        ["tool_search_output"] = (["tools"], null),
        ["additional_tools"] = (["tools"], null),
        ["program"] = (["call_id", "code"], null),
        ["program_output"] = (["call_id", "result"], null),
        ["compaction"] = (["encrypted_content"], null),
        ["item_reference"] = (["id"], null),
    };

    public static OpenAIError? Judge(JsonElement body, KeptResponse? before, OpenAIVendor vendor)
    {
        if (body.Member("input") is not { } input)
            return before is null && body.Member("prompt") is null && body.Member("conversation") is null ? OpenAIChatJudge.Missing("input") : null;
        if (input.ValueKind == JsonValueKind.String)
            return null;
        if (input.ValueKind != JsonValueKind.Array)
            return new OpenAIError(400, "Invalid type for 'input': expected one of a string or array of input items.", Param: "input", Code: "invalid_type");
        var index = 0;
        var ids = new HashSet<string>();
        foreach (var item in input.EnumerateArray())
        {
            if (JudgeItem(item, $"input[{index}]", vendor) is { } error)
                return error;
            if (item.Text("id") is { } id && !ids.Add(id))
                return Wrong($"Duplicate item found with id {id}. Remove duplicate items from your input and try again.");
            index++;
        }

        JsonElement[] items = [.. input.EnumerateArray()];
        return (vendor.KeepsNothing ? JudgeNeighbours(items) : null) ?? JudgeCalls([.. before?.Items ?? [], .. items]) ?? JudgeReasoning(items, before);
    }

    private static OpenAIError Wrong(string message) => new(400, message, Param: "input");

    private static OpenAIError? JudgeItem(JsonElement item, string path, OpenAIVendor vendor)
    {
        if (item.ValueKind != JsonValueKind.Object)
            return new OpenAIError(400, $"Invalid type for '{path}': expected an object.", Param: path, Code: "invalid_type");
        var type = OpenAIResponsesReader.Type(item);
        if (!s_types.TryGetValue(type, out var rule))
            return OpenAIResponsesJudge.Value(item.Text("type") is null ? path : $"{path}.type", type, s_types.Keys);
        foreach (var name in rule.Required)
        {
            if (!item.TryGetProperty(name, out _))
                return OpenAIChatJudge.Missing($"{path}.{name}");
        }

        if (vendor.IsStrict && rule.Prefix is { } prefix && item.Text("id") is { } id && !id.StartsWith(prefix, StringComparison.Ordinal))
            return new OpenAIError(400, $"Invalid '{path}.id': '{id}'. Expected an ID that begins with '{prefix}'.", Param: $"{path}.id", Code: "invalid_value");
        return type == "message" ? JudgeMessage(item, path) : null;
    }

    private static OpenAIError? JudgeMessage(JsonElement item, string path)
    {
        var role = item.Text("role") ?? "";
        if (!s_roles.Contains(role))
            return OpenAIResponsesJudge.Value($"{path}.role", role, s_roles);
        var supported = role == "assistant" ? s_outputParts : s_inputParts;
        var index = 0;
        foreach (var part in item.Items("content"))
        {
            var place = $"{path}.content[{index++}]";
            if (part.Text("type") is not { } type)
                return OpenAIChatJudge.Missing($"{place}.type");
            if (!supported.Contains(type))
                return OpenAIResponsesJudge.Value($"{place}.type", type, supported);
            if (part.Member("image_url") is { ValueKind: not JsonValueKind.String })
                return new OpenAIError(400, $"Invalid type for '{place}.image_url': expected an image URL, but got an object instead.", Param: $"{place}.image_url", Code: "invalid_type");
        }

        return item.Member("content") is { ValueKind: JsonValueKind.String or JsonValueKind.Array }
            ? null
            : new OpenAIError(400, $"Invalid type for '{path}.content': expected one of an array of objects or string.", Param: $"{path}.content", Code: "invalid_type");
    }

    /// <summary>Every result needs its call before it, and every call of the caller's tools its result somewhere behind it.</summary>
    private static OpenAIError? JudgeCalls(JsonElement[] items)
    {
        var calls = new List<string>();
        var open = new HashSet<string>();
        foreach (var item in items)
        {
            if (item.Text("call_id") is not { } id)
                continue;
            switch (OpenAIResponsesReader.Type(item))
            {
                case "function_call" or "custom_tool_call":
                    calls.Add(id);
                    open.Add(id);
                    break;
                case "function_call_output" or "custom_tool_call_output" when !calls.Contains(id):
                    return Wrong($"No tool call found for {(OpenAIResponsesReader.Type(item) == "function_call_output" ? "function call" : "custom tool call")} output with call_id {id}.");
                case "function_call_output" or "custom_tool_call_output":
                    open.Remove(id);
                    break;
            }
        }

        return calls.Find(open.Contains) is { } missing ? Wrong($"No tool output found for function call {missing}.") : null;
    }

    /// <summary>Reasoning leads to the item behind it; an item of a kept answer is sent with the reasoning that led to it.</summary>
    private static OpenAIError? JudgeReasoning(JsonElement[] items, KeptResponse? before)
    {
        for (var i = 0; i < items.Length; i++)
        {
            if (OpenAIResponsesReader.Type(items[i]) != "reasoning")
                continue;
            var next = i + 1 < items.Length ? items[i + 1] : default;
            var follows = next.ValueKind == JsonValueKind.Object && OpenAIResponsesReader.Type(next) is var type
                && (type != "message" || next.Text("role") == "assistant") && !type.EndsWith("_output", StringComparison.Ordinal);
            if (!follows)
                return Wrong($"Item '{items[i].Text("id")}' of type 'reasoning' was provided without its required following item.");
        }

        var known = before?.Items.Select(item => item.Text("id")).OfType<string>().ToHashSet() ?? [];
        return items.Select(item => item.Text("id")).FirstOrDefault(id => id is not null && known.Contains(id)) is { } twice
            ? Wrong($"Duplicate item found with id {twice}. Remove duplicate items from your input and try again.")
            : null;
    }

    /// <summary>At a service that keeps nothing, calls stand together and their results follow at once.</summary>
    private static OpenAIError? JudgeNeighbours(JsonElement[] items)
    {
        var open = new List<string>();
        foreach (var item in items)
        {
            var type = OpenAIResponsesReader.Type(item);
            if (type is "function_call_output" or "custom_tool_call_output" && item.Text("call_id") is { } answered)
                open.Remove(answered);
            else if (type is not ("function_call" or "custom_tool_call" or "reasoning") && open.Count > 0)
                return Open(open[0]);
            else if (type is "function_call" or "custom_tool_call" && item.Text("call_id") is { } id)
                open.Add(id);
        }

        return open.Count > 0 ? Open(open[0]) : null;

        static OpenAIError Open(string id) => new(400, $"No tool output found for tool call {id}.", Code: "invalid_request_error");
    }
}

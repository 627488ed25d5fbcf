using System.Text.Json;
using System.Text.RegularExpressions;

namespace SdkGen.Testing.Dialects.OpenAIChat;

/// <summary>Finds what the service would refuse in the tools of a request.</summary>
internal static partial class OpenAIToolJudge
{
    public static OpenAIError? Judge(JsonElement body, OpenAIVendor vendor)
    {
        // Whoever steps over what is new steps over new kinds of tools too.
        if (!vendor.IsStrict)
            return null;
        var names = new HashSet<string>();
        var index = 0;
        if (body.Member("tools") is { ValueKind: JsonValueKind.Array } tools && tools.GetArrayLength() == 0)
            return new OpenAIError(400, "Invalid 'tools': empty array. Expected an array with minimum length 1.", Param: "tools", Code: "empty_array");
        foreach (var tool in body.Items("tools"))
        {
            if (JudgeTool(tool, $"tools[{index++}]", names) is { } error)
                return error;
        }

        if (index == 0 && body.Member("tool_choice") is not null)
            return new OpenAIError(400, "Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.", Param: "tool_choice");
        if (index == 0 && body.Member("parallel_tool_calls") is not null)
            return new OpenAIError(400, "Invalid value for 'parallel_tool_calls': it is only allowed when 'tools' are specified.", Param: "parallel_tool_calls");
        return body.Member("tool_choice")?.Member("function")?.Text("name") is { } chosen && !names.Contains(chosen)
            ? new OpenAIError(400, $"Tool choice '{chosen}' not found in 'tools' parameter.", Param: "tool_choice")
            : null;
    }

    private static OpenAIError? JudgeTool(JsonElement tool, string path, HashSet<string> names)
    {
        if (tool.Text("type") is not { } type)
            return OpenAIChatJudge.Missing($"{path}.type");
        if (type is not ("function" or "custom"))
            return new OpenAIError(400, $"Invalid value: '{type}'. Supported values are: 'function' and 'custom'.", Param: $"{path}.type", Code: "invalid_value");
        if (OpenAIChatReader.ToolName(tool) is not { } name)
            return OpenAIChatJudge.Missing($"{path}.{type}.name");
        if (!ToolName().IsMatch(name))
            return new OpenAIError(400, $"Invalid '{path}.{type}.name': expected at most 64 letters, digits, '_' and '-'.", Param: $"{path}.{type}.name", Code: "invalid_value");
        if (tool.Member("function")?.Member("parameters") is { } parameters && parameters.Text("type") is { } root && root != "object")
            return new OpenAIError(400, $"Invalid schema for function '{name}': schema must be a JSON Schema of 'type: \"object\"', got 'type: \"{root}\"'.", Param: $"{path}.function.parameters", Code: "invalid_function_parameters");
        if (tool.Member("function") is { } strict && strict.IsTrue("strict") && strict.Member("parameters")?.Member("additionalProperties")?.ValueKind != JsonValueKind.False)
        {
            return new OpenAIError(
                400, $"Invalid schema for function '{name}': In context=(), 'additionalProperties' is required to be supplied and to be false.", Param: $"{path}.function.parameters", Code: "invalid_function_parameters");
        }

        return names.Add(name) ? null : new OpenAIError(400, $"Invalid '{path}.{type}.name': '{name}' is given twice.", Param: $"{path}.{type}.name", Code: "invalid_value");
    }

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$", RegexOptions.CultureInvariant)]
    private static partial Regex ToolName();
}

using System.Text.Json;
using System.Text.RegularExpressions;
using SdkGen.Testing.Dialects.OpenAIChat;

namespace SdkGen.Testing.Dialects.OpenAIResponses;

/// <summary>Finds what the service would refuse in the tools of a request.</summary>
internal static partial class OpenAIResponsesToolJudge
{
    /// <summary>What a tool must have, by its type.</summary>
    private static readonly Dictionary<string, string[]> s_types = new()
    {
        ["function"] = ["name"],
        ["custom"] = ["name"],
        ["web_search"] = [],
        ["web_search_2025_08_26"] = [],
        ["web_search_preview"] = [],
        ["web_search_preview_2025_03_11"] = [],
        ["file_search"] = ["vector_store_ids"],
        ["code_interpreter"] = ["container"],
        ["image_generation"] = [],
        ["mcp"] = ["server_label"],
        ["computer"] = [],
        ["computer_use_preview"] = [],
        ["local_shell"] = [],
        ["shell"] = [],
        ["apply_patch"] = [],
        ["namespace"] = ["name", "tools"],
        ["tool_search"] = [],
        ["programmatic_tool_calling"] = [],
    };

    public static OpenAIError? Judge(JsonElement body)
    {
        var names = new HashSet<string>();
        var index = 0;
        foreach (var tool in body.Items("tools"))
        {
            if (JudgeTool(tool, $"tools[{index++}]", names) is { } error)
                return error;
        }

        if (body.Member("tool_choice") is not { } choice)
            return null;
        if (choice.ValueKind == JsonValueKind.String)
        {
            if (choice.GetString() is not ("auto" or "none" or "required"))
                return OpenAIResponsesJudge.Value("tool_choice", choice.GetString()!, ["none", "auto", "required"]);
            return choice.ValueEquals("required") && index == 0
                ? new OpenAIError(400, "Tool choice 'required' must be specified with 'tools' parameter.", Param: "tool_choice")
                : null;
        }

        if (choice.Member("function") is not null)
            return new OpenAIError(400, "Unknown parameter: 'tool_choice.function'.", Param: "tool_choice.function", Code: "unknown_parameter");
        return choice.Text("type") is "function" or "custom" && choice.Text("name") is { } name && !names.Contains(name)
            ? new OpenAIError(400, $"Tool choice '{choice.Text("type")}' not found in 'tools' parameter.", Param: "tool_choice")
            : null;
    }

    private static OpenAIError? JudgeTool(JsonElement tool, string path, HashSet<string> names)
    {
        if (tool.Text("type") is not { } type)
            return OpenAIChatJudge.Missing($"{path}.type");
        if (!s_types.TryGetValue(type, out var required))
            return OpenAIResponsesJudge.Value($"{path}.type", type, s_types.Keys);
        foreach (var member in required)
        {
            if (tool.Member(member) is null)
                return OpenAIChatJudge.Missing($"{path}.{member}");
        }

        if (type == "namespace")
        {
            var index = 0;
            foreach (var inner in tool.Items("tools"))
            {
                if (JudgeTool(inner, $"{path}.tools[{index++}]", names) is { } error)
                    return error;
            }
        }

        if (type is not ("function" or "custom") || tool.Text("name") is not { } name)
            return null;
        if (!ToolName().IsMatch(name))
            return new OpenAIError(400, $"Invalid '{path}.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.", Param: $"{path}.name", Code: "invalid_value");
        names.Add(name);
        return type == "function" ? JudgeSchema(tool, name, path) : null;
    }

    private static OpenAIError? JudgeSchema(JsonElement tool, string name, string path)
    {
        if (tool.Member("parameters") is not { } parameters)
            return null;
        if (parameters.Text("type") is { } root && root != "object")
            return Invalid($"schema must be a JSON Schema of 'type: \"object\"', got 'type: \"{root}\"'.");
        return tool.IsTrue("strict") && parameters.Member("additionalProperties") is not { ValueKind: JsonValueKind.False }
            ? Invalid("In context=(), 'additionalProperties' is required to be supplied and to be false.")
            : null;

        OpenAIError Invalid(string why) => new(400, $"Invalid schema for function '{name}': {why}", Param: $"{path}.parameters", Code: "invalid_function_parameters");
    }

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,128}$", RegexOptions.CultureInvariant)]
    private static partial Regex ToolName();
}

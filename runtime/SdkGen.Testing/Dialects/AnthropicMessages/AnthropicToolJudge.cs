using System.Text.Json;
using System.Text.RegularExpressions;

namespace SdkGen.Testing.Dialects.AnthropicMessages;

/// <summary>Finds what the service would refuse in the tools of a request.</summary>
internal static partial class AnthropicToolJudge
{
    public static AnthropicError? Judge(JsonElement body)
    {
        var names = new HashSet<string>();
        var index = 0;
        foreach (var tool in body.Items("tools"))
        {
            if (JudgeTool(tool, $"tools.{index++}", names) is { } error)
                return error;
        }

        if (body.Member("tool_choice") is not { } choice)
            return null;
        if (choice.Text("type") is not ("auto" or "any" or "tool" or "none"))
            return AnthropicError.At("tool_choice", "Input tag found using 'type' does not match any of the expected tags: 'any', 'auto', 'none', 'tool'");
        if (index == 0)
            return AnthropicError.At("tool_choice", "may only be specified while providing tools");
        return choice.Text("type") == "tool" && (choice.Text("name") is not { } chosen || !names.Contains(chosen))
            ? new AnthropicError(400, $"Tool '{choice.Text("name")}' not found in provided tools")
            : null;
    }

    private static AnthropicError? JudgeTool(JsonElement tool, string place, HashSet<string> names)
    {
        if (tool.ValueKind != JsonValueKind.Object)
            return AnthropicError.At(place, "Input does not match the expected shape.");
        if (tool.Text("type") == "mcp_toolset")
            return tool.Text("mcp_server_name") is null ? AnthropicError.At($"{place}.mcp_toolset.mcp_server_name", "Field required") : null;
        if (tool.Text("name") is not { } name)
            return AnthropicError.At($"{place}.name", "Field required");
        if (!names.Add(name))
            return AnthropicError.At("tools", "Tool names must be unique.");
        if (tool.Text("type") is not (null or "custom"))
            return null;
        if (!Name().IsMatch(name))
            return AnthropicError.At($"{place}.custom.name", "String should match pattern '^[a-zA-Z0-9_-]{1,128}$'");
        if (tool.Member("input_schema") is not { ValueKind: JsonValueKind.Object } schema)
            return AnthropicError.At($"{place}.custom.input_schema", "Field required");
        return schema.Text("type") == "object" ? null : AnthropicError.At($"{place}.custom.input_schema.type", "Input should be 'object'");
    }

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,128}$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}

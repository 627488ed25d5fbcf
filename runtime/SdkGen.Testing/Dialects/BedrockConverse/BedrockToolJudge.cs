using System.Text.Json;

namespace SdkGen.Testing.Dialects.BedrockConverse;

/// <summary>Finds what the service would refuse in the tools of a request.</summary>
internal static class BedrockToolJudge
{
    private const int LongestName = 64;

    public static BedrockError? Judge(JsonElement body)
    {
        if (body.Member("toolConfig") is not { } config)
            return HasToolBlocks(body) ? BedrockError.Validation("The toolConfig field must be defined when using toolUse and toolResult content blocks.") : null;
        var tools = config.Items("tools").ToList();
        if (tools.Count == 0)
            return BedrockConverseJudge.Constraint("toolConfig.tools", "[]", "Member must have length greater than or equal to 1");
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < tools.Count; i++)
        {
            if (JudgeTool(tools[i], $"toolConfig.tools.{i}", names) is { } refused)
                return refused;
        }

        return config.Member("toolChoice")?.Member("tool")?.Text("name") is { } chosen && !names.Contains(chosen)
            ? BedrockError.Validation($"The tool '{chosen}' of toolConfig.toolChoice is not among the tools.")
            : null;
    }

    public static bool IsName(string? name) => name is { Length: > 0 and <= LongestName } && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');

    private static BedrockError? JudgeTool(JsonElement tool, string place, HashSet<string> names)
    {
        if (tool.Member("cachePoint") is not null)
            return null;
        var spec = tool.Member("toolSpec");
        var name = (spec ?? tool.Member("systemTool"))?.Text("name");
        if (!IsName(name))
            return BedrockConverseJudge.Constraint($"{place}.toolSpec.name", name ?? "null", "Member must satisfy regular expression pattern: [a-zA-Z0-9_-]+");
        if (!names.Add(name!))
            return BedrockError.Validation($"The toolConfig field contains the tool name '{name}' more than once.");
        if (spec is not { } function)
            return null;
        if (function.Text("description") is "")
            return BedrockConverseJudge.Constraint($"{place}.toolSpec.description", "", "Member must have length greater than or equal to 1");
        return function.Member("inputSchema")?.Member("json")?.Text("type") == "object"
            ? null
            : BedrockError.Validation($"The value at {place}.toolSpec.inputSchema.json.type must be one of the following: object.");
    }

    private static bool HasToolBlocks(JsonElement body) =>
        body.Items("messages").SelectMany(message => message.Items("content")).Any(block => block.Member("toolUse") is not null || block.Member("toolResult") is not null);
}

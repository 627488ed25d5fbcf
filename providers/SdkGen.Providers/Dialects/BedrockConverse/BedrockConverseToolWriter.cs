using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Transport;
using SdkGen.Wire.BedrockConverse;

namespace SdkGen.Dialects.BedrockConverse;

/// <summary>Writes what the model may call. The wire form of a tool is made once and kept as long as the tool.</summary>
internal sealed class BedrockConverseToolWriter(ProviderProfile profile, BedrockConverseTraits traits)
{
    /// <summary>In the additional properties of a tool or of options: whether the service enforces the schema. What a tool says goes before what the options say.</summary>
    public const string StrictKey = "strict";

    private static readonly RawJson s_empty = new("{}"u8.ToArray());
    private static readonly RawJson s_anything = new("""{"type":"object"}"""u8.ToArray());
    private static readonly ConditionalWeakTable<AITool, BedrockConverseTool> s_forms = [];
    private static readonly ConditionalWeakTable<AITool, BedrockConverseTool> s_strictForms = [];

    /// <summary>Writes the tools, once the conversation is written: one that holds calls must come with tools, even where none may be called.</summary>
    public void Write(BedrockConverseRequest request, ChatOptions? options, ModelFacts facts)
    {
        var isNone = options?.ToolMode is NoneChatToolMode;
        var calls = Called(request);
        if (options?.Tools is { Count: > 0 } tools && (!isNone || calls.Count > 0))
        {
            var strict = options.AdditionalProperties is { } properties ? Strict(properties) : null;
            foreach (var tool in tools)
                Add(request.ToolConfig ??= new(), tool, strict);
        }

        if (request.ToolConfig?.Tools is { Count: > 0 })
        {
            CapabilityGuard.NeedTools(profile, facts);
            request.ToolConfig.ToolChoice ??= Choice(options?.ToolMode);
        }
        else if (calls.Count > 0)
        {
            foreach (var (name, isOfService) in calls)
            {
                ((request.ToolConfig ??= new()).Tools ??= []).Add(isOfService
                    ? new() { SystemTool = new() { Name = name } }
                    : new() { ToolSpec = new() { Name = name, InputSchema = new() { Json = s_anything } } });
            }
        }
    }

    /// <summary>Names of the tools that the conversation has called, each with whether the service runs it.</summary>
    private static List<(string Name, bool IsOfService)> Called(BedrockConverseRequest request)
    {
        var names = new List<(string, bool)>();
        foreach (var block in (request.Messages ?? []).SelectMany(message => message.Content ?? []))
        {
            if (block.ToolUse is { Name: { } name } call && !names.Contains((name, call.Type is not null)))
                names.Add((name, call.Type is not null));
        }

        return names;
    }

    private void Add(BedrockConverseToolConfig config, AITool tool, bool? strict)
    {
        var tools = config.Tools ??= [];
        switch (tool)
        {
            case AIFunctionDeclaration function:
                tools.Add((Strict(function.AdditionalProperties) ?? strict) == true
                    ? s_strictForms.GetValue(function, static x => StrictForm((AIFunctionDeclaration)x).KeepText())
                    : s_forms.GetValue(function, static x => Form((AIFunctionDeclaration)x).KeepText()));
                break;
            case HostedCodeInterpreterTool when traits.CodeInterpreterTool is { } name:
                tools.Add(new() { SystemTool = new() { Name = name } });
                break;
            case HostedWebSearchTool when traits.WebSearchTool is { } name:
                tools.Add(new() { SystemTool = new() { Name = name } });
                break;
            default:
                throw new LlmException(LlmErrorKind.Unsupported, $"{profile.Name} cannot be offered the tool '{tool.Name}' of type {tool.GetType().Name} over this protocol. Offer a function instead.")
                {
                    Provider = profile.Id,
                };
        }

        if (BedrockCachePoint.After(tool) is { } point)
            tools.Add(new() { CachePoint = point });
    }

    private static BedrockConverseTool Form(AIFunctionDeclaration function) =>
        Form(function, StrictTools.Generated(function) is { } tool ? new RawJson(tool.JsonSchemaUtf8.ToArray()) : function.JsonSchema, Strict(function.AdditionalProperties));

    /// <summary>
    /// A generated tool has a schema of its own for strict mode. One whose arguments cannot be said in it (LLM1020) goes without: the service would refuse the
    /// plain schema, and its arguments are checked here anyway. Any other function is sent as its owner made it.
    /// </summary>
    private static BedrockConverseTool StrictForm(AIFunctionDeclaration function)
    {
        if (StrictTools.Generated(function) is not { } tool)
            return Form(function, function.JsonSchema, true);
        return tool.TryGetJsonSchemaUtf8(SchemaProfile.BedrockStrict, out var schema)
            ? Form(function, new RawJson(schema.ToArray()), true)
            : Form(function, new RawJson(tool.JsonSchemaUtf8.ToArray()), null);
    }

    private static BedrockConverseTool Form(AIFunctionDeclaration function, RawJson schema, bool? strict) => new()
    {
        ToolSpec = new()
        {
            Name = function.Name,
            Description = string.IsNullOrWhiteSpace(function.Description) ? null : function.Description,
            InputSchema = new() { Json = schema },
            Strict = strict,
        },
    };

    private static bool? Strict(IReadOnlyDictionary<string, object?> properties) =>
        properties.TryGetValue(StrictKey, out var strict) && strict is bool flag ? flag : null;

    private static BedrockConverseToolChoice? Choice(ChatToolMode? mode) => mode switch
    {
        AutoChatToolMode => new() { Auto = s_empty },
        RequiredChatToolMode { RequiredFunctionName: { } name } => new() { Tool = new() { Name = name } },
        RequiredChatToolMode => new() { Any = s_empty },
        _ => null,
    };
}

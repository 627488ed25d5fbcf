using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Transport;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>Writes what the model may call. The wire form of a tool is made once and kept as long as the tool.</summary>
internal sealed class OpenAIChatToolWriter(ProviderProfile profile, OpenAIChatTraits traits)
{
    /// <summary>In the additional properties of a tool or of options: whether the schema is enforced.</summary>
    public const string StrictKey = "strict";

    private static readonly ConditionalWeakTable<AITool, OpenAIChatTool> s_forms = [];

    public void Write(OpenAIChatRequest request, ChatOptions options)
    {
        foreach (var tool in options.Tools ?? [])
        {
            switch (tool)
            {
                case AIFunctionDeclaration function:
                    (request.Tools ??= []).Add(s_forms.GetValue(function, static x => Form((AIFunctionDeclaration)x)));
                    break;
                case HostedWebSearchTool:
                    request.WebSearchOptions ??= new();
                    break;
                default:
                    throw new LlmException(LlmErrorKind.Unsupported, $"{profile.Name} cannot be offered the tool '{tool.Name}' of type {tool.GetType().Name} over this protocol.")
                    {
                        Provider = profile.Id,
                    };
            }
        }

        if (request.Tools is { Count: > 0 })
            request.ToolChoice ??= Choice(options.ToolMode);
    }

    private static OpenAIChatTool Form(AIFunctionDeclaration function) => new()
    {
        Type = "function",
        Function = new()
        {
            Name = function.Name,
            Description = string.IsNullOrEmpty(function.Description) ? null : function.Description,
            Parameters = function is LlmTool tool ? new RawJson(tool.JsonSchemaUtf8.ToArray()) : function.JsonSchema,
            Strict = function.AdditionalProperties.TryGetValue(StrictKey, out var strict) && strict is bool flag ? flag : null,
        },
    };

    private OpenAIChatToolChoice? Choice(ChatToolMode? mode) => mode switch
    {
        null => null,
        NoneChatToolMode => "none",
        RequiredChatToolMode { RequiredFunctionName: { } name } => new OpenAIChatNamedToolChoice { Type = "function", Function = new() { Name = name } },
        RequiredChatToolMode => traits.RequiredToolChoice,
        _ => "auto",
    };
}

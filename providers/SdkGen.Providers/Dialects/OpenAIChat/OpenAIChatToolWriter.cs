using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Transport;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>Writes what the model may call. The wire form of a tool is made once and kept as long as the tool.</summary>
internal sealed class OpenAIChatToolWriter(ProviderProfile profile, OpenAIChatTraits traits)
{
    /// <summary>In the additional properties of a tool or of options: whether the service enforces the schema. What a tool says goes before what the options say.</summary>
    public const string StrictKey = "strict";

    private static readonly ConditionalWeakTable<AITool, OpenAIChatTool> s_forms = [];
    private static readonly ConditionalWeakTable<AITool, OpenAIChatTool> s_strictForms = [];

    public void Write(OpenAIChatRequest request, ChatOptions options)
    {
        var strict = options.AdditionalProperties is { } properties ? Strict(properties) : null;
        foreach (var tool in options.Tools ?? [])
        {
            switch (tool)
            {
                case AIFunctionDeclaration function:
                    (request.Tools ??= []).Add((Strict(function.AdditionalProperties) ?? strict) == true
                        ? s_strictForms.GetValue(function, static x => StrictForm((AIFunctionDeclaration)x))
                        : s_forms.GetValue(function, static x => Form((AIFunctionDeclaration)x)));
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

    private static OpenAIChatTool Form(AIFunctionDeclaration function) =>
        Form(function, function is LlmTool tool ? new RawJson(tool.JsonSchemaUtf8.ToArray()) : function.JsonSchema, Strict(function.AdditionalProperties));

    /// <summary>
    /// A generated tool has a schema of its own for strict mode. One whose arguments cannot be said in it (LLM1020) goes without: the service would refuse the
    /// plain schema, and its arguments are checked here anyway. Any other function is sent as its owner made it.
    /// </summary>
    private static OpenAIChatTool StrictForm(AIFunctionDeclaration function)
    {
        if (function is not LlmTool tool)
            return Form(function, function.JsonSchema, true);
        return tool.TryGetJsonSchemaUtf8(SchemaProfile.OpenAIStrict, out var schema)
            ? Form(function, new RawJson(schema.ToArray()), true)
            : Form(function, new RawJson(tool.JsonSchemaUtf8.ToArray()), null);
    }

    private static OpenAIChatTool Form(AIFunctionDeclaration function, RawJson schema, bool? strict) => new()
    {
        Type = "function",
        Function = new()
        {
            Name = function.Name,
            Description = string.IsNullOrEmpty(function.Description) ? null : function.Description,
            Parameters = schema,
            Strict = strict,
        },
    };

    private static bool? Strict(IReadOnlyDictionary<string, object?> properties) =>
        properties.TryGetValue(StrictKey, out var strict) && strict is bool flag ? flag : null;

    private OpenAIChatToolChoice? Choice(ChatToolMode? mode) => mode switch
    {
        null => null,
        NoneChatToolMode => "none",
        RequiredChatToolMode { RequiredFunctionName: { } name } => new OpenAIChatNamedToolChoice { Type = "function", Function = new() { Name = name } },
        RequiredChatToolMode => traits.RequiredToolChoice,
        _ => "auto",
    };
}

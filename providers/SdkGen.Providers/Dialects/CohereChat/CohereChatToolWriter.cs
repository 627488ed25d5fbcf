using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Transport;
using SdkGen.Wire.CohereChat;

namespace SdkGen.Dialects.CohereChat;

/// <summary>Writes what the model may call. The wire form of a tool is made once and kept as long as the tool.</summary>
internal sealed class CohereChatToolWriter(ProviderProfile profile)
{
    /// <summary>In the additional properties of options: whether the service enforces the schemas of all tools, which it does for all or for none.</summary>
    public const string StrictKey = "strict";

    private static readonly ConditionalWeakTable<AITool, CohereChatTool> s_forms = [];
    private static readonly ConditionalWeakTable<AITool, CohereChatTool> s_strictForms = [];

    public void Write(CohereChatRequest request, ChatOptions options)
    {
        var strict = IsStrict(request, options);
        var only = (options.ToolMode as RequiredChatToolMode)?.RequiredFunctionName;
        foreach (var tool in options.Tools ?? [])
        {
            if (tool is not AIFunctionDeclaration function)
            {
                throw new LlmException(LlmErrorKind.Unsupported, $"{profile.Name} cannot be offered the tool '{tool.Name}' of type {tool.GetType().Name}: it runs no tools itself. Offer a function that does the same.")
                {
                    Provider = profile.Id,
                };
            }

            // The service has no word for one certain tool: where one must be called, it is the only one to choose from.
            if (only is null || only == function.Name)
                (request.Tools ??= []).Add(strict ? s_strictForms.GetValue(function, static x => Form((AIFunctionDeclaration)x, strict: true).KeepText()) : s_forms.GetValue(function, static x => Form((AIFunctionDeclaration)x, strict: false).KeepText()));
        }

        if (request.Tools is not { Count: > 0 })
            return;
        if (strict)
            request.StrictTools ??= true;
        request.ToolChoice ??= options.ToolMode switch
        {
            NoneChatToolMode => "NONE",
            RequiredChatToolMode => "REQUIRED",
            _ => null,
        };
    }

    private static bool IsStrict(CohereChatRequest request, ChatOptions options) =>
        request.StrictTools ?? (options.AdditionalProperties is { } properties
            && ((properties.TryGetValue<bool>("strict_tools", out var strict) && strict) || (properties.TryGetValue(StrictKey, out strict) && strict)));

    private static CohereChatTool Form(AIFunctionDeclaration function, bool strict) => new()
    {
        Type = "function",
        Function = new()
        {
            Name = function.Name,
            Description = string.IsNullOrEmpty(function.Description) ? null : function.Description,
            Parameters = Schema(function, strict),
        },
    };

    private static RawJson Schema(AIFunctionDeclaration function, bool strict)
    {
        if (StrictTools.Generated(function) is not { } tool)
            return function.JsonSchema;
        return strict && tool.TryGetJsonSchemaUtf8(SchemaProfile.Cohere, out var lowered) ? new RawJson(lowered.ToArray()) : new RawJson(tool.JsonSchemaUtf8.ToArray());
    }
}

using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Transport;
using SdkGen.Wire.OllamaChat;

namespace SdkGen.Dialects.OllamaChat;

/// <summary>Writes what the model may call. The wire form of a tool is made once and kept as long as the tool.</summary>
internal sealed class OllamaChatToolWriter(ProviderProfile profile)
{
    /// <summary>In the additional properties of options: other services enforce schemas, this one does not.</summary>
    public const string StrictKey = "strict";

    private static readonly ConditionalWeakTable<AITool, OllamaChatTool> s_forms = [];

    public void Write(OllamaChatRequest request, ChatOptions options)
    {
        // The server knows no choice of tools. None to choose from is none; one certain tool is the only one to choose from.
        if (options.ToolMode is NoneChatToolMode)
            return;
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

            if (only is null || only == function.Name)
                (request.Tools ??= []).Add(s_forms.GetValue(function, static x => Form((AIFunctionDeclaration)x).KeepText()));
        }
    }

    private static OllamaChatTool Form(AIFunctionDeclaration function) => new()
    {
        Type = "function",
        Function = new()
        {
            Name = function.Name,
            Description = string.IsNullOrEmpty(function.Description) ? null : function.Description,
            Parameters = StrictTools.Generated(function) is { } tool ? new RawJson(tool.JsonSchemaUtf8.ToArray()) : function.JsonSchema,
        },
    };
}

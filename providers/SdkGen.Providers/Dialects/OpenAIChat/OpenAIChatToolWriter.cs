using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Transport;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>Writes what the model may call. The wire form of a tool is made once and kept as long as the tool.</summary>
internal sealed class OpenAIChatToolWriter(ProviderProfile profile, OpenAIChatTraits traits)
{
    private const string TypeKey = "type";

    private static readonly ConditionalWeakTable<AITool, OpenAIChatTool> s_forms = [];
    private static readonly ConditionalWeakTable<AITool, OpenAIChatTool> s_strictForms = [];

    /// <param name="request">Takes the tools.</param>
    /// <param name="options">Has them.</param>
    /// <param name="strictByDefault">Generated tools go strict where nobody says otherwise.</param>
    public void Write(OpenAIChatRequest request, ChatOptions options, bool strictByDefault)
    {
        var strict = StrictTools.Asked(options.AdditionalProperties);
        var tools = options.Tools ?? [];
        for (var i = 0; i < tools.Count; i++)
        {
            var tool = tools[i];
            switch (tool)
            {
                case AIFunctionDeclaration function:
                    Room(request, tools.Count).Add(StrictTools.Of(function, strict, strictByDefault)
                        ? s_strictForms.GetValue(function, static x => StrictForm((AIFunctionDeclaration)x).KeepText())
                        : s_forms.GetValue(function, static x => Form((AIFunctionDeclaration)x).KeepText()));
                    break;
                case HostedWebSearchTool:
                    request.WebSearchOptions ??= new();
                    break;
                case { AdditionalProperties: { Count: > 0 } members } when members.ContainsKey(TypeKey):
                    (request.Tools ??= []).Add(Own(members));
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

    private static ReusableList<OpenAIChatTool> Room(OpenAIChatRequest request, int count)
    {
        var list = request.Tools ??= [];
        list.EnsureRoom(count);
        return list;
    }

    /// <summary>A tool of the service's own, by its wire names.</summary>
    private static OpenAIChatTool Own(IReadOnlyDictionary<string, object?> members)
    {
        var tool = new OpenAIChatTool();
        foreach (var (name, value) in members)
        {
            if (value is not null)
                (tool.UnknownMembers ??= [])[name] = JsonValues.Of(value);
        }

        return tool;
    }

    private static OpenAIChatTool Form(AIFunctionDeclaration function) =>
        Form(function, StrictTools.Generated(function) is { } tool ? new RawJson(tool.JsonSchemaUtf8.ToArray()) : function.JsonSchema, StrictTools.Asked(function.AdditionalProperties));

    /// <summary>
    /// A generated tool has a schema of its own for strict mode. One whose arguments cannot be said in it (LLM1020) goes without: the service would refuse the
    /// plain schema, and its arguments are checked here anyway. Any other function is sent as its owner made it.
    /// </summary>
    private static OpenAIChatTool StrictForm(AIFunctionDeclaration function)
    {
        if (StrictTools.Generated(function) is not { } tool)
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

    private OpenAIChatToolChoice? Choice(ChatToolMode? mode) => mode switch
    {
        null => null,
        NoneChatToolMode => "none",
        RequiredChatToolMode { RequiredFunctionName: { } name } => new OpenAIChatNamedToolChoice { Type = "function", Function = new() { Name = name } },
        RequiredChatToolMode => traits.RequiredToolChoice,
        _ => "auto",
    };
}

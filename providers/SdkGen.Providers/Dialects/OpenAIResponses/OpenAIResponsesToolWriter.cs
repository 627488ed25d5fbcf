using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Transport;
using SdkGen.Wire.OpenAIResponses;

namespace SdkGen.Dialects.OpenAIResponses;

/// <summary>Writes what the model may call. The wire form of a function is made once and kept as long as the function.</summary>
internal sealed class OpenAIResponsesToolWriter(ProviderProfile profile)
{
    private const string TypeKey = "type";

    private static readonly ConditionalWeakTable<AITool, OpenAIResponsesTool> s_forms = [];
    private static readonly ConditionalWeakTable<AITool, OpenAIResponsesTool> s_strictForms = [];

    /// <param name="request">Takes the tools.</param>
    /// <param name="options">Has them.</param>
    /// <param name="strictByDefault">Generated tools go strict where nobody says otherwise.</param>
    public void Write(OpenAIResponsesRequest request, ChatOptions options, bool strictByDefault)
    {
        if (options.Tools is not { Count: > 0 } tools)
            return;
        var strict = StrictTools.Asked(options.AdditionalProperties);
        var search = tools.FirstOrDefault(tool => tool is HostedToolSearchTool) as HostedToolSearchTool;
        OpenAIResponsesTool? group = null;
        foreach (var tool in tools)
        {
            if (tool is not AIFunctionDeclaration function)
            {
                (request.Tools ??= []).Add(Hosted(tool));
                continue;
            }

            var form = StrictTools.Of(function, strict, strictByDefault)
                ? s_strictForms.GetValue(function, static x => StrictForm((AIFunctionDeclaration)x).KeepText())
                : s_forms.GetValue(function, static x => Form((AIFunctionDeclaration)x).KeepText());
            if (search is null || (search.DeferredTools is { } deferred && !deferred.Contains(function.Name)))
            {
                (request.Tools ??= []).Add(form);
                continue;
            }

            var found = new OpenAIResponsesTool
            {
                Type = form.Type,
                Name = form.Name,
                Description = form.Description,
                Parameters = form.Parameters,
                Strict = form.Strict,
                DeferLoading = true,
            };
            if (search.Namespace is not { } name)
                (request.Tools ??= []).Add(found);
            else if (group is not null)
                group.Tools!.Add(found);
            else
                (request.Tools ??= []).Add(group = new() { Type = "namespace", Name = name, Description = search.NamespaceDescription ?? name, Tools = [found] });
        }

        request.ToolChoice ??= Choice(options.ToolMode, tools);
    }

    private static OpenAIResponsesTool Form(AIFunctionDeclaration function) =>
        Form(function, StrictTools.Generated(function) is { } tool ? new RawJson(tool.JsonSchemaUtf8.ToArray()) : function.JsonSchema, false);

    /// <summary>
    /// A generated tool has a schema of its own for strict mode. One whose arguments cannot be said in it (LLM1020) goes without: the service would refuse the
    /// plain schema, and its arguments are checked here anyway. Any other function is sent as its owner made it.
    /// </summary>
    private static OpenAIResponsesTool StrictForm(AIFunctionDeclaration function)
    {
        if (StrictTools.Generated(function) is not { } tool)
            return Form(function, function.JsonSchema, true);
        return tool.TryGetJsonSchemaUtf8(SchemaProfile.OpenAIStrict, out var schema)
            ? Form(function, new RawJson(schema.ToArray()), true)
            : Form(function, new RawJson(tool.JsonSchemaUtf8.ToArray()), false);
    }

    // The service takes a tool that says nothing for a strict one, and changes its schema.
    private static OpenAIResponsesTool Form(AIFunctionDeclaration function, RawJson schema, bool strict) => new()
    {
        Type = "function",
        Name = function.Name,
        Description = string.IsNullOrEmpty(function.Description) ? null : function.Description,
        Parameters = schema,
        Strict = strict,
    };

    /// <summary>A tool that the service runs. What the abstractions have no member for goes by wire name in its additional properties.</summary>
    private OpenAIResponsesTool Hosted(AITool tool)
    {
        var wire = tool switch
        {
            HostedWebSearchTool => new() { Type = "web_search" },
            HostedFileSearchTool search => FileSearch(search),
            HostedCodeInterpreterTool code => Code(code),
            HostedImageGenerationTool image => Image(image),
            HostedMcpServerTool server => Mcp(server),
            HostedToolSearchTool => new OpenAIResponsesTool { Type = "tool_search" },
            { AdditionalProperties: { Count: > 0 } members } when members.ContainsKey(TypeKey) => new(),
            _ => throw new LlmException(LlmErrorKind.Unsupported, $"{profile.Name} cannot be offered the tool '{tool.Name}' of type {tool.GetType().Name} over this protocol.")
            {
                Provider = profile.Id,
            },
        };
        foreach (var (name, value) in tool.AdditionalProperties)
        {
            if (value is not null)
                JsonValues.Put(wire.UnknownMembers ??= [], name, JsonValues.Of(value));
        }

        return wire;
    }

    /// <summary>A tool by its wire names: its type chooses it, and a tool of the caller's own its name too.</summary>
    private static OpenAIResponsesNamedToolChoice Own(AITool tool, string? type) => new() { Type = type, Name = type == "custom" ? tool.Name : null };

    private static OpenAIResponsesTool FileSearch(HostedFileSearchTool tool) => new()
    {
        Type = "file_search",
        VectorStoreIds = Ids(tool.Inputs, static input => (input as HostedVectorStoreContent)?.VectorStoreId),
        MaxNumResults = tool.MaximumResultCount,
    };

    private static OpenAIResponsesTool Code(HostedCodeInterpreterTool tool)
    {
        var container = new Dictionary<string, JsonElement>();
        JsonValues.Put(container, "container.type", JsonValues.Of("auto"));
        if (Ids(tool.Inputs, static input => (input as HostedFileContent)?.FileId) is { Count: > 0 } files)
            JsonValues.Put(container, "container.file_ids", JsonValues.Of(files));
        return new() { Type = "code_interpreter", Container = container["container"] };
    }

    private static List<string?> Ids(IList<AIContent>? inputs, Func<AIContent, string?> id)
    {
        var ids = new List<string?>();
        foreach (var input in inputs ?? [])
        {
            if (id(input) is { } found)
                ids.Add(found);
        }

        return ids;
    }

    private static OpenAIResponsesTool Image(HostedImageGenerationTool tool) => new()
    {
        Type = "image_generation",
        Model = tool.Options?.ModelId,
        Size = tool.Options?.ImageSize is { } size ? $"{size.Width}x{size.Height}" : null,
        OutputFormat = tool.Options?.MediaType is ['i', 'm', 'a', 'g', 'e', '/', .. var format] ? format : null,
        PartialImages = tool.Options?.StreamingCount,
    };

    private static OpenAIResponsesTool Mcp(HostedMcpServerTool tool)
    {
        var isAddress = Uri.TryCreate(tool.ServerAddress, UriKind.Absolute, out _);
        var wire = new OpenAIResponsesTool
        {
            Type = "mcp",
            ServerLabel = tool.ServerName,
            ServerUrl = isAddress ? tool.ServerAddress : null,
            ConnectorId = isAddress ? null : tool.ServerAddress,
            ServerDescription = tool.ServerDescription,
            AllowedTools = tool.AllowedTools is { } allowed ? JsonValues.Of(allowed) : null,
            RequireApproval = tool.ApprovalMode switch
            {
                null => null,
                HostedMcpServerToolNeverRequireApprovalMode => JsonValues.Of("never"),
                HostedMcpServerToolRequireSpecificApprovalMode specific => Approvals(specific),
                _ => JsonValues.Of("always"),
            },
        };
        foreach (var (name, value) in tool.Headers ?? new Dictionary<string, string>())
        {
            // A connector takes no header: the token for it has a member of its own.
            if (!isAddress && name.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
                wire.Authorization = value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? value["Bearer ".Length..] : value;
            else
                (wire.Headers ??= [])[name] = value;
        }

        return wire;
    }

    private static JsonElement Approvals(HostedMcpServerToolRequireSpecificApprovalMode mode)
    {
        var members = new Dictionary<string, JsonElement>();
        if (mode.AlwaysRequireApprovalToolNames is { Count: > 0 } always)
            JsonValues.Put(members, "approval.always.tool_names", JsonValues.Of(always));
        if (mode.NeverRequireApprovalToolNames is { Count: > 0 } never)
            JsonValues.Put(members, "approval.never.tool_names", JsonValues.Of(never));
        return members.TryGetValue("approval", out var approval) ? approval : JsonValues.Of("always");
    }

    private static OpenAIResponsesToolChoice? Choice(ChatToolMode? mode, IList<AITool> tools) => mode switch
    {
        null => null,
        NoneChatToolMode => "none",
        RequiredChatToolMode { RequiredFunctionName: { } name } => Named(name, tools),
        RequiredChatToolMode => "required",
        _ => "auto",
    };

    /// <summary>A choice by name: of a function, or of a tool that the service runs.</summary>
    private static OpenAIResponsesToolChoice Named(string name, IList<AITool> tools) => tools.FirstOrDefault(tool => tool.Name == name) switch
    {
        { AdditionalProperties: { Count: > 0 } members } own and not AIFunctionDeclaration when members.TryGetValue(TypeKey, out var type) => Own(own, JsonText.Of(JsonValues.Of(type))),
        HostedMcpServerTool server => new OpenAIResponsesNamedToolChoice { Type = "mcp", ServerLabel = server.ServerName },
        HostedWebSearchTool => new OpenAIResponsesNamedToolChoice { Type = "web_search" },
        HostedFileSearchTool => new OpenAIResponsesNamedToolChoice { Type = "file_search" },
        HostedCodeInterpreterTool => new OpenAIResponsesNamedToolChoice { Type = "code_interpreter" },
        HostedImageGenerationTool => new OpenAIResponsesNamedToolChoice { Type = "image_generation" },
        _ => new OpenAIResponsesNamedToolChoice { Type = "function", Name = name },
    };
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Transport;
using SdkGen.Wire.AnthropicMessages;

namespace SdkGen.Dialects.AnthropicMessages;

/// <summary>Writes what the model may call. The wire form of a function is made once and kept as long as the function.</summary>
internal sealed class AnthropicMessagesToolWriter(ProviderProfile profile, AnthropicMessagesTraits traits)
{
    /// <summary>In the additional properties of a tool: one of the service's own by its versioned type, for example <c>text_editor_20250728</c>.</summary>
    private const string TypeKey = "type";

    private static readonly string[] s_members = ["eager_input_streaming", "defer_loading", "allowed_callers", "input_examples"];
    private static readonly ConditionalWeakTable<AITool, AnthropicMessagesTool> s_forms = [];
    private static readonly ConditionalWeakTable<AITool, AnthropicMessagesTool> s_strictForms = [];

    /// <summary>Writes the tools and which of them must be called.</summary>
    /// <param name="request">Takes the tools.</param>
    /// <param name="options">Has them.</param>
    /// <param name="strictByDefault">Generated tools go strict where nobody says otherwise.</param>
    /// <returns>Whether an MCP server is among them.</returns>
    /// <exception cref="LlmException">The service cannot be offered a tool.</exception>
    public bool Write(AnthropicMessagesRequest request, ChatOptions options, bool strictByDefault)
    {
        var strict = StrictTools.Asked(options.AdditionalProperties);
        var remote = false;
        foreach (var tool in options.Tools ?? [])
        {
            switch (tool)
            {
                case not null when tool.AdditionalProperties.TryGetValue(TypeKey, out var type) && (type as string ?? (type as JsonElement?)?.ToString()) is { } versioned:
                    Add(request, Own(tool, versioned, tool.Name));
                    break;
                case AIFunctionDeclaration function:
                    Add(request, StrictTools.Of(function, strict, strictByDefault)
                        ? s_strictForms.GetValue(function, static x => StrictForm((AIFunctionDeclaration)x).KeepText())
                        : s_forms.GetValue(function, static x => Form((AIFunctionDeclaration)x, Plain((AIFunctionDeclaration)x), StrictTools.Asked(x.AdditionalProperties)).KeepText()));
                    break;
                case HostedWebSearchTool when traits.WebSearchTool is { } type:
                    Add(request, Own(tool, type, "web_search"));
                    break;
                case HostedCodeInterpreterTool when traits.CodeExecutionTool is { } type:
                    Add(request, Own(tool, type, "code_execution"));
                    break;
                case HostedToolSearchTool when traits.ToolSearchTool is { } type:
                    Add(request, Own(tool, type, type[..type.LastIndexOf('_')]));
                    break;
                case HostedMcpServerTool server:
                    AddServer(request, server);
                    remote = true;
                    break;
                default:
                    throw Unsupported($"{profile.Name} cannot be offered the tool '{tool?.Name}' of type {tool?.GetType().Name} over this protocol.");
            }
        }

        Defer(request, options);
        return remote;
    }

    public static AnthropicMessagesToolChoice? Choice(ChatToolMode? mode, bool? several)
    {
        AnthropicMessagesToolChoice? choice = mode switch
        {
            null => several == false ? new() { Type = "auto" } : null,
            NoneChatToolMode => new() { Type = "none" },
            RequiredChatToolMode { RequiredFunctionName: { } name } => new() { Type = "tool", Name = name },
            RequiredChatToolMode => new() { Type = "any" },
            _ => new() { Type = "auto" },
        };
        if (several == false && choice is { Type: not "none" })
            choice.DisableParallelToolUse = true;
        return choice;
    }

    private static void Add(AnthropicMessagesRequest request, AnthropicMessagesTool tool) => (request.Tools ??= []).Add(tool);

    private static RawJson Plain(AIFunctionDeclaration function) => StrictTools.Generated(function) is { } tool ? new RawJson(tool.JsonSchemaUtf8.ToArray()) : function.JsonSchema;

    /// <summary>
    /// A generated tool has a schema of its own for strict mode. One whose arguments cannot be said in it (LLM1020) goes without: the service would refuse the
    /// plain schema, and its arguments are checked here anyway. Any other function is sent as its owner made it.
    /// </summary>
    private static AnthropicMessagesTool StrictForm(AIFunctionDeclaration function)
    {
        if (StrictTools.Generated(function) is not { } tool)
            return Form(function, function.JsonSchema, true);
        return tool.TryGetJsonSchemaUtf8(SchemaProfile.AnthropicStrict, out var schema)
            ? Form(function, new RawJson(schema.ToArray()), true)
            : Form(function, Plain(function), null);
    }

    private static AnthropicMessagesTool Form(AIFunctionDeclaration function, RawJson schema, bool? strict)
    {
        var form = new AnthropicMessagesTool
        {
            Name = function.Name,
            Description = AnswerParts.Text(function.Description),
            InputSchema = schema,
            Strict = strict,
            CacheControl = AnthropicMessagesCachePoint.Of(function.AdditionalProperties),
        };
        foreach (var name in s_members)
        {
            if (function.AdditionalProperties.TryGetValue(name, out var value) && value is not null)
                (form.UnknownMembers ??= [])[name] = JsonValues.Of(value);
        }

        return form;
    }

    /// <summary>A tool of the service's own: its settings stand in the additional properties by their wire names.</summary>
    private static AnthropicMessagesTool Own(AITool tool, string type, string name)
    {
        var own = new AnthropicMessagesTool { Type = type, Name = name, CacheControl = AnthropicMessagesCachePoint.Of(tool.AdditionalProperties) };
        foreach (var (key, value) in tool.AdditionalProperties)
        {
            if (value is not null && key is not (TypeKey or AnthropicMessagesCachePoint.Key))
                (own.UnknownMembers ??= [])[key] = JsonValues.Of(value);
        }

        return own;
    }

    /// <summary>Tools that are only found by a search.</summary>
    private static void Defer(AnthropicMessagesRequest request, ChatOptions options)
    {
        foreach (var tool in options.Tools ?? [])
        {
            if (tool is not HostedToolSearchTool { DeferredTools: { Count: > 0 } names })
                continue;
            for (var i = 0; i < request.Tools!.Count; i++)
            {
                // The form is shared by every request that offers the function.
                if (request.Tools[i] is { Name: { } name } form && names.Contains(name))
                    request.Tools[i] = Deferred(form);
            }
        }
    }

    private static AnthropicMessagesTool Deferred(AnthropicMessagesTool form) => new()
    {
        Type = form.Type,
        Name = form.Name,
        Description = form.Description,
        InputSchema = form.InputSchema,
        Strict = form.Strict,
        CacheControl = form.CacheControl,
        DeferLoading = true,
        UnknownMembers = form.UnknownMembers,
    };

    private void AddServer(AnthropicMessagesRequest request, HostedMcpServerTool server)
    {
        if (server.ApprovalMode is not (null or HostedMcpServerToolNeverRequireApprovalMode))
            throw Unsupported($"{profile.Name} asks nobody before it calls tools of the MCP server '{server.ServerName}'. Connect to the server as a client where calls need approval.");
        (request.McpServers ??= []).Add(new()
        {
            Type = "url",
            Name = server.ServerName,
            Url = server.ServerAddress,
            AuthorizationToken = Token(server),
        });
        var set = new AnthropicMessagesTool { Type = "mcp_toolset", McpServerName = server.ServerName, CacheControl = AnthropicMessagesCachePoint.Of(server.AdditionalProperties) };
        if (server.AllowedTools is { Count: > 0 } allowed)
        {
            set.DefaultConfig = new() { Enabled = false };
            set.Configs = JsonValues.Of(Enabled(allowed));
        }

        Add(request, set);
    }

    private static JsonElement Enabled(IList<string> names)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var name in names)
            members[name] = JsonValues.Of(new Dictionary<string, object?> { ["enabled"] = true });
        return JsonValues.Of(members.ToDictionary(member => member.Key, member => (object?)member.Value));
    }

    private static string? Token(HostedMcpServerTool server)
    {
        const string Bearer = "Bearer ";
        foreach (var (name, value) in server.Headers ?? new Dictionary<string, string>())
        {
            if (name.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
                return value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? value[Bearer.Length..] : value;
        }

        return null;
    }

    private LlmException Unsupported(string message) => new(LlmErrorKind.Unsupported, message) { Provider = profile.Id };
}

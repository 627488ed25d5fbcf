using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Transport;
using SdkGen.Wire.Gemini;

namespace SdkGen.Dialects.Gemini;

/// <summary>Writes what the model may call, and what the service does for it. The wire form of a function is made once and kept as long as the function.</summary>
internal sealed class GeminiToolWriter(ProviderProfile profile, GeminiTraits traits)
{
    /// <summary>In the additional properties of options: whether the service enforces the schemas of calls.</summary>
    public const string StrictKey = "strict";

    private static readonly ConditionalWeakTable<AITool, GeminiFunctionDeclaration> s_forms = [];
    private static readonly RawJson s_nothing = new("{}"u8.ToArray());

    /// <returns>Whether functions of the caller are among the tools.</returns>
    public bool Write(GeminiRequest request, ChatOptions options)
    {
        ReusableList<GeminiFunctionDeclaration>? functions = null;
        var own = request.Tools?.Count ?? 0;
        foreach (var tool in options.Tools ?? [])
        {
            if (tool is AIFunctionDeclaration function)
                (functions ??= []).Add(s_forms.GetValue(function, static x => Form((AIFunctionDeclaration)x).KeepText()));
            else
                (request.Tools ??= []).Add(Hosted(tool));
        }

        if (functions is null)
            return false;
        var servesItself = request.Tools?.Count > own;
        (request.Tools ??= []).Add(new() { FunctionDeclarations = functions });
        if (Choice(options) is { } choice)
        {
            var config = (request.ToolConfig ??= new()).FunctionCallingConfig ??= new();
            config.Mode ??= choice.Mode;
            config.AllowedFunctionNames ??= choice.AllowedFunctionNames;
        }

        if (servesItself && traits.AsksForServerCalls)
            (request.ToolConfig ??= new()).IncludeServerSideToolInvocations ??= true;
        return true;
    }

    private static GeminiFunctionDeclaration Form(AIFunctionDeclaration function) => new()
    {
        Name = function.Name,
        Description = string.IsNullOrEmpty(function.Description) ? null : function.Description,
        ParametersJsonSchema = StrictTools.Generated(function) is { } tool
            ? new RawJson((tool.TryGetJsonSchemaUtf8(SchemaProfile.Gemini, out var schema) ? schema : tool.JsonSchemaUtf8).ToArray())
            : function.JsonSchema,
    };

    private static GeminiFunctionCallingConfig? Choice(ChatOptions options) => options.ToolMode switch
    {
        NoneChatToolMode => new() { Mode = "NONE" },
        RequiredChatToolMode { RequiredFunctionName: { } name } => new() { Mode = "ANY", AllowedFunctionNames = [name] },
        RequiredChatToolMode => new() { Mode = "ANY" },
        _ when options.AdditionalProperties is { } properties && properties.TryGetValue<bool>(StrictKey, out var strict) && strict => new() { Mode = "VALIDATED" },
        null => null,
        _ => new() { Mode = "AUTO" },
    };

    private GeminiTool Hosted(AITool tool) => tool switch
    {
        GeminiServiceTool service => service.ToWire(),
        HostedWebSearchTool => new() { GoogleSearch = Settings(tool) },
        HostedCodeInterpreterTool => new() { CodeExecution = Settings(tool) },
        HostedFileSearchTool search => new() { FileSearch = FileSearch(search) },
        HostedMcpServerTool server => new() { McpServers = [McpServer(server)] },
        _ => throw new LlmException(LlmErrorKind.Unsupported, $"{profile.Name} cannot be offered the tool '{tool.Name}' of type {tool.GetType().Name} over this protocol.")
        {
            Provider = profile.Id,
        },
    };

    /// <summary>What a caller says of a tool of the service, by the names of the wire.</summary>
    private static RawJson Settings(AITool tool)
    {
        if (tool.AdditionalProperties is not { Count: > 0 } properties)
            return s_nothing;
        return new RawJson(System.Text.Encoding.UTF8.GetBytes(JsonValues.Text(properties)));
    }

    private GeminiFileSearch FileSearch(HostedFileSearchTool tool)
    {
        var search = tool.AdditionalProperties is { Count: > 0 } properties
            ? GeminiFacts.FromJson(JsonValues.Of(JsonDocument.Parse(JsonValues.Text(properties)).RootElement), GeminiFileSearchCodec.Instance)
            : new GeminiFileSearch();
        foreach (var store in (tool.Inputs ?? []).OfType<HostedVectorStoreContent>())
            (search.FileSearchStoreNames ??= []).Add(store.VectorStoreId);
        search.TopK ??= tool.MaximumResultCount;
        if (search.FileSearchStoreNames is { Count: > 0 })
            return search;
        throw new LlmException(LlmErrorKind.Unsupported, $"{profile.Name} searches named stores of files only: give the HostedFileSearchTool its Inputs, each a HostedVectorStoreContent with a name such as fileSearchStores/handbook.")
        {
            Provider = profile.Id,
        };
    }

    private static GeminiMcpServer McpServer(HostedMcpServerTool tool)
    {
        var transport = new GeminiHttpTransport { Url = tool.ServerAddress };
        foreach (var (name, value) in tool.Headers ?? new Dictionary<string, string>())
            (transport.Headers ??= [])[name] = value;
        return new() { Name = tool.ServerName, StreamableHttpTransport = transport };
    }
}

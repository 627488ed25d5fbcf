namespace SdkGen.Dialects.AnthropicMessages;

/// <summary>Where a service departs from the protocol: the <c>wire</c> keys of its spec, read once.</summary>
internal sealed class AnthropicMessagesTraits(IReadOnlyDictionary<string, string> wire)
{
    /// <summary>System messages between the others stay there, where the model takes them.</summary>
    public bool SystemMessagesInPlace { get; } = Is(wire, "systemMessages", "inPlace");

    /// <summary>The path names the model, and the body does not.</summary>
    public bool ModelInPath { get; } = Is(wire, "model", "path");

    /// <summary>The path says that the answer is a stream, and the body does not.</summary>
    public bool StreamInPath { get; } = Is(wire, "stream", "path");

    /// <summary>The value of <c>anthropic_version</c> in the body; null where a header tells it.</summary>
    public string? Version { get; } = Text(wire, "version");

    /// <summary>Features in testing are named in the body.</summary>
    public bool BetasInBody { get; } = Is(wire, "betas", "body");

    /// <summary>What files by their id belong to.</summary>
    public string? FilesBeta { get; } = Text(wire, "filesBeta");

    /// <summary>What MCP servers belong to.</summary>
    public string? McpBeta { get; } = Text(wire, "mcpBeta");

    /// <summary>The type of the web search tool; null where there is none.</summary>
    public string? WebSearchTool { get; } = Text(wire, "webSearchTool");

    /// <summary>The type of the code execution tool; null where there is none.</summary>
    public string? CodeExecutionTool { get; } = Text(wire, "codeExecutionTool");

    /// <summary>The type of the tool that searches tools; null where there is none.</summary>
    public string? ToolSearchTool { get; } = Text(wire, "toolSearchTool");

    /// <summary>Tokens are counted at all.</summary>
    public bool CountsTokens { get; } = !Is(wire, "tokenCount", "none");

    /// <summary>Tokens are counted of a request inside another.</summary>
    public bool CountsInvokeModel { get; } = Is(wire, "tokenCount", "invokeModel");

    /// <summary>The service lists its models.</summary>
    public bool ListsModels { get; } = !Is(wire, "modelList", "none");

    /// <summary>The value of a key; an empty one takes back what another provider says.</summary>
    private static string? Text(IReadOnlyDictionary<string, string> wire, string key) => wire.TryGetValue(key, out var found) && found.Length > 0 ? found : null;

    private static bool Is(IReadOnlyDictionary<string, string> wire, string key, string value) => Text(wire, key) == value;
}

using System.Buffers;
using System.Text.Json;
using SdkGen.Wire.AnthropicMessages;

namespace SdkGen.Dialects.AnthropicMessages;

/// <summary>Makes requests that are counted of requests that would be answered.</summary>
internal static class AnthropicMessagesTokenCounting
{
    private static readonly string[] s_counted =
        ["messages", "model", "system", "tools", "tool_choice", "thinking", "output_config", "mcp_servers", "context_management", "cache_control", "anthropic_version", "anthropic_beta"];

    public static AnthropicMessagesRequest Of(AnthropicMessagesRequest request, string model, AnthropicMessagesTraits traits) =>
        traits.CountsInvokeModel ? Inside(request) : Reduced(request, model);

    /// <summary>What of a request is counted; the service refuses the rest. The model stands in the body wherever it stands otherwise.</summary>
    private static AnthropicMessagesRequest Reduced(AnthropicMessagesRequest request, string model)
    {
        var counted = new AnthropicMessagesRequest
        {
            AnthropicVersion = request.AnthropicVersion,
            AnthropicBeta = request.AnthropicBeta,
            Model = model,
            System = request.System,
            Messages = request.Messages,
            Tools = request.Tools,
            ToolChoice = request.ToolChoice,
            Thinking = request.Thinking,
            OutputConfig = request.OutputConfig,
            McpServers = request.McpServers,
            ContextManagement = request.ContextManagement,
            CacheControl = request.CacheControl,
        };
        foreach (var (name, value) in request.UnknownMembers ?? [])
        {
            if (s_counted.Contains(name))
                (counted.UnknownMembers ??= [])[name] = value;
        }

        return counted;
    }

    /// <summary>The request as it would be sent, as text in another.</summary>
    private static AnthropicMessagesRequest Inside(AnthropicMessagesRequest request)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
            AnthropicMessagesRequestCodec.Instance.Write(writer, request);
        return new() { Input = new() { InvokeModel = new() { Body = Convert.ToBase64String(buffer.WrittenSpan) } } };
    }
}

using System.Text.Json;

namespace SdkGen.Testing;

/// <summary>What a chat request asks, the same for every dialect. Scripts decide by it.</summary>
public sealed class ChatRequest
{
    internal ChatRequest(string model, bool isStreaming, IReadOnlyList<ChatRequestMessage> messages, IReadOnlyList<string> tools, JsonElement json)
    {
        Model = model;
        IsStreaming = isStreaming;
        Messages = messages;
        Tools = tools;
        Json = json;
    }

    /// <summary>The model asked for.</summary>
    public string Model { get; }

    /// <summary>Whether a stream is asked for.</summary>
    public bool IsStreaming { get; }

    /// <summary>The conversation, instructions included.</summary>
    public IReadOnlyList<ChatRequestMessage> Messages { get; }

    /// <summary>Names of the tools offered.</summary>
    public IReadOnlyList<string> Tools { get; }

    /// <summary>The request's JSON.</summary>
    public JsonElement Json { get; }

    /// <summary>Text of the user's last message; empty where there is none.</summary>
    public string LastUserText => Messages.LastOrDefault(message => message.Role == "user")?.Text ?? "";

    /// <summary>Results of the tools called last, in the request's order; empty unless the conversation ends with them.</summary>
    public IReadOnlyList<string> ToolResults => [.. Messages.Reverse().TakeWhile(message => message.Role == "tool").Reverse().Select(message => message.Text)];
}

/// <summary>One message of a <see cref="ChatRequest"/>.</summary>
/// <param name="Role"><c>system</c>, <c>developer</c>, <c>user</c>, <c>assistant</c> or <c>tool</c>.</param>
/// <param name="Text">Its text parts, joined.</param>
/// <param name="ToolCalls">The calls that an assistant's message holds.</param>
/// <param name="ToolCallId">The call that a tool's message answers.</param>
public sealed record ChatRequestMessage(string Role, string Text, IReadOnlyList<ScriptedToolCall> ToolCalls, string? ToolCallId);

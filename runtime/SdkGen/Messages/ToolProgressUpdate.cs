using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>What a running tool reports, between its call and its result. It holds no contents: the model never sees it.</summary>
/// <remarks>A method reports through a parameter of type <see cref="IProgress{T}"/> or <see cref="ToolContext"/>. Collecting a stream into a <see cref="ChatResponse"/> leaves it out.</remarks>
public sealed class ToolProgressUpdate : ChatResponseUpdate
{
    /// <summary>The id of the call that runs; null where the tool was called outside of a conversation.</summary>
    public string? CallId { get; init; }

    /// <summary>The name of the tool that runs.</summary>
    public required string ToolName { get; init; }

    /// <summary>What was reported.</summary>
    public object? Value { get; init; }
}

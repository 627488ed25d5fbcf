using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>What a video is to show.</summary>
/// <param name="Prompt">What to show, in words.</param>
public sealed record VideoGenerationRequest(string Prompt)
{
    /// <summary>Images or videos to begin with, or to change; empty for a new one.</summary>
    public IReadOnlyList<AIContent> Sources { get; init; } = [];
}

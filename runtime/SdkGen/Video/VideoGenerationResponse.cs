using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Videos that were made.</summary>
/// <param name="contents">The videos.</param>
public sealed class VideoGenerationResponse(IList<AIContent> contents)
{
    /// <summary>The videos: <see cref="DataContent"/> or <see cref="UriContent"/> each.</summary>
    public IList<AIContent> Contents { get; } = contents;

    /// <summary>What it took; null where the service does not say.</summary>
    public UsageDetails? Usage { get; init; }

    /// <summary>The wire object; null where there is none.</summary>
    public object? RawRepresentation { get; init; }
}

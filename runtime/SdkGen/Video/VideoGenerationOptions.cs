using System.Drawing;
using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>How a video is made. What is null is left to the model.</summary>
public class VideoGenerationOptions
{
    /// <summary>Nothing is set: the model's defaults.</summary>
    public VideoGenerationOptions()
    {
    }

    /// <summary>Copies every setting.</summary>
    /// <param name="other">The options to copy; null copies nothing.</param>
    protected VideoGenerationOptions(VideoGenerationOptions? other)
    {
        if (other is null)
            return;
        ModelId = other.ModelId;
        Count = other.Count;
        Duration = other.Duration;
        Size = other.Size;
        MediaType = other.MediaType;
        RawRepresentationFactory = other.RawRepresentationFactory;
        AdditionalProperties = other.AdditionalProperties?.Clone();
    }

    /// <summary>Another model than the generator's, by its id on the wire.</summary>
    public string? ModelId { get; set; }

    /// <summary>How many videos.</summary>
    public int? Count { get; set; }

    /// <summary>How long each is.</summary>
    public TimeSpan? Duration { get; set; }

    /// <summary>Width and height in pixels.</summary>
    public Size? Size { get; set; }

    /// <summary>The media type, for example <c>video/mp4</c>.</summary>
    public string? MediaType { get; set; }

    /// <summary>Makes the wire request that the settings are written over.</summary>
    public Func<IVideoGenerator, object?>? RawRepresentationFactory { get; set; }

    /// <summary>Whatever else is sent, by wire name.</summary>
    public AdditionalPropertiesDictionary? AdditionalProperties { get; set; }

    /// <summary>A copy of its own.</summary>
    public virtual VideoGenerationOptions Clone() => new(this);
}

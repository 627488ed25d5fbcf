namespace SdkGen;

/// <summary>Makes videos. Microsoft.Extensions.AI has no such abstraction; this one follows its <c>IImageGenerator</c>.</summary>
public interface IVideoGenerator : IDisposable
{
    /// <summary>Makes a video. Services work on one for minutes: the task ends when it is there.</summary>
    /// <param name="request">What to show.</param>
    /// <param name="options">Length, size, count; null means the model's defaults.</param>
    /// <param name="cancellationToken">Cancels the exchange.</param>
    /// <exception cref="LlmException">The provider refused or failed.</exception>
    Task<VideoGenerationResponse> GenerateAsync(VideoGenerationRequest request, VideoGenerationOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Asks for something else that the generator has, such as <see cref="ModelFacts"/>.</summary>
    /// <param name="serviceType">The type that is asked for.</param>
    /// <param name="serviceKey">Its key; null for the one without.</param>
    /// <returns>Null where it has no such thing.</returns>
    object? GetService(Type serviceType, object? serviceKey = null);
}

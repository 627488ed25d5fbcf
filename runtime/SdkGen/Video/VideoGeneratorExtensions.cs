namespace SdkGen;

/// <summary>Makes videos.</summary>
public static partial class VideoGeneratorExtensions
{
    /// <summary>Makes a video: <c>await video.GenerateVideoAsync("a lighthouse in a storm")</c>.</summary>
    /// <param name="generator">The generator of a model that produces video.</param>
    /// <param name="prompt">What to show.</param>
    /// <param name="options">Length, size, count; null means the model's defaults.</param>
    /// <param name="cancellationToken">Cancels the exchange.</param>
    /// <exception cref="LlmException">The provider refused or failed.</exception>
    [LlmAnyOf(nameof(GenerateAsync))]
    public static Task<VideoGenerationResponse> GenerateVideoAsync<TModel>(
        this IVideoGenerator<TModel> generator, string prompt, VideoGenerationOptions? options = null, CancellationToken cancellationToken = default)
        where TModel : IProducesVideo => GenerateAsync(generator, prompt, options, cancellationToken);

    private static Task<VideoGenerationResponse> GenerateAsync<TModel>(IVideoGenerator<TModel> generator, string prompt, VideoGenerationOptions? options, CancellationToken cancellationToken)
        where TModel : IModel
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentException.ThrowIfNullOrWhiteSpace(prompt);
        return generator.GenerateAsync(new VideoGenerationRequest(prompt), options, cancellationToken);
    }
}

using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Makes images.</summary>
public static class ChatClientImageExtensions
{
    /// <summary>Makes an image.</summary>
    /// <param name="generator">The generator of a model that produces images.</param>
    /// <param name="prompt">What to show.</param>
    /// <param name="options">Count, size, format; null means the model's defaults.</param>
    /// <param name="cancellationToken">Cancels the exchange.</param>
    /// <exception cref="LlmException">The provider refused or failed.</exception>
    public static Task<ImageGenerationResponse> GenerateImageAsync<TModel>(
        this IImageGenerator<TModel> generator, string prompt, ImageGenerationOptions? options = null, CancellationToken cancellationToken = default)
        where TModel : IProducesImages
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentException.ThrowIfNullOrWhiteSpace(prompt);
        return generator.GenerateAsync(new ImageGenerationRequest(prompt), options, cancellationToken);
    }

    /// <summary>Makes an image with a model that chats and produces images.</summary>
    /// <param name="client">The client of a model that produces images.</param>
    /// <param name="prompt">What to show.</param>
    /// <param name="options">Count, size, format; null means the model's defaults.</param>
    /// <param name="cancellationToken">Cancels the exchange.</param>
    /// <exception cref="LlmException">The provider refused or failed.</exception>
    /// <exception cref="NotSupportedException">The dialect has no operation that makes images of this model.</exception>
    public static Task<ImageGenerationResponse> GenerateImageAsync<TModel>(
        this IChatClient<TModel> client, string prompt, ImageGenerationOptions? options = null, CancellationToken cancellationToken = default)
        where TModel : IProducesImages
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrWhiteSpace(prompt);
        var generator = client.GetService<IImageGenerator>()
            ?? throw new NotSupportedException($"{typeof(TModel).Name} has no operation that makes images beside its chat.");
        return generator.GenerateAsync(new ImageGenerationRequest(prompt), options, cancellationToken);
    }
}

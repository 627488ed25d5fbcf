using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Makes images, and asks about them.</summary>
public static partial class ChatClientImageExtensions
{
    /// <summary>Makes an image.</summary>
    /// <param name="generator">The generator of a model that produces images.</param>
    /// <param name="prompt">What to show.</param>
    /// <param name="options">Count, size, format; null means the model's defaults.</param>
    /// <param name="cancellationToken">Cancels the exchange.</param>
    /// <exception cref="LlmException">The provider refused or failed.</exception>
    [LlmAnyOf(nameof(GenerateAsync))]
    public static Task<ImageGenerationResponse> GenerateImageAsync<TModel>(
        this IImageGenerator<TModel> generator, string prompt, ImageGenerationOptions? options = null, CancellationToken cancellationToken = default)
        where TModel : IProducesImages => GenerateAsync(generator, prompt, options, cancellationToken);

    private static Task<ImageGenerationResponse> GenerateAsync<TModel>(IImageGenerator<TModel> generator, string prompt, ImageGenerationOptions? options, CancellationToken cancellationToken)
        where TModel : IModel
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
    [LlmAnyOf(nameof(GenerateBesideChatAsync))]
    public static Task<ImageGenerationResponse> GenerateImageAsync<TModel>(
        this IChatClient<TModel> client, string prompt, ImageGenerationOptions? options = null, CancellationToken cancellationToken = default)
        where TModel : IProducesImages => GenerateBesideChatAsync(client, prompt, options, cancellationToken);

    private static Task<ImageGenerationResponse> GenerateBesideChatAsync<TModel>(IChatClient<TModel> client, string prompt, ImageGenerationOptions? options, CancellationToken cancellationToken)
        where TModel : IModel
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrWhiteSpace(prompt);
        var generator = client.GetService<IImageGenerator>()
            ?? throw new NotSupportedException($"{typeof(TModel).Name} has no operation that makes images beside its chat.");
        return generator.GenerateAsync(new ImageGenerationRequest(prompt), options, cancellationToken);
    }

    /// <summary>Asks about an image, in one line: <c>await chat.AskAboutImageAsync("What is this?", bytes)</c>.</summary>
    /// <param name="client">The client of a model that takes images.</param>
    /// <param name="question">The question.</param>
    /// <param name="image">The image's file: PNG, JPEG, GIF or WebP; any other kind with its <paramref name="mediaType"/>.</param>
    /// <param name="mediaType">The media type, for example <c>image/heic</c>; null tells it by the file's first bytes.</param>
    /// <param name="options">Options of the request.</param>
    /// <param name="cancellationToken">Cancels the exchange.</param>
    /// <exception cref="ArgumentException">The bytes are no image of a kind that is known, and no media type says what they are.</exception>
    /// <exception cref="LlmException">The model takes no images, or the provider refused or failed.</exception>
    public static Task<ChatResponse> AskAboutImageAsync(
        this IChatClient client, string question, ReadOnlyMemory<byte> image, string? mediaType = null, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        AskAsync(client, question, new DataContent(image, mediaType ?? MediaTypeOf(image.Span) ?? throw new ArgumentException("The bytes begin as no PNG, JPEG, GIF or WebP file does: say what they are by mediaType.", nameof(image))), options, cancellationToken);

    /// <summary>Asks about an image at an address.</summary>
    /// <inheritdoc cref="AskAboutImageAsync(IChatClient, string, ReadOnlyMemory{byte}, string?, ChatOptions?, CancellationToken)"/>
    /// <param name="client">The client of a model that takes images.</param>
    /// <param name="question">The question.</param>
    /// <param name="image">Where the image is: an address that the provider can reach.</param>
    /// <param name="options">Options of the request.</param>
    /// <param name="cancellationToken">Cancels the exchange.</param>
    public static Task<ChatResponse> AskAboutImageAsync(this IChatClient client, string question, Uri image, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        return AskAsync(client, question, new UriContent(image, MediaTypeOf(image)), options, cancellationToken);
    }

    private static Task<ChatResponse> AskAsync(IChatClient client, string question, AIContent image, ChatOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrWhiteSpace(question);
        return client.GetResponseAsync(new ChatMessage(ChatRole.User, [image, new TextContent(question)]), options, cancellationToken);
    }

    private static string? MediaTypeOf(ReadOnlySpan<byte> image)
    {
        if (image.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']))
            return "image/png";
        if (image.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return "image/jpeg";
        if (image.StartsWith("GIF8"u8))
            return "image/gif";
        return image.StartsWith("RIFF"u8) && image.Length >= 12 && image[8..12].SequenceEqual("WEBP"u8) ? "image/webp" : null;
    }

    private static string MediaTypeOf(Uri image) => System.IO.Path.GetExtension(image.IsAbsoluteUri ? image.AbsolutePath : image.OriginalString).ToUpperInvariant() switch
    {
        ".PNG" => "image/png",
        ".GIF" => "image/gif",
        ".WEBP" => "image/webp",
        ".JPG" or ".JPEG" => "image/jpeg",
        _ => "image/*",
    };
}

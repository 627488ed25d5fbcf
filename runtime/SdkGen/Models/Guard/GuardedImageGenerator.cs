using Microsoft.Extensions.AI;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>Judges each request for images as <see cref="GuardedChatClient"/> judges those of conversations: images to change are parts that the model has to take.</summary>
/// <param name="inner">The dialect's generator.</param>
/// <param name="connection">Its account.</param>
/// <param name="model">Its model.</param>
internal sealed class GuardedImageGenerator(IImageGenerator inner, ProviderConnection connection, ModelFacts model) : DelegatingImageGenerator(inner)
{
    private readonly RequestGuard _guard = new(connection, model);

    /// <inheritdoc/>
    public override Task<ImageGenerationResponse> GenerateAsync(ImageGenerationRequest request, ImageGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var asked = options is null ? null : new ChatOptions { ModelId = options.ModelId, AdditionalProperties = options.AdditionalProperties };
        IEnumerable<ChatMessage> messages = [new(ChatRole.User, [new TextContent(request.Prompt), .. request.OriginalImages ?? []])];
        return _guard.Judge(ref messages, asked, streaming: false) is { } refusal
            ? Task.FromException<ImageGenerationResponse>(refusal)
            : base.GenerateAsync(request, options, cancellationToken);
    }
}

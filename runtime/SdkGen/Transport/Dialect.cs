using Microsoft.Extensions.AI;

namespace SdkGen.Transport;

/// <summary>A wire protocol: makes clients that speak it. One instance serves every provider of the dialect.</summary>
public abstract class Dialect
{
    /// <summary>The dialect's id, for example <c>openai-chat</c>.</summary>
    public abstract string Id { get; }

    /// <summary>Makes a chat client for a model.</summary>
    /// <exception cref="NotSupportedException">The dialect has no chat operation.</exception>
    public virtual IChatClient CreateChatClient(ProviderConnection connection, ModelFacts model) =>
        throw new NotSupportedException($"The dialect {Id} has no chat operation.");

    /// <summary>Makes an image generator for a model.</summary>
    /// <exception cref="NotSupportedException">The dialect has no image operation.</exception>
    public virtual IImageGenerator CreateImageGenerator(ProviderConnection connection, ModelFacts model) =>
        throw new NotSupportedException($"The dialect {Id} has no image operation.");
}

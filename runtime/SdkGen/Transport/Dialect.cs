using Microsoft.Extensions.AI;

namespace SdkGen.Transport;

/// <summary>A wire protocol: makes clients that speak it. One instance serves every provider of the dialect.</summary>
public abstract class Dialect
{
    /// <summary>The dialect's id, for example <c>openai-chat</c>.</summary>
    public abstract string Id { get; }

    /// <summary>Makes a chat client for a model.</summary>
    /// <returns>Null where the dialect has no chat operation.</returns>
    public virtual IChatClient? CreateChatClient(ProviderConnection connection, ModelFacts model) => null;

    /// <summary>Makes an image generator for a model.</summary>
    /// <returns>Null where the dialect has no image operation.</returns>
    public virtual IImageGenerator? CreateImageGenerator(ProviderConnection connection, ModelFacts model) => null;

    /// <summary>Makes a generator of embeddings for a model.</summary>
    /// <returns>Null where the dialect has no embedding operation.</returns>
    public virtual IEmbeddingGenerator<string, Embedding<float>>? CreateEmbeddingGenerator(ProviderConnection connection, ModelFacts model) => null;

    /// <summary>Makes a client that turns speech into text.</summary>
    /// <returns>Null where the dialect has no operation that transcribes.</returns>
    public virtual ISpeechToTextClient? CreateSpeechToTextClient(ProviderConnection connection, ModelFacts model) => null;

    /// <summary>Makes a client that turns text into speech.</summary>
    /// <returns>Null where the dialect has no operation that speaks.</returns>
    public virtual ITextToSpeechClient? CreateTextToSpeechClient(ProviderConnection connection, ModelFacts model) => null;

    /// <summary>Makes a client that holds conversations in real time.</summary>
    /// <returns>Null where the dialect has no such operation.</returns>
    public virtual IRealtimeClient? CreateRealtimeClient(ProviderConnection connection, ModelFacts model) => null;

    /// <summary>Makes a generator of videos.</summary>
    /// <returns>Null where the dialect has no such operation.</returns>
    public virtual IVideoGenerator? CreateVideoGenerator(ProviderConnection connection, ModelFacts model) => null;

    /// <summary>Makes a reader of the account's list of models.</summary>
    /// <returns>Null where the dialect has no such operation.</returns>
    public virtual IModelList? CreateModelList(ProviderConnection connection) => null;

    /// <summary>Makes a handler that stands in front of the account's HTTP connections.</summary>
    /// <param name="options">The account as it is now.</param>
    /// <param name="time">Every clock.</param>
    /// <returns>Null where the dialect needs none.</returns>
    internal virtual DelegatingHandler? CreateMessageHandler(Func<ProviderOptions> options, TimeProvider time) => null;
}

using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>An <see cref="IChatClient"/> that talks to one model, known at compile time.</summary>
/// <typeparam name="TModel">The model, for example <c>OpenAIModels.Gpt41Mini</c>.</typeparam>
/// <remarks>
/// The interface asks for no more than a model, because a broken constraint in a declaration would hide every better message: analyzers say
/// which models fit, and members that need a capability are constrained by its interface.
/// </remarks>
public interface IChatClient<TModel> : IChatClient
    where TModel : IModel;

/// <summary>An <see cref="IImageGenerator"/> that talks to one model, known at compile time.</summary>
/// <typeparam name="TModel">The model, for example <c>OpenAIModels.GptImage1</c>.</typeparam>
public interface IImageGenerator<TModel> : IImageGenerator
    where TModel : IModel;

/// <summary>An <see cref="IEmbeddingGenerator{String, Embedding}"/> that talks to one model, known at compile time.</summary>
/// <typeparam name="TModel">The model, for example <c>OpenAIModels.TextEmbedding3Small</c>.</typeparam>
public interface IEmbeddingGenerator<TModel> : IEmbeddingGenerator<string, Embedding<float>>
    where TModel : IModel;

/// <summary>An <see cref="ISpeechToTextClient"/> that talks to one model, known at compile time.</summary>
/// <typeparam name="TModel">The model, for example one that transcribes.</typeparam>
public interface ISpeechToTextClient<TModel> : ISpeechToTextClient
    where TModel : IModel;

/// <summary>An <see cref="ITextToSpeechClient"/> that talks to one model, known at compile time.</summary>
/// <typeparam name="TModel">The model, for example one that speaks.</typeparam>
public interface ITextToSpeechClient<TModel> : ITextToSpeechClient
    where TModel : IModel;

/// <summary>An <see cref="IRealtimeClient"/> that talks to one model, known at compile time.</summary>
/// <typeparam name="TModel">The model, for example one that holds a spoken conversation.</typeparam>
public interface IRealtimeClient<TModel> : IRealtimeClient
    where TModel : IModel;

/// <summary>An <see cref="IVideoGenerator"/> that talks to one model, known at compile time.</summary>
/// <typeparam name="TModel">The model, for example one that makes films.</typeparam>
public interface IVideoGenerator<TModel> : IVideoGenerator
    where TModel : IModel;

namespace SdkGen;

/// <summary>
/// A model, as a type. Generated marker classes such as <c>OpenAIModels.Gpt41Mini</c> implement it, carry the model's facts as
/// <see cref="LlmModelAttribute"/> and <see cref="LlmParameterAttribute"/>, and one interface per capability that the model is known to have.
/// </summary>
public interface IModel;

/// <summary>The model answers with text.</summary>
public interface IProducesText : IModel;

/// <summary>The model answers with images.</summary>
public interface IProducesImages : IModel;

/// <summary>The model answers with audio.</summary>
public interface IProducesAudio : IModel;

/// <summary>The model produces video.</summary>
public interface IProducesVideo : IModel;

/// <summary>The model turns input into vectors.</summary>
public interface IProducesEmbeddings : IModel;

/// <summary>The model takes images as input.</summary>
public interface IAcceptsImages : IModel;

/// <summary>The model takes audio as input.</summary>
public interface IAcceptsAudio : IModel;

/// <summary>The model takes video as input.</summary>
public interface IAcceptsVideo : IModel;

/// <summary>The model takes files (PDF) as input.</summary>
public interface IAcceptsFiles : IModel;

/// <summary>The model can call tools, or nothing is known against it.</summary>
public interface ICallsTools : IModel;

/// <summary>The model can answer by a JSON Schema, or nothing is known against it.</summary>
public interface IProducesStructuredOutput : IModel;

/// <summary>The model reasons before it answers, and takes an effort.</summary>
public interface IReasons : IModel;

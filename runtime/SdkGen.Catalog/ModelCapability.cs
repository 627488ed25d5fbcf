namespace SdkGen;

/// <summary>What a model can do.</summary>
public enum ModelCapability
{
    /// <summary>Answers with text.</summary>
    Text,

    /// <summary>Answers with images.</summary>
    Images,

    /// <summary>Answers with audio.</summary>
    Audio,

    /// <summary>Produces video.</summary>
    Video,

    /// <summary>Turns input into vectors.</summary>
    Embeddings,

    /// <summary>Takes images.</summary>
    ImageInput,

    /// <summary>Takes audio.</summary>
    AudioInput,

    /// <summary>Takes video.</summary>
    VideoInput,

    /// <summary>Takes files (PDF).</summary>
    FileInput,

    /// <summary>Calls tools.</summary>
    Tools,

    /// <summary>Answers by a JSON Schema.</summary>
    StructuredOutput,

    /// <summary>Reasons before it answers.</summary>
    Reasoning,

    /// <summary>Streams.</summary>
    Streaming,
}

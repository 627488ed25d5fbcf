using System.Collections.Generic;

namespace SdkGen;

/// <summary>A kind of typed client: which operation of a dialect it needs, and what its calls produce.</summary>
/// <param name="interfaceName">The interface's name in namespace <c>SdkGen</c>, for example <c>IChatClient</c>.</param>
/// <param name="operation">The kind of operation, as dialects name it.</param>
/// <param name="output">The kind of output, as models name it.</param>
internal sealed class CapabilityClient(string interfaceName, string operation, string output)
{
    public static readonly CapabilityClient Chat = new("IChatClient", "chat", "text");
    public static readonly CapabilityClient Images = new("IImageGenerator", "image", "image");
    public static readonly CapabilityClient Embeddings = new("IEmbeddingGenerator", "embedding", "embedding");
    public static readonly CapabilityClient SpeechToText = new("ISpeechToTextClient", "transcription", "text");
    public static readonly CapabilityClient TextToSpeech = new("ITextToSpeechClient", "speech", "audio");
    public static readonly CapabilityClient Realtime = new("IRealtimeClient", "realtime", "audio");
    public static readonly CapabilityClient Videos = new("IVideoGenerator", "video", "video");

    public string InterfaceName { get; } = interfaceName;

    public string Operation { get; } = operation;

    public string Output { get; } = output;

    /// <summary>In the order in which a fitting one is looked for.</summary>
    public static IReadOnlyList<CapabilityClient> All { get; } = [Chat, Images, Embeddings, SpeechToText, TextToSpeech, Realtime, Videos];

    /// <summary>What a model does not do that has no operation for the interface; fits after "does not".</summary>
    /// <param name="producesOutput">Whether the model is known to produce <see cref="Output"/> all the same, or nothing is known.</param>
    public string Missing(bool producesOutput) => producesOutput ? "have an operation for " + InterfaceName : CapabilityWords.Produce(Output);
}

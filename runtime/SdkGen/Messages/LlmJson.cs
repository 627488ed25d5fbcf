using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>JSON of conversations: <see cref="AIJsonUtilities.DefaultOptions"/> and the message parts of this library.</summary>
public static class LlmJson
{
    /// <summary>Saves and loads <see cref="ChatMessage"/>, <see cref="ChatResponse"/> and their parts, <see cref="RefusalContent"/> among them. Needs no reflection.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Teaches other options the message parts of this library.</summary>
    /// <param name="options">Made from <see cref="AIJsonUtilities.DefaultOptions"/> and not yet in use.</param>
    public static JsonSerializerOptions AddLlmContents(this JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.TypeInfoResolverChain.Add(LlmJsonContext.Default);
        options.AddAIContentType<RefusalContent>("refusal");
        return options;
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(AIJsonUtilities.DefaultOptions) { WriteIndented = false }.AddLlmContents();
        options.MakeReadOnly();
        return options;
    }
}

[JsonSerializable(typeof(RefusalContent))]
internal sealed partial class LlmJsonContext : JsonSerializerContext;

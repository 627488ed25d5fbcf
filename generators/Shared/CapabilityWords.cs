using System.Collections.Generic;

namespace SdkGen;

/// <summary>The parts that sentences of <see cref="CapabilityRules"/> are made of.</summary>
internal static class CapabilityWords
{
    /// <summary>What models may be unable to do; each fits after "does not".</summary>
    public const string Tools = "call tools";
    public const string StructuredOutput = "answer by a JSON Schema";
    public const string Streaming = "stream its answers";
    public const string ParallelTools = "call several tools at once";
    public const string ToolChoice = "let itself be made to call a tool";
    public const string SystemMessages = "take system messages";
    public const string Logprobs = "tell the probabilities of its tokens";
    public const string Choices = "give several answers to one request";
    public const string Reasoning = "reason before it answers";
    public const string Model = "stand for a model";
    public const string PromptCaching = "cache prompts as the request says";

    /// <summary>What a model does not do with a kind of output: <c>text image audio video embedding</c>.</summary>
    public static string Produce(string kind) => "produce " + Plural(kind);

    /// <summary>What a model does not do with a kind of input: <c>text image audio video file</c>.</summary>
    public static string Take(string kind) => "take " + (kind == "file" ? "files (PDF)" : Plural(kind));

    /// <summary>The kind of input that a media type is; null where it is none that models differ in.</summary>
    public static string? InputKind(string mediaType)
    {
        var slash = mediaType.IndexOf('/');
        return (slash < 0 ? mediaType : mediaType.Substring(0, slash)).Trim().ToLowerInvariant() switch
        {
            "image" => "image",
            "audio" => "audio",
            "video" => "video",
            "application" when mediaType.Trim().ToLowerInvariant().StartsWith("application/pdf", System.StringComparison.Ordinal) => "file",
            _ => null,
        };
    }

    /// <summary>What to use instead of a model.</summary>
    /// <param name="provider">The provider's name.</param>
    /// <param name="names">Models that can, the nearest first.</param>
    /// <param name="others">Models of other providers that can.</param>
    /// <param name="container">The class of the provider's models; null where none is at hand.</param>
    public static string Instead(string provider, IReadOnlyCollection<string> names, IReadOnlyCollection<string> others, string? container = null) => (names.Count == 0
        ? $"No model of {provider}{(container is null ? "" : $" in {container}")} does"
        : $"Models of {provider} that do: {string.Join(", ", names)}")
        + (others.Count == 0 ? "" : $". Of other providers that are added: {string.Join(", ", others)}");

    /// <summary>A range as <c>LLM2014</c> says it.</summary>
    public static string Range(string? minimum, string? maximum) => (minimum, maximum) switch
    {
        ({ } least, { } most) => $"from {least} to {most}",
        ({ } least, null) => $"from {least}",
        (null, { } most) => $"up to {most}",
        _ => "",
    };

    /// <summary>The days of a deprecated model, as <c>LLM2040</c> says them.</summary>
    /// <param name="deprecated">The first day, or <c>yes</c>.</param>
    /// <param name="retires">The announced last day; null where none is.</param>
    public static string Dates(string deprecated, string? retires) =>
        (deprecated == "yes" ? "" : $" from {deprecated}") + (retires is null ? "" : $" and served until {retires}");

    /// <summary>Why a parameter is refused, as a part of a sentence, which has its own full stop.</summary>
    public static string Reason(string? written, string? option) =>
        written is { Length: > 0 } ? written.TrimEnd('.', ' ') : option is null ? "leave it out" : $"leave {option} out";

    private static string Plural(string kind) => kind switch
    {
        "image" => "images",
        "embedding" => "embeddings",
        _ => kind,
    };
}

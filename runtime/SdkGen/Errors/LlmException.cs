using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>
/// A provider could not or would not answer: the one family of exceptions of every provider and every way to fail. Whoever catches it has caught all of them;
/// <see cref="UnsupportedCapabilityException"/> is the one that says more. Cancellation stays <see cref="OperationCanceledException"/>.
/// </summary>
/// <param name="kind">What went wrong.</param>
/// <param name="message">What to tell a developer: never holds a key.</param>
/// <param name="innerException">What the transport threw; null where the service answered.</param>
public class LlmException(LlmErrorKind kind, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>What went wrong.</summary>
    public LlmErrorKind Kind { get; } = kind;

    /// <summary>The provider's id, for example <c>openai</c>; null where none was asked.</summary>
    public string? Provider { get; init; }

    /// <summary>The model's id on the wire; null where the request names none.</summary>
    public string? Model { get; init; }

    /// <summary>The HTTP status; for an error inside a stream the status that the error names. Null where there is none.</summary>
    public int? Status { get; init; }

    /// <summary>The provider's own word for the error: its <c>code</c>, else its <c>type</c>, else its number. Null where it gave none.</summary>
    public string? Code { get; init; }

    /// <summary>The provider's error <c>type</c>; null where it gave none.</summary>
    public string? ErrorType { get; init; }

    /// <summary>The provider's message as it came, without keys; null where it gave none.</summary>
    public string? ProviderMessage { get; init; }

    /// <summary>The request's id at the provider, to name in a support case; null where the answer has none.</summary>
    public string? RequestId { get; init; }

    /// <summary>How long the provider asks to wait; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The answer's body as it came, without keys, 8,192 characters at most; null where there was none.</summary>
    public string? Body { get; init; }

    /// <summary>Sending the same request again may help.</summary>
    public bool IsRetryable { get; init; }

    /// <summary>How many attempts ended like this: above 1 where the request was sent again.</summary>
    public int Attempts { get; internal set; } = 1;

    /// <summary>
    /// What the attempts that failed used, as far as the service said it before they broke off: the head of a stream often tells its input. Null where it said nothing. With
    /// <c>AddCost</c> its cost is among the counts, as in the usage of an answer.
    /// </summary>
    public UsageDetails? Usage { get; internal set; }

    /// <summary>Whether an error of this kind passes by itself, where nothing else is known.</summary>
    internal static bool PassesByItself(LlmErrorKind kind) => kind is LlmErrorKind.RateLimited or LlmErrorKind.Overloaded or LlmErrorKind.Unavailable
        or LlmErrorKind.ServerError or LlmErrorKind.Timeout or LlmErrorKind.Stalled or LlmErrorKind.Connection;
}

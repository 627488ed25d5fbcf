using Microsoft.Extensions.AI;

namespace SdkGen.Transport;

/// <summary>An answer while it comes: it may break off, and be paid for all the same.</summary>
internal interface IUnfinishedAnswer
{
    /// <summary>What the service has said so far of the tokens; null where it has said nothing.</summary>
    UsageDetails? UsageSoFar { get; }
}

/// <summary>A streamed answer that was cancelled when the service had already said what it used.</summary>
internal sealed class InterruptedAnswerException(OperationCanceledException cause, UsageDetails usage) : OperationCanceledException(cause.Message, cause, cause.CancellationToken)
{
    public UsageDetails Usage { get; } = usage;
}

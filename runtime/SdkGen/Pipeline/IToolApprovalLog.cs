using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Remembers what came of each answered approval, so that an answer that comes twice changes nothing.</summary>
/// <remarks>
/// A person may answer in two windows, and a request may be sent again after a fault. The log that a process has of itself holds the last 1,024 answers; where
/// several processes serve one conversation, or answers may be repeated after a restart, keep a log of your own (<see cref="ToolLoopOptions.ApprovalLog"/>).
/// </remarks>
public interface IToolApprovalLog
{
    /// <summary>Carries out an answer, unless that was done before: then what came of it is returned again.</summary>
    /// <param name="requestId">The id of the request that was answered, unique over all conversations.</param>
    /// <param name="carryOut">Runs the call, or says that it was not allowed. To be called once, even when two callers come at the same time; again only where it threw.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    ValueTask<FunctionResultContent> OnceAsync(
        string requestId, Func<CancellationToken, ValueTask<FunctionResultContent>> carryOut, CancellationToken cancellationToken);
}

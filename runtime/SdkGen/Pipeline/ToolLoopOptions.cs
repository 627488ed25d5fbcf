using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>How a client made by <c>WithTools</c> runs tools.</summary>
/// <exception cref="ArgumentOutOfRangeException">A limit is set below what makes sense.</exception>
public sealed class ToolLoopOptions
{
    /// <summary>Most requests of one call; the last one offers no tools, so that the model has to answer. 40 unless set; 1 at least.</summary>
    public int MaxTurns
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 40;

    /// <summary>Most tool calls of one request to the loop; the model is told of those beyond it, which do not run, and has to answer. No limit unless set.</summary>
    public int? MaxCalls
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value ?? 0, 0);
            field = value;
        }
    }

    /// <summary>
    /// How many turns in a row may have a call that fails: throws, takes too long, or does not fit its tool. 3 unless set; 0 allows none. After one more, what the tools
    /// threw is thrown (several exceptions as one <see cref="AggregateException"/>); where none threw, the model is offered no more tools and has to answer.
    /// </summary>
    public int MaxConsecutiveErrors
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 3;

    /// <summary>The model is told the message of what a tool threw; false unless set, because such messages may hold what it, and whoever reads its answer, must not see.</summary>
    public bool IncludeErrorDetails { get; init; }

    /// <summary>Runs the calls of one turn at the same time; false unless set, because most tools are not written for it.</summary>
    public bool Concurrent { get; init; }

    /// <summary>How many calls run at once where <see cref="Concurrent"/> is set; 8 unless set.</summary>
    public int MaxConcurrency
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 8;

    /// <summary>Names of tools of which no two calls run at the same time in a turn, beside those that say so themselves (<see cref="LlmTool.IsExclusive"/>); null where there are none.</summary>
    public IReadOnlyCollection<string>? ExclusiveTools { get; init; }

    /// <summary>Tools that run when they are called, and are not offered: a service may know them from elsewhere. Null where there are none.</summary>
    public IReadOnlyList<AITool>? AdditionalTools { get; init; }

    /// <summary>A call of a tool that the loop does not know ends the loop, and the caller gets the turn's calls; false unless set: the model is told what tools there are.</summary>
    public bool StopOnUnknownCalls { get; init; }

    /// <summary>
    /// Arguments that are broken, fenced, encoded twice or wrapped are made to fit where the tool's contract accepts the result; the call says what was done
    /// (<see cref="RawArguments.Repair"/>). True unless unset; false tells the model instead. Only tools that check their arguments are served, see <see cref="LlmTool"/>.
    /// </summary>
    public bool RepairArguments { get; init; } = true;

    /// <summary>Values of another type or spelling that are taken for the declared ones; none unless set.</summary>
    public ArgumentCoercions Coercions { get; init; }

    /// <summary>How long a call may take that has no limit of its own (<see cref="LlmTool.Timeout"/>); no limit unless set.</summary>
    /// <remarks>
    /// When the time is over the method's token is cancelled, the model is told, and the loop goes on without waiting for a method that does not listen.
    /// </remarks>
    public TimeSpan? ToolTimeout { get; init; }

    /// <summary>The clock of all limits; that of the system unless set.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Hears what tools report while they run, whether the answer is streamed or not. Called on the thread that reports.</summary>
    public IProgress<ToolProgressUpdate>? Progress { get; init; }

    /// <summary>Remembers which approved calls have run; a log of this process unless set.</summary>
    public IToolApprovalLog? ApprovalLog { get; init; }

    /// <summary>Services that tools may ask for; null where there are none.</summary>
    public IServiceProvider? Services { get; init; }

    /// <summary>What every call finds in <see cref="ToolContext.Items"/>: a session, a budget; null where there is nothing.</summary>
    public IReadOnlyDictionary<object, object?>? Items { get; init; }
}

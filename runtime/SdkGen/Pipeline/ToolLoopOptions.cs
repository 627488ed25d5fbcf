namespace SdkGen;

/// <summary>How a client made by <c>WithTools</c> runs tools.</summary>
public sealed class ToolLoopOptions
{
    /// <summary>Most requests of one call; the last one offers no tools, so that the model has to answer. 40 unless set.</summary>
    public int MaxTurns { get; init; } = 40;

    /// <summary>Runs the calls of one turn at the same time; false unless set, because most tools are not written for it.</summary>
    public bool Concurrent { get; init; }

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

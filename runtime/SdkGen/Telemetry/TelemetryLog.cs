using Microsoft.Extensions.Logging;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace SdkGen.Telemetry;

/// <summary>Log messages. Each names the trace, so that it can be found from the span and the span from it.</summary>
/// <remarks>Ids are values of a message by names of their own, whether its text says them or there is nothing to say.</remarks>
internal static partial class TelemetryLog
{
    private static readonly EventId s_details = new(20, GenAI.OperationDetailsEvent);
    private static readonly EventId s_exception = new(21, GenAI.ExceptionEvent);

    [LoggerMessage(1, LogLevel.Debug, "Asking {Model} at {Provider}{Reference}.", EventName = "ChatBegan")]
    public static partial void Began(ILogger logger, string model, string provider, LogReference reference, string? traceId);

    [LoggerMessage(2, LogLevel.Information, "{Model} at {Provider} answered in {Milliseconds} ms{Outcome}{Reference}.", EventName = "ChatEnded")]
    public static partial void Ended(
        ILogger logger, string model, string provider, long milliseconds, LogOutcome outcome, LogReference reference, string? finishReason, long? inputTokens, long? outputTokens, string? responseId, string? traceId);

    [LoggerMessage(3, LogLevel.Warning, "{Model} at {Provider} failed after {Milliseconds} ms: {ErrorType}{Reference}.", EventName = "ChatFailed")]
    public static partial void Failed(ILogger logger, string model, string provider, long milliseconds, string errorType, LogReference reference, string? requestId, string? traceId);

    [LoggerMessage(4, LogLevel.Information, "The call of {Model} at {Provider} was cancelled after {Milliseconds} ms{Reference}.", EventName = "ChatCancelled")]
    public static partial void Cancelled(ILogger logger, string model, string provider, long milliseconds, LogReference reference, string? traceId);

    [LoggerMessage(10, LogLevel.Debug, "Running the tool {Tool}{Reference}.", EventName = "ToolBegan")]
    public static partial void ToolBegan(ILogger logger, string tool, string callId, LogReference reference, string? traceId);

    [LoggerMessage(11, LogLevel.Information, "The tool {Tool} took {Milliseconds} ms{Reference}.", EventName = "ToolEnded")]
    public static partial void ToolEnded(ILogger logger, string tool, string callId, long milliseconds, LogReference reference, string? traceId);

    [LoggerMessage(12, LogLevel.Warning, "The tool {Tool} failed after {Milliseconds} ms: {ErrorType}{Reference}.", EventName = "ToolFailed")]
    public static partial void ToolFailed(ILogger logger, string tool, string callId, long milliseconds, string errorType, LogReference reference, string? traceId);

    [LoggerMessage(13, LogLevel.Warning, "The model called {Tool}, which is not among its tools{Reference}.", EventName = "ToolUnknown")]
    public static partial void ToolUnknown(ILogger logger, string tool, LogReference reference, string? traceId);

    [LoggerMessage(14, LogLevel.Information, "The call {CallId} of {Tool} waits for approval{Reference}.", EventName = "ApprovalAsked")]
    public static partial void ApprovalAsked(ILogger logger, string tool, string callId, LogReference reference, string? traceId);

    [LoggerMessage(15, LogLevel.Information, "The call {CallId} of {Tool} was answered (approved: {IsApproved}){Reference}.", EventName = "ApprovalAnswered")]
    public static partial void ApprovalAnswered(ILogger logger, string tool, string callId, bool isApproved, LogReference reference, string? traceId);

    [LoggerMessage(16, LogLevel.Warning, "No more tools are offered after {Turns} turns and {Calls} calls: a limit is reached{Reference}.", EventName = "ToolLimitReached")]
    public static partial void LimitReached(ILogger logger, int turns, int calls, LogReference reference, string? traceId);

    [LoggerMessage(17, LogLevel.Warning, "Tools failed in {Turns} turns in a row, which is more than is allowed{Reference}.", EventName = "ToolErrorsExceeded")]
    public static partial void ErrorsExceeded(ILogger logger, int turns, LogReference reference, string? traceId);

    /// <summary>The event of what was said.</summary>
    public static void Details(ILogger logger, ReadOnlySpan<Tag> call, IEnumerable<Tag> content) =>
        logger.Log(LogLevel.Information, s_details, new EventAttributes([.. call, .. content]), exception: null, static (state, _) => state.ToString());

    /// <summary>The event of an exception. The exception itself is not handed on: its text has not been redacted.</summary>
    public static void Exception(ILogger logger, Exception exception, ILlmRedactor redactor) => logger.Log(
        LogLevel.Warning,
        s_exception,
        new EventAttributes([
            new(GenAI.ExceptionType, exception.GetType().FullName),
            new(GenAI.ExceptionMessage, redactor.Redact(exception.Message)),
            new(GenAI.ExceptionStackTrace, exception.StackTrace),
        ]),
        exception: null,
        static (state, _) => state.ToString());
}

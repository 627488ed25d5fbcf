using Microsoft.Extensions.Logging;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace SdkGen.Telemetry;

/// <summary>Log messages. Each names the trace, so that it can be found from the span and the span from it.</summary>
internal static partial class TelemetryLog
{
    private static readonly EventId s_details = new(20, GenAI.OperationDetailsEvent);
    private static readonly EventId s_exception = new(21, GenAI.ExceptionEvent);

    [LoggerMessage(1, LogLevel.Debug, "Asking {Model} at {Provider} (trace {TraceId}).", EventName = "ChatBegan")]
    public static partial void Began(ILogger logger, string? model, string provider, string? traceId);

    [LoggerMessage(2, LogLevel.Information, "{Model} at {Provider} answered in {Milliseconds} ms: {FinishReason}, {InputTokens} tokens in, {OutputTokens} out (response {ResponseId}, trace {TraceId}).", EventName = "ChatEnded")]
    public static partial void Ended(ILogger logger, string? model, string provider, long milliseconds, string? finishReason, long? inputTokens, long? outputTokens, string? responseId, string? traceId);

    [LoggerMessage(3, LogLevel.Warning, "{Model} at {Provider} failed after {Milliseconds} ms: {ErrorType} (request {RequestId}, trace {TraceId}).", EventName = "ChatFailed")]
    public static partial void Failed(ILogger logger, string? model, string provider, long milliseconds, string errorType, string? requestId, string? traceId);

    [LoggerMessage(4, LogLevel.Information, "The call of {Model} at {Provider} was cancelled after {Milliseconds} ms (trace {TraceId}).", EventName = "ChatCancelled")]
    public static partial void Cancelled(ILogger logger, string? model, string provider, long milliseconds, string? traceId);

    [LoggerMessage(10, LogLevel.Debug, "Running the tool {Tool} (call {CallId}, trace {TraceId}).", EventName = "ToolBegan")]
    public static partial void ToolBegan(ILogger logger, string tool, string callId, string? traceId);

    [LoggerMessage(11, LogLevel.Information, "The tool {Tool} took {Milliseconds} ms (call {CallId}, trace {TraceId}).", EventName = "ToolEnded")]
    public static partial void ToolEnded(ILogger logger, string tool, string callId, long milliseconds, string? traceId);

    [LoggerMessage(12, LogLevel.Warning, "The tool {Tool} failed after {Milliseconds} ms: {ErrorType} (call {CallId}, trace {TraceId}).", EventName = "ToolFailed")]
    public static partial void ToolFailed(ILogger logger, string tool, string callId, long milliseconds, string errorType, string? traceId);

    [LoggerMessage(13, LogLevel.Warning, "The model called {Tool}, which is not among its tools (trace {TraceId}).", EventName = "ToolUnknown")]
    public static partial void ToolUnknown(ILogger logger, string tool, string? traceId);

    [LoggerMessage(14, LogLevel.Information, "The call {CallId} of {Tool} waits for approval (trace {TraceId}).", EventName = "ApprovalAsked")]
    public static partial void ApprovalAsked(ILogger logger, string tool, string callId, string? traceId);

    [LoggerMessage(15, LogLevel.Information, "The call {CallId} of {Tool} was answered (approved: {IsApproved}, trace {TraceId}).", EventName = "ApprovalAnswered")]
    public static partial void ApprovalAnswered(ILogger logger, string tool, string callId, bool isApproved, string? traceId);

    [LoggerMessage(16, LogLevel.Warning, "No more tools are offered after {Turns} turns and {Calls} calls: a limit is reached (trace {TraceId}).", EventName = "ToolLimitReached")]
    public static partial void LimitReached(ILogger logger, int turns, int calls, string? traceId);

    [LoggerMessage(17, LogLevel.Warning, "Tools failed in {Turns} turns in a row, which is more than is allowed (trace {TraceId}).", EventName = "ToolErrorsExceeded")]
    public static partial void ErrorsExceeded(ILogger logger, int turns, string? traceId);

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

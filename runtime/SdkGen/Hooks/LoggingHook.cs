using Microsoft.Extensions.Logging;
using SdkGen.Telemetry;

namespace SdkGen;

/// <summary>Logs requests, answers, tool calls and errors: <c>llm.AddHook&lt;LoggingHook&gt;()</c>. Says nothing of their content.</summary>
/// <param name="logger">Takes the messages.</param>
/// <remarks><c>AddTelemetry</c> logs as well, one message for a call with its trace; this one needs no telemetry, sees answers from the cache too, and can be added to a single client.</remarks>
public sealed partial class LoggingHook(ILogger<LoggingHook> logger) : ChatHook
{
    private const string NoModel = "A model";

    private readonly ILogger _logger = logger ?? throw new ArgumentNullException(nameof(logger));

    /// <inheritdoc/>
    public override ValueTask OnRequestAsync(HookRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (_logger.IsEnabled(LogLevel.Debug))
            Asking(_logger, request.Model ?? NoModel, request.Messages.Count, request.IsStreaming);
        return default;
    }

    /// <inheritdoc/>
    public override ValueTask OnResponseAsync(HookResponse response, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (_logger.IsEnabled(LogLevel.Information))
        {
            var answer = response.Response;
            Answered(_logger, answer.ModelId ?? response.Request.Model ?? NoModel, (long)response.Request.Elapsed.TotalMilliseconds, new(answer.FinishReason?.Value, answer.Usage?.InputTokenCount, answer.Usage?.OutputTokenCount), answer.FinishReason?.Value, answer.Usage?.InputTokenCount, answer.Usage?.OutputTokenCount);
        }

        return default;
    }

    /// <inheritdoc/>
    public override ValueTask OnErrorAsync(HookError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        if (error.Exception is OperationCanceledException)
            Cancelled(_logger, error.Request.Model ?? NoModel, (long)error.Request.Elapsed.TotalMilliseconds);
        else
            Failed(_logger, error.Request.Model ?? NoModel, (long)error.Request.Elapsed.TotalMilliseconds, error.Exception);
        return default;
    }

    /// <inheritdoc/>
    public override ValueTask OnToolResultAsync(HookToolCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (call.Exception is null)
            ToolRan(_logger, call.Call.Name, call.Call.CallId, (long)call.Elapsed.TotalMilliseconds);
        else
            ToolFailed(_logger, call.Call.Name, call.Call.CallId, (long)call.Elapsed.TotalMilliseconds, call.Exception);
        return default;
    }

    [LoggerMessage(30, LogLevel.Debug, "Asking {Model} with {Messages} messages (streamed: {IsStreaming}).")]
    private static partial void Asking(ILogger logger, string model, int messages, bool isStreaming);

    [LoggerMessage(31, LogLevel.Information, "{Model} answered in {Milliseconds} ms{Outcome}.")]
    private static partial void Answered(ILogger logger, string model, long milliseconds, LogOutcome outcome, string? finishReason, long? inputTokens, long? outputTokens);

    [LoggerMessage(32, LogLevel.Warning, "{Model} failed after {Milliseconds} ms.")]
    private static partial void Failed(ILogger logger, string model, long milliseconds, Exception exception);

    [LoggerMessage(33, LogLevel.Information, "The request to {Model} was cancelled after {Milliseconds} ms.")]
    private static partial void Cancelled(ILogger logger, string model, long milliseconds);

    [LoggerMessage(34, LogLevel.Information, "The tool {Tool} ran for {Milliseconds} ms (call {CallId}).")]
    private static partial void ToolRan(ILogger logger, string tool, string callId, long milliseconds);

    [LoggerMessage(35, LogLevel.Warning, "The tool {Tool} failed after {Milliseconds} ms (call {CallId}).")]
    private static partial void ToolFailed(ILogger logger, string tool, string callId, long milliseconds, Exception exception);
}

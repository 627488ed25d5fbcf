using System.Diagnostics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace SdkGen.Telemetry;

/// <summary>One call of a tool while it is recorded.</summary>
internal sealed class ToolRecording
{
    private readonly ChatTelemetry _telemetry;
    private readonly FunctionCallContent _call;
    private readonly Activity? _span;
    private readonly bool _isTimed;
    private readonly long _start;

    /// <summary>Begins, and makes the span the current one.</summary>
    public ToolRecording(ChatTelemetry telemetry, FunctionCallContent call, AIFunction tool)
    {
        _telemetry = telemetry;
        _call = call;
        if (telemetry.Instruments.Source.HasListeners())
        {
            var (name, operation, type, id) = (new Tag(GenAI.Tool.Name, call.Name), new Tag(GenAI.OperationName, GenAI.Operations.ExecuteTool), new Tag(GenAI.Tool.Type, "function"), new Tag(GenAI.Tool.CallId, call.CallId));
            _span = telemetry.StartInternal(telemetry.SpanNameOf(tool, call.Name), tool.Description.Length == 0 ? [operation, name, type, id] : [operation, name, type, id, new(GenAI.Tool.Description, tool.Description)]);
        }

        if (telemetry.CapturesContent && _span is { IsAllDataRequested: true })
            _span.AddTag(GenAI.Tool.CallArguments, ContentJson.Arguments(call, telemetry.Redactor));
        if (telemetry.Logger.IsEnabled(LogLevel.Debug))
            TelemetryLog.ToolBegan(telemetry.Logger, call.Name, call.CallId, Reference, TraceId);
        _isTimed = telemetry.Instruments.ToolDuration?.Enabled == true || telemetry.Logger.IsEnabled(LogLevel.Warning);
        _start = _isTimed ? telemetry.Time.GetTimestamp() : 0;
    }

    private LogReference Reference => new(TraceId, "call", _call.CallId);

    private string? TraceId => (_span ?? Activity.Current)?.TraceId.ToHexString();

    /// <summary>Somebody takes spans, measurements or log lines of tools.</summary>
    public static bool IsListenedTo(ChatTelemetry telemetry) =>
        telemetry.Instruments.Source.HasListeners() || telemetry.Instruments.ToolDuration?.Enabled == true || telemetry.Logger.IsEnabled(LogLevel.Warning);

    public void End(ToolRun run)
    {
        var exception = run.Content.Exception;
        var error = exception is not null ? ChatTelemetry.ErrorTypeOf(exception) : run.Failure == ToolFailure.None ? null : "invalid_arguments";
        End(error, exception);
        if (_telemetry.CapturesContent && _span is { IsAllDataRequested: true })
            _span.AddTag(GenAI.Tool.CallResult, ContentJson.Result(run.Content.Result, _telemetry.Redactor));
        _span?.Dispose();
    }

    /// <summary>Ends a call that gave no result, because it was cancelled or a hook threw.</summary>
    public void Fail(Exception exception)
    {
        End(ChatTelemetry.ErrorTypeOf(exception), exception);
        _span?.Dispose();
    }

    private void End(string? error, Exception? exception)
    {
        if (_isTimed)
            Measure(_telemetry.Time.GetElapsedTime(_start).TotalSeconds, error);
        if (error is not null && _span is not null)
            _telemetry.Fail(_span, error, exception);
    }

    private void Measure(double seconds, string? error)
    {
        if (_telemetry.Instruments.ToolDuration is { Enabled: true } duration)
        {
            duration.Record(seconds, error is null
                ? [new(GenAI.Tool.Name, _call.Name), new(GenAI.Tool.Type, "function")]
                : [new(GenAI.Tool.Name, _call.Name), new(GenAI.Tool.Type, "function"), new(GenAI.ErrorType, error)]);
        }

        // Identifiers are made into text where somebody reads them only.
        if (!_telemetry.Logger.IsEnabled(LogLevel.Warning))
            return;
        if (error is null)
            TelemetryLog.ToolEnded(_telemetry.Logger, _call.Name, _call.CallId, (long)(seconds * 1000), Reference, TraceId);
        else
            TelemetryLog.ToolFailed(_telemetry.Logger, _call.Name, _call.CallId, (long)(seconds * 1000), error, Reference, TraceId);
    }
}

using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace SdkGen.Telemetry;

/// <summary>One call while it is recorded: from its first word to its last.</summary>
internal sealed class ChatRecording
{
    private readonly ChatTelemetry _telemetry;
    private readonly CallTags _tags;
    private readonly bool _timesChunks;
    private readonly TimeProvider _time;
    private readonly Histogram<double> _outputChunk;
    private readonly double _secondsPerTick;
    private readonly List<ChatResponseUpdate>? _updates;
    private readonly string? _requestConversation;
    private readonly long _start;
    private MetricTags _metrics;
    private long _lastChunk;
    private bool _isMeasured;
    private double? _firstChunk;
    private string? _responseId;
    private string? _conversation;
    private ChatFinishReason? _finish;
    private UsageDetails? _usage;
    private bool _isOver;

    /// <summary>Begins, and makes the span the current one.</summary>
    public ChatRecording(ChatTelemetry telemetry, IEnumerable<ChatMessage> messages, ChatOptions? options, bool isStreaming)
    {
        _telemetry = telemetry;
        _time = telemetry.Time;
        _secondsPerTick = 1.0 / _time.TimestampFrequency;
        _outputChunk = telemetry.Instruments.OutputChunk;
        _tags = telemetry.TagsOf(options?.ModelId ?? telemetry.DefaultModel);
        _metrics = _tags.For(null);
        _requestConversation = options?.ConversationId;
        var instruments = telemetry.Instruments;
        _timesChunks = isStreaming && (instruments.FirstChunk.Enabled || instruments.OutputChunk.Enabled);
        Span = instruments.Source.StartActivity(_tags.SpanName, ActivityKind.Client, parentContext: default, _tags.Start);
        if (Span is { IsAllDataRequested: true })
        {
            RequestAttributes.Set(Span, options, isStreaming, instruments.IsLatest);
            if (telemetry.CapturesContent)
                Content = new CapturedContent(telemetry.Redactor, messages, options);
        }
        else if (telemetry.CapturesContent && telemetry.Logger.IsEnabled(LogLevel.Information))
        {
            Content = new CapturedContent(telemetry.Redactor, messages, options);
        }

        if (isStreaming && Content is not null)
            _updates = [];
        if (telemetry.Logger.IsEnabled(LogLevel.Debug))
            TelemetryLog.Began(telemetry.Logger, ModelName, telemetry.Provider, new(TraceId), TraceId);
        _start = _time.GetTimestamp();
    }

    /// <summary>The span; null where nobody takes it.</summary>
    public Activity? Span { get; }

    /// <summary>What is said; null where it is not to be kept.</summary>
    private CapturedContent? Content { get; }

    /// <summary>The model that is asked, as messages name it.</summary>
    private string ModelName => _tags.Model ?? "A model";

    private string? TraceId => (Span ?? Activity.Current)?.TraceId.ToHexString();

    /// <summary>Takes a chunk of a streamed answer.</summary>
    /// <returns>Whether the turn goes on.</returns>
    public bool Take(ChatResponseUpdate update)
    {
        // Fields are written where there is something to write: to write a reference costs more than to look at it.
        if (!ReferenceEquals(update.ModelId, _metrics.ResponseModel) && update.ModelId is { } model)
            _metrics = _tags.For(model);
        if (_isMeasured)
            Measure();
        else
            Begin(update);
        if (_conversation is null && update.ConversationId is { } conversation)
            _conversation = conversation;

        // Contents come to be when they are asked for, and deltas of calls have none.
        if (update is not ToolCallDeltaUpdate)
        {
            var contents = update.Contents;
            for (var i = 0; i < contents.Count; i++)
            {
                // Most contents are text, and to find that out costs next to nothing: its type has no types below it.
                if (contents[i] is not TextContent and UsageContent usage)
                    (_usage ??= new UsageDetails()).Add(usage.Details);
            }
        }

        if (update.FinishReason is not { } finish)
            return true;
        _finish = finish;
        return false;
    }

    /// <summary>Takes a whole answer, and ends.</summary>
    public void Complete(ChatResponse response)
    {
        _responseId = response.ResponseId;
        _conversation = response.ConversationId;
        _finish = response.FinishReason;
        _usage = response.Usage;
        _metrics = _tags.For(response.ModelId);
        End(null, response.Messages);
    }

    /// <summary>Ends after the last chunk, or where the caller has left the stream.</summary>
    public void Complete() => End(null, null);

    /// <summary>Ends with a failure.</summary>
    public void Fail(Exception exception)
    {
        _usage = AttemptUsage.Sum(_usage, AttemptUsage.Of(exception));
        End(exception, null);
    }

    /// <summary>Takes what is said once, with the first chunk as a rule. Afterwards chunks are measured and no more, where that is all there is to do.</summary>
    private void Begin(ChatResponseUpdate update)
    {
        if (_firstChunk is null)
        {
            _lastChunk = _time.GetTimestamp();
            _firstChunk = Seconds(_start, _lastChunk);
            _telemetry.Instruments.FirstChunk.Record(_firstChunk.Value, _metrics.Call);
        }
        else if (_timesChunks)
        {
            Measure();
        }

        _responseId ??= update.ResponseId;
        _updates?.Add(update);
        _isMeasured = _timesChunks && _responseId is not null && _updates is null;
    }

    private void Measure()
    {
        var now = _time.GetTimestamp();
        _outputChunk.Record(Seconds(_lastChunk, now), _metrics.Call);
        _lastChunk = now;
    }

    private void End(Exception? exception, IList<ChatMessage>? messages)
    {
        if (_isOver)
            return;
        _isOver = true;
        var seconds = Seconds(_start, _time.GetTimestamp());
        var error = exception is null ? null : ChatTelemetry.ErrorTypeOf(exception);
        var instruments = _telemetry.Instruments;
        if (instruments.Duration.Enabled)
            instruments.Duration.Record(seconds, error is null ? _metrics.Call : _metrics.Failed(error));
        Count(instruments);
        if (messages is null && _updates is not null)
            messages = _updates.ToChatResponse().Messages;
        Describe(exception, error, messages);
        Log(exception, error, seconds, messages);
        Span?.Dispose();
    }

    private void Count(Instruments instruments)
    {
        // Where a cache stands within, what it gives was counted when it was made.
        if (_usage?.AdditionalCounts?.ContainsKey(UsageCounts.FromResponseCache) == true)
            return;
        if (instruments.IsLatest)
        {
            instruments.Used!.Add(_usage, _metrics);
            if (_usage?.InputTokenCount is { } used)
                instruments.InputTokens!.Record(used, _metrics.Call);
            if (_usage?.OutputTokenCount is { } made)
                instruments.OutputTokens!.Record(made, _metrics.Call);
            return;
        }

        if (_usage?.InputTokenCount is { } input)
            instruments.Tokens!.Record(input, _metrics.Input);
        if (_usage?.OutputTokenCount is { } output)
            instruments.Tokens!.Record(output, _metrics.Output);
    }

    private void Describe(Exception? exception, string? error, IList<ChatMessage>? messages)
    {
        if (Span is not { IsAllDataRequested: true } span)
            return;
        if (_responseId is { Length: > 0 })
            span.AddTag(GenAI.Response.Id, _responseId);
        if (_metrics.ResponseModel is { } model)
            span.AddTag(GenAI.Response.Model, model);
        if (_finish is { } finish)
            span.AddTag(GenAI.Response.FinishReasons, RequestAttributes.Reasons(finish));
        if (_firstChunk is { } first)
            span.AddTag(GenAI.Response.TimeToFirstChunk, first);
        if ((_requestConversation ?? _conversation) is { } conversation)
            span.AddTag(GenAI.ConversationId, conversation);
        RequestAttributes.SetUsage(span, _usage, _telemetry.Instruments.IsLatest);
        Content?.Set(span, messages, _finish);
        if (error is not null)
            _telemetry.Fail(span, error, exception);
    }

    private void Log(Exception? exception, string? error, double seconds, IList<ChatMessage>? messages)
    {
        var logger = _telemetry.Logger;
        if (!logger.IsEnabled(LogLevel.Warning))
            return;
        var milliseconds = (long)(seconds * 1000);
        if (exception is OperationCanceledException)
            TelemetryLog.Cancelled(logger, ModelName, _telemetry.Provider, milliseconds, new(TraceId), TraceId);
        else if (exception is not null)
            TelemetryLog.Failed(logger, ModelName, _telemetry.Provider, milliseconds, error!, new(TraceId, "request", RequestIdOf(exception)), RequestIdOf(exception), TraceId);
        else
        {
            var (finish, input, output) = (_finish?.Value, _usage?.InputTokenCount, _usage?.OutputTokenCount);
            TelemetryLog.Ended(
                logger, _metrics.ResponseModel ?? ModelName, _telemetry.Provider, milliseconds, new(finish, input, output), new(TraceId, "response", _responseId), finish, input, output, _responseId, TraceId);
        }

        if (exception is not null and not OperationCanceledException)
            TelemetryLog.Exception(logger, exception, _telemetry.Redactor);
        if (Content is not null && logger.IsEnabled(LogLevel.Information))
            TelemetryLog.Details(logger, _metrics.Call, Content.Attributes(messages, _finish));
    }

    private static string? RequestIdOf(Exception exception) => (exception as LlmException)?.RequestId is { Length: > 0 } id ? id : null;

    private double Seconds(long from, long to) => (to - from) * _secondsPerTick;
}

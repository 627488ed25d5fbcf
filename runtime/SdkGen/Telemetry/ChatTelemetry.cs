using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace SdkGen.Telemetry;

/// <summary>The one point at which a client is instrumented: who is asked, what is told, and to whom. A tool loop around the client finds it as a service.</summary>
internal sealed class ChatTelemetry
{
    private readonly ChatClientMetadata? _metadata;
    private readonly Tag[] _tail;
    private readonly ConditionalWeakTable<AIFunction, string> _toolSpans = [];
    private CallTags? _last;
    private string? _lastToolSpan;

    public ChatTelemetry(TelemetryOptions options, ChatClientMetadata? metadata)
    {
        _metadata = metadata;
        Instruments = Instruments.Of(options.UseLatestConventions);
        CapturesContent = options.CaptureContent;
        Redactor = new SafeRedactor(options.Redactor);
        Time = options.TimeProvider ?? TimeProvider.System;
        Logger = options.LoggerFactory?.CreateLogger(LlmTelemetry.LogCategory) ?? NullLogger.Instance;
        Provider = string.IsNullOrWhiteSpace(metadata?.ProviderName) ? "unknown" : metadata.ProviderName;
        _tail = metadata?.ProviderUri is { IsAbsoluteUri: true } uri ? [new(GenAI.ServerAddress, uri.Host), new(GenAI.ServerPort, uri.Port)] : [];
    }

    public Instruments Instruments { get; }

    public bool CapturesContent { get; }

    public ILlmRedactor Redactor { get; }

    public TimeProvider Time { get; }

    public ILogger Logger { get; }

    public string Provider { get; }

    /// <summary>The model of requests that name none; null where the client does not say.</summary>
    public string? DefaultModel => _metadata?.DefaultModelId;

    /// <summary>Somebody listens, and no call around this one is recorded.</summary>
    public bool IsChatListenedTo => (Instruments.IsChatListenedTo || Logger.IsEnabled(LogLevel.Warning)) && !RecordedCalls.IsAroundHere;

    /// <summary>The attributes of a call's measurements.</summary>
    /// <param name="model">The model that is asked; null where nobody says.</param>
    public CallTags TagsOf(string? model)
    {
        var last = _last;
        return last is not null && last.Model == model ? last : _last = new CallTags(model, [
            new(GenAI.OperationName, GenAI.Operations.Chat),
            new(GenAI.ProviderName, Provider),
            .. model is null ? [] : new Tag[] { new(GenAI.Request.Model, model) },
            .. _tail,
        ]);
    }

    /// <summary>Starts the span of an operation in this process, for a tool or an agent.</summary>
    public Activity? StartInternal(string name, Tag[] tags) => Instruments.Source.StartActivity(name, ActivityKind.Internal, parentContext: default, tags);

    /// <summary>The name of the span of a tool, made once for each.</summary>
    public string SpanNameOf(AIFunction tool, string name)
    {
        if (IsOf(_lastToolSpan, name))
            return _lastToolSpan;
        if (!_toolSpans.TryGetValue(tool, out var known) || !IsOf(known, name))
            _toolSpans.AddOrUpdate(tool, known = $"{GenAI.Operations.ExecuteTool} {name}");
        return _lastToolSpan = known;

        static bool IsOf([NotNullWhen(true)] string? span, string name) => span is not null && span.Length == GenAI.Operations.ExecuteTool.Length + 1 + name.Length && span.EndsWith(name, StringComparison.Ordinal);
    }

    /// <summary>Notes on a span how its operation failed.</summary>
    public void Fail(Activity activity, string errorType, Exception? exception)
    {
        activity.AddTag(GenAI.ErrorType, errorType);
        activity.SetStatus(ActivityStatusCode.Error, exception is null ? null : Redactor.Redact(exception.Message));
    }

    /// <summary>The kind of a failure, in few words that come again: the error's kind where a provider failed, the exception's type elsewhere.</summary>
    public static string ErrorTypeOf(Exception exception) => exception is LlmException failure ? ErrorTypeOf(failure.Kind) : exception.GetType().FullName ?? "_OTHER";

    /// <summary>The same of a kind that is known.</summary>
    public static string ErrorTypeOf(LlmErrorKind kind) => kind switch
    {
        LlmErrorKind.Unknown => "_OTHER",
        LlmErrorKind.InvalidRequest => "invalid_request",
        LlmErrorKind.Authentication => "authentication",
        LlmErrorKind.Permission => "permission",
        LlmErrorKind.NotFound => "not_found",
        LlmErrorKind.RateLimited => "rate_limited",
        LlmErrorKind.QuotaExceeded => "quota_exceeded",
        LlmErrorKind.ContextLength => "context_length",
        LlmErrorKind.ContentFiltered => "content_filtered",
        LlmErrorKind.Overloaded => "overloaded",
        LlmErrorKind.Unavailable => "unavailable",
        LlmErrorKind.ServerError => "server_error",
        LlmErrorKind.Timeout => "timeout",
        LlmErrorKind.Stalled => "stalled",
        LlmErrorKind.Connection => "connection",
        LlmErrorKind.InvalidResponse => "invalid_response",
        LlmErrorKind.Unsupported => "unsupported",
        LlmErrorKind.BudgetExceeded => "budget_exceeded",
        _ => "_OTHER",
    };
}

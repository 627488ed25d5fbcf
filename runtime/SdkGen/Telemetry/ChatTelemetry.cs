using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace SdkGen.Telemetry;

/// <summary>The one point at which a client is instrumented: who is asked, what is told, and to whom. A tool loop around the client finds it as a service.</summary>
internal sealed class ChatTelemetry
{
    // Set while a call is recorded: a client of this library below it (the members of a chain, for example) is one of its attempts.
    private static readonly AsyncLocal<object?> s_recording = new();

    private readonly ChatClientMetadata? _metadata;
    private readonly Tag[] _tail;
    private readonly ConditionalWeakTable<AIFunction, string> _toolSpans = [];
    private CallTags? _last;

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
    public bool IsChatListenedTo => (Instruments.IsChatListenedTo || Logger.IsEnabled(LogLevel.Warning)) && s_recording.Value is null;

    /// <summary>Begins what counts as one call. To be ended in the same flow of control by <see cref="Leave"/>, unless that flow ends.</summary>
    public static void Enter() => s_recording.Value = s_recording;

    public static void Leave() => s_recording.Value = null;

    /// <summary>What a tool asks of models is no attempt of the call around its loop, where telemetry stands around the loop as well. Ends with the asynchronous method that calls it.</summary>
    public static void EnterTool()
    {
        if (s_recording.Value is not null)
            s_recording.Value = null;
    }

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
        if (_toolSpans.TryGetValue(tool, out var known) && known.AsSpan(GenAI.Operations.ExecuteTool.Length + 1).SequenceEqual(name))
            return known;
        _toolSpans.AddOrUpdate(tool, known = $"{GenAI.Operations.ExecuteTool} {name}");
        return known;
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

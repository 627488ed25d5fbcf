using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace SdkGen.Telemetry;

/// <summary>What an agent is called in telemetry.</summary>
internal sealed record AgentIdentity(string? Name, string? Id = null, string? Description = null, string? Version = null);

/// <summary>A model with its tools at work, in this process: the span around the calls of the model and of the tools. A tool loop is one without a name.</summary>
internal sealed class AgentRecording
{
    private readonly ChatTelemetry _telemetry;
    private readonly AgentIdentity? _agent;
    private readonly string? _model;
    private readonly Histogram<double>? _duration;
    private readonly long _start;
    private UsageDetails? _usage;
    private ChatFinishReason? _finish;
    private string? _conversation;

    private AgentRecording(ChatTelemetry telemetry, ChatOptions? options, AgentIdentity? agent)
    {
        _telemetry = telemetry;
        _agent = agent;
        _model = options?.ModelId ?? telemetry.DefaultModel;
        _conversation = options?.ConversationId;
        Span = telemetry.StartInternal(agent?.Name is { } name ? $"{GenAI.Operations.InvokeAgent} {name}" : GenAI.Operations.InvokeAgent, agent is null ? telemetry.TagsOf(_model).Agent ??= Tags() : Tags());
        if (Span is { IsAllDataRequested: true })
            RequestAttributes.Set(Span, options, isStreaming: false, telemetry.Instruments.IsLatest);
        if (telemetry.Instruments.AgentDuration is { Enabled: true } duration)
            (_duration, _start) = (duration, telemetry.Time.GetTimestamp());
    }

    public Activity? Span { get; }

    /// <summary>Begins, and makes the span the current one; null where nobody listens, and within an agent, of whose work it is a part.</summary>
    public static AgentRecording? Start(ChatTelemetry? telemetry, ChatOptions? options, AgentIdentity? agent = null)
    {
        if (!IsListenedTo(telemetry))
            return null;
        return agent is null && Activity.Current is { } current && IsAgent(current.OperationName) ? null : new AgentRecording(telemetry, options, agent);
    }

    public static bool IsListenedTo([NotNullWhen(true)] ChatTelemetry? telemetry) =>
        telemetry is not null && (telemetry.Instruments.Source.HasListeners() || telemetry.Instruments.AgentDuration?.Enabled == true);

    /// <summary>Makes the span the current one again, behind a place at which the caller had its turn.</summary>
    public void Resume()
    {
        if (Span is not null && Activity.Current != Span)
            Activity.Current = Span;
    }

    /// <summary>Takes a turn.</summary>
    /// <param name="usage">What this turn and those before it used.</param>
    /// <param name="finish">Why it ended.</param>
    /// <param name="conversation">The conversation, where the service keeps it.</param>
    public void Take(UsageDetails? usage, ChatFinishReason? finish, string? conversation)
    {
        _usage = usage;
        _finish = finish;
        _conversation = conversation ?? _conversation;
    }

    /// <summary>Takes a chunk of a turn.</summary>
    public void Take(ChatResponseUpdate update)
    {
        _finish = update.FinishReason ?? _finish;
        _conversation = update.ConversationId ?? _conversation;
        if (update is ToolCallDeltaUpdate)
            return;
        foreach (var content in update.Contents)
        {
            if (content is UsageContent usage)
                (_usage ??= new UsageDetails()).Add(usage.Details);
        }
    }

    /// <summary>Ends; with what was thrown, or null.</summary>
    public void End(Exception? exception)
    {
        var error = exception is null ? null : ChatTelemetry.ErrorTypeOf(exception);
        _duration?.Record(_telemetry.Time.GetElapsedTime(_start).TotalSeconds, Measured(error));
        if (Span is null)
            return;
        if (_finish is { } finish)
            Span.AddTag(GenAI.Response.FinishReasons, RequestAttributes.Reasons(finish));
        if (_conversation is not null)
            Span.AddTag(GenAI.ConversationId, _conversation);
        RequestAttributes.SetUsage(Span, _usage, _telemetry.Instruments.IsLatest);
        if (error is not null)
            _telemetry.Fail(Span, error, exception);

        // The caller's own span stays the current one where a stream ends in its flow of control.
        var current = Activity.Current;
        Span.Dispose();
        if (current != Span && Activity.Current != current)
            Activity.Current = current;
    }

    private static bool IsAgent(string name) => IsOf(name, GenAI.Operations.InvokeAgent) || IsOf(name, GenAI.Operations.InvokeWorkflow);

    private static bool IsOf(string name, string operation) => name.StartsWith(operation, StringComparison.Ordinal) && (name.Length == operation.Length || name[operation.Length] == ' ');

    private Tag[] Tags()
    {
        List<Tag> tags = [new(GenAI.OperationName, GenAI.Operations.InvokeAgent), new(GenAI.ProviderName, _telemetry.Provider)];
        Add(GenAI.Request.Model, _model);
        Add(GenAI.Agent.Name, _agent?.Name);
        Add(GenAI.Agent.Id, _agent?.Id);
        Add(GenAI.Agent.Description, _agent?.Description);
        Add(GenAI.Agent.Version, _agent?.Version);
        return [.. tags];

        void Add(string name, string? value)
        {
            if (value is not null)
                tags.Add(new(name, value));
        }
    }

    private Tag[] Measured(string? error)
    {
        List<Tag> tags = [];
        if (_agent?.Name is { } name)
            tags.Add(new(GenAI.Agent.Name, name));
        if (_model is not null)
            tags.Add(new(GenAI.Request.Model, _model));
        if (error is not null)
            tags.Add(new(GenAI.ErrorType, error));
        return [.. tags];
    }
}

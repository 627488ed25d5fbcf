using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace SdkGen.Telemetry;

/// <summary>What is known of a call before it is made, and the measurements' attributes once the model that answers is known. An alias is answered by few models.</summary>
internal sealed class CallTags(string? model, Tag[] tags)
{
    private readonly MetricTags _unanswered = new(tags, null);
    private MetricTags? _last;

    public string? Model { get; } = model;

    public string SpanName { get; } = model is null ? GenAI.Operations.Chat : $"{GenAI.Operations.Chat} {model}";

    /// <summary>Given to a span when it starts: samplers look at them.</summary>
    public Tag[] Start { get; } = tags;

    /// <summary>Given to the span of a tool loop; null until one is recorded.</summary>
    public Tag[]? Agent { get; set; }

    public MetricTags For(string? responseModel)
    {
        if (responseModel is null)
            return _unanswered;
        var last = _last;
        return last is not null && last.ResponseModel == responseModel ? last : _last = new MetricTags(Start, responseModel);
    }
}

using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace SdkGen.Telemetry;

/// <summary>The attributes of a call's measurements, made once for each pair of models: an application has few, and many calls.</summary>
internal sealed class MetricTags
{
    private readonly Tag[] _call;
    private Tag[]? _unknown;

    /// <param name="call">What is known before the call.</param>
    /// <param name="responseModel">The model that answered; null where it is unknown.</param>
    public MetricTags(Tag[] call, string? responseModel)
    {
        ResponseModel = responseModel;
        _call = responseModel is null ? call : [.. call, new(GenAI.Response.Model, responseModel)];
        Input = [.. _call, new(GenAI.Token.Type, "input")];
        Output = [.. _call, new(GenAI.Token.Type, "output")];
    }

    public string? ResponseModel { get; }

    public ReadOnlySpan<Tag> Call => _call;

    /// <summary>Of tokens that went in, for 1.41.1.</summary>
    public Tag[] Input { get; }

    /// <summary>Of tokens that came out, for 1.41.1.</summary>
    public Tag[] Output { get; }

    /// <summary>Of a call that failed.</summary>
    public Tag[] Failed(string errorType) => [.. _call, new(GenAI.ErrorType, errorType)];

    /// <summary>Of tokens of one kind, for the development version.</summary>
    public Tag[] Modality(string modality) => [.. _call, new(GenAI.Token.Modality, modality)];

    /// <summary>Of tokens of which nobody says the kind.</summary>
    public Tag[] UnknownModality => _unknown ??= Modality("unknown");
}

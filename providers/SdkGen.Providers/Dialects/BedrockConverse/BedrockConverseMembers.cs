using System.Globalization;
using System.Text.Json;
using SdkGen.Wire.BedrockConverse;

namespace SdkGen.Dialects.BedrockConverse;

/// <summary>The members of one request by their wire names, wherever a model has them: in the protocol's own objects, or among the fields of its vendor.</summary>
internal sealed class BedrockConverseMembers
{
    private const string VendorFields = "additionalModelRequestFields";

    // The dialect's own names; a model's own go before them.
    private static readonly (string Name, string Wire)[] s_parameters =
    [
        ("maxOutputTokens", "inferenceConfig.maxTokens"),
        ("temperature", "inferenceConfig.temperature"),
        ("topP", "inferenceConfig.topP"),
        ("stop", "inferenceConfig.stopSequences"),
        ("topK", "additionalModelRequestFields.top_k"),
        ("frequencyPenalty", "additionalModelRequestFields.frequency_penalty"),
        ("presencePenalty", "additionalModelRequestFields.presence_penalty"),
        ("seed", "additionalModelRequestFields.seed"),
        ("reasoningEffort", "outputConfig.effort"),
        ("thinking", "additionalModelRequestFields.reasoning_config.type"),
        ("thinkingBudget", "additionalModelRequestFields.reasoning_config.budget_tokens"),
        ("thinkingDisplay", "additionalModelRequestFields.reasoning_config.display"),
        ("latency", "performanceConfig.latency"),
        ("serviceTier", "serviceTier.type"),
        ("guardrail", "guardrailConfig.guardrailIdentifier"),
        ("guardrailVersion", "guardrailConfig.guardrailVersion"),
        ("guardrailTrace", "guardrailConfig.trace"),
        ("guardrailStreamMode", "guardrailConfig.streamProcessingMode"),
    ];

    private readonly Dictionary<string, JsonElement> _vendor = new(StringComparer.Ordinal);

    public BedrockConverseMembers(BedrockConverseRequest request, RequestParameters parameters)
    {
        Request = request;
        Parameters = parameters;
        if (request.AdditionalModelRequestFields?.ToElement() is { ValueKind: JsonValueKind.Object } fields)
            PutAll(fields);
    }

    public BedrockConverseRequest Request { get; }

    public RequestParameters Parameters { get; }

    /// <summary>The path of a parameter at this model.</summary>
    public string PathOf(string parameter) => Parameters.WireName(parameter, Array.Find(s_parameters, known => known.Name == parameter).Wire);

    public void Set(string parameter, int? value) => Set(parameter, value is { } number ? JsonValues.Of(number) : null);

    public void Set(string parameter, long? value) => Set(parameter, value is { } number ? JsonValues.Of(number) : null);

    /// <summary>Sets a number as it was written: options hold 0.7 as a float, and as a double of the same bits it would be sent as 0.699999988079071.</summary>
    public void Set(string parameter, float? value) =>
        Set(parameter, value is { } number ? JsonValues.Of(double.Parse(number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)) : null);

    public void Set(string parameter, IEnumerable<string> values) => Set(parameter, JsonValues.Of(values));

    /// <summary>Sets a parameter, unless the caller's own request has it.</summary>
    /// <exception cref="LlmException">The service refuses it for this model.</exception>
    public void Set(string parameter, JsonElement? value)
    {
        if (value is not { } given)
            return;
        var path = PathOf(parameter);
        Parameters.Allow(parameter, path);
        if (!Has(path))
            Put(path, given);
    }

    /// <summary>Sets what a caller names by the wire.</summary>
    /// <exception cref="LlmException">The service refuses it for this model.</exception>
    public void PutByWireName(string path, JsonElement value)
    {
        // The conversation is said by the messages, and so by no setting.
        if (path is "messages" or "system" or "modelId")
            return;
        Parameters.AllowWire(path);
        Put(path, value);
    }

    /// <summary>Whether something has a value already.</summary>
    public bool Has(string path)
    {
        if (path.StartsWith(VendorFields + ".", StringComparison.Ordinal))
            return Find(_vendor, path[(VendorFields.Length + 1)..]);
        return path switch
        {
            "inferenceConfig.maxTokens" => Request.InferenceConfig?.MaxTokens is not null,
            "inferenceConfig.temperature" => Request.InferenceConfig?.Temperature is not null,
            "inferenceConfig.topP" => Request.InferenceConfig?.TopP is not null,
            "inferenceConfig.stopSequences" => Request.InferenceConfig?.StopSequences is not null,
            "outputConfig.effort" => Request.OutputConfig?.Effort is not null || Request.OutputConfig?.UnknownMembers?.ContainsKey("effort") == true,
            _ => false,
        };
    }

    public void Put(string path, JsonElement value)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var (root, rest) = dot < 0 ? (path, "") : (path[..dot], path[(dot + 1)..]);
        switch (root)
        {
            case VendorFields when rest.Length == 0 && value.ValueKind == JsonValueKind.Object:
                PutAll(value);
                break;
            case VendorFields when rest.Length > 0:
                JsonValues.Put(_vendor, rest, value);
                break;
            case "inferenceConfig" when rest.Length > 0:
                PutInference(Request.InferenceConfig ??= new(), rest, value);
                break;
            case "outputConfig" when rest.Length > 0:
                JsonValues.Put((Request.OutputConfig ??= new()).UnknownMembers ??= [], rest, value);
                break;
            case "guardrailConfig" when rest.Length > 0:
                JsonValues.Put((Request.GuardrailConfig ??= new()).UnknownMembers ??= [], rest, value);
                break;
            case "performanceConfig" when rest.Length > 0:
                JsonValues.Put((Request.PerformanceConfig ??= new()).UnknownMembers ??= [], rest, value);
                break;
            case "serviceTier" when rest.Length > 0:
                JsonValues.Put((Request.ServiceTier ??= new()).UnknownMembers ??= [], rest, value);
                break;
            default:
                JsonValues.Put(Request.UnknownMembers ??= [], path, value);
                break;
        }
    }

    /// <summary>Writes the vendor's fields into the request.</summary>
    public void Finish()
    {
        if (_vendor.Count > 0)
            Request.AdditionalModelRequestFields = JsonValues.ObjectOf(_vendor);
    }

    private static void PutInference(BedrockConverseInferenceConfig config, string name, JsonElement value)
    {
        switch (name)
        {
            case "maxTokens" when value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number): config.MaxTokens = number; break;
            case "temperature" when value.ValueKind == JsonValueKind.Number: config.Temperature = value.GetDouble(); break;
            case "topP" when value.ValueKind == JsonValueKind.Number: config.TopP = value.GetDouble(); break;
            default: JsonValues.Put(config.UnknownMembers ??= [], name, value); break;
        }
    }

    private static bool Find(IReadOnlyDictionary<string, JsonElement> members, string path)
    {
        var parts = path.Split('.');
        if (!members.TryGetValue(parts[0], out var value))
            return false;
        foreach (var part in parts.AsSpan(1))
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(part, out value))
                return false;
        }

        return true;
    }

    private void PutAll(JsonElement fields)
    {
        foreach (var field in fields.EnumerateObject())
            _vendor[field.Name] = field.Value;
    }
}

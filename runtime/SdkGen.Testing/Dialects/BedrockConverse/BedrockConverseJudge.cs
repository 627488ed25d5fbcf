using System.Globalization;
using System.Text.Json;

namespace SdkGen.Testing.Dialects.BedrockConverse;

/// <summary>Finds what the service would refuse in a request: the request as a whole and its settings.</summary>
/// <remarks>Members that nobody knows are stepped over, as the service does.</remarks>
internal static class BedrockConverseJudge
{
    private static readonly string[] s_profiles = ["us.", "eu.", "apac.", "global.", "jp.", "au.", "ca.", "us-gov."];

    /// <summary>Whether an id is one of a profile, which leads to a model.</summary>
    public static bool IsProfile(string model) => Array.Exists(s_profiles, prefix => model.StartsWith(prefix, StringComparison.Ordinal)) || model.Contains("inference-profile/", StringComparison.Ordinal);

    public static BedrockError? Judge(RecordedRequest request, string model, ModelList models)
    {
        if (!request.IsJsonObject)
            return new BedrockError(400, "SerializationException", "The request's body is not one JSON object.");
        if (!models.Has(model))
            return BedrockError.UnknownModel;
        return JudgeSettings(request.Json) ?? JudgeConversation(request.Json, model) ?? JudgeThinking(request.Json) ?? JudgeFormat(request.Json);
    }

    /// <summary>What a request has in common with one whose tokens are counted.</summary>
    public static BedrockError? JudgeConversation(JsonElement body, string model) => BedrockToolJudge.Judge(body) ?? BedrockMessageJudge.Judge(body, model);

    private static BedrockError? JudgeSettings(JsonElement body)
    {
        if (body.Member("additionalModelRequestFields") is { ValueKind: not JsonValueKind.Object })
            return BedrockError.Validation("The additionalModelRequestFields must be a JSON object.");
        if (body.Member("inferenceConfig") is not { } config)
            return null;
        return Range(config, "maxTokens", 1, int.MaxValue) ?? Range(config, "temperature", 0, 1) ?? Range(config, "topP", 0, 1)
            ?? (config.Items("stopSequences").Any(stop => stop.GetString() is null or "") ? Constraint("inferenceConfig.stopSequences", "", "Member must have length greater than or equal to 1") : null);
    }

    private static BedrockError? Range(JsonElement config, string name, double least, double most)
    {
        if (config.Member(name) is not { } value)
            return null;
        if (value.ValueKind != JsonValueKind.Number)
            return new BedrockError(400, "SerializationException", $"The value of inferenceConfig.{name} is not a number.");
        if (value.GetDouble() < least)
            return Constraint($"inferenceConfig.{name}", value.GetRawText(), string.Create(CultureInfo.InvariantCulture, $"Member must have value greater than or equal to {least}"));
        return value.GetDouble() > most ? Constraint($"inferenceConfig.{name}", value.GetRawText(), string.Create(CultureInfo.InvariantCulture, $"Member must have value less than or equal to {most}")) : null;
    }

    internal static BedrockError Constraint(string place, string value, string constraint) =>
        BedrockError.Validation($"1 validation error detected: Value '{value}' at '{place}' failed to satisfy constraint: {constraint}");

    /// <summary>Reasoning by a budget must leave room for the answer.</summary>
    private static BedrockError? JudgeThinking(JsonElement body)
    {
        if (body.Member("additionalModelRequestFields") is not { } fields || (fields.Member("thinking") ?? fields.Member("reasoning_config")) is not { } thinking || thinking.Text("type") != "enabled")
            return null;
        if (thinking.Member("budget_tokens") is not { ValueKind: JsonValueKind.Number } given)
            return BedrockError.Validation("thinking.enabled.budget_tokens: Field required");
        var budget = given.GetInt32();
        if (budget < 1024)
            return BedrockError.Validation("thinking.enabled.budget_tokens: Input should be greater than or equal to 1024");
        return body.Member("inferenceConfig")?.Member("maxTokens") is { ValueKind: JsonValueKind.Number } most && most.GetInt32() <= budget
            ? BedrockError.Validation("`max_tokens` must be greater than `thinking.budget_tokens`.")
            : null;
    }

    private static BedrockError? JudgeFormat(JsonElement body)
    {
        if (body.Member("outputConfig")?.Member("textFormat") is not { } format)
            return null;
        if (format.Text("type") != "json_schema")
            return Constraint("outputConfig.textFormat.type", format.Text("type") ?? "null", "Member must satisfy enum value set: [json_schema]");
        var schema = format.Member("structure")?.Member("jsonSchema")?.Text("schema");
        if (schema is null)
            return Constraint("outputConfig.textFormat.structure.jsonSchema.schema", "null", "Member must not be null");
        try
        {
            using var document = JsonDocument.Parse(schema);
            return document.RootElement.ValueKind == JsonValueKind.Object ? null : BedrockError.Validation("The JSON schema must be an object.");
        }
        catch (JsonException)
        {
            return BedrockError.Validation("The JSON schema is not valid JSON.");
        }
    }
}

using System.Text.Json;

namespace SdkGen.Testing.Dialects.OllamaChat;

/// <summary>What the server does beside chat: vectors, and what is known of models.</summary>
internal static class OllamaOperations
{
    private const int UsualDimensions = 384;

    public static OllamaError? JudgeEmbed(RecordedRequest request, ModelList models) => OllamaJudge.JudgeModel(request, models)
        ?? (request.Json.Member("input") is { ValueKind: JsonValueKind.String or JsonValueKind.Array } ? null : new OllamaError(400, "invalid input type"));

    public static byte[] Embed(JsonElement body) => Utf8Json.Object(json =>
    {
        string[] inputs = body.Text("input") is { } one ? [one] : [.. body.Items("input").Select(input => input.ToString())];
        var dimensions = body.Member("dimensions") is { ValueKind: JsonValueKind.Number } wanted ? wanted.GetInt32() : UsualDimensions;
        json.WriteString("model", body.Text("model"));
        json.WriteStartArray("embeddings");
        foreach (var input in inputs)
        {
            json.WriteStartArray();
            foreach (var number in EmulatedVector.Of(input, dimensions))
                json.WriteNumberValue(number);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteNumber("total_duration", 14_000_000);
        json.WriteNumber("load_duration", 1_000_000);
        json.WriteNumber("prompt_eval_count", inputs.Sum(TokenEstimate.Of));
    });

    /// <summary>The operation before <c>api/embed</c>: one prompt, one vector.</summary>
    public static byte[] EmbedPrompt(JsonElement body) => Utf8Json.Object(json =>
    {
        json.WriteStartArray("embedding");
        foreach (var number in EmulatedVector.Of(body.Text("prompt") ?? "", UsualDimensions))
            json.WriteNumberValue(number);
        json.WriteEndArray();
    });

    public static byte[] Show(JsonElement body) => Utf8Json.Object(json =>
    {
        WriteDetails(json);
        json.WriteStartArray("capabilities");
        json.WriteStringValue("completion");
        json.WriteStringValue("tools");
        json.WriteEndArray();
    });

    public static byte[] Models(IEnumerable<string> models, DateTimeOffset now) => Utf8Json.Object(json =>
    {
        json.WriteStartArray("models");
        foreach (var model in models)
        {
            json.WriteStartObject();
            json.WriteString("name", model);
            json.WriteString("model", model);
            json.WriteString("modified_at", now.UtcDateTime);
            json.WriteNumber("size", 4_000_000_000);
            WriteDetails(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static byte[] Version() => Utf8Json.Object(json => json.WriteString("version", "0.13.0"));

    private static void WriteDetails(Utf8JsonWriter json)
    {
        json.WriteStartObject("details");
        json.WriteString("format", "gguf");
        json.WriteString("family", "llama");
        json.WriteString("parameter_size", "8.0B");
        json.WriteString("quantization_level", "Q4_0");
        json.WriteEndObject();
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SdkGen.Testing.Dialects.Gemini;

/// <summary>Embeddings: vectors of length one, the same for the same text.</summary>
internal static class GeminiVectors
{
    private const int Dimensions = 768;

    public static byte[] One(JsonElement request) => Utf8Json.Object(json =>
    {
        json.WritePropertyName("embedding");
        Write(json, Text(request), Length(request));
    });

    public static byte[] Several(JsonElement body) => Utf8Json.Object(json =>
    {
        json.WriteStartArray("embeddings");
        foreach (var request in body.List("requests"))
            Write(json, Text(request), Length(request));
        json.WriteEndArray();
    });

    public static byte[] Predictions(JsonElement body) => Utf8Json.Object(json =>
    {
        json.WriteStartArray("predictions");
        foreach (var instance in body.List("instances"))
        {
            json.WriteStartObject();
            json.WritePropertyName("embeddings");
            Write(json, instance.Text("content") ?? "", body.Field("parameters") is { } parameters ? Length(parameters) : Dimensions, withStatistics: true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>What a request among several must say, and that it says it of the model of the path.</summary>
    public static GeminiError? Judge(JsonElement request, GeminiCall call) =>
        request.Text("model") is { } model && model != $"models/{call.Model}"
            ? GeminiJudge.Invalid("requests.model", "it must be the model of the path.")
            : request.Field("content") is null ? GeminiJudge.Invalid("content", "it must not be empty.") : null;

    private static string Text(JsonElement request) => string.Concat(request.Field("content")?.List("parts").Select(part => part.Text("text")) ?? []);

    private static int Length(JsonElement request) => request.Field("outputDimensionality") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var length) ? length : Dimensions;

    private static void Write(Utf8JsonWriter json, string text, int length, bool withStatistics = false)
    {
        var values = new double[length];
        for (var i = 0; i < length; i++)
            values[i] = (SHA256.HashData(Encoding.UTF8.GetBytes($"{i} {text}"))[0] / 127.5) - 1;
        var norm = Math.Sqrt(values.Sum(value => value * value));
        json.WriteStartObject();
        json.WriteStartArray("values");
        foreach (var value in values)
            json.WriteNumberValue((float)(norm == 0 ? 0 : value / norm));
        json.WriteEndArray();
        if (withStatistics)
        {
            json.WriteStartObject("statistics");
            json.WriteNumber("token_count", TokenEstimate.Of(text));
            json.WriteBoolean("truncated", false);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}

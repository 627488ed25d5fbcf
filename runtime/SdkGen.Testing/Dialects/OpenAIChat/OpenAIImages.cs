using System.Text.Json;

namespace SdkGen.Testing.Dialects.OpenAIChat;

/// <summary><c>POST /v1/images/generations</c>.</summary>
internal static class OpenAIImages
{
    private const int TokensOfAPicture = 272;

    public static OpenAIError? Judge(RecordedRequest request, ModelList models)
    {
        if (!request.IsJsonObject)
            return OpenAIChatJudge.NotJson;
        var body = request.Json;
        if (body.Text("prompt") is not { Length: > 0 })
            return OpenAIChatJudge.Missing("prompt");
        if (body.Text("model") is { } model && !models.Has(model))
            return OpenAIAccess.UnknownModel(model);
        return Count(body) is < 1 or > 10
            ? new OpenAIError(400, "Invalid 'n': expected a value from 1 to 10.", Param: "n", Code: "integer_out_of_range")
            : null;
    }

    public static byte[] Write(JsonElement request, ReadOnlyMemory<byte> image, long created) => Utf8Json.Object(json =>
    {
        var count = Count(request);
        json.WriteNumber("created", created);
        json.WriteString("background", request.Text("background") ?? "opaque");
        json.WriteStartArray("data");
        for (var i = 0; i < count; i++)
        {
            json.WriteStartObject();
            json.WriteBase64String("b64_json", image.Span);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("output_format", request.Text("output_format") ?? "png");
        json.WriteString("quality", request.Text("quality") ?? "low");
        json.WriteString("size", request.Text("size") ?? "1024x1024");
        WriteUsage(json, TokenEstimate.Of(request.Text("prompt") ?? ""), TokensOfAPicture * count);
    });

    private static int Count(JsonElement request) => request.TryGetProperty("n", out var n) && n.ValueKind == JsonValueKind.Number && n.TryGetInt32(out var count) ? count : 1;

    private static void WriteUsage(Utf8JsonWriter json, int input, int output)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", input);
        json.WriteStartObject("input_tokens_details");
        json.WriteNumber("image_tokens", 0);
        json.WriteNumber("text_tokens", input);
        json.WriteEndObject();
        json.WriteNumber("output_tokens", output);
        json.WriteNumber("total_tokens", input + output);
        json.WriteEndObject();
    }
}

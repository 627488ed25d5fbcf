using System.Text.Json;

namespace SdkGen.Testing.Dialects.OpenAIChat;

/// <summary><c>POST /v1/embeddings</c>.</summary>
internal static class OpenAIEmbeddings
{
    private const int UsualDimensions = 1536;

    public static OpenAIError? Judge(RecordedRequest request, ModelList models, OpenAIVendor vendor)
    {
        if (!request.IsJsonObject)
            return OpenAIChatJudge.NotJson;
        var body = request.Json;
        if (body.Text("model") is not { Length: > 0 } model)
            return new OpenAIError(400, "you must provide a model parameter");
        if (!models.Has(model))
            return vendor.UnknownModel(model);
        if (body.Member("dimensions") is { } dimensions && (dimensions.ValueKind != JsonValueKind.Number || !dimensions.TryGetInt32(out var length) || length < 1))
            return new OpenAIError(400, $"{dimensions} is less than the minimum of 1 - 'dimensions'");
        if (body.Member("encoding_format") is { } format && !(format.ValueEquals("float") || format.ValueEquals("base64")))
            return new OpenAIError(400, $"'{format}' is not one of ['float', 'base64'] - 'encoding_format'");
        if (body.Member("input") is not { } input)
            return OpenAIChatJudge.Missing("input");
        if (input.ValueKind == JsonValueKind.Array && input.GetArrayLength() is 0 or > 2048)
            return new OpenAIError(400, "Invalid 'input': expected an array of 1 to 2048 items.", Param: "input", Code: "invalid_value");
        return input.ValueKind is JsonValueKind.Array || (input.ValueKind == JsonValueKind.String && input.GetString()!.Length > 0)
            ? null
            : new OpenAIError(400, "'$.input' is invalid. Expected a string or an array that is not empty.");
    }

    public static byte[] Write(JsonElement request) => Utf8Json.Object(json =>
    {
        var inputs = Inputs(request.GetProperty("input"));
        var dimensions = request.Member("dimensions")?.GetInt32() ?? UsualDimensions;
        var isBase64 = request.Text("encoding_format") == "base64";
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        for (var i = 0; i < inputs.Count; i++)
        {
            var vector = EmulatedVector.Of(inputs[i], dimensions);
            json.WriteStartObject();
            json.WriteString("object", "embedding");
            json.WriteNumber("index", i);
            if (isBase64)
                json.WriteBase64String("embedding", EmulatedVector.Bytes(vector));
            else
                WriteNumbers(json, "embedding", vector);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("model", request.Text("model"));
        var tokens = inputs.Sum(TokenEstimate.Of);
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", tokens);
        json.WriteNumber("total_tokens", tokens);
        json.WriteEndObject();
    });

    public static void WriteNumbers(Utf8JsonWriter json, string name, float[] vector)
    {
        json.WriteStartArray(name);
        foreach (var number in vector)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    /// <summary>Texts, or tokens in the place of one text or of several.</summary>
    private static List<string> Inputs(JsonElement input) => input.ValueKind == JsonValueKind.String
        ? [input.GetString()!]
        : input[0].ValueKind == JsonValueKind.Number ? [input.GetRawText()] : [.. input.EnumerateArray().Select(item => item.ToString())];
}

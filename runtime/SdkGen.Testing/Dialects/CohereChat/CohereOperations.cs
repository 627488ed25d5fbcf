using System.Text.Json;

namespace SdkGen.Testing.Dialects.CohereChat;

/// <summary>What the service does beside chat: vectors, an order of documents, tokens, and the model list.</summary>
internal static class CohereOperations
{
    private const int UsualDimensions = 1536;

    public static CohereError? JudgeEmbed(RecordedRequest request, ModelList models)
    {
        if (JudgeModel(request, models) is { } error)
            return error;
        var body = request.Json;
        if (body.Text("input_type") is null)
            return CohereJudge.Invalid("input_type is required with this model");
        var texts = body.Items("texts").Count();
        if (texts > 96)
            return CohereJudge.Invalid("texts holds at most 96 items");
        return texts + body.Items("inputs").Count() + body.Items("images").Count() == 0 ? CohereJudge.Invalid("texts, images or inputs is required") : null;
    }

    public static byte[] Embed(JsonElement body) => Utf8Json.Object(json =>
    {
        string[] inputs = [.. body.Items("texts").Concat(body.Items("images")).Concat(body.Items("inputs")).Select(input => input.ToString())];
        var dimensions = body.Member("output_dimension") is { ValueKind: JsonValueKind.Number } wanted ? wanted.GetInt32() : UsualDimensions;
        string[] types = [.. body.Items("embedding_types").Select(type => type.ToString())];
        json.WriteString("id", CohereReply.Id(0));
        json.WriteStartObject("embeddings");
        foreach (var type in types.Length > 0 ? types : ["float"])
        {
            json.WriteStartArray(type);
            foreach (var input in inputs)
                WriteVector(json, type, EmulatedVector.Of(input, dimensions));
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteStartObject("meta");
        json.WriteStartObject("billed_units");
        json.WriteNumber("input_tokens", inputs.Sum(TokenEstimate.Of));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("response_type", "embeddings_by_type");
    });

    public static CohereError? JudgeRerank(RecordedRequest request, ModelList models) => JudgeModel(request, models)
        ?? (request.Json.Text("query") is not { Length: > 0 } ? CohereJudge.Invalid("query is required")
        : !request.Json.Items("documents").Any() ? CohereJudge.Invalid("documents must have at least 1 item") : null);

    /// <summary>Documents with more words of the question go first.</summary>
    public static byte[] Rerank(JsonElement body) => Utf8Json.Object(json =>
    {
        var words = body.Text("query")!.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ranked = body.Items("documents").Select((document, index) => (Index: index, Score: Score(document.ToString(), words))).OrderByDescending(one => one.Score)
            .Take(body.Member("top_n") is { ValueKind: JsonValueKind.Number } most ? most.GetInt32() : int.MaxValue);
        json.WriteString("id", CohereReply.Id(0));
        json.WriteStartArray("results");
        foreach (var (index, score) in ranked)
        {
            json.WriteStartObject();
            json.WriteNumber("index", index);
            json.WriteNumber("relevance_score", score);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static CohereError? JudgeTokens(RecordedRequest request, ModelList models) =>
        JudgeModel(request, models) ?? (request.Json.Text("text") is { Length: > 0 and <= 65536 } ? null : CohereJudge.Invalid("text must have 1 to 65536 characters"));

    public static byte[] Tokens(JsonElement body) => Utf8Json.Object(json =>
    {
        string[] pieces = [.. Pieces.OfLength(body.Text("text")!, 4)];
        json.WriteStartArray("tokens");
        for (var i = 0; i < pieces.Length; i++)
            json.WriteNumberValue(1000 + i);
        json.WriteEndArray();
        json.WriteStartArray("token_strings");
        foreach (var piece in pieces)
            json.WriteStringValue(piece);
        json.WriteEndArray();
    });

    public static byte[] Models(IEnumerable<string> models) => Utf8Json.Object(json =>
    {
        json.WriteStartArray("models");
        foreach (var model in models)
        {
            json.WriteStartObject();
            json.WriteString("name", model);
            json.WriteStartArray("endpoints");
            json.WriteStringValue("chat");
            json.WriteEndArray();
            json.WriteNumber("context_length", 128000);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static CohereError? JudgeModel(RecordedRequest request, ModelList models)
    {
        if (!request.IsJsonObject)
            return CohereJudge.Invalid("the body is not a JSON object");
        if (request.Json.Text("model") is not { Length: > 0 } model)
            return CohereJudge.Invalid("model is required");
        return models.Has(model) ? null : CohereError.UnknownModel(model);
    }

    private static double Score(string document, string[] words) =>
        words.Length == 0 ? 0 : (double)words.Count(word => document.Contains(word, StringComparison.OrdinalIgnoreCase)) / words.Length;

    private static void WriteVector(Utf8JsonWriter json, string type, float[] vector)
    {
        if (type == "base64")
        {
            json.WriteBase64StringValue(EmulatedVector.Bytes(vector));
            return;
        }

        json.WriteStartArray();
        foreach (var number in vector)
            json.WriteNumberValue(type == "float" ? number : (float)Math.Round(number * 127));
        json.WriteEndArray();
    }
}

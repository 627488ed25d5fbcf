using System.Text.Json;

namespace SdkGen.Testing.Dialects.OpenAIChat;

/// <summary>Answers of <c>GET /v1/models</c> and <c>GET /v1/models/{id}</c>.</summary>
internal static class OpenAIModelList
{
    public static byte[] Write(IEnumerable<string> models, long created) => Utf8Json.Object(json =>
    {
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (var model in models)
        {
            json.WriteStartObject();
            WriteModel(json, model, created);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static byte[] WriteOne(string model, long created) => Utf8Json.Object(json => WriteModel(json, model, created));

    private static void WriteModel(Utf8JsonWriter json, string model, long created)
    {
        json.WriteString("id", model);
        json.WriteString("object", "model");
        json.WriteNumber("created", created);
        json.WriteString("owned_by", "system");
    }
}

using System.Globalization;
using System.Text.Json;

namespace SdkGen.Testing.Dialects.Gemini;

/// <summary>Answers of <c>GET models</c> and <c>GET models/{id}</c>.</summary>
internal static class GeminiModelPage
{
    private const int PageSize = 50;

    public static byte[] Write(RecordedRequest request, GeminiCall call, IEnumerable<string> models)
    {
        var start = int.TryParse(GeminiAccess.Query(request, "pageToken"), CultureInfo.InvariantCulture, out var token) ? token : 0;
        var size = int.TryParse(GeminiAccess.Query(request, "pageSize"), CultureInfo.InvariantCulture, out var asked) && asked > 0 ? asked : PageSize;
        var all = models.ToList();
        return Utf8Json.Object(json =>
        {
            json.WriteStartArray(call.IsVertex ? "publisherModels" : "models");
            foreach (var model in all.Skip(start).Take(size))
            {
                json.WriteStartObject();
                WriteModel(json, call, model);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (start + size < all.Count)
                json.WriteString("nextPageToken", (start + size).ToString(CultureInfo.InvariantCulture));
        });
    }

    public static byte[] WriteOne(GeminiCall call) => Utf8Json.Object(json => WriteModel(json, call, call.Model!));

    private static void WriteModel(Utf8JsonWriter json, GeminiCall call, string model)
    {
        json.WriteString("name", (call.IsVertex ? "publishers/google/models/" : "models/") + model);
        if (call.IsVertex)
        {
            json.WriteString("versionId", "default");
            return;
        }

        json.WriteString("version", "001");
        json.WriteString("displayName", model);
        json.WriteNumber("inputTokenLimit", 1_048_576);
        json.WriteNumber("outputTokenLimit", 65_536);
        json.WriteStartArray("supportedGenerationMethods");
        json.WriteStringValue("generateContent");
        json.WriteStringValue("countTokens");
        json.WriteEndArray();
    }
}

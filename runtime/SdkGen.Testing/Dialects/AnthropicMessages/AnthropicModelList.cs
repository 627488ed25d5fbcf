using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace SdkGen.Testing.Dialects.AnthropicMessages;

/// <summary>Answers of <c>GET /v1/models</c>, in pages, and of <c>GET /v1/models/{id}</c>.</summary>
internal static class AnthropicModelList
{
    private const int UsualLimit = 20;

    public static byte[] Write(IEnumerable<string> models, string path)
    {
        var query = QueryHelpers.ParseQuery(path.IndexOf('?', StringComparison.Ordinal) is var at and >= 0 ? path[at..] : "");
        var limit = int.TryParse(query.GetValueOrDefault("limit"), CultureInfo.InvariantCulture, out var asked) ? asked : UsualLimit;
        var rest = models.ToList();
        if (query.GetValueOrDefault("after_id").ToString() is { Length: > 0 } after)
            rest = [.. rest.SkipWhile(model => model != after).Skip(1)];
        var page = rest.Take(limit).ToList();
        return Utf8Json.Object(json =>
        {
            json.WriteStartArray("data");
            foreach (var model in page)
            {
                json.WriteStartObject();
                WriteModel(json, model);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteBoolean("has_more", rest.Count > page.Count);
            json.WriteString("first_id", page.FirstOrDefault());
            json.WriteString("last_id", page.LastOrDefault());
        });
    }

    public static byte[] WriteOne(string model) => Utf8Json.Object(json => WriteModel(json, model));

    private static void WriteModel(Utf8JsonWriter json, string model)
    {
        json.WriteString("type", "model");
        json.WriteString("id", model);
        json.WriteString("display_name", model);
        json.WriteString("created_at", "2026-01-01T00:00:00Z");
    }
}

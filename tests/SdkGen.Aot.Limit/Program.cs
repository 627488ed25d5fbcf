using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

// Address and key come from OPENAI_BASE_URL and OPENAI_API_KEY.
var url = Environment.GetEnvironmentVariable("OPENAI_BASE_URL") ?? throw new InvalidOperationException("OPENAI_BASE_URL is not set.");
var tool = """{"type":"function","function":{"name":"GetForecast","description":"Gets the forecast for a city.","parameters":{"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer"}},"required":["city"]}}}"""u8.ToArray();

var body = new ArrayBufferWriter<byte>(8192);
using (var writer = new Utf8JsonWriter(body, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true }))
{
    writer.WriteStartObject();
    writer.WriteString("model"u8, "o4-mini"u8);
    writer.WriteStartArray("messages"u8);
    writer.WriteStartObject();
    writer.WriteString("role"u8, "user"u8);
    writer.WriteString("content"u8, "Say it in one go.");
    writer.WriteEndObject();
    writer.WriteEndArray();
    writer.WriteStartArray("tools"u8);
    for (var i = 0; i < 10; i++)
        writer.WriteRawValue(tool, skipInputValidation: true);
    writer.WriteEndArray();
    writer.WriteEndObject();
}

using var http = new HttpClient();
using var content = new ReadOnlyMemoryContent(body.WrittenMemory);
content.Headers.ContentType = new("application/json");
using var request = new HttpRequestMessage(HttpMethod.Post, url.TrimEnd('/') + "/chat/completions") { Content = content };
request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + Environment.GetEnvironmentVariable("OPENAI_API_KEY"));
using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
var answer = await response.Content.ReadAsByteArrayAsync();
Console.WriteLine(Text(answer));
return response.IsSuccessStatusCode ? 0 : 1;

static string Text(byte[] answer)
{
    var reader = new Utf8JsonReader(answer);
    while (reader.Read())
    {
        if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("content"u8))
            continue;
        reader.Read();
        return reader.GetString() ?? "";
    }

    return "";
}

using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SdkGen.Testing;

namespace SdkGen.Runtime.Tests.Emulator;

/// <summary>Plain HTTP against the emulator, so that nothing of the SDK stands between a test and the wire.</summary>
internal sealed class EmulatorClient(LlmEmulator server, string? key = "test-key") : IDisposable
{
    public const string Hello = """{"model":"gpt-4.1-mini","messages":[{"role":"user","content":"Hello"}]}""";
    public const string HelloStream = """{"model":"gpt-4.1-mini","messages":[{"role":"user","content":"Hello"}],"stream":true}""";

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public Task<HttpResponseMessage> PostAsync(string body, string path = "/v1/chat/completions") => SendAsync(HttpMethod.Post, path, body);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, server.Url + path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public async Task<JsonElement> PostForJsonAsync(string body, string path = "/v1/chat/completions")
    {
        using var response = await PostAsync(body, path);
        return await JsonAsync(response);
    }

    /// <summary>The data of each event, without <c>[DONE]</c>, which must be the last one.</summary>
    public async Task<IReadOnlyList<JsonElement>> PostForEventsAsync(string body)
    {
        using var response = await PostAsync(body);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        var events = (await response.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        events[^1].ShouldBe("data: [DONE]");
        return [.. events[..^1].Select(text => JsonDocument.Parse(text["data: ".Length..]).RootElement)];
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync()).RootElement;

    public void Dispose() => _http.Dispose();
}

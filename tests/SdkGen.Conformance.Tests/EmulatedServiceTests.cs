using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SdkGen.Conformance.Tests.Recordings;
using SdkGen.Testing;

namespace SdkGen.Conformance.Tests;

/// <summary>The emulator judges as Cohere, Ollama and the embeddings of OpenAI do: what they accepted it accepts, and what they refused for its content it refuses in the same way.</summary>
public sealed class EmulatedServiceTests
{
    public static IEnumerable<TheoryDataRow<string>> Requests => RecordingSet.Rows(recording => Address(recording) is not null && recording.Request.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.Object);

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_recorded_request_gets_the_recorded_status(string id)
    {
        var recording = RecordingSet.Find(id);
        await using var server = await LlmEmulator.StartAsync();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Url + Address(recording));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "test-key");
        request.Content = new StringContent(recording.Request.GetProperty("body").GetRawText(), Encoding.UTF8, "application/json");

        // Which models exist is the service's knowledge: the test hands it over.
        if (recording.Status == 404)
            server.Models.Add("a-model-that-exists");

        using var response = await http.SendAsync(request);

        var body = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(recording.Status, body);
        if (recording.Status >= 400)
            Message(body).ShouldBe(Message(Encoding.UTF8.GetString(recording.Body)));
    }

    /// <summary>Where the emulator has the operation; null where it does not speak the protocol.</summary>
    private static string? Address(Recording recording)
    {
        if (!recording.Request.TryGetProperty("url", out var url) || !Uri.TryCreate(url.GetString(), UriKind.Absolute, out var address))
            return null;
        return (recording.Folder, address.AbsolutePath) switch
        {
            ("cohere", "/v2/chat" or "/v2/embed" or "/v1/tokenize") => "/cohere" + address.AbsolutePath,
            ("ollama", "/api/chat" or "/api/embed") => "/ollama" + address.AbsolutePath,
            ("openai-other", "/v1/embeddings") => address.AbsolutePath,
            _ => null,
        };
    }

    private static string? Message(string body)
    {
        var root = JsonDocument.Parse(body).RootElement;
        if (!root.TryGetProperty("error", out var error))
            return root.GetProperty("message").GetString();
        return error.ValueKind == JsonValueKind.String ? error.GetString() : error.GetProperty("message").GetString();
    }
}

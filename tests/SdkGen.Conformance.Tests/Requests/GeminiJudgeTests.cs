using System.Text;
using System.Text.Json;
using SdkGen.Conformance.Tests.Recordings;
using SdkGen.Testing;

namespace SdkGen.Conformance.Tests.Requests;

/// <summary>The emulator judges as Google does: what it accepted, it accepts, and what it refused for the request's content, it refuses.</summary>
public sealed class GeminiJudgeTests
{
    private static readonly string[] s_dialects = ["gemini", "embeddings", "count-tokens", "models"];

    public static IEnumerable<TheoryDataRow<string>> Requests => RecordingSet.Rows(recording =>
        s_dialects.Contains(recording.Dialect) && recording.Request.TryGetProperty("url", out var url) && url.GetString()!.Contains("googleapis.com/", StringComparison.Ordinal) && IsJudgeable(recording));

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_recorded_request_gets_the_recorded_status(string id)
    {
        var recording = RecordingSet.Find(id);
        var error = recording.Expected.TryGetProperty("error", out var found) && found.ValueKind == JsonValueKind.Object ? found : default;
        await using var server = await LlmEmulator.StartAsync();

        // Who may ask, and which models exist, is the service's knowledge: the test hands it over.
        if (recording.Status == 404)
            server.Models.Add("a-model-that-exists");
        else if (error.ValueKind == JsonValueKind.Object && error.GetProperty("kind").GetString() == "authentication")
            server.ApiKey = "another-key";
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(recording.Request.GetProperty("method").GetString()!), server.Url + new Uri(recording.Request.GetProperty("url").GetString()!).PathAndQuery);
        request.Headers.Add("x-goog-api-key", "test-key");
        if (recording.Request.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.Object)
            request.Content = new StringContent(body.GetRawText(), Encoding.UTF8, "application/json");

        using var response = await http.SendAsync(request);

        var answer = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(recording.Status, answer);
        if (recording.Status >= 400)
            answer.ShouldContain($"\"{error.GetProperty("code").GetString()}\"");
    }

    /// <summary>A failure of the service itself says nothing about the request, and of prompts that were too long the recorder has kept no text.</summary>
    private static bool IsJudgeable(Recording recording) => recording.Status < 400
        || (recording.Status < 500 && recording.Expected.GetProperty("error").GetProperty("kind").GetString() is "authentication" or "not_found" or "invalid_request" or "permission");
}

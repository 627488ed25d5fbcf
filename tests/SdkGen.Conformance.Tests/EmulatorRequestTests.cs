using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SdkGen.Conformance.Tests.Recordings;
using SdkGen.Testing;

namespace SdkGen.Conformance.Tests;

/// <summary>The emulator judges as the service does: what OpenAI accepted, it accepts, and what OpenAI refused for the request's content, it refuses.</summary>
public sealed class EmulatorRequestTests
{
    public static IEnumerable<TheoryDataRow<string>> Requests =>
        RecordingSet.Rows(recording => recording.Dialect == "openai-chat" && recording.Id.StartsWith("openai-chat/", StringComparison.Ordinal) && HasBody(recording) && IsJudgeable(recording));

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_recorded_request_gets_the_recorded_status(string id)
    {
        var recording = RecordingSet.Find(id);
        await using var server = await LlmEmulator.StartAsync();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{server.OpenAIUrl}/chat/completions");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "test-key");
        request.Content = new StringContent(recording.Request.GetProperty("body").GetRawText(), Encoding.UTF8, "application/json");
        // Which models exist, and what they take, is the service's knowledge: the test hands it over.
        if (recording.Expected.GetProperty("error") is { ValueKind: JsonValueKind.Object } error)
            Teach(server, recording, error);

        using var response = await http.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(recording.Status, await response.Content.ReadAsStringAsync());
        if (recording.Status >= 400)
            Code(await response.Content.ReadAsStringAsync()).ShouldBe(Code(Encoding.UTF8.GetString(recording.Body)));
    }

    private static void Teach(LlmEmulator server, Recording recording, JsonElement error)
    {
        if (error.GetProperty("code").GetString() == "unsupported_parameter")
            server.Models.Add(recording.Request.GetProperty("body").GetProperty("model").GetString()!, Param(recording)!);
        else if (error.GetProperty("code").GetString() == "invalid_api_key")
            server.ApiKey = "another-key";
        else
            server.Models.Add("a-model-that-exists");
    }

    private static bool HasBody(Recording recording) => recording.Request.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.Object;

    /// <summary>A failure of the service itself says nothing about the request; neither does an answer that a fixture made up.</summary>
    private static bool IsJudgeable(Recording recording) => recording.Status < 400 || (recording.Status < 500 && recording.Headers.Keys.Any(name => name is "x-request-id"));

    private static string? Param(Recording recording) => JsonDocument.Parse(recording.Body).RootElement.GetProperty("error").GetProperty("param").GetString();

    private static string? Code(string body) => JsonDocument.Parse(body).RootElement.GetProperty("error").GetProperty("code").GetString();
}

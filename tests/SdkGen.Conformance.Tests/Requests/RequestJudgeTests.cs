using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Conformance.Tests.Playback;
using SdkGen.Conformance.Tests.Recordings;
using SdkGen.Testing;

namespace SdkGen.Conformance.Tests.Requests;

/// <summary>
/// The emulator judges as the services do: a recorded request that was accepted it accepts, and one that was refused for its content it refuses with the same status, in an
/// answer that the shipped client reads as a failure of the same kind.
/// </summary>
public sealed class RequestJudgeTests
{
    public static IEnumerable<TheoryDataRow<string>> Requests => RecordingSet.Rows(recording => IsJudgeable(recording) && RecordedService.Of(recording) is not null && Asks(recording));

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_recorded_request_is_judged_as_the_service_did(string id)
    {
        var recording = RecordingSet.Find(id);
        await using var server = await LlmEmulator.StartAsync();
        Teach(server, recording);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(recording.Request.GetProperty("method").GetString()!), Address(server, recording));
        Prove(request, recording);
        if (recording.Request.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.Object)
            request.Content = new StringContent(body.GetRawText(), Encoding.UTF8, "application/json");

        using var response = await http.SendAsync(request);

        var answer = await response.Content.ReadAsByteArrayAsync();
        ((int)response.StatusCode).ShouldBe(recording.Status, Encoding.UTF8.GetString(answer));
        if (recording.Status >= 400)
            (await KindAsync(server, recording, response, answer)).ShouldBeOneOf(Kinds(recording.Expected.GetProperty("error")));
    }

    /// <summary>What the shipped client makes of the emulator's answer.</summary>
    private static async Task<string> KindAsync(LlmEmulator server, Recording recording, HttpResponseMessage response, byte[] answer)
    {
        server.Playback = new RawAnswer((int)response.StatusCode, answer) { Headers = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(',', header.Value)) };
        var service = RecordedService.Of(recording)!;
        await using var services = new ServiceCollection().AddLlm(llm => service.Add(llm, options => (options.BaseUrl, options.ApiKey) = (service.Address(server), "test-key"))).BuildServiceProvider();
        var failure = await Should.ThrowAsync<LlmException>(async () => await (recording.Dialect switch
        {
            "embeddings" => (Task)service.Embeddings(services).GenerateAsync(["Hello"]),
            "models" => service.Models(services).GetPageAsync(),
            "count-tokens" => service.Chat(services).GetService<ITokenCounter>()!.CountTokensAsync([new(ChatRole.User, "Hello")]),
            _ => service.Chat(services).GetResponseAsync("Hello"),
        }));
        return JsonNamingPolicy.SnakeCaseLower.ConvertName(failure.Kind.ToString());
    }

    private static string[] Kinds(JsonElement error) =>
        [error.GetProperty("kind").GetString()!, .. error.TryGetProperty("alsoAccept", out var others) ? others.EnumerateArray().Select(other => other.GetString()!) : []];

    /// <summary>Who may ask, which models exist, and what they take, is the service's knowledge: the test hands it over.</summary>
    private static void Teach(LlmEmulator server, Recording recording)
    {
        if (recording.Status < 400)
            return;
        var error = recording.Expected.GetProperty("error");
        if (error.GetProperty("code").GetString() == "unsupported_parameter")
            server.Models.Add(recording.Request.GetProperty("body").GetProperty("model").GetString()!, JsonDocument.Parse(recording.Body).RootElement.GetProperty("error").GetProperty("param").GetString()!);
        else if (error.GetProperty("kind").GetString() == "authentication")
            server.ApiKey = "another-key";
        else if (error.GetProperty("kind").GetString() == "not_found")
            server.Models.Add("a-model-that-exists");
    }

    private static void Prove(HttpRequestMessage request, Recording recording)
    {
        request.Headers.TryAddWithoutValidation("anthropic-version", "2023-06-01");
        request.Headers.TryAddWithoutValidation(recording.Folder switch { "gemini" => "x-goog-api-key", "anthropic" => "x-api-key", _ => "Authorization" }, recording.Folder is "gemini" or "anthropic" ? "test-key" : "Bearer test-key");
    }

    /// <summary>The recorded path below the emulator's address of the same service.</summary>
    private static string Address(LlmEmulator server, Recording recording)
    {
        var url = new Uri(recording.Request.GetProperty("url").GetString()!);
        var path = Path(recording, url);
        return recording.Folder switch
        {
            "azure" when path.Contains("/deployments/", StringComparison.Ordinal) => RecordedService.Of(recording)!.Address(server) + path[path.IndexOf("/openai/", StringComparison.Ordinal)..],
            "gemini" or "vertex" => server.Url + path,
            "anthropic" => server.AnthropicUrl + path,
            "bedrock" when path.StartsWith("/model/", StringComparison.Ordinal) => server.BedrockUrl + path,
            "cohere" => server.CohereUrl + path,
            "ollama" when path.StartsWith("/api/", StringComparison.Ordinal) => server.OllamaUrl + path,
            _ => RecordedService.Of(recording)!.Address(server) + path[(path.IndexOf(Operation(path), StringComparison.Ordinal) - 1)..],
        };
    }

    /// <summary>Anthropic's beta flag belongs to the path and says nothing here.</summary>
    private static string Path(Recording recording, Uri url) => recording.Folder == "anthropic" ? url.AbsolutePath : url.PathAndQuery;

    private static string Operation(string path) => s_operations.First(operation => path.Contains(operation, StringComparison.Ordinal));

    private static readonly string[] s_operations = ["chat/completions", "responses", "embeddings", "models"];

    private static bool Asks(Recording recording) => !GoesOn(recording) && !recording.Request.TryGetProperty("not_recorded", out _) && recording.Request.TryGetProperty("url", out var url) && Uri.TryCreate(url.GetString(), UriKind.Absolute, out _);

    /// <summary>What was said before is kept by the service and is no part of the recording.</summary>
    private static bool GoesOn(Recording recording) =>
        recording.Request.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.Object && body.TryGetProperty("previous_response_id", out var before) && before.ValueKind == JsonValueKind.String;

    /// <summary>A failure of the service itself says nothing about the request, nor does what an account may do; of prompts that were too long the recorders have kept no text, and one fixture was made up.</summary>
    private static bool IsJudgeable(Recording recording)
    {
        if (recording.Status < 400)
            return true;
        var error = recording.Expected.GetProperty("error");
        return recording.Status < 500 && error.GetProperty("kind").GetString() is "authentication" or "not_found" or "invalid_request" && error.GetProperty("code").GetString() != "test" && !IsExpired(error);
    }

    /// <summary>That a token has expired is known to nobody but its service.</summary>
    private static bool IsExpired(JsonElement error) => error.GetProperty("code").GetString() is "ExpiredTokenException" or "forbidden";
}

using System.Net;
using System.Text;
using SdkGen.Testing;

namespace SdkGen.Runtime.Tests.Emulator;

/// <summary>What the emulator refuses as Gemini Interactions, as Cohere's first version, as the clouds that serve Anthropic's models, and as vendors of chat completions.</summary>
public sealed class NewerServiceJudgeTests
{
    private const string Interactions = "/v1beta/interactions";
    private const string CohereV1 = "/cohere/v1/chat";
    private const string Vertex = "/v1/projects/p/locations/global/publishers/anthropic/models/claude-haiku-4-5:rawPredict";
    private const string Bedrock = "/bedrock/model/anthropic.claude/invoke";
    private const string Call = """{"role":"assistant","tool_calls":[{"id":"call_123","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"call_123","content":"1"}""";

    [Theory]
    [InlineData(Interactions, """{"input":"Hi"}""", 400, "model")]
    [InlineData(Interactions, """{"model":"m","agent":"a","input":"Hi"}""", 400, "agent")]
    [InlineData(Interactions, """{"model":"m"}""", 400, "input")]
    [InlineData(Interactions, """{"model":"m","input":[]}""", 400, "input")]
    [InlineData(Interactions, """{"model":"m","input":"Hi","previous_interaction_id":"v1_emulator99"}""", 404, "v1_emulator99")]
    [InlineData(Interactions, """{"model":"m","input":"Hi","background":true,"store":false}""", 400, "store")]
    [InlineData(Interactions, """{"model":"m","input":[{"type":"user_input"}]}""", 400, "content")]
    [InlineData(Interactions, """{"model":"m","input":[{"type":"function_call","name":"f","arguments":{}}]}""", 400, "input[0]")]
    [InlineData(Interactions, """{"model":"m","input":[{"type":"function_result","call_id":"x","result":1}]}""", 400, "call_id")]
    [InlineData(Interactions, """{"model":"m","input":"Hi","generation_config":{"temperature":3}}""", 400, "temperature")]
    [InlineData(Interactions, """{"model":"m","input":"Hi","response_format":{"type":"object"}}""", 400, "response_mime_type")]
    [InlineData(Interactions, """{"model":"m","input":"Hi","tools":[{"type":"function"}]}""", 400, "tools.name")]
    [InlineData(CohereV1, """{"model":"m"}""", 400, "message is required")]
    [InlineData(CohereV1, """{"model":"m","message":""}""", 400, "tool results must be specified")]
    [InlineData(CohereV1, """{"model":"m","message":"Hi","temperature":9}""", 400, "temperature")]
    [InlineData(CohereV1, """{"model":"m","message":"Hi","chat_history":[{"role":"assistant","message":"x"}]}""", 400, "chat_history[0]")]
    [InlineData(CohereV1, """{"model":"m","message":"Hi","chat_history":[{"role":"TOOL"}]}""", 400, "tool_results is required")]
    [InlineData(CohereV1, """{"model":"m","message":"","tool_results":[{"call":{"name":"f"},"outputs":[{}]}]}""", 400, "with tools")]
    [InlineData(CohereV1, """{"model":"m","message":"","tools":[{"name":"f","description":"x"}],"tool_results":[{"outputs":["x"]}]}""", 400, "each tool result")]
    [InlineData(CohereV1, """{"model":"m","message":"Hi","tools":[{"name":"f"}]}""", 400, "description")]
    [InlineData(Vertex, """{"max_tokens":5,"messages":[{"role":"user","content":"Hi"}]}""", 400, "anthropic_version: Field required")]
    [InlineData(Vertex, """{"anthropic_version":"2023-06-01","max_tokens":5,"messages":[{"role":"user","content":"Hi"}]}""", 400, "vertex-2023-10-16")]
    [InlineData(Vertex, """{"anthropic_version":"vertex-2023-10-16","model":"m","max_tokens":5,"messages":[{"role":"user","content":"Hi"}]}""", 400, "model: Extra inputs")]
    [InlineData(Vertex, """{"anthropic_version":"vertex-2023-10-16","messages":[{"role":"user","content":"Hi"}]}""", 400, "max_tokens")]
    [InlineData(Bedrock, """{"anthropic_version":"vertex-2023-10-16","max_tokens":5,"messages":[{"role":"user","content":"Hi"}]}""", 400, "bedrock-2023-05-31")]
    [InlineData(Bedrock, """{"anthropic_version":"bedrock-2023-05-31","stream":true,"max_tokens":5,"messages":[{"role":"user","content":"Hi"}]}""", 400, "stream: Extra inputs")]
    [InlineData(Bedrock, """{"anthropic_version":"bedrock-2023-05-31","max_tokens":5,"messages":[]}""", 400, "at least one message")]
    [InlineData(Bedrock, """{"anthropic_version":"bedrock-2023-05-31","max_tokens":5,"messages":[{"role":"user","content":[{"type":"image","source":{"type":"url","url":"https://a.example/b.png"}}]}]}""", 400, "messages.0.content.0.image")]
    [InlineData("/compatible/mistral/chat/completions", """{"model":"m","messages":[{"role":"user","content":"Hi"},CALL]}""", 400, "length of 9")]
    [InlineData("/compatible/mistral/chat/completions", """{"model":"m","messages":[{"role":"user","content":"Hi"}],"seed":1}""", 422, "seed")]
    [InlineData("/compatible/deepseek/chat/completions", """{"model":"m","thinking":{"type":"enabled"},"messages":[{"role":"user","content":"Hi"},CALL]}""", 400, "reasoning_content")]
    [InlineData("/compatible/cerebras/chat/completions", """{"model":"m","messages":[{"role":"user","content":"Hi"}],"frequency_penalty":1}""", 400, "frequency_penalty")]
    [InlineData("/compatible/groq/chat/completions", """{"model":"m","messages":[{"role":"user","content":"Hi"}],"n":2}""", 400, "'n'")]
    [InlineData("/compatible/azure/openai/deployments/d/chat/completions", """{"model":"m","messages":[{"role":"user","content":"Hi"}],"safe_prompt":true}""", 400, "safe_prompt")]
    public async Task A_wrong_request_is_refused(string path, string body, int status, string words)
    {
        await using var server = await LlmEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var (answered, text) = await SendAsync(server, path, body.Replace("CALL", Call, StringComparison.Ordinal));

        ((int)answered).ShouldBe(status, text);
        text.ShouldContain(words);
    }

    [Theory]
    [InlineData("mistral", "safe_prompt")]
    [InlineData("openrouter", "provider")]
    [InlineData("a-gateway-of-ones-own", "anything")]
    public async Task What_a_service_has_of_its_own_it_takes(string service, string parameter)
    {
        await using var server = await LlmEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var (status, text) = await SendAsync(server, $"/compatible/{service}/chat/completions", $$"""{"model":"m","messages":[{"role":"user","content":"Hi"}],"{{parameter}}":true}""");

        status.ShouldBe(HttpStatusCode.OK, text);
    }

    [Theory]
    [InlineData("/compatible/azure/openai/deployments/d/chat/completions", """{"messages":[{"role":"user","content":"Hi"}]}""")]
    [InlineData("/v1/responses", """{"prompt":{"id":"pmpt_1"}}""")]
    [InlineData(Vertex, """{"anthropic_version":"vertex-2023-10-16","max_tokens":5,"messages":[{"role":"user","content":"Hi"}],"top_p":-1,"top_k":-1}""")]
    [InlineData("/v1beta/models/m:batchEmbedContents", """{"model":"models/m","requests":[{"model":"models/m","content":{"parts":[{"text":"Hi"}]}}]}""")]
    public async Task What_goes_without_saying_need_not_be_said(string path, string body)
    {
        await using var server = await LlmEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var (status, text) = await SendAsync(server, path, body);

        status.ShouldBe(HttpStatusCode.OK, text);
    }

    [Fact]
    public async Task An_interaction_is_kept_gone_on_from_and_deleted()
    {
        await using var server = await LlmEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        server.Chat.CallsTool("f", "{}").Replies("Done.");
        await SendAsync(server, Interactions, """{"model":"m","input":"Hi","tools":[{"type":"function","name":"f"}]}""");

        var (status, text) = await SendAsync(server, Interactions, """{"model":"m","previous_interaction_id":"v1_emulator00000001","input":[{"type":"function_result","call_id":"fc_emulator000100","result":1}]}""");
        status.ShouldBe(HttpStatusCode.OK, text);
        (await SendAsync(server, Interactions + "/v1_emulator00000002", null)).Body.ShouldContain("Done.");
        (await SendAsync(server, Interactions + "/v1_emulator00000002", null, HttpMethod.Delete)).Status.ShouldBe(HttpStatusCode.OK);
        (await SendAsync(server, Interactions + "/v1_emulator00000002", null)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<(HttpStatusCode Status, string Body)> SendAsync(LlmEmulator server, string path, string? body, HttpMethod? method = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method ?? (body is null ? HttpMethod.Get : HttpMethod.Post), server.Url + path);
        request.Headers.Authorization = new("Bearer", "test-key");
        request.Headers.Add("x-goog-api-key", "test-key");
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}

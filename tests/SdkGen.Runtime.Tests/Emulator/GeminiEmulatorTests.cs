using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Testing;

namespace SdkGen.Runtime.Tests.Emulator;

/// <summary>The emulator as Google's services: what it refuses, and how it answers.</summary>
public sealed class GeminiEmulatorTests
{
    private const string User = """{"role":"user","parts":[{"text":"Hi"}]}""";
    private const string Call = """{"role":"model","parts":[{"functionCall":{"name":"f","args":{}}},{"functionCall":{"name":"f","args":{}}}]}""";
    private const string Result = """{"functionResponse":{"name":"f","response":{"result":1}}}""";

    [Theory]
    [InlineData("nonsense", "payload")]
    [InlineData("{}", "contents")]
    [InlineData("""{"contents":[]}""", "contents")]
    [InlineData("""{"contents":[{"role":"user","parts":[]}]}""", "contents[0].parts")]
    [InlineData("""{"contents":[{"role":"user","parts":[{}]}]}""", "contents[0].parts[0].data")]
    [InlineData("""{"contents":[{"role":"assistant","parts":[{"text":"Hi"}]}]}""", "roles")]
    [InlineData($$$$"""{"contents":[{{{{User}}}}],"temperature":1}""", "Unknown name \"temperature\"")]
    [InlineData($$$$"""{"contents":[{{{{User}}}}],"generation_config":{"max_tokens":1}}""", "at 'generation_config'")]
    [InlineData($$$$"""{"contents":[{{{{User}}}}],"generationConfig":{"temperature":3}}""", "generation_config.temperature")]
    [InlineData($$$$"""{"contents":[{{{{User}}}}],"generationConfig":{"responseJsonSchema":{}}}""", "response_mime_type")]
    [InlineData($$$$"""{"contents":[{{{{User}}}}],"generationConfig":{"thinkingConfig":{"thinkingLevel":"low","thinkingBudget":1}}}""", "not both")]
    [InlineData($$$$"""{"contents":[{{{{User}}}}],"labels":{}}""", "Unknown name \"labels\"")]
    [InlineData($$$$"""{"contents":[{{{{User}}}}],"cachedContent":"c","tools":[]}""", "stored content")]
    [InlineData($$$$"""{"contents":[{{{{User}}}}],"tools":[{"functionDeclarations":[{"name":"a b"}]}]}""", "function_declarations[0].name")]
    [InlineData($$$$"""{"contents":[{{{{User}}}}],"tools":[{"functionDeclarations":[{"name":"f"},{"name":"f"}]}]}""", "declared twice")]
    [InlineData($$$$"""{"contents":[{{{{User}}}}],"tools":[{"googleSearch":{}},{"functionDeclarations":[{"name":"f"}]}]}""", "beside tools")]
    [InlineData($$$$"""{"contents":[{{{{User}}}}],"toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["g"]}}}""", "no function 'g'")]
    [InlineData($$$$"""{"contents":[{{{{User}}}},{{{{Call}}}},{"role":"user","parts":[{{{{Result}}}}]}]}""", "number of function response parts")]
    [InlineData($$$$"""{"contents":[{{{{User}}}},{{{{Call}}}},{{{{User}}}}]}""", "number of function response parts")]
    [InlineData($$$$"""{"contents":[{{{{User}}}},{"role":"user","parts":[{{{{Result}}}}]}]}""", "directly after")]
    [InlineData($$$$"""{"contents":[{{{{User}}}},{"role":"user","parts":[{"functionResponse":{"name":"f","response":"text"} }]}]}""", "which is an object")]
    public async Task A_wrong_request_is_refused_in_the_services_words(string body, string told)
    {
        await using var server = await LlmEmulator.StartAsync();
        using var client = new EmulatorClient(server);

        using var response = await client.PostAsync(body, "/v1beta/models/gemini-2.5-flash:generateContent");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var error = (await EmulatorClient.JsonAsync(response)).GetProperty("error");
        error.GetProperty("status").GetString().ShouldBe("INVALID_ARGUMENT");
        error.GetProperty("message").GetString()!.ShouldContain(told);
    }

    [Fact]
    public async Task Newer_models_want_their_signatures_back_and_only_in_the_turn_that_is_going_on()
    {
        await using var server = await LlmEmulator.StartAsync();
        using var client = new EmulatorClient(server);
        const string Signed = """{"role":"model","parts":[{"functionCall":{"name":"f","args":{}},"thought_signature":"czE="},{"functionCall":{"name":"f","args":{}}}]}""";
        const string Results = $$$$"""{"role":"user","parts":[{{{{Result}}}},{{{{Result}}}}]}""";
        async Task<HttpStatusCode> Send(string contents, string model) => (await client.PostAsync($$$$"""{"contents":[{{{{contents}}}}]}""", $"/v1beta/models/{model}:generateContent")).StatusCode;

        (await Send($"{User},{Call},{Results}", "gemini-3.5-flash")).ShouldBe(HttpStatusCode.BadRequest);
        (await Send($"{User},{Call},{Results}", "gemini-2.5-flash")).ShouldBe(HttpStatusCode.OK);
        (await Send($"{User},{Signed},{Results}", "gemini-3.5-flash")).ShouldBe(HttpStatusCode.OK);
        (await Send($"{User},{Call},{Results},{User}", "gemini-3.5-flash")).ShouldBe(HttpStatusCode.OK);
        (await Send($"{User},{Signed},{Results},{Call},{Results}", "gemini-3.5-flash")).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Keys_tokens_models_and_paths_are_looked_at_first()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.ApiKey = "right-key";
        server.Models.Add("gemini-2.5-flash");
        using var nobody = new EmulatorClient(server, key: null);
        using var stranger = new EmulatorClient(server, "wrong");
        using var known = new EmulatorClient(server, "right-key");
        const string Body = $$$$"""{"contents":[{{{{User}}}}]}""";
        const string Gemini = "/v1beta/models/gemini-2.5-flash:generateContent", Vertex = "/v1beta1/projects/p/locations/l/publishers/google/models/gemini-2.5-flash:generateContent";

        (await Status(await nobody.PostAsync(Body, Gemini))).ShouldBe("403 PERMISSION_DENIED");
        (await Status(await nobody.PostAsync(Body, Gemini + "?key=wrong"))).ShouldBe("400 INVALID_ARGUMENT");
        (await nobody.PostAsync(Body, Gemini + "?key=right-key")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Status(await nobody.PostAsync(Body, Vertex))).ShouldBe("401 UNAUTHENTICATED");
        (await Status(await stranger.PostAsync(Body, Vertex))).ShouldBe("401 UNAUTHENTICATED");
        (await known.PostAsync(Body, Vertex)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Status(await known.PostAsync(Body, Gemini.Replace("2.5", "2.6")))).ShouldBe("404 NOT_FOUND");
        (await Status(await known.PostAsync(Body, Gemini.Replace("generateContent", "guess")))).ShouldBe("404 NOT_FOUND");

        static async Task<string> Status(HttpResponseMessage response) =>
            $"{(int)response.StatusCode} {(await EmulatorClient.JsonAsync(response)).GetProperty("error").GetProperty("status").GetString()}";
    }

    [Theory]
    [InlineData("gemini-2.5-flash", false)]
    [InlineData("gemini-2.5-flash", true)]
    [InlineData("gemini-3.5-flash", false)]
    [InlineData("gemini-3.5-flash", true)]
    public async Task A_tool_loop_runs_to_its_end(string model, bool streams)
    {
        await using var server = await LlmEmulator.StartAsync();
        await using var services = Services(server);
        server.Chat.CallsTools([new("Weather", """{"city":"Paris"}"""), new("Weather", """{"city":"Köln"}""")]).CallsTool("Weather", """{"city":"Rom"}""").Replies(request => string.Join(" / ", request.ToolResults));
        var tool = new FakeTool("Weather", arguments => $"seen {arguments}");
        IChatClient asked = model == GeminiModels.Gemini25Flash.Id ? services.GetRequiredService<IChatClient<GeminiModels.Gemini25Flash>>() : services.GetRequiredService<IChatClient<GeminiModels.Gemini35Flash>>();
        asked.GetService<ModelFacts>()!.Id.ShouldBe(model);
        var client = asked.WithTools([tool]);

        var response = streams ? await client.GetStreamingResponseAsync("Weather?").ToChatResponseAsync() : await client.GetResponseAsync("Weather?");

        response.Text.ShouldBe("seen {\"city\":\"Rom\"}");
        tool.Calls.ShouldBe(["""{"city":"Paris"}""", """{"city":"Köln"}""", """{"city":"Rom"}"""], ignoreOrder: true);
        server.Requests.Count.ShouldBe(3);
        server.Requests[1].Json.GetProperty("contents").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public async Task Failures_refusals_limits_and_broken_calls_are_told_as_the_service_does()
    {
        await using var server = await LlmEmulator.StartAsync();
        await using var services = Services(server);
        var client = services.GetRequiredService<IChatClient<GeminiModels.Gemini25Flash>>();
        server.Chat.Fails(429, retryAfter: TimeSpan.FromSeconds(3)).Refuses("Not this.").CallsTool("f", "{broken")
            .Answers(new ChatFailure(503) { AfterText = "half" }).Answers(new ChatReply { Text = "cut", FinishReason = "MAX_TOKENS", Usage = new(10, 5) { Reasoning = 2, CachedInput = 4 } });

        var limit = await Should.ThrowAsync<LlmException>(() => client.GetResponseAsync("Hi"));
        (limit.Kind, limit.RetryAfter, limit.Code).ShouldBe((LlmErrorKind.RateLimited, TimeSpan.FromSeconds(3), "RESOURCE_EXHAUSTED"));
        (await client.GetResponseAsync("Hi")).FinishReason.ShouldBe(ChatFinishReason.ContentFilter);
        (await client.GetResponseAsync("Hi")).FinishReason.ShouldBe(new ChatFinishReason("MALFORMED_FUNCTION_CALL"));
        (await Should.ThrowAsync<LlmException>(() => client.GetStreamingResponseAsync("Hi").ToChatResponseAsync())).Kind.ShouldBe(LlmErrorKind.Unavailable);
        var cut = await client.GetResponseAsync("Hi");
        (cut.FinishReason, cut.Usage!.InputTokenCount, cut.Usage.OutputTokenCount, cut.Usage.ReasoningTokenCount, cut.Usage.CachedInputTokenCount).ShouldBe((ChatFinishReason.Length, 10, 5, 2, 4));
    }

    [Fact]
    public async Task Tokens_vectors_and_models_are_served_at_both_places()
    {
        await using var server = await LlmEmulator.StartAsync();
        await using var services = Services(server);
        foreach (var model in new[] { "gemini-2.5-flash", "gemini-embedding-001", "gemini-embedding-2" })
            server.Models.Add(model);
        foreach (var chat in new IChatClient[] { services.GetRequiredService<IChatClient<GeminiModels.Gemini25Flash>>(), services.GetRequiredService<IChatClient<VertexAIModels.Gemini25Flash>>(), services.GetRequiredService<IChatClient<VertexAIExpressModels.Gemini25Flash>>() })
        {
            (await chat.CountTokensAsync("How long is this?")).Tokens.ShouldBeGreaterThan(3);
            (await chat.GetService<IModelList>()!.ListAsync().Select(model => model.Id.Split('/')[^1]).ToListAsync()).ShouldBe(["gemini-2.5-flash", "gemini-embedding-001", "gemini-embedding-2"]);
            (await chat.GetResponseAsync("Hi")).Text.ShouldContain("Hi");
        }

        foreach (var embeddings in new IEmbeddingGenerator<string, Embedding<float>>[]
        {
            services.GetRequiredService<IEmbeddingGenerator<GeminiModels.GeminiEmbedding001>>(), services.GetRequiredService<IEmbeddingGenerator<VertexAIModels.GeminiEmbedding001>>(), services.GetRequiredService<IEmbeddingGenerator<VertexAIModels.GeminiEmbedding2>>(),
        })
        {
            var vectors = await embeddings.GenerateAsync(["a", "b", "a"], new() { Dimensions = 8 });
            vectors.Select(vector => vector.Vector.Length).ShouldBe([8, 8, 8]);
            vectors[0].Vector.ToArray().ShouldBe(vectors[2].Vector.ToArray());
            vectors[0].Vector.ToArray().ShouldNotBe(vectors[1].Vector.ToArray());
        }

        server.Requests.Select(request => request.Path).ShouldContain("/v1beta1/projects/a-project/locations/global/publishers/google/models/gemini-embedding-001:predict");
    }

    [Fact]
    public async Task A_stream_without_alt_sse_is_an_array()
    {
        await using var server = await LlmEmulator.StartAsync();
        using var client = new EmulatorClient(server);
        server.Chat.Replies("one two three");
        var pieces = await client.PostForJsonAsync($$$$"""{"contents":[{{{{User}}}}]}""", "/v1beta/models/gemini-2.5-flash:streamGenerateContent");
        pieces.ValueKind.ShouldBe(JsonValueKind.Array);
        string.Concat(pieces.EnumerateArray().Select(piece => piece.GetProperty("candidates")[0].GetProperty("content").GetProperty("parts")[0].GetProperty("text").GetString())).ShouldBe("one two three");
    }

    private static ServiceProvider Services(LlmEmulator server)
    {
        var services = new ServiceCollection();
        services.AddLlm(llm => llm
            .AddGemini(options => (options.BaseUrl, options.ApiKey) = (server.GeminiUrl, "test-key"))
            .AddVertexAI(options => (options.BaseUrl, options.Project, options.AccessToken) = (server.VertexUrl, "a-project", _ => new("test-token")))
            .AddVertexAIExpress(options => (options.BaseUrl, options.ApiKey) = (server.VertexUrl, "test-key")));
        return services.BuildServiceProvider();
    }
}

using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Dialects.Gemini;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Wire.Gemini;

namespace SdkGen.Runtime.Tests.Dialects;

/// <summary>What is sent, to the letter.</summary>
public class GeminiRequestTests
{
    private static readonly ChatMessage s_hi = new(ChatRole.User, "hi");

    private const string Hi = "\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]";

    [Fact]
    public async Task A_question_is_one_content_and_the_path_names_the_model()
    {
        var stub = new GeminiStub().Answer().Stream(GeminiStub.Ok);
        await stub.Chat().GetResponseAsync("Grüße <b>");
        await stub.Chat().GetStreamingResponseAsync("Grüße <b>", new() { ModelId = "models/gemini-9" }).ToChatResponseAsync();
        stub.Requests.ShouldAllBe(body => body == """{"contents":[{"role":"user","parts":[{"text":"Grüße <b>"}]}]}""");
        stub.Paths.ShouldBe(["/v1beta/models/gemini-2.5-flash:generateContent", "/v1beta/models/gemini-9:streamGenerateContent?alt=sse"]);
    }

    [Fact]
    public async Task Instructions_stand_apart_and_what_people_say_keeps_its_parts()
    {
        var sent = await SentAsync(
        [
            new(ChatRole.System, "Be brief."),
            new(ChatRole.User,
            [
                new TextContent("Look:"), new DataContent("AB"u8.ToArray(), "image/jpeg"), new DataContent("AB"u8.ToArray(), "application/pdf") { Name = "a.pdf" },
                new UriContent("https://example.com/a.mp4", "video/mp4") { AdditionalProperties = new() { ["videoMetadata"] = JsonSerializer.SerializeToElement(new { startOffset = "3s", fps = 2 }) } },
                new UriContent("gs://bucket/a%20b.png", "image/png"), new HostedFileContent("files/abc") { MediaType = "text/plain" }, new UsageContent(new()),
            ]),
            new(ChatRole.User, "And?"),
        ], new() { Instructions = "Be kind." });
        sent.ShouldBe("""{"systemInstruction":{"parts":[{"text":"Be kind."},{"text":"Be brief."}]},"contents":[{"role":"user","parts":[{"text":"Look:"},"""
            + """{"inlineData":{"mimeType":"image/jpeg","data":"QUI="}},{"inlineData":{"mimeType":"application/pdf","data":"QUI="}},"""
            + """{"fileData":{"mimeType":"video/mp4","fileUri":"https://example.com/a.mp4"},"videoMetadata":{"startOffset":"3s","fps":2}},"""
            + """{"fileData":{"mimeType":"image/png","fileUri":"gs://bucket/a%20b.png"}},{"fileData":{"mimeType":"text/plain","fileUri":"https://generativelanguage.googleapis.com/v1beta/files/abc"}}]},"""
            + """{"role":"user","parts":[{"text":"And?"}]}]}""");
    }

    [Fact]
    public async Task Results_follow_their_calls_in_the_order_of_the_calls_each_as_an_object()
    {
        var sent = await SentAsync(
        [
            s_hi,
            new(ChatRole.Assistant, [new TextContent("Let me see.")]),
            new(ChatRole.Assistant,
            [
                new FunctionCallContent("c1", "A", RawArguments.FromJson("""{ "at": 1 }"""u8.ToArray())), new FunctionCallContent("c2", "B", new Dictionary<string, object?> { ["who"] = "ü" }),
                new FunctionCallContent("c3", "C") { AdditionalProperties = new() { ["madeUpId"] = true } }, new FunctionCallContent("c4", "D", RawArguments.FromCutOff("{\"x\":"u8.ToArray())),
                new FunctionCallContent("c5", "E"), new FunctionCallContent("c6", "F"),
            ]),
            new(ChatRole.Tool, [new FunctionResultContent("c3", "plain"), new FunctionResultContent("c1", "{\"sum\":3}")]),
            new(ChatRole.Tool, [new FunctionResultContent("c2", JsonSerializer.SerializeToElement(new[] { 1, 2 })), new FunctionResultContent("c4", "bad") { Exception = new InvalidOperationException("secret") }]),
            new(ChatRole.User, [new FunctionResultContent("c6", null), new FunctionResultContent("c5", new AIContent[] { new TextContent("see"), new DataContent("AB"u8.ToArray(), "image/png") }), new TextContent("Go on.")]),
        ]);
        sent.ShouldBe("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]},"
            + """{"role":"model","parts":[{"text":"Let me see."},{"functionCall":{"id":"c1","name":"A","args":{ "at": 1 }}},{"functionCall":{"id":"c2","name":"B","args":{"who":"ü"}}},"""
            + """{"functionCall":{"name":"C","args":{}}},{"functionCall":{"id":"c4","name":"D","args":{}}},{"functionCall":{"id":"c5","name":"E","args":{}}},{"functionCall":{"id":"c6","name":"F","args":{}}}]},"""
            + """{"role":"user","parts":[{"functionResponse":{"id":"c1","name":"A","response":{"sum":3}}},{"functionResponse":{"id":"c2","name":"B","response":{"result":[1,2]}}},"""
            + """{"functionResponse":{"name":"C","response":{"result":"plain"}}},{"functionResponse":{"id":"c4","name":"D","response":{"error":"bad"}}},"""
            + """{"functionResponse":{"id":"c5","name":"E","response":{"result":"see"},"parts":[{"inlineData":{"mimeType":"image/png","data":"QUI="}}]}},"""
            + """{"functionResponse":{"id":"c6","name":"F","response":{"result":null}}}]},{"role":"user","parts":[{"text":"Go on."}]}]}""");
    }

    [Theory]
    [InlineData("gemini-2.5-flash", false)]
    [InlineData("gemini-3.5-flash", true)]
    [InlineData("a-model-of-tomorrow", true)]
    public async Task Calls_from_elsewhere_are_excused_where_signatures_are_checked(string model, bool excused)
    {
        var sent = await SentAsync([s_hi, new(ChatRole.Assistant, [new TextReasoningContent("hm"), new FunctionCallContent("c1", "A"), new FunctionCallContent("c2", "A")]), new(ChatRole.Tool, [new FunctionResultContent("c1", "1"), new FunctionResultContent("c2", "2")])], model: model);
        sent.ShouldContain("""{"text":"hm","thought":true},{""" + (excused ? "\"thoughtSignature\":\"skip_thought_signature_validator\"," : "") + "\"functionCall\":{\"id\":\"c1\",\"name\":\"A\",\"args\":{}}},{\"functionCall\":{\"id\":\"c2\",\"name\":\"A\",\"args\":{}}}]");
    }

    [Fact]
    public async Task Options_become_settings_with_the_numbers_that_were_written()
    {
        var sent = await SentAsync([s_hi], new()
        {
            Temperature = 0.7f,
            TopP = 0.1f,
            TopK = 40,
            FrequencyPenalty = -0.5f,
            PresencePenalty = 1,
            Seed = 42,
            MaxOutputTokens = 100,
            StopSequences = ["END"],
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonDocument.Parse("""{"type":"object"}""").RootElement),
            AdditionalProperties = new()
            {
                ["generationConfig.thinkingConfig.thinkingBudget"] = 512,
                ["generationConfig.candidateCount"] = 2,
                ["cachedContent"] = "cachedContents/x",
                ["strict"] = true,
                ["contents"] = 1,
            },
        });
        sent.ShouldBe("{" + Hi + """
            ,"generationConfig":{"temperature":0.7,"topP":0.1,"topK":40,"maxOutputTokens":100,"stopSequences":["END"],"seed":42,"presencePenalty":1,"frequencyPenalty":-0.5,"responseMimeType":"application/json","responseJsonSchema":{"type":"object"},"thinkingConfig":{"thinkingBudget":512},"candidateCount":2},"cachedContent":"cachedContents/x"}
            """.Trim());
    }

    [Theory]
    [InlineData("gemini-2.5-flash", ReasoningEffort.None, "\"thinkingBudget\":0")]
    [InlineData("gemini-2.5-pro", ReasoningEffort.Medium, "\"thinkingBudget\":8192")]
    [InlineData("gemini-3.5-flash", ReasoningEffort.Low, "\"thinkingLevel\":\"low\"")]
    public async Task Effort_is_a_level_or_a_budget_whichever_the_model_takes(string model, ReasoningEffort effort, string setting)
    {
        var sent = await SentAsync([s_hi], new() { Reasoning = new() { Effort = effort, Output = ReasoningOutput.Summary } }, model);
        sent.ShouldContain("\"thinkingConfig\":{\"includeThoughts\":true," + setting + "}");
    }

    [Fact]
    public async Task What_a_model_is_known_to_refuse_is_not_sent()
    {
        var stub = new GeminiStub();
        var level = await Should.ThrowAsync<LlmException>(() => stub.Chat().GetResponseAsync("hi", new() { AdditionalProperties = new() { ["generationConfig.thinkingConfig.thinkingLevel"] = "low" } }));
        var effort = await Should.ThrowAsync<LlmException>(() => stub.Chat("gemini-2.0-flash").GetResponseAsync("hi", new() { Reasoning = new() { Effort = ReasoningEffort.Low } }));
        (level.Kind, effort.Kind).ShouldBe((LlmErrorKind.Unsupported, LlmErrorKind.Unsupported));
        level.Message.ShouldContain("ThinkingBudget");
        stub.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Tools_of_the_caller_and_of_the_service_stand_beside_each_other()
    {
        var declared = AIFunctionFactory.CreateDeclaration("Add", "Adds.", JsonDocument.Parse("""{"type":"object","properties":{"x":{"type":"number"}}}""").RootElement);
        var sent = await SentAsync([s_hi], new()
        {
            Tools =
            [
                declared, new FakeTool("Plain", text => text), new HostedWebSearchTool(), new HostedCodeInterpreterTool(), GeminiServiceTool.UrlContext,
                new HostedFileSearchTool { Inputs = [new HostedVectorStoreContent("fileSearchStores/s")], MaximumResultCount = 3 },
                new HostedMcpServerTool("docs", "https://mcp.example.com/") { Headers = new Dictionary<string, string> { ["x"] = "1" } },
            ],
            ToolMode = ChatToolMode.RequireSpecific("Add"),
        });
        sent.ShouldBe("{" + Hi + """
            ,"tools":[{"googleSearch":{}},{"codeExecution":{}},{"urlContext":{}},{"fileSearch":{"fileSearchStoreNames":["fileSearchStores/s"],"topK":3}},{"mcpServers":[{"name":"docs","streamableHttpTransport":{"url":"https://mcp.example.com/","headers":{"x":"1"}}}]},{"functionDeclarations":[{"name":"Add","description":"Adds.","parametersJsonSchema":{"type":"object","properties":{"x":{"type":"number"}}}},{"name":"Plain","parametersJsonSchema":{"type":"object"}}]}],"toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["Add"]},"includeServerSideToolInvocations":true}}
            """.Trim());
    }

    [Theory]
    [InlineData("auto", false, "AUTO")]
    [InlineData("none", false, "NONE")]
    [InlineData("required", true, "ANY")]
    [InlineData(null, true, "VALIDATED")]
    [InlineData(null, false, null)]
    public async Task The_choice_of_tools_is_a_mode(string? choice, bool strict, string? mode)
    {
        ChatToolMode? toolMode = choice switch { "auto" => ChatToolMode.Auto, "none" => ChatToolMode.None, "required" => ChatToolMode.RequireAny, _ => null };
        var sent = await SentAsync([s_hi], new() { Tools = [new FakeTool("A", x => x)], ToolMode = toolMode, AdditionalProperties = strict ? new() { ["strict"] = true } : null });
        var config = JsonDocument.Parse(sent).RootElement.TryGetProperty("toolConfig", out var found) ? found.GetProperty("functionCallingConfig").GetProperty("mode").GetString() : null;
        config.ShouldBe(mode);
        sent.ShouldNotContain("strict");
    }

    [Fact]
    public async Task A_tool_that_nobody_knows_and_a_store_without_a_name_say_what_to_do()
    {
        var chat = new GeminiStub().Chat();
        (await Should.ThrowAsync<LlmException>(() => chat.GetResponseAsync("hi", new() { Tools = [new HostedImageGenerationTool()] }))).Kind.ShouldBe(LlmErrorKind.Unsupported);
        (await Should.ThrowAsync<LlmException>(() => chat.GetResponseAsync("hi", new() { Tools = [new HostedFileSearchTool()] }))).Message.ShouldContain("Inputs");
    }

    [Fact]
    public async Task The_callers_own_request_stays()
    {
        var sent = await SentAsync([s_hi], new()
        {
            Temperature = 1,
            RawRepresentationFactory = _ => new GeminiRequest { Model = "models/gemini-2.0-flash", GenerationConfig = new() { Temperature = 0 }, SafetySettings = [new() { Category = "C", Threshold = "OFF" }], Labels = new() { ["a"] = "b" } },
        });
        sent.ShouldBe("{" + Hi + ",\"generationConfig\":{\"temperature\":0},\"safetySettings\":[{\"category\":\"C\",\"threshold\":\"OFF\"}],\"labels\":{\"a\":\"b\"}}");
    }

    [Fact]
    public async Task Tokens_are_counted_of_the_whole_request()
    {
        var stub = new GeminiStub().Answer("""{"totalTokens":7}""");
        (await stub.Chat().CountTokensAsync("hi", new() { Instructions = "Be kind." })).Tokens.ShouldBe(7);
        stub.Requests.Single().ShouldBe("""{"generateContentRequest":{"model":"models/gemini-2.5-flash","systemInstruction":{"parts":[{"text":"Be kind."}]},""" + Hi + "}}");
        var vertex = new GeminiStub(VertexAIProvider.Profile).Answer("""{"totalTokens":8}""");
        (await vertex.Chat().CountTokensAsync("hi")).Tokens.ShouldBe(8);
        vertex.Requests.Single().ShouldBe("{" + Hi + "}");
        vertex.Paths.Single().ShouldBe("/v1beta1/projects/p/locations/global/publishers/google/models/gemini-2.5-flash:countTokens");
    }

    [Fact]
    public async Task Vectors_are_asked_for_by_the_operation_that_the_model_has()
    {
        const string Vectors = """{"embeddings":[{"values":[0.5,1]},{"values":[0,-1]}]}""";
        var options = new EmbeddingGenerationOptions { Dimensions = 2, AdditionalProperties = new() { ["taskType"] = "CLUSTERING" } };
        var batch = new GeminiStub().Answer(Vectors);
        var embeddings = await batch.Embeddings().GenerateAsync(["a", "b"], options);
        embeddings.Select(x => x.Vector.ToArray()).ShouldBe([[0.5f, 1], [0, -1]]);
        batch.Requests.Single().ShouldBe("""{"requests":[{"model":"models/gemini-embedding-001","content":{"parts":[{"text":"a"}]},"outputDimensionality":2,"taskType":"CLUSTERING"},{"model":"models/gemini-embedding-001","content":{"parts":[{"text":"b"}]},"outputDimensionality":2,"taskType":"CLUSTERING"}]}""");
        batch.Paths.Single().ShouldEndWith("/models/gemini-embedding-001:batchEmbedContents");

        var single = new GeminiStub(VertexAIProvider.Profile).Answer("""{"embedding":{"values":[1]},"usageMetadata":{"promptTokenCount":3}}""").Answer("""{"embedding":{"values":[2]},"usageMetadata":{"promptTokenCount":4}}""");
        var vectors = await single.Embeddings("gemini-embedding-2").GenerateAsync(["a", "b"]);
        vectors.Usage!.InputTokenCount.ShouldBe(7);
        single.Requests.ShouldBe(["""{"content":{"parts":[{"text":"a"}]}}""", """{"content":{"parts":[{"text":"b"}]}}"""]);

        var predicted = new GeminiStub(VertexAIProvider.Profile).Answer("""{"predictions":[{"embeddings":{"values":[1,2],"statistics":{"token_count":3}}}]}""");
        (await predicted.Embeddings().GenerateAsync(["a"], options)).Usage!.InputTokenCount.ShouldBe(3);
        predicted.Requests.Single().ShouldBe("""{"instances":[{"content":"a","task_type":"CLUSTERING"}],"parameters":{"outputDimensionality":2}}""");
        predicted.Paths.Single().ShouldEndWith("/models/gemini-embedding-001:predict");

        var missing = await Should.ThrowAsync<LlmException>(() => new GeminiStub().Answer("""{"embeddings":[]}""").Embeddings().GenerateAsync(["a"]));
        missing.Kind.ShouldBe(LlmErrorKind.InvalidResponse);
    }

    [Fact]
    public async Task Models_are_listed_page_by_page()
    {
        var stub = new GeminiStub().Answer("""{"models":[{"name":"models/a","displayName":"A","inputTokenLimit":10}],"nextPageToken":"t/1"}""").Answer("""{"models":[{"name":"models/b"}]}""");
        var models = await stub.Models().ListAsync().ToListAsync();
        models.Select(model => model.Id).ShouldBe(["models/a", "models/b"]);
        models[0].Context.ShouldBe(10);
        stub.Paths.ShouldBe(["/v1beta/models?pageSize=1000", "/v1beta/models?pageSize=1000&pageToken=t%2F1"]);
    }

    [Fact]
    public async Task A_failure_has_the_services_word_its_kind_and_its_wait()
    {
        const string WrongKey = """{"error":{"code":400,"message":"No.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}}""";
        var vertex = new GeminiStub(VertexAIProvider.Profile).Answer(WrongKey, System.Net.HttpStatusCode.BadRequest);
        (await Should.ThrowAsync<LlmException>(() => vertex.Chat().GetResponseAsync("hi"))).Kind.ShouldBe(LlmErrorKind.Authentication);
        var stub = new GeminiStub()
            .Answer(WrongKey, System.Net.HttpStatusCode.BadRequest)
            .Answer("""[{"error":{"code":429,"message":"Wait.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"2.5s"}]}}]""", System.Net.HttpStatusCode.TooManyRequests)
            .Stream(GeminiStub.Chunk("{\"text\":\"a\"}"), """{"error":{"code":503,"message":"Later.","status":"UNAVAILABLE"}}""")
            .List(GeminiStub.Chunk("{\"text\":\"a\"}"), """{"error":{"code":503,"message":"Later.","status":"UNAVAILABLE"}}""");
        var key = await Should.ThrowAsync<LlmException>(() => stub.Chat().GetResponseAsync("hi"));
        var quota = await Should.ThrowAsync<LlmException>(() => stub.Chat().GetResponseAsync("hi"));
        (key.Kind, key.Code, quota.Kind, quota.Code, quota.RetryAfter).ShouldBe((LlmErrorKind.Authentication, "API_KEY_INVALID", LlmErrorKind.RateLimited, "RESOURCE_EXHAUSTED", TimeSpan.FromSeconds(2.5)));
        for (var i = 0; i < 2; i++)
        {
            var text = new StringBuilder();
            var broken = await Should.ThrowAsync<LlmException>(async () =>
            {
                await foreach (var update in stub.Chat().GetStreamingResponseAsync("hi"))
                    text.Append(update.Text);
            });
            (broken.Kind, broken.Status, text.ToString()).ShouldBe((LlmErrorKind.Unavailable, 503, "a"));
        }
    }

    private static async Task<string> SentAsync(IList<ChatMessage> messages, ChatOptions? options = null, string model = "gemini-2.5-flash")
    {
        var stub = new GeminiStub().Answer();
        await stub.Chat(model).GetResponseAsync(messages, options);
        return stub.Requests.Single();
    }
}

using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Dialects.OllamaChat;

namespace SdkGen.Runtime.Tests.Dialects;

/// <summary>Conversations to Ollama and back, to the letter.</summary>
public sealed class OllamaChatTests
{
    private const string Ok = """{"model":"m","message":{"role":"assistant","content":"ok"},"done":true,"done_reason":"stop"}""";
    private const string Model = "qwen3:4b";

    private static readonly AIFunctionDeclaration s_tool = AIFunctionFactory.CreateDeclaration("f", "Does.", Json("""{"type":"object","properties":{}}"""));

    [Fact]
    public async Task A_request_says_everything_in_the_servers_words() =>
        (await SentAsync(
            [new(ChatRole.User, [new TextContent("What is it?"), new DataContent(new byte[] { 1, 2, 3 }, "image/png")])],
            new()
            {
                ModelId = "any",
                Instructions = "Be brief.",
                Temperature = 0.7f,
                TopP = 0.9f,
                TopK = 4,
                Seed = 7,
                MaxOutputTokens = 5,
                StopSequences = ["END"],
                Tools = [s_tool],
                ResponseFormat = ChatResponseFormat.ForJsonSchema(Json("""{"type":"object"}""")),
                Reasoning = new() { Effort = ReasoningEffort.Low },
                AdditionalProperties = new() { ["options.num_ctx"] = 8192, ["keep_alive"] = "10m", ["options.temperature"] = 0.1 },
            })).ShouldBe(
            """{"model":"any","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"What is it?","images":["AQID"]}]"""
            + ""","tools":[{"type":"function","function":{"name":"f","description":"Does.","parameters":{"type":"object","properties":{}}}}],"format":{"type":"object"}"""
            + ""","options":{"num_predict":5,"top_k":4,"top_p":0.9,"seed":7,"stop":["END"],"num_ctx":8192,"temperature":0.1},"stream":false,"think":"low","keep_alive":"10m"}""");

    [Fact]
    public async Task Nothing_said_is_nothing_sent_but_that_no_stream_is_wanted() =>
        (await SentAsync([new(ChatRole.User, "Hi")], new())).ShouldBe("""{"model":"qwen3:4b","messages":[{"role":"user","content":"Hi"}],"stream":false}""");

    [Fact]
    public async Task Typed_settings_stand_among_the_options() =>
        (await SentAsync([new(ChatRole.User, "Hi")], new OllamaModels.Qwen34b.Options { ContextLength = 8192, KeepAlive = "0", Thinking = false, Temperature = 0 }))
            .ShouldEndWith(""","options":{"temperature":0,"num_ctx":8192},"stream":false,"keep_alive":"0","think":false}""");

    [Fact]
    public async Task An_address_is_refused_with_what_to_do() =>
        (await Should.ThrowAsync<LlmException>(() => SentAsync([new(ChatRole.User, [new UriContent("https://a.example/b.png", "image/png")])], new() { ModelId = "any" })))
            .Message.ShouldBe("Ollama takes no image/png by its address. Download it and send a DataContent.");

    [Theory]
    [InlineData("\"id\":\"call_1\",", ",\"tool_call_id\":\"call_1\"")]
    [InlineData("", "")]
    public async Task Calls_go_back_with_their_results_whether_the_server_gave_ids_or_not(string id, string resultId)
    {
        var stub = Stub().Lines(
            """{"model":"m","created_at":"2026-01-02T03:04:05.678901234Z","message":{"role":"assistant","content":"","thinking":"Hm"},"done":false}""",
            """{"model":"m","message":{"role":"assistant","content":"So."},"done":false}""",
            """{"model":"m","message":{"role":"assistant","content":"","tool_calls":[{""" + id + """ "function":{"index":0,"name":"f","arguments":{"x":[1]}}}]},"done":false}""",
            """{"model":"m","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":3,"eval_count":4,"total_duration":9}""");
        List<ChatMessage> history = [new(ChatRole.User, "Hi")];
        var answer = await stub.Chat(Model).GetStreamingResponseAsync(history).ToChatResponseAsync();
        (answer.FinishReason, answer.Text, answer.ModelId, answer.Usage!.InputTokenCount, answer.Usage.OutputTokenCount, answer.Usage.AdditionalCounts!["totalNanoseconds"])
            .ShouldBe((ChatFinishReason.ToolCalls, "So.", "m", 3, 4, 9));
        var call = answer.Messages.Single().Contents.OfType<FunctionCallContent>().Single();
        call.CallId.ShouldNotBeEmpty();
        history.AddRange(answer.Messages);
        history.Add(new(ChatRole.Tool, [new FunctionResultContent(call.CallId, Json("""{"y":2}"""))]));

        (await stub.SentAsync(Ok, Model, history)).ShouldContain(
            """{"role":"assistant","content":"So.","thinking":"Hm","tool_calls":[{""" + id + "\"function\"" + """:{"name":"f","arguments":{"x":[1]}}}]},{"role":"tool","content":"{\"y\":2}","tool_name":""" + "\"f\"" + resultId + "}");
    }

    [Theory]
    [InlineData("the runner has stopped", LlmErrorKind.ServerError, true)]
    [InlineData("timed out waiting for llama runner to start", LlmErrorKind.Timeout, true)]
    [InlineData("server busy, please try again.  maximum pending requests exceeded", LlmErrorKind.Overloaded, true)]
    [InlineData("the input length exceeds the context length", LlmErrorKind.ContextLength, false)]
    [InlineData("prompt too long; exceeded max context length by 7 tokens", LlmErrorKind.ContextLength, false)]
    public async Task A_line_with_an_error_ends_the_stream(string error, LlmErrorKind kind, bool isRetryable)
    {
        var stub = Stub().Lines("""{"model":"m","message":{"role":"assistant","content":"So "},"done":false}""", $$"""{"error":"{{error}}"}""");
        var text = "";

        var failure = await Should.ThrowAsync<LlmException>(async () =>
        {
            await foreach (var update in stub.Chat(Model).GetStreamingResponseAsync("Hi"))
                text += update.Text;
        });

        (text, failure.ProviderMessage, failure.Kind, failure.IsRetryable).ShouldBe(("So ", error, kind, isRetryable));
    }

    [Fact]
    public async Task Vectors_and_models_are_read()
    {
        var stub = Stub().Answer("""{"model":"m","embeddings":[[1,2],[3,4]],"prompt_eval_count":5}""")
            .Answer("""{"models":[{"name":"llama3:latest","model":"llama3:latest","modified_at":"2026-01-02T03:04:05Z","size":4}]}""");

        var vectors = await stub.Embeddings("all-minilm:latest").GenerateAsync(["a", "b"], new() { Dimensions = 2 });
        var models = await stub.Models().GetPageAsync();

        stub.Requests[0].ShouldBe("""{"model":"all-minilm:latest","input":["a","b"],"dimensions":2}""");
        vectors.Select(vector => vector.Vector.ToArray()).ShouldBe([[1f, 2f], [3f, 4f]]);
        vectors.Usage!.InputTokenCount.ShouldBe(5);
        models.Models.Single().ShouldSatisfyAllConditions(model => model.Id.ShouldBe("llama3:latest"), model => model.CreatedAt.ShouldBe(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)));
        stub.Paths.ShouldBe(["/api/embed", "/api/tags"]);
    }

    private static DialectStub Stub() => new(OllamaProvider.Profile, OllamaChatDialect.Instance);

    private static Task<string> SentAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null) => Stub().SentAsync(Ok, Model, messages, options);

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}

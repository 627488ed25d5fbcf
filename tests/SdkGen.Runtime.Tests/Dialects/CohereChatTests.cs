using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Dialects.CohereChat;
using SdkGen.Dialects.CohereV1;

namespace SdkGen.Runtime.Tests.Dialects;

/// <summary>Conversations to Cohere and back, to the letter.</summary>
public sealed class CohereChatTests
{
    private const string Ok = """{"id":"r","message":{"role":"assistant","content":[{"type":"text","text":"ok"}]},"finish_reason":"COMPLETE"}""";
    private const string Model = "command-a-03-2025";

    private static readonly AIFunctionDeclaration s_tool =
        AIFunctionFactory.CreateDeclaration("f", "Does.", JsonDocument.Parse("""{"type":"object","properties":{"x":{"type":"integer","description":"A number"}},"required":["x"]}""").RootElement);

    [Fact]
    public async Task A_request_says_everything_in_the_services_words() =>
        (await SentAsync(
            [new(ChatRole.User, "Hi")],
            new()
            {
                ModelId = "command-next",
                Instructions = "Be brief.",
                Temperature = 0.7f,
                TopP = 0.9f,
                TopK = 4,
                FrequencyPenalty = 0.1f,
                PresencePenalty = 0.2f,
                Seed = 7,
                MaxOutputTokens = 5,
                StopSequences = ["END"],
                Tools = [s_tool],
                ToolMode = ChatToolMode.RequireAny,
                Reasoning = new() { Effort = ReasoningEffort.High },
                AdditionalProperties = new() { ["safety_mode"] = "STRICT", ["thinking.token_budget"] = 100, ["strict"] = true },
            })).ShouldBe(
            """{"model":"command-next","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"}],"stream":false"""
            + ""","tools":[{"type":"function","function":{"name":"f","description":"Does.","parameters":{"type":"object","properties":{"x":{"type":"integer","description":"A number"}},"required":["x"]}}}]"""
            + ""","strict_tools":true,"tool_choice":"REQUIRED","max_tokens":5,"stop_sequences":["END"],"temperature":0.7,"seed":7,"frequency_penalty":0.1,"presence_penalty":0.2,"k":4,"p":0.9"""
            + ""","thinking":{"type":"enabled","token_budget":100},"safety_mode":"STRICT"}""");

    [Fact]
    public async Task A_budget_of_reasoning_has_its_type_beside_it() =>
        (await SentAsync([new(ChatRole.User, "Hi")], new CohereModels.CommandAReasoning082025.Options { ThinkingBudget = 50 }))
            .ShouldEndWith(""","thinking":{"token_budget":50,"type":"enabled"}}""");

    [Fact]
    public async Task Images_are_parts_and_files_of_text_are_documents() =>
        (await SentAsync([new(ChatRole.User,
        [
            new TextContent("What is it?"),
            new UriContent("https://a.example/b.png", "image/png"),
            new DataContent("A cat."u8.ToArray(), "text/plain") { Name = "notes" },
            new DataContent("""{"title":"T","snippet":"S"}"""u8.ToArray(), "application/json"),
        ])], new() { ModelId = "command-next" })).ShouldContain(
            ""","messages":[{"role":"user","content":[{"type":"text","text":"What is it?"},{"type":"image_url","image_url":{"url":"https://a.example/b.png"}}]}]"""
            + ""","stream":false,"documents":[{"id":"notes","data":{"title":"notes","text":"A cat."}},{"data":{"title":"T","snippet":"S"}}]""");

    [Fact]
    public async Task Results_are_texts_or_documents_that_can_be_cited()
    {
        var sent = await SentAsync(
        [
            new(ChatRole.Assistant, [new FunctionCallContent("c1", "f"), new FunctionCallContent("c2", "f"), new FunctionCallContent("c3", "f")]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "plain"), new FunctionResultContent("c2", Json("""{"a":1}""")), new FunctionResultContent("c3", Json("""[{"a":1},{"a":2}]"""))]),
        ]);

        sent.ShouldContain("""{"role":"tool","content":"plain","tool_call_id":"c1"}""");
        sent.ShouldContain("""{"role":"tool","content":[{"type":"document","document":{"data":{"a":1}}}],"tool_call_id":"c2"}""");
        sent.ShouldContain("""{"role":"tool","content":[{"type":"document","document":{"data":{"a":1}}},{"type":"document","document":{"data":{"a":2}}}],"tool_call_id":"c3"}""");
    }

    [Fact]
    public async Task One_certain_tool_is_the_only_one_to_choose_from()
    {
        var other = AIFunctionFactory.CreateDeclaration("g", null, JsonDocument.Parse("""{"type":"object"}""").RootElement);

        var sent = await SentAsync([new(ChatRole.User, "Hi")], new() { Tools = [s_tool, other], ToolMode = ChatToolMode.RequireSpecific("f") });

        sent.ShouldContain("\"tool_choice\":\"REQUIRED\"");
        sent.ShouldNotContain("\"name\":\"g\"");
    }

    [Fact]
    public async Task What_it_cannot_take_is_refused_with_what_to_do() =>
        (await Should.ThrowAsync<LlmException>(() => SentAsync([new(ChatRole.User, [new DataContent(new byte[] { 1 }, "application/pdf")])], new() { ModelId = "command-next" })))
            .Message.ShouldBe("Cohere takes no application/pdf. Send images, text, or text files, which it reads as documents instead.");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_turn_said_goes_back_with_the_next_saved_in_between_or_not(bool isSaved)
    {
        var stub = Stub().Events(
            """{"id":"r1","type":"message-start","delta":{"message":{"role":"assistant","content":[],"tool_plan":"","tool_calls":[],"citations":[]}}}""",
            """{"type":"content-start","index":0,"delta":{"message":{"content":{"type":"thinking","thinking":"Hm"}}}}""",
            """{"type":"content-delta","index":0,"delta":{"message":{"content":{"thinking":"m."}}}}""",
            """{"type":"tool-plan-delta","delta":{"message":{"tool_plan":"I will "}}}""",
            """{"type":"tool-plan-delta","delta":{"message":{"tool_plan":"ask."}}}""",
            """{"type":"tool-call-start","index":0,"delta":{"message":{"tool_calls":{"id":"f_1","type":"function","function":{"name":"f","arguments":""}}}}}""",
            """{"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":"{\"x\":1}"}}}}}""",
            """{"type":"tool-call-end","index":0}""",
            """{"type":"message-end","delta":{"finish_reason":"TOOL_CALL","usage":{"tokens":{"input_tokens":3,"output_tokens":4}}}}""");
        List<ChatMessage> history = [new(ChatRole.User, "Hi")];
        var answer = await stub.Chat(Model).GetStreamingResponseAsync(history).ToChatResponseAsync();
        answer.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
        answer.Text.ShouldBeEmpty();
        history.AddRange(answer.Messages);
        if (isSaved)
            history = JsonSerializer.Deserialize<List<ChatMessage>>(JsonSerializer.Serialize(history, LlmJson.Options), LlmJson.Options)!;
        history.Add(new(ChatRole.Tool, [new FunctionResultContent("f_1", "2")]));

        (await stub.SentAsync(Ok, Model, history)).ShouldContain(
            """{"role":"assistant","content":[{"type":"thinking","thinking":"Hmm."}],"tool_plan":"I will ask.","tool_calls":[{"id":"f_1","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}}]},"""
            + """{"role":"tool","content":"2","tool_call_id":"f_1"}""");
    }

    [Fact]
    public async Task Citations_name_their_sources_streamed_and_whole()
    {
        const string Citation = """{"start":4,"end":7,"text":"sky","sources":[{"type":"document","id":"d1","document":{"title":"T","url":"https://a.example","snippet":"S"}},{"type":"tool","id":"c:0","tool_output":{"content":"O"}}]}""";
        var whole = await Stub().Answer("""{"id":"r","message":{"role":"assistant","content":[{"type":"text","text":"The sky"}],"citations":[""" + Citation + """]},"finish_reason":"COMPLETE"}""")
            .Chat(Model).GetResponseAsync("Hi");
        var streamed = await Stub().Events(
            """{"id":"r","type":"message-start"}""",
            """{"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"The sky"}}}}""",
            """{"type":"citation-start","index":0,"delta":{"message":{"citations":""" + Citation + "}}}",
            """{"type":"message-end","delta":{"finish_reason":"COMPLETE"}}""").Chat(Model).GetStreamingResponseAsync("Hi").ToChatResponseAsync();

        foreach (var response in (ChatResponse[])[whole, streamed])
        {
            var citations = response.Messages[0].Contents.SelectMany(content => content.Annotations ?? []).Cast<CitationAnnotation>().ToList();
            citations.Select(citation => (citation.FileId, citation.Title, citation.Url?.OriginalString, citation.Snippet)).ShouldBe([("d1", "T", "https://a.example", "S"), ("c:0", null, null, "O")]);
            citations[0].AnnotatedRegions!.Cast<TextSpanAnnotatedRegion>().Single().EndIndex.ShouldBe(7);
        }
    }

    [Theory]
    [InlineData(""" "error":"no","error_type":"INVALID_TOOL_GENERATION" """, LlmErrorKind.ServerError, "INVALID_TOOL_GENERATION", "no", true)]
    [InlineData(""" "error":"internal server error" """, LlmErrorKind.ServerError, null, "internal server error", true)]
    [InlineData(""" "error":"generation timed out" """, LlmErrorKind.Timeout, null, "generation timed out", true)]
    [InlineData(""" "error":"too many tokens: size limit exceeded" """, LlmErrorKind.ContextLength, null, "too many tokens: size limit exceeded", false)]
    public async Task An_error_at_the_end_of_a_stream_comes_after_what_was_said(string error, LlmErrorKind kind, string? code, string message, bool isRetryable)
    {
        var stub = Stub().Events(
            """{"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"So "}}}}""",
            """{"type":"message-end","delta":{"finish_reason":"ERROR",""" + error + "}}");
        var text = "";

        var failure = await Should.ThrowAsync<LlmException>(async () =>
        {
            await foreach (var update in stub.Chat(Model).GetStreamingResponseAsync("Hi"))
                text += update.Text;
        });

        (text, failure.Kind, failure.Code, failure.ProviderMessage, failure.IsRetryable).ShouldBe(("So ", kind, code, message, isRetryable));
    }

    [Fact]
    public async Task Vectors_are_asked_for_with_what_they_are_for()
    {
        var stub = Stub().Answer("""{"embeddings":{"base64":["AACAPwAAAEA="]},"meta":{"billed_units":{"input_tokens":2}}}""");

        var vectors = await stub.Embeddings("embed-v4.0").GenerateAsync(["a"], new() { Dimensions = 2, AdditionalProperties = new() { ["input_type"] = "search_query" } });

        stub.Requests[0].ShouldBe("""{"model":"embed-v4.0","texts":["a"],"embedding_types":["float"],"output_dimension":2,"input_type":"search_query"}""");
        vectors[0].Vector.ToArray().ShouldBe([1f, 2f]);
        vectors.Usage!.AdditionalCounts!["billedInputTokens"].ShouldBe(2);
    }

    [Fact]
    public async Task Tokens_are_counted_of_all_that_is_text_and_estimated_where_there_are_files()
    {
        var stub = Stub().Answer("""{"tokens":[1,2,3]}""");
        var chat = stub.Chat(Model);

        var counted = await chat.CountTokensAsync(
        [
            new(ChatRole.User, "Hi"),
            new(ChatRole.Assistant, [new FunctionCallContent("c", "f", new Dictionary<string, object?> { ["x"] = 1 })]),
            new(ChatRole.Tool, [new FunctionResultContent("c", "sunny")]),
        ]);
        var estimated = await chat.CountTokensAsync([new(ChatRole.User, [new TextContent("Hi"), new DataContent(new byte[] { 1 }, "image/png")])]);

        counted.ShouldBe(new TokenCount(3, IsEstimate: false));
        stub.Requests.ShouldHaveSingleItem().ShouldBe("""{"text":"Hi\nf{\"x\":1}\nsunny","model":"command-a-03-2025"}""");
        estimated.IsEstimate.ShouldBeTrue();
        estimated.Tokens.ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task Models_come_page_by_page()
    {
        var stub = Stub().Answer("""{"models":[{"name":"a","context_length":4096.0}],"next_page_token":"t2"}""").Answer("""{"models":[{"name":"b"}]}""");

        var models = await stub.Models().ListAsync().ToListAsync();

        models.Select(model => (model.Id, model.Context)).ShouldBe([("a", 4096), ("b", null)]);
        stub.Paths.ShouldBe(["/v1/models", "/v1/models?page_token=t2"]);
    }

    [Fact]
    public async Task The_older_protocol_says_the_same_in_its_own_words()
    {
        var stub = new DialectStub(CohereProvider.Profile, CohereV1Dialect.Instance);

        var sent = await stub.SentAsync("""{"text":"ok"}""", Model,
        [
            new(ChatRole.System, "Be brief."),
            new(ChatRole.User, "Hi"),
            new(ChatRole.Assistant, [new TextContent("Well."), new FunctionCallContent("call_0_r", "f", new Dictionary<string, object?> { ["x"] = 1 })]),
            new(ChatRole.Tool, [new FunctionResultContent("call_0_r", "2")]),
        ], new() { Tools = [s_tool], MaxOutputTokens = 5 });

        sent.ShouldBe(
            """{"model":"command-a-03-2025","message":"","preamble":"Be brief.","chat_history":[{"role":"USER","message":"Hi"},{"role":"CHATBOT","message":"Well.","tool_calls":[{"name":"f","parameters":{"x":1}}]}]"""
            + ""","tools":[{"name":"f","description":"Does.","parameter_definitions":{"x":{"description":"A number","type":"int","required":true}}}]"""
            + ""","tool_results":[{"call":{"name":"f","parameters":{"x":1}},"outputs":[{"output":"2"}]}],"max_tokens":5}""");
    }

    private static DialectStub Stub() => new(CohereProvider.Profile, CohereChatDialect.Instance);

    private static Task<string> SentAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null) => Stub().SentAsync(Ok, Model, messages, options);

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}

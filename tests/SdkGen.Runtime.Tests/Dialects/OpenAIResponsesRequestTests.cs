using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Transport;
using SdkGen.Wire.OpenAIResponses;

namespace SdkGen.Runtime.Tests.Dialects;

/// <summary>What is sent, to the letter.</summary>
public class OpenAIResponsesRequestTests
{
    private const string Ok = """{"id":"r","object":"response","status":"completed","output":[]}""";
    private const string Hi = "\"input\":[{\"type\":\"message\",\"role\":\"user\",\"content\":\"hi\"}]";

    private static readonly ChatMessage[] s_hi = [new(ChatRole.User, "hi")];

    [Fact]
    public async Task A_question_is_one_message() =>
        (await SentAsync([new(ChatRole.User, "Grüße <b>")])).ShouldBe("""{"model":"gpt-4.1-mini","input":[{"type":"message","role":"user","content":"Grüße <b>"}]}""");

    [Fact]
    public async Task A_conversation_is_sent_with_every_part_it_had()
    {
        var sent = await SentAsync(
        [
            new(ChatRole.System, "Be brief."),
            new(ChatRole.User,
            [
                new TextContent("Look:"), new UriContent("https://example.com/a.png", "image/png") { AdditionalProperties = new() { ["detail"] = "low" } }, new DataContent("AB"u8.ToArray(), "image/jpeg"),
                new DataContent("AB"u8.ToArray(), "application/pdf") { Name = "a.pdf" }, new UriContent("https://example.com/b.pdf", "application/pdf"), new HostedFileContent("file-1"),
                new DataContent("AB"u8.ToArray(), "text/plain") { AdditionalProperties = new() { ["cacheControl"] = true } },
            ]),
            new(ChatRole.Assistant,
            [
                new TextReasoningContent("another service's") { ProtectedData = "signature" }, new TextContent("I "), new TextContent("see."),
                new FunctionCallContent("c1", "Look", RawArguments.FromJson("""{ "at": 1 }"""u8.ToArray())),
                new FunctionCallContent("c2", "Look", new Dictionary<string, object?> { ["at"] = 2, ["none"] = null }),
                new FunctionCallContent("c3", "Free", RawArguments.FromText("4 + 4")), new UsageContent(new()),
                new FunctionCallContent("c9", "search", null) { InformationalOnly = true },
            ]),
            new(ChatRole.Tool,
            [
                new FunctionResultContent("c1", "text"), new FunctionResultContent("c2", new AIContent[] { new TextContent("seen"), new DataContent("AB"u8.ToArray(), "image/png") }),
                new FunctionResultContent("c3", JsonSerializer.SerializeToElement("plain")), new FunctionResultContent("c4", JsonSerializer.SerializeToElement(new[] { 1, 2 })),
            ]),
            new(ChatRole.Assistant, [new RefusalContent("No.")]),
            new(new ChatRole("developer"), "Now."),
        ]);
        sent.ShouldBe("""{"model":"gpt-4.1-mini","input":[{"type":"message","role":"system","content":"Be brief."},"""
            + """{"type":"message","role":"user","content":[{"type":"input_text","text":"Look:"},{"type":"input_image","image_url":"https://example.com/a.png","detail":"low"},"""
            + """{"type":"input_image","image_url":"data:image/jpeg;base64,QUI="},{"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,QUI="},"""
            + """{"type":"input_file","file_url":"https://example.com/b.pdf"},{"type":"input_file","file_id":"file-1"},{"type":"input_text","text":"AB","prompt_cache_breakpoint":{"mode":"explicit"}}]},"""
            + """{"type":"message","role":"assistant","content":[{"type":"output_text","text":"I "},{"type":"output_text","text":"see."}]},"""
            + """{"type":"function_call","call_id":"c1","name":"Look","arguments":"{ \"at\": 1 }"},{"type":"function_call","call_id":"c2","name":"Look","arguments":"{\"at\":2,\"none\":null}"},"""
            + """{"type":"custom_tool_call","call_id":"c3","name":"Free","input":"4 + 4"},{"type":"function_call_output","call_id":"c1","output":"text"},"""
            + """{"type":"function_call_output","call_id":"c2","output":[{"type":"input_text","text":"seen"},{"type":"input_image","image_url":"data:image/png;base64,QUI="}]},"""
            + """{"type":"custom_tool_call_output","call_id":"c3","output":"plain"},{"type":"function_call_output","call_id":"c4","output":"[1,2]"},"""
            + """{"type":"message","role":"assistant","content":[{"type":"refusal","refusal":"No."}]},{"type":"message","role":"developer","content":"Now."}]}""");
    }

    [Fact]
    public async Task Options_become_parameters_with_the_numbers_that_were_written()
    {
        var sent = await SentAsync(s_hi, new()
        {
            ModelId = "gpt-next",
            Instructions = "Be kind.",
            Temperature = 0.7f,
            TopP = 0.95f,
            MaxOutputTokens = 100,
            ConversationId = "resp_1",
            AllowBackgroundResponses = true,
            Reasoning = new() { Effort = ReasoningEffort.High, Output = ReasoningOutput.Full },
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonSerializer.SerializeToElement(new { type = "object" }), "thing", "A thing"),
            AdditionalProperties = new() { ["service_tier"] = "flex", ["include"] = new[] { "x" }, ["top_p"] = 0.5, ["strict"] = true, ["skipped"] = null, ["stream"] = true },
        });
        sent.ShouldBe("""{"model":"gpt-next","input":[{"type":"message","role":"user","content":"hi"}],"instructions":"Be kind.","previous_response_id":"resp_1","background":true,"max_output_tokens":100,"""
            + "\"" + """temperature":0.7,"text":{"format":{"type":"json_schema","name":"thing","description":"A thing","schema":{"type":"object"},"strict":true}},"reasoning":{"effort":"high","summary":"detailed"},"""
            + "\"" + """service_tier":"flex","include":["x"],"top_p":0.5}""");
    }

    [Fact]
    public async Task Names_of_Chat_Completions_mean_the_same()
    {
        var sent = await SentAsync(s_hi, new()
        {
            Reasoning = new() { Output = ReasoningOutput.Summary },
            AdditionalProperties = new() { ["reasoning_effort"] = "low", ["verbosity"] = "high", ["max_completion_tokens"] = 50, ["logprobs"] = true, ["top_logprobs"] = 2, ["n"] = 1 },
        });
        sent.ShouldBe($$$"""{"model":"gpt-4.1-mini",{{{Hi}}},"reasoning":{"summary":"auto","effort":"low"},"include":["message.output_text.logprobs"],"text":{"verbosity":"high"},"max_output_tokens":50,"top_logprobs":2}""");
    }

    [Fact]
    public async Task Typed_options_of_a_model_declared_with_another_protocol_are_translated()
    {
        var sent = await SentAsync(s_hi, new OpenAIModels.O4Mini.Options { ReasoningEffort = OpenAIModels.O4Mini.ReasoningEffort.High, MaxOutputTokens = 64 }, "o4-mini");
        sent.ShouldBe($$$"""{"model":"o4-mini",{{{Hi}}},"max_output_tokens":64,"reasoning":{"effort":"high"}}""");
    }

    [Fact]
    public async Task A_kept_conversation_is_added_to_by_its_id() =>
        (await SentAsync(s_hi, new() { ConversationId = "conv_1" })).ShouldBe($$$"""{"model":"gpt-4.1-mini",{{{Hi}}},"conversation":"conv_1"}""");

    [Fact]
    public async Task Who_keeps_nothing_asks_for_the_reasoning_itself()
    {
        var store = new ChatOptions { AdditionalProperties = new() { ["store"] = false } };

        (await SentAsync(s_hi, store, "gpt-5")).ShouldBe($$$"""{"model":"gpt-5",{{{Hi}}},"include":["reasoning.encrypted_content"],"store":false}""");
        // gpt-4.1 is known not to reason.
        (await SentAsync(s_hi, store)).ShouldBe($$$"""{"model":"gpt-4.1-mini",{{{Hi}}},"store":false}""");
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("seed")]
    [InlineData("frequency_penalty")]
    [InlineData("logit_bias")]
    [InlineData("n")]
    public async Task What_the_protocol_does_not_have_is_refused_before_anything_is_sent(string name)
    {
        var stub = new OpenAIStub();

        var failure = await Should.ThrowAsync<LlmException>(stub.Responses().GetResponseAsync(s_hi, new ChatOptions { AdditionalProperties = new() { [name] = 2 } }));

        failure.Kind.ShouldBe(LlmErrorKind.Unsupported);
        failure.Message.ShouldContain(name);
        stub.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Options_that_the_protocol_does_not_have_are_refused_too_unless_the_service_takes_them()
    {
        var options = new ChatOptions { FrequencyPenalty = 0.5f };
        (await Should.ThrowAsync<LlmException>(new OpenAIStub().Responses().GetResponseAsync(s_hi, options))).Kind.ShouldBe(LlmErrorKind.Unsupported);

        var taker = new OpenAIStub(OpenRouterProvider.Profile).Answer(Ok);
        await taker.Responses("any/model").GetResponseAsync(s_hi, options);
        taker.Requests.ShouldHaveSingleItem().ShouldBe($$$"""{"model":"any/model",{{{Hi}}},"frequency_penalty":0.5}""");
    }

    [Fact]
    public async Task Audio_is_refused_with_advice()
    {
        var failure = await Should.ThrowAsync<LlmException>(SentAsync([new(ChatRole.User, [new DataContent("AB"u8.ToArray(), "audio/wav")])], new() { ModelId = "gpt-next" }));

        failure.Kind.ShouldBe(LlmErrorKind.Unsupported);
        failure.Message.ShouldContain("Chat Completions");
    }

    [Fact]
    public async Task Functions_are_flat_and_say_whether_they_are_strict()
    {
        var tool = new FakeTool("Find", _ => "");
        var sent = await SentAsync(s_hi, new() { Tools = [tool], ToolMode = ChatToolMode.RequireSpecific("Find"), AllowMultipleToolCalls = false });
        sent.ShouldBe($$$"""{"model":"gpt-4.1-mini",{{{Hi}}},"tools":[{"type":"function","name":"Find","parameters":{"type":"object"},"strict":false}],"""
            + "\"" + """tool_choice":{"type":"function","name":"Find"},"parallel_tool_calls":false}""");

        var strict = await SentAsync(s_hi, new() { Tools = [AIFunctionFactory.Create((string q) => q, "Find")], ToolMode = ChatToolMode.RequireAny, AdditionalProperties = new() { ["strict"] = true } });
        strict.ShouldContain("\"strict\":true");
        strict.ShouldContain("\"tool_choice\":\"required\"");
    }

    [Fact]
    public async Task Tools_of_the_service_are_offered_in_its_words()
    {
        var sent = await SentAsync(s_hi, new()
        {
            ToolMode = ChatToolMode.Auto,
            Tools =
            [
                new HostedWebSearchTool(new Dictionary<string, object?> { ["search_context_size"] = "low" }),
                new HostedFileSearchTool { Inputs = [new HostedVectorStoreContent("vs_1")], MaximumResultCount = 3 },
                new HostedCodeInterpreterTool { Inputs = [new HostedFileContent("file-1")] },
                new HostedImageGenerationTool { Options = new() { ImageSize = new(1024, 1536), MediaType = "image/webp" } },
                new HostedMcpServerTool("docs", new Uri("https://mcp.example/")) { AllowedTools = ["read"], ApprovalMode = HostedMcpServerToolApprovalMode.NeverRequire },
                new HostedMcpServerTool("mail", "connector_gmail")
                {
                    ApprovalMode = HostedMcpServerToolApprovalMode.RequireSpecific(["send"], ["read"]), Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer t" },
                },
            ],
        });
        sent.ShouldBe($$$"""{"model":"gpt-4.1-mini",{{{Hi}}},"tools":[{"type":"web_search","search_context_size":"low"},{"type":"file_search","vector_store_ids":["vs_1"],"max_num_results":3},"""
            + """{"type":"code_interpreter","container":{"type":"auto","file_ids":["file-1"]}},{"type":"image_generation","size":"1024x1536","output_format":"webp"},"""
            + """{"type":"mcp","server_label":"docs","server_url":"https://mcp.example/","allowed_tools":["read"],"require_approval":"never"},"""
            + """{"type":"mcp","server_label":"mail","connector_id":"connector_gmail","authorization":"t","require_approval":{"always":{"tool_names":["send"]},"never":{"tool_names":["read"]}}}],"tool_choice":"auto"}""");
    }

    [Fact]
    public async Task A_tool_that_names_its_type_goes_by_wire_names()
    {
        var tools = new AITool[]
        {
            new OwnTool("computer", new() { ["type"] = "computer_use_preview", ["display_width"] = 800, ["environment"] = null }),
            new OwnTool("sql", new() { ["type"] = "custom", ["name"] = "sql" }),
        };
        const string Wire = """[{"type":"computer_use_preview","display_width":800},{"type":"custom","name":"sql"}]""";

        (await SentAsync(s_hi, new() { Tools = tools })).ShouldBe($$$"""{"model":"gpt-4.1-mini",{{{Hi}}},"tools":{{{Wire}}}}""");
        (await SentAsync(s_hi, new() { Tools = tools, ToolMode = ChatToolMode.RequireSpecific("computer") })).ShouldEndWith(""","tool_choice":{"type":"computer_use_preview"}}""");
        (await SentAsync(s_hi, new() { Tools = tools, ToolMode = ChatToolMode.RequireSpecific("sql") })).ShouldEndWith(""","tool_choice":{"type":"custom","name":"sql"}}""");
        (await Should.ThrowAsync<LlmException>(SentAsync(s_hi, new() { Tools = [new OwnTool("x", [])] }))).Kind.ShouldBe(LlmErrorKind.Unsupported);
    }

    [Fact]
    public async Task Deferred_functions_are_found_by_a_search()
    {
        var tools = new AITool[] { new FakeTool("Near", _ => ""), new FakeTool("Far", _ => ""), new HostedToolSearchTool { DeferredTools = ["Far"], Namespace = "maps", NamespaceDescription = "Places" } };
        (await SentAsync(s_hi, new() { Tools = tools })).ShouldBe($$$"""{"model":"gpt-4.1-mini",{{{Hi}}},"tools":[{"type":"function","name":"Near","parameters":{"type":"object"},"strict":false},"""
            + """{"type":"namespace","name":"maps","description":"Places","tools":[{"type":"function","name":"Far","parameters":{"type":"object"},"strict":false,"defer_loading":true}]},{"type":"tool_search"}]}""");
    }

    [Fact]
    public async Task The_callers_own_request_is_filled_up()
    {
        var sent = await SentAsync(s_hi, new()
        {
            Temperature = 0.1f,
            RawRepresentationFactory = _ => new OpenAIResponsesRequest { Temperature = 1, MaxToolCalls = 3, UnknownMembers = new() { ["new"] = JsonSerializer.SerializeToElement(1) } },
        });
        sent.ShouldBe($$$"""{"model":"gpt-4.1-mini",{{{Hi}}},"max_tool_calls":3,"temperature":1,"new":1}""");
    }

    [Fact]
    public async Task Tokens_are_counted_of_the_same_request()
    {
        var stub = new OpenAIStub().Answer("""{"object":"response.input_tokens","input_tokens":11}""");
        var counter = stub.Responses().GetService<ITokenCounter>().ShouldNotBeNull();

        var count = await counter.CountTokensAsync(s_hi, new() { Instructions = "Be kind.", Temperature = 0.5f, MaxOutputTokens = 16, AdditionalProperties = new() { ["verbosity"] = "low" } });

        count.ShouldBe(11);
        stub.Requests.ShouldHaveSingleItem().ShouldBe($$$"""{"model":"gpt-4.1-mini",{{{Hi}}},"instructions":"Be kind.","text":{"verbosity":"low"}}""");
    }

    private static async Task<string> SentAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, string model = "gpt-4.1-mini")
    {
        var stub = new OpenAIStub().Answer(Ok);
        await stub.Responses(model).GetResponseAsync(messages, options);
        return stub.Requests.ShouldHaveSingleItem();
    }

    private sealed class OwnTool(string name, Dictionary<string, object?> members) : AITool
    {
        public override string Name => name;

        public override IReadOnlyDictionary<string, object?> AdditionalProperties => members;
    }
}

using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Transport;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Runtime.Tests.Dialects;

/// <summary>What is sent, to the letter.</summary>
public class OpenAIChatRequestTests
{
    private const string Ok = """{"id":"r","choices":[{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}]}""";

    [Fact]
    public async Task A_question_is_one_message() =>
        (await SentAsync([new(ChatRole.User, "Grüße <b>")])).ShouldBe("""{"model":"gpt-4.1-mini","messages":[{"role":"user","content":"Grüße <b>"}]}""");

    [Fact]
    public async Task A_conversation_is_sent_back_with_every_part_it_had()
    {
        var sent = await SentAsync(
        [
            new(ChatRole.System, "Be brief."),
            new(ChatRole.User,
            [
                new TextContent("Look:"), new UriContent("https://example.com/a.png", "image/png") { AdditionalProperties = new() { ["detail"] = "low" } }, new DataContent("AB"u8.ToArray(), "image/jpeg"),
                new DataContent("AB"u8.ToArray(), "audio/mpeg"), new DataContent("AB"u8.ToArray(), "application/pdf") { Name = "a.pdf" }, new HostedFileContent("file-1"),
            ]) { AuthorName = "ann" },
            new(ChatRole.Assistant,
            [
                new TextReasoningContent("hm"), new TextContent("I "), new TextContent("see."),
                new FunctionCallContent("c1", "Look", RawArguments.FromJson("""{ "at": 1 }"""u8.ToArray())),
                new FunctionCallContent("c2", "Look", new Dictionary<string, object?> { ["at"] = 2, ["who"] = "ü", ["none"] = null }),
                new FunctionCallContent("c3", "Free", RawArguments.FromText("4 + 4")), new UsageContent(new()),
            ]) { AuthorName = "not a name" },
            new(ChatRole.Tool,
            [
                new FunctionResultContent("c1", "text"), new FunctionResultContent("c2", JsonSerializer.SerializeToElement(new[] { 1, 2 })),
                new FunctionResultContent("c3", JsonSerializer.SerializeToElement("plain")), new FunctionResultContent("c4", null), new FunctionResultContent("c5", new TextContent("part")),
            ]),
            new(ChatRole.Assistant, [new RefusalContent("No.")]),
            new(new ChatRole("developer"), "Now."),
        ], model: "gpt-next");
        sent.ShouldBe("""{"model":"gpt-next","messages":[{"role":"system","content":"Be brief."},"""
            + """{"role":"user","content":[{"type":"text","text":"Look:"},{"type":"image_url","image_url":{"url":"https://example.com/a.png","detail":"low"}},"""
            + """{"type":"image_url","image_url":{"url":"data:image/jpeg;base64,QUI="}},{"type":"input_audio","input_audio":{"data":"QUI=","format":"mp3"}},"""
            + """{"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,QUI="}},{"type":"file","file":{"file_id":"file-1"}}],"name":"ann"},"""
            + """{"role":"assistant","content":"I see.","tool_calls":[{"id":"c1","type":"function","function":{"name":"Look","arguments":"{ \"at\": 1 }"}},"""
            + """{"id":"c2","type":"function","function":{"name":"Look","arguments":"{\"at\":2,\"who\":\"ü\",\"none\":null}"}},{"id":"c3","type":"custom","custom":{"name":"Free","input":"4 + 4"}}]},"""
            + """{"role":"tool","content":"text","tool_call_id":"c1"},{"role":"tool","content":"[1,2]","tool_call_id":"c2"},{"role":"tool","content":"plain","tool_call_id":"c3"},"""
            + """{"role":"tool","content":"","tool_call_id":"c4"},{"role":"tool","content":"part","tool_call_id":"c5"},{"role":"assistant","refusal":"No."},{"role":"developer","content":"Now."}]}""");
    }

    [Fact]
    public async Task Options_become_parameters_with_the_numbers_that_were_written()
    {
        var sent = await SentAsync([new(ChatRole.User, "hi")], new()
        {
            Instructions = "Be kind.",
            Temperature = 0.7f,
            TopP = 0.95f,
            FrequencyPenalty = -0.5f,
            PresencePenalty = 0.1f,
            Seed = 42,
            MaxOutputTokens = 100,
            StopSequences = ["a", "b"],
            ResponseFormat = ChatResponseFormat.Json,
            AdditionalProperties = new() { ["service_tier"] = "flex", ["n"] = 2, ["logit_bias"] = JsonSerializer.SerializeToElement(new { x = 1 }), ["top_p"] = 0.5, ["skipped"] = null },
        });
        sent.ShouldBe("""{"model":"gpt-4.1-mini","messages":[{"role":"system","content":"Be kind."},{"role":"user","content":"hi"}],"max_completion_tokens":100,"temperature":0.7"""
            + ""","frequency_penalty":-0.5,"presence_penalty":0.1,"seed":42,"stop":["a","b"],"response_format":{"type":"json_object"},"service_tier":"flex","n":2,"logit_bias":{"x":1},"top_p":0.5}""");
    }

    [Fact]
    public async Task Typed_options_of_a_model_are_sent_by_their_wire_names()
    {
        var sent = await SentAsync([new(ChatRole.User, "hi")], new OpenAIModels.O4Mini.Options { ReasoningEffort = OpenAIModels.O4Mini.ReasoningEffort.High }, "o4-mini");
        sent.ShouldBe("""{"model":"o4-mini","messages":[{"role":"user","content":"hi"}],"reasoning_effort":"high"}""");
    }

    [Fact]
    public async Task A_schema_for_the_answer_is_sent_as_it_is()
    {
        var schema = JsonSerializer.Deserialize<JsonElement>("""{"type":"object","properties":{}}""");
        (await SentAsync([new(ChatRole.User, "hi")], new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(schema, "thing", "A thing."), AdditionalProperties = new() { ["strict"] = true } }))
            .ShouldEndWith(""","response_format":{"type":"json_schema","json_schema":{"name":"thing","description":"A thing.","schema":{"type":"object","properties":{}},"strict":true}}}""");
    }

    [Fact]
    public async Task Tools_are_sent_with_their_constant_schema_and_the_choice_among_them()
    {
        var tool = new FakeTool("Look", _ => "");
        const string Form = ""","tools":[{"type":"function","function":{"name":"Look","parameters":{"type":"object"}}}]""";
        (await SentAsync([new(ChatRole.User, "hi")], new() { Tools = [tool], AllowMultipleToolCalls = false })).ShouldEndWith(Form + ""","parallel_tool_calls":false}""");
        (await SentAsync([new(ChatRole.User, "hi")], new() { Tools = [tool], ToolMode = ChatToolMode.Auto })).ShouldEndWith(Form + ""","tool_choice":"auto"}""");
        (await SentAsync([new(ChatRole.User, "hi")], new() { Tools = [tool], ToolMode = ChatToolMode.None })).ShouldEndWith(Form + ""","tool_choice":"none"}""");
        (await SentAsync([new(ChatRole.User, "hi")], new() { Tools = [tool], ToolMode = ChatToolMode.RequireAny })).ShouldEndWith(Form + ""","tool_choice":"required"}""");
        (await SentAsync([new(ChatRole.User, "hi")], new() { Tools = [tool], ToolMode = ChatToolMode.RequireSpecific("Look") }))
            .ShouldEndWith(Form + ""","tool_choice":{"type":"function","function":{"name":"Look"}}}""");
        (await SentAsync([new(ChatRole.User, "hi")], new() { ToolMode = ChatToolMode.RequireAny, Tools = [new HostedWebSearchTool()] })).ShouldEndWith(""","web_search_options":{}}""");
    }

    [Fact]
    public async Task Strict_mode_sends_the_schema_that_was_made_for_it()
    {
        var sent = await SentAsync([new(ChatRole.User, "hi")], new() { Tools = [EndToEnd.WeatherTools.All[0]], AdditionalProperties = new() { ["strict"] = true } });
        sent.ShouldBe("""{"model":"gpt-4.1-mini","messages":[{"role":"user","content":"hi"}],"tools":[{"type":"function","function":{"name":"GetForecast","description":"Gets the forecast for a city.""" + "\""
            + ""","parameters":{"type":"object","properties":{"city":{"description":"City name, for example \"Paris\". 1 to 80 characters.","type":"string"}"""
            + ""","days":{"description":"How many days ahead. Null for the default, 3.","type":["integer","null"],"minimum":1,"maximum":14}},"required":["city","days"],"additionalProperties":false},"strict":true}}]}""");

    }

    [Theory]
    [InlineData("gpt-4.1-mini", null, null, true)]
    [InlineData("gpt-4.1-mini", null, false, false)]
    [InlineData("gpt-4.1-mini", false, null, false)]
    [InlineData("gpt-4.1-mini", false, true, true)]
    [InlineData("ft:gpt-4.1-mini:acme", null, null, false)]
    [InlineData("ft:gpt-4.1-mini:acme", true, null, true)]
    public async Task Generated_tools_are_strict_where_the_model_is_known_to_take_schemas(string model, bool? account, bool? options, bool isStrict)
    {
        AIFunction tool = EndToEnd.WeatherTools.All[0];
        foreach (var offered in new[] { tool, new Renamed(tool), new Narrowed(tool) })
        {
            var stub = new OpenAIStub(strictTools: account).Answer(Ok);
            var chat = stub.Chat();
            var asked = new ChatOptions { ModelId = model, Tools = [offered] };
            if (options is { } strict)
                asked.AdditionalProperties = new() { ["strict"] = strict };
            await chat.GetResponseAsync("hi", asked);

            // A wrapper that changes the schema is no generated tool any more: nobody vouches for it but who asks.
            var sent = stub.Requests.Single();
            sent.Contains("\"strict\":true", StringComparison.Ordinal).ShouldBe(offered is Narrowed ? options == true : isStrict, sent);
            sent.Contains("Null for the default, 3.", StringComparison.Ordinal).ShouldBe(isStrict && offered is not Narrowed, sent);
            if (offered is Renamed)
                sent.ShouldContain("\"name\":\"Renamed\"");
        }
    }

    [Fact]
    public async Task Strict_mode_of_other_functions_is_their_owners_and_a_tool_without_a_strict_form_goes_without()
    {
        var function = new StrictFunction();
        (await SentAsync([new(ChatRole.User, "hi")], new() { Tools = [function] })).ShouldEndWith(""","tools":[{"type":"function","function":{"name":"Own","parameters":{"type":"object","properties":{}},"strict":true}}]}""");
        (await SentAsync([new(ChatRole.User, "hi")], new() { Tools = [new FakeTool("Look", _ => "")], AdditionalProperties = new() { ["strict"] = true } }))
            .ShouldEndWith(""","tools":[{"type":"function","function":{"name":"Look","parameters":{"type":"object"}}}]}""");
    }

    [Fact]
    public async Task What_the_model_refuses_is_refused_before_anything_is_sent_in_the_words_of_the_build_error()
    {
        var stub = new OpenAIStub();
        var exception = await Should.ThrowAsync<LlmException>(stub.Chat("o4-mini").GetResponseAsync("hi", new() { Temperature = 1 }));
        exception.Kind.ShouldBe(LlmErrorKind.Unsupported);
        exception.Message.ShouldStartWith("LLM2011: o4-mini does not take temperature: ");
        exception.IsRetryable.ShouldBeFalse();
        (await Should.ThrowAsync<LlmException>(stub.Chat("o4-mini").GetResponseAsync("hi", new() { AdditionalProperties = new() { ["top_logprobs"] = 1 } })))
            .Message.ShouldStartWith("LLM2018: o4-mini does not tell the probabilities of its tokens. ");
        (await Should.ThrowAsync<LlmException>(stub.Chat().GetResponseAsync("hi", new() { ModelId = "o4-mini", Temperature = 1 }))).Message.ShouldStartWith("LLM2011: o4-mini does not take temperature: ");
        (await Should.ThrowAsync<LlmException>(stub.Chat("gpt-5-chat-latest").GetResponseAsync("hi", new() { Tools = [new FakeTool("T", _ => "")] })))
            .Message.ShouldMatch(@"^LLM2003: gpt-5-chat-latest does not call tools\. Models of OpenAI that do: OpenAIModels\.Gpt5[A-Za-z0-9]*, OpenAIModels\.");
        (await Should.ThrowAsync<LlmException>(stub.Chat("gpt-4-turbo").GetResponseAsync("hi", new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonSerializer.SerializeToElement(new { })) })))
            .Message.ShouldStartWith("LLM2005: gpt-4-turbo does not answer by a JSON Schema. Models of OpenAI that do: OpenAIModels.");
        await Should.ThrowAsync<LlmException>(stub.Chat().GetResponseAsync([new(ChatRole.User, [new DataContent("x"u8.ToArray(), "video/mp4")])]));
        stub.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stream_asks_for_its_usage_and_another_model_may_be_named()
    {
        var stub = new OpenAIStub().Stream(["""{"choices":[]}"""]);
        await foreach (var _ in stub.Chat().GetStreamingResponseAsync("hi", new() { ModelId = "gpt-next" }))
        {
        }

        stub.Requests.Single().ShouldBe("""{"model":"gpt-next","messages":[{"role":"user","content":"hi"}],"stream":true,"stream_options":{"include_usage":true}}""");
    }

    [Fact]
    public async Task No_member_is_ever_sent_twice()
    {
        var stub = new OpenAIStub().Stream(["""{"choices":[]}"""]);
        await foreach (var _ in stub.Chat().GetStreamingResponseAsync("hi", new()
        {
            RawRepresentationFactory = _ => new OpenAIChatRequest { Choices = 1, Verbosity = "low" },
            AdditionalProperties = new()
            {
                ["model"] = "other",
                ["stream"] = false,
                ["n"] = 2,
                ["verbosity"] = "high",
                ["_"] = 1,
                ["stream_options"] = JsonSerializer.SerializeToElement(new { include_usage = false }),
            },
        }))
        {
        }

        using var sent = JsonDocument.Parse(stub.Requests.Single());
        var members = sent.RootElement.EnumerateObject().ToList();
        members.Select(x => x.Name).ShouldBeUnique();
        members.ToDictionary(x => x.Name, x => x.Value.GetRawText()).ShouldSatisfyAllConditions(
            x => x["model"].ShouldBe("\"gpt-4.1-mini\""), x => x["stream"].ShouldBe("true"), x => x["n"].ShouldBe("2"), x => x["verbosity"].ShouldBe("\"high\""),
            x => x["_"].ShouldBe("1"), x => x["stream_options"].ShouldBe("""{"include_usage":false}"""));
    }

    [Fact]
    public async Task A_result_that_is_no_text_is_sent_as_it_was_written()
    {
        using var half = JsonDocument.Parse(""" "\ud800" """);
        (await SentAsync([new(ChatRole.Assistant, [new FunctionCallContent("c", "T")]), new(ChatRole.Tool, [new FunctionResultContent("c", half.RootElement)])]))
            .ShouldContain("""\\ud800""");
    }

    [Fact]
    public async Task A_request_of_the_callers_own_is_filled_in_not_changed()
    {
        var sent = await SentAsync([new(ChatRole.User, "hi")], new()
        {
            Temperature = 0.5f,
            RawRepresentationFactory = _ => new OpenAIChatRequest { Temperature = 0, Verbosity = "low", Tools = [new() { Type = "custom", Custom = new() { Name = "calc" } }] },
        });
        sent.ShouldBe("""{"model":"gpt-4.1-mini","messages":[{"role":"user","content":"hi"}],"temperature":0,"tools":[{"type":"custom","custom":{"name":"calc"}}],"verbosity":"low"}""");
    }

    [Fact]
    public async Task A_service_that_departs_from_the_protocol_is_spoken_to_as_its_spec_says()
    {
        var profile = new ProviderProfile
        {
            Id = "acme",
            Name = "Acme",
            BaseUrl = "https://acme.example/",
            Wire = new Dictionary<string, string>
            {
                ["systemRole"] = "developer",
                ["reasoning"] = "reasoning_content",
                ["replayReasoning"] = "withTools",
                ["streamUsage"] = "omit",
                ["structuredOutput"] = "json_object",
                ["toolCallIds"] = "alphanumeric9",
                ["requiredToolChoice"] = "any",
            },
            Models = [new() { Id = "acme-1", WireNames = new Dictionary<string, string> { ["maxOutputTokens"] = "max_tokens" } }],
        };
        var stub = new OpenAIStub(profile).Stream(["""{"choices":[]}"""]);
        await foreach (var _ in stub.Chat("acme-1").GetStreamingResponseAsync(
            [
                new(ChatRole.System, "s"), new(ChatRole.Assistant, [new TextReasoningContent("old"), new TextContent("a")]),
                new(ChatRole.Assistant, [new TextReasoningContent("why"), new FunctionCallContent("call_long", "T")]), new(ChatRole.Tool, [new FunctionResultContent("call_long", "r")]),
            ], new() { MaxOutputTokens = 5, ToolMode = ChatToolMode.RequireAny, Tools = [new FakeTool("T", _ => "")], ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonSerializer.SerializeToElement(new { })) }))
        {
        }

        stub.Requests.Single().ShouldBe("""{"model":"acme-1","messages":[{"role":"developer","content":"s"},{"role":"assistant","content":"a"},"""
            + """{"role":"assistant","tool_calls":[{"id":"527f178b9","type":"function","function":{"name":"T","arguments":"{}"}}],"reasoning_content":"why"},"""
            + """{"role":"tool","content":"r","tool_call_id":"527f178b9"}],"stream":true,"max_tokens":5,"tools":[{"type":"function","function":{"name":"T","parameters":{"type":"object"}}}],"tool_choice":"any""" + "\""
            + ""","response_format":{"type":"json_object"}}""");
    }

    [Fact]
    public async Task An_image_is_asked_for_and_read()
    {
        var stub = new OpenAIStub().Answer("""{"created":1,"data":[{"b64_json":"QUI=","revised_prompt":"a tall lighthouse"}],"output_format":"webp","usage":{"input_tokens":3,"output_tokens":4,"total_tokens":7}}""");
        var response = await stub.Images().GenerateAsync(new("a lighthouse"), new() { Count = 1, ImageSize = new(1024, 512), MediaType = "image/webp", AdditionalProperties = new() { ["quality"] = "low" } });
        stub.Requests.Single().ShouldBe("""{"model":"gpt-image-1","prompt":"a lighthouse","n":1,"size":"1024x512","output_format":"webp","quality":"low"}""");
        var image = response.Contents.Single().ShouldBeOfType<DataContent>();
        (image.MediaType, Encoding.UTF8.GetString(image.Data.Span), image.AdditionalProperties!["revisedPrompt"]).ShouldBe(("image/webp", "AB", "a tall lighthouse"));
        (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount, response.Usage.TotalTokenCount).ShouldBe((3, 4, 7));
    }

    private static async Task<string> SentAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, string model = "gpt-4.1-mini")
    {
        var stub = new OpenAIStub().Answer(Ok);
        (await stub.Chat(model).GetResponseAsync(messages, options)).Text.ShouldBe("ok");
        return stub.Requests.Single();
    }

    private sealed class Renamed(AIFunction inner) : DelegatingAIFunction(inner)
    {
        public override string Name => "Renamed";
    }

    private sealed class Narrowed(AIFunction inner) : DelegatingAIFunction(inner)
    {
        public override JsonElement JsonSchema { get; } = JsonSerializer.Deserialize<JsonElement>("""{"type":"object","properties":{}}""");
    }

    private sealed class StrictFunction : AIFunction
    {
        public override string Name => "Own";

        public override JsonElement JsonSchema { get; } = JsonSerializer.Deserialize<JsonElement>("""{"type":"object","properties":{}}""");

        public override IReadOnlyDictionary<string, object?> AdditionalProperties { get; } = new Dictionary<string, object?> { ["strict"] = true };

        protected override ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken) => default;
    }
}

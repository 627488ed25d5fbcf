using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using SdkGen.Wire.BedrockConverse;

namespace SdkGen.Runtime.Tests.Dialects;

/// <summary>Conversations and options as the service is sent them.</summary>
public class BedrockConverseRequestTests
{
    private static readonly AIFunction s_weather = AIFunctionFactory.Create((string city) => city, "get_weather", "Tells the weather.");

    [Fact]
    public async Task Turns_alternate_and_results_stand_first_in_the_turn_after_their_calls()
    {
        var body = await SendAsync(
        [
            new(ChatRole.System, "Be brief."),
            new(ChatRole.User, "Hello."),
            new(ChatRole.User, "Weather?"),
            new(ChatRole.Assistant, [new TextContent("One moment."), new FunctionCallContent("c1", "get_weather", new Dictionary<string, object?> { ["city"] = "Paris" }), new FunctionCallContent("c2", "get_weather", null)]),
            new(ChatRole.User, "Hurry."),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "Sunny"), new FunctionResultContent("c2", JsonElement("""{"sky":"grey"}"""))]),
        ], new() { Instructions = "You are kind." });

        Same(body["system"], """[{"text":"You are kind."},{"text":"Be brief."}]""");
        Same(body["messages"], """
            [
              {"role":"user","content":[{"text":"Hello."},{"text":"Weather?"}]},
              {"role":"assistant","content":[{"text":"One moment."},{"toolUse":{"toolUseId":"c1","name":"get_weather","input":{"city":"Paris"}}},{"toolUse":{"toolUseId":"c2","name":"get_weather","input":{}}}]},
              {"role":"user","content":[{"toolResult":{"toolUseId":"c1","content":[{"text":"Sunny"}]}},{"toolResult":{"toolUseId":"c2","content":[{"json":{"sky":"grey"}}]}},{"text":"Hurry."}]}
            ]
            """);

        // No tools were given, but a conversation that holds calls must come with some.
        Same(body["toolConfig"], """{"tools":[{"toolSpec":{"name":"get_weather","inputSchema":{"json":{"type":"object"}}}}]}""");
    }

    [Fact]
    public async Task Blank_text_and_parts_that_say_nothing_are_left_out()
    {
        var body = await SendAsync([new(ChatRole.User, [new TextContent(" \n"), new TextContent("Hi"), new TextContent(""), new UsageContent(new())]), new(ChatRole.Assistant, ""), new(ChatRole.User, "There?")]);
        Same(body["messages"], """[{"role":"user","content":[{"text":"Hi"},{"text":"There?"}]}]""");
    }

    [Theory]
    [InlineData(null, "[{\"text\":\"null\"}]")]
    [InlineData("", "[{\"text\":\"(empty)\"}]")]
    [InlineData(42, "[{\"text\":\"42\"}]")]
    [InlineData(true, "[{\"text\":\"true\"}]")]
    public async Task Results_that_are_no_object_are_text(object? result, string expected)
    {
        var body = await SendAsync(ConversationWith(result));
        Same(body["messages"]![2]!["content"]![0]!["toolResult"]!["content"], expected);
    }

    [Fact]
    public async Task Results_hold_images_documents_and_errors()
    {
        IList<AIContent> parts = [new TextContent("Here."), new DataContent(new byte[] { 1, 2, 3 }, "image/png"), new DataContent(new byte[] { 4 }, "application/pdf") { Name = "report v1.2.pdf" }];
        var body = await SendAsync(ConversationWith(parts));
        Same(body["messages"]![2]!["content"]![0]!["toolResult"]!["content"], """
            [{"text":"Here."},{"image":{"format":"png","source":{"bytes":"AQID"}}},{"document":{"format":"pdf","name":"report v1 2","source":{"bytes":"BA=="}}}]
            """);

        var failed = await SendAsync([new(ChatRole.User, "Hi"), new(ChatRole.Assistant, [new FunctionCallContent("c", "f")]), new(ChatRole.Tool, [new FunctionResultContent("c", "boom") { Exception = new InvalidOperationException() }])]);
        failed["messages"]![2]!["content"]![0]!["toolResult"]!["status"]!.GetValue<string>().ShouldBe("error");
    }

    [Fact]
    public async Task Ids_of_calls_that_the_service_does_not_take_become_others_in_call_and_result_alike()
    {
        var id = "call|" + new string('x', 80);
        var body = await SendAsync([new(ChatRole.User, "Hi"), new(ChatRole.Assistant, [new FunctionCallContent(id, "f")]), new(ChatRole.Tool, [new FunctionResultContent(id, "r")])]);
        var sent = body["messages"]![1]!["content"]![0]!["toolUse"]!["toolUseId"]!.GetValue<string>();
        sent.ShouldMatch("^[a-zA-Z0-9_.:-]{1,64}$");
        body["messages"]![2]!["content"]![0]!["toolResult"]!["toolUseId"]!.GetValue<string>().ShouldBe(sent);
    }

    [Fact]
    public async Task Files_go_by_their_kind_and_documents_have_names_and_text_beside_them()
    {
        var body = await SendAsync([new(ChatRole.User,
        [
            new DataContent(new byte[] { 1 }, "application/pdf"),
            new DataContent(new byte[] { 2 }, "text/csv") { Name = "Zahlen (2026)_final!!.csv" },
            new DataContent(new byte[] { 3 }, "text/plain") { Name = "Zahlen (2026) final.txt" },
            new DataContent(new byte[] { 4 }, "image/jpeg"),
            new DataContent(new byte[] { 5 }, "video/mp4"),
            new DataContent(new byte[] { 6 }, "audio/mpeg"),
            new UriContent("s3://bucket/films/one.mp4", "video/mp4") { AdditionalProperties = new() { ["bucketOwner"] = "111122223333" } },
        ])], new() { ModelId = "acme.sees-all-v1:0" });
        Same(body["messages"], """
            [{"role":"user","content":[
              {"document":{"format":"pdf","name":"Document 1","source":{"bytes":"AQ=="}}},
              {"document":{"format":"csv","name":"Zahlen (2026) final","source":{"bytes":"Ag=="}}},
              {"document":{"format":"txt","name":"Zahlen (2026) final 2","source":{"bytes":"Aw=="}}},
              {"image":{"format":"jpeg","source":{"bytes":"BA=="}}},
              {"video":{"format":"mp4","source":{"bytes":"BQ=="}}},
              {"audio":{"format":"mp3","source":{"bytes":"Bg=="}}},
              {"video":{"format":"mp4","source":{"s3Location":{"uri":"s3://bucket/films/one.mp4","bucketOwner":"111122223333"}}}},
              {"text":"Document: Document 1"}
            ]}]
            """);
    }

    [Fact]
    public async Task Citations_are_asked_for_on_the_document()
    {
        var body = await SendAsync([new(ChatRole.User,
        [
            new TextContent("Who?"),
            new DataContent("Ruby is by Matz."u8.ToArray(), "text/plain") { Name = "facts.txt", AdditionalProperties = new() { ["citations"] = true, ["context"] = "History" } },
        ])]);
        Same(body["messages"]![0]!["content"]![1], """{"document":{"format":"txt","name":"facts","source":{"text":"Ruby is by Matz."},"context":"History","citations":{"enabled":true}}}""");
    }

    [Theory]
    [InlineData("https://example.com/a.png", "image/png", "s3://")]
    [InlineData("s3://bucket/a.bin", "application/zip", "PDF")]
    public async Task Files_that_cannot_be_sent_say_what_can(string address, string mediaType, string advice)
    {
        var failure = await Should.ThrowAsync<LlmException>(() => SendAsync([new(ChatRole.User, [new UriContent(address, mediaType)])]));
        failure.Kind.ShouldBe(LlmErrorKind.Unsupported);
        failure.Message.ShouldContain(advice);
    }

    [Fact]
    public async Task Cache_points_and_guarded_text_are_asked_for_on_the_part()
    {
        var tool = new CheckedFunction(s_weather, new Dictionary<string, object?> { ["cacheControl"] = true });
        var body = await SendAsync(
        [
            new(ChatRole.System, [new TextContent("Long.") { AdditionalProperties = new() { ["cacheControl"] = true } }]),
            new(ChatRole.User,
            [
                new TextContent("Facts.") { AdditionalProperties = new() { ["guardContent"] = new[] { "grounding_source" } } },
                new TextContent("Ask.") { AdditionalProperties = new() { ["cacheControl"] = JsonElement("""{"type":"ephemeral","ttl":"1h"}""") } },
            ]),
        ], new() { Tools = [tool] });
        Same(body["system"], """[{"text":"Long."},{"cachePoint":{"type":"default"}}]""");
        Same(body["messages"]![0]!["content"], """[{"guardContent":{"text":{"text":"Facts.","qualifiers":["grounding_source"]}}},{"text":"Ask."},{"cachePoint":{"type":"default","ttl":"1h"}}]""");
        Same(body["toolConfig"]!["tools"]![1], """{"cachePoint":{"type":"default"}}""");
    }

    [Fact]
    public async Task Options_have_their_places()
    {
        var body = await SendAsync([new(ChatRole.User, "Hi")], new()
        {
            Temperature = 0.7f,
            TopP = 0.9f,
            TopK = 40,
            MaxOutputTokens = 100,
            StopSequences = ["END"],
            AdditionalProperties = new()
            {
                ["performanceConfig.latency"] = "optimized",
                ["serviceTier.type"] = "flex",
                ["guardrailConfig.guardrailIdentifier"] = "g1",
                ["guardrailConfig.guardrailVersion"] = "DRAFT",
                ["additionalModelResponseFieldPaths"] = new[] { "/stop_sequence" },
                ["additionalModelRequestFields.anthropic_beta"] = new[] { "some-beta" },
                ["tomorrow"] = JsonElement("""{"x":1}"""),
            },
        });
        body.AsObject().Remove("messages");
        Same(body, """
            {
              "inferenceConfig":{"maxTokens":100,"temperature":0.7,"topP":0.9,"stopSequences":["END"]},
              "additionalModelRequestFields":{"top_k":40,"anthropic_beta":["some-beta"]},
              "performanceConfig":{"latency":"optimized"},
              "serviceTier":{"type":"flex"},
              "guardrailConfig":{"guardrailIdentifier":"g1","guardrailVersion":"DRAFT"},
              "additionalModelResponseFieldPaths":["/stop_sequence"],
              "tomorrow":{"x":1}
            }
            """);
    }

    [Fact]
    public async Task What_the_callers_own_request_sets_stays()
    {
        var body = await SendAsync([new(ChatRole.User, "Hi")], new()
        {
            Temperature = 0.7f,
            MaxOutputTokens = 5,
            RawRepresentationFactory = _ => new BedrockConverseRequest { InferenceConfig = new() { MaxTokens = 9 }, AdditionalModelRequestFields = JsonElement("""{"k":1}"""), PromptVariables = JsonElement("""{"v":{"text":"x"}}""") },
        });
        Same(body["inferenceConfig"], """{"maxTokens":9,"temperature":0.7}""");
        Same(body["additionalModelRequestFields"], """{"k":1}""");
        Same(body["promptVariables"], """{"v":{"text":"x"}}""");
    }

    [Theory]
    [InlineData("auto", """{"auto":{}}""")]
    [InlineData("any", """{"any":{}}""")]
    [InlineData("get_weather", """{"tool":{"name":"get_weather"}}""")]
    public async Task The_choice_of_tools_has_its_words(string choice, string expected)
    {
        ChatToolMode mode = choice switch { "auto" => ChatToolMode.Auto, "any" => ChatToolMode.RequireAny, _ => ChatToolMode.RequireSpecific(choice) };
        var body = await SendAsync([new(ChatRole.User, "Hi")], new() { Tools = [s_weather], ToolMode = mode });
        Same(body["toolConfig"]!["toolChoice"], expected);
        body["toolConfig"]!["tools"]![0]!["toolSpec"]!["description"]!.GetValue<string>().ShouldBe("Tells the weather.");
    }

    [Fact]
    public async Task No_tools_are_sent_where_none_may_be_called_unless_the_conversation_holds_calls()
    {
        (await SendAsync([new(ChatRole.User, "Hi")], new() { Tools = [s_weather], ToolMode = ChatToolMode.None }))["toolConfig"].ShouldBeNull();
        var body = await SendAsync(ConversationWith("x"), new() { Tools = [s_weather], ToolMode = ChatToolMode.None });
        body["toolConfig"]!["tools"]!.AsArray().Count.ShouldBe(1);
        body["toolConfig"]!["toolChoice"].ShouldBeNull();
    }

    [Fact]
    public async Task The_services_own_tools_are_named_by_the_spec()
    {
        var body = await SendAsync([new(ChatRole.User, "Hi")], new() { Tools = [new HostedCodeInterpreterTool(), new HostedWebSearchTool()] });
        Same(body["toolConfig"]!["tools"], """[{"systemTool":{"name":"nova_code_interpreter"}},{"systemTool":{"name":"nova_grounding"}}]""");
        (await Should.ThrowAsync<LlmException>(() => SendAsync([new(ChatRole.User, "Hi")], new() { Tools = [new HostedFileSearchTool()] }))).Kind.ShouldBe(LlmErrorKind.Unsupported);
    }

    [Fact]
    public async Task A_schema_for_the_answer_is_sent_as_text()
    {
        var body = await SendAsync([new(ChatRole.User, "Hi")], new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement("""{"type":"object"}"""), "answer", "What to say") });
        Same(body["outputConfig"], """{"textFormat":{"type":"json_schema","structure":{"jsonSchema":{"schema":"{\"type\":\"object\"}","name":"answer","description":"What to say"}}}}""");
        (await Should.ThrowAsync<LlmException>(() => SendAsync([new(ChatRole.User, "Hi")], new() { ResponseFormat = ChatResponseFormat.Json }))).Kind.ShouldBe(LlmErrorKind.Unsupported);
    }

    [Theory]
    [InlineData("anthropic.claude-haiku-4-5-20251001-v1:0", ReasoningEffort.Medium, """{"additionalModelRequestFields":{"thinking":{"budget_tokens":8192,"type":"enabled"}}}""")]
    [InlineData("anthropic.claude-haiku-4-5-20251001-v1:0", ReasoningEffort.None, """{"additionalModelRequestFields":{"thinking":{"type":"disabled"}}}""")]
    [InlineData("us.anthropic.claude-haiku-4-5-20251001-v1:0", ReasoningEffort.Low, """{"additionalModelRequestFields":{"thinking":{"budget_tokens":2048,"type":"enabled"}}}""")]
    [InlineData("anthropic.claude-sonnet-5", ReasoningEffort.High, """{"outputConfig":{"effort":"high"},"additionalModelRequestFields":{"thinking":{"type":"adaptive"}}}""")]
    [InlineData("openai.gpt-oss-120b-1:0", ReasoningEffort.Low, """{"additionalModelRequestFields":{"reasoning_effort":"low"}}""")]
    [InlineData("amazon.nova-2-lite-v1:0", ReasoningEffort.Low, """{"additionalModelRequestFields":{"reasoningConfig":{"maxReasoningEffort":"low","type":"enabled"}}}""")]
    [InlineData("amazon.nova-2-lite-v1:0", ReasoningEffort.None, """{"additionalModelRequestFields":{"reasoningConfig":{"type":"disabled"}}}""")]
    [InlineData("vendor.of-tomorrow", ReasoningEffort.Low, """{"outputConfig":{"effort":"low"}}""")]
    public async Task Reasoning_is_asked_for_in_the_words_of_the_vendor(string model, ReasoningEffort effort, string expected)
    {
        var stub = new BedrockStub().Answer();
        await stub.Chat().GetResponseAsync("Hi", new() { ModelId = model, Reasoning = new() { Effort = effort } });
        var body = stub.LastBody.AsObject();
        body.Remove("messages");
        Same(body, expected);
    }

    [Fact]
    public async Task A_budget_leaves_room_for_the_answer_and_brings_the_reasoning_about()
    {
        var body = await SendAsync([new(ChatRole.User, "Hi")], new() { MaxOutputTokens = 4000, Reasoning = new() { Effort = ReasoningEffort.High } });
        Same(body["additionalModelRequestFields"], """{"thinking":{"budget_tokens":2000,"type":"enabled"}}""");
        body = await SendAsync([new(ChatRole.User, "Hi")], new BedrockModels.ClaudeHaiku45.Options { ThinkingBudget = 1500 });
        Same(body["additionalModelRequestFields"], """{"thinking":{"budget_tokens":1500,"type":"enabled"}}""");
    }

    [Fact]
    public async Task What_a_model_refuses_is_refused_before_it_is_sent()
    {
        var stub = new BedrockStub();
        var failure = await Should.ThrowAsync<LlmException>(() => stub.Chat("anthropic.claude-opus-5").GetResponseAsync("Hi", new() { Temperature = 0.5f }));
        failure.Kind.ShouldBe(LlmErrorKind.Unsupported);
        failure = await Should.ThrowAsync<LlmException>(() => stub.Chat("anthropic.claude-opus-5").GetResponseAsync("Hi", new() { AdditionalProperties = new() { ["inferenceConfig.temperature"] = 0.5 } }));
        failure.Kind.ShouldBe(LlmErrorKind.Unsupported);
        stub.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, null, "/model/anthropic.claude-haiku-4-5-20251001-v1%3A0/converse")]
    [InlineData("eu", null, "/model/eu.anthropic.claude-haiku-4-5-20251001-v1%3A0/converse")]
    [InlineData("eu", "us.anthropic.claude-haiku-4-5-20251001-v1:0", "/model/us.anthropic.claude-haiku-4-5-20251001-v1%3A0/converse")]
    [InlineData("eu", "arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc", "/model/arn%3Aaws%3Abedrock%3Aeu-west-1%3A123456789012%3Aapplication-inference-profile%2Fabc/converse")]
    public async Task Models_are_addressed_by_id_profile_or_ARN(string? geography, string? model, string expected)
    {
        var stub = new BedrockStub(geography).Answer();
        await stub.Chat().GetResponseAsync("Hi", new() { ModelId = model });
        stub.Requests[0].Path.ShouldBe(expected);
    }

    [Fact]
    public async Task Tokens_are_counted_by_the_model_behind_a_profile()
    {
        var stub = new BedrockStub("us").Answer("""{"inputTokens":17}""");
        (await stub.Chat().CountTokensAsync([new ChatMessage(ChatRole.User, "Hi")], new ChatOptions { Instructions = "Short.", Tools = [s_weather], MaxOutputTokens = 3 })).Tokens.ShouldBe(17);
        stub.Requests[0].Path.ShouldBe("/model/anthropic.claude-haiku-4-5-20251001-v1%3A0/count-tokens");
        stub.LastBody["input"]!["converse"]!.AsObject().Select(member => member.Key).ShouldBe(["messages", "system", "toolConfig"]);
    }

    internal static List<ChatMessage> ConversationWith(object? result) =>
        [new(ChatRole.User, "Hi"), new(ChatRole.Assistant, [new FunctionCallContent("c", "get_weather")]), new(ChatRole.Tool, [new FunctionResultContent("c", result)])];

    internal static JsonElement JsonElement(string json) => JsonDocument.Parse(json).RootElement;

    internal static void Same(JsonNode? actual, string expected) =>
        JsonNode.DeepEquals(actual, JsonNode.Parse(expected)).ShouldBeTrue($"expected {JsonNode.Parse(expected)!.ToJsonString()}{Environment.NewLine}sent     {actual?.ToJsonString()}");

    private static async Task<JsonNode> SendAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null)
    {
        var stub = new BedrockStub().Answer();
        await stub.Chat().GetResponseAsync(messages, options);
        return stub.LastBody;
    }

    private sealed class CheckedFunction(AIFunction inner, IReadOnlyDictionary<string, object?> properties) : DelegatingAIFunction(inner)
    {
        public override IReadOnlyDictionary<string, object?> AdditionalProperties => properties;
    }
}

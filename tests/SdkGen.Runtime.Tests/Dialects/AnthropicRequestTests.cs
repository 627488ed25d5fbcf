using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Wire.AnthropicMessages;

namespace SdkGen.Runtime.Tests.Dialects;

/// <summary>What is sent, to the letter.</summary>
public class AnthropicRequestTests
{
    private const string Ok = """{"id":"m","type":"message","role":"assistant","model":"x","content":[{"type":"text","text":"ok"}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1}}""";

    [Fact]
    public async Task A_question_is_one_message_with_as_many_tokens_as_the_model_gives() =>
        (await SentAsync([new(ChatRole.User, "Grüße <b>")])).ShouldBe("""{"model":"claude-haiku-4-5","max_tokens":64000,"messages":[{"role":"user","content":"Grüße <b>"}]}""");

    [Fact]
    public async Task A_model_that_nobody_knows_gets_what_every_model_gives() =>
        (await SentAsync([new(ChatRole.User, "hi")], new() { ModelId = "claude-next" })).ShouldBe("""{"model":"claude-next","max_tokens":4096,"messages":[{"role":"user","content":"hi"}]}""");

    [Fact]
    public async Task Who_asks_and_which_version_stand_in_headers()
    {
        var stub = new AnthropicStub().Answer(Ok);
        await stub.Chat().GetResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken);

        var request = stub.Requests.Single().Message;
        request.RequestUri!.AbsoluteUri.ShouldBe("https://api.anthropic.com/v1/messages");
        request.Headers.GetValues("x-api-key").ShouldBe(["test-key-123"]);
        request.Headers.GetValues("anthropic-version").ShouldBe(["2023-06-01"]);
        request.Headers.Contains("anthropic-beta").ShouldBeFalse();
    }

    [Fact]
    public async Task Parts_of_users_become_blocks() =>
        Messages(await SentAsync(
        [
            new(ChatRole.User,
            [
                new TextContent("Look:"), new UriContent("https://example.com/a.png", "image/png"), new DataContent("AB"u8.ToArray(), "image/webp"),
                new DataContent("AB"u8.ToArray(), "application/pdf") { Name = "a.pdf", AdditionalProperties = new() { ["citations"] = true, ["context"] = "c" } },
                new DataContent("Ä"u8.ToArray(), "text/markdown"), new UriContent("https://example.com/a.pdf", "application/pdf"),
                new TextContent("fact") { AdditionalProperties = new() { ["source"] = "kb-1", ["title"] = "Facts" } }, new UsageContent(new()), new TextContent(""),
            ]),
        ])).ShouldBe("""
            [{"role":"user","content":[{"type":"text","text":"Look:"},{"type":"image","source":{"type":"url","url":"https://example.com/a.png"}},{"type":"image","source":{"type":"base64","media_type":"image/webp","data":"QUI="}},
            {"type":"document","citations":{"enabled":true},"source":{"type":"base64","media_type":"application/pdf","data":"QUI="},"title":"a.pdf","context":"c"},
            {"type":"document","source":{"type":"text","media_type":"text/plain","data":"Ä"}},{"type":"document","source":{"type":"url","url":"https://example.com/a.pdf"}},
            {"type":"search_result","content":[{"type":"text","text":"fact"}],"source":"kb-1","title":"Facts"}]}]
            """.ReplaceLineEndings(""));

    [Fact]
    public async Task A_file_by_its_id_names_the_feature_it_belongs_to()
    {
        var stub = new AnthropicStub().Answer(Ok);
        await stub.Chat().GetResponseAsync(
            [new(ChatRole.User, [new HostedFileContent("f1"), new HostedFileContent("f2") { MediaType = "image/png" }, new HostedFileContent("f3") { MediaType = "text/csv" }])],
            new() { AdditionalProperties = new() { ["anthropic_beta"] = new[] { "new-thing", "files-api-2025-04-14" } } }, TestContext.Current.CancellationToken);

        Messages(stub.Requests.Single().Body).ShouldBe(
            """[{"role":"user","content":[{"type":"document","source":{"type":"file","file_id":"f1"}},{"type":"image","source":{"type":"file","file_id":"f2"}},{"type":"container_upload","file_id":"f3"}]}]""");
        stub.Requests.Single().Message.Headers.GetValues("anthropic-beta").ShouldBe(["files-api-2025-04-14,new-thing"]);
    }

    [Theory]
    [InlineData("audio/wav")]
    [InlineData("video/mp4")]
    [InlineData("image/tiff")]
    public async Task What_the_service_does_not_take_is_not_sent(string mediaType)
    {
        var failure = await Should.ThrowAsync<LlmException>(() => SentAsync([new(ChatRole.User, [new DataContent("AB"u8.ToArray(), mediaType)])], model: "claude-next"));
        failure.Kind.ShouldBe(LlmErrorKind.Unsupported);
        failure.Message.ShouldContain(mediaType);
    }

    [Fact]
    public async Task Turns_are_merged_and_results_stand_first_behind_their_calls() =>
        Messages(await SentAsync(
        [
            new(ChatRole.User, "a"), new(ChatRole.User, "b"),
            new(ChatRole.Assistant, [new TextContent("I look."), new FunctionCallContent("t1", "F", RawArguments.FromJson("""{"x":1}"""u8.ToArray()))]),
            new(ChatRole.Assistant, [new FunctionCallContent("t2", "F", new Dictionary<string, object?> { ["x"] = 2 }), new FunctionCallContent("t:3", "F", RawArguments.FromJson("{broken"u8.ToArray()))]),
            new(ChatRole.User, "Hurry!"),
            new(ChatRole.Tool, [new FunctionResultContent("t1", "one"), new FunctionResultContent("t2", JsonSerializer.SerializeToElement(new[] { 1 }))]),
            new(ChatRole.Tool, [new FunctionResultContent("t:3", null) { Exception = new InvalidOperationException("no such city") }]),
        ])).ShouldBe("""
            [{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},
            {"role":"assistant","content":[{"type":"text","text":"I look."},{"type":"tool_use","id":"t1","name":"F","input":{"x":1}},{"type":"tool_use","id":"t2","name":"F","input":{"x":2}},
            {"type":"tool_use","id":"call_6ab1da9ebcd5af16d5a47bde","name":"F","input":{"INVALID_JSON":"{broken"}}]},
            {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"one"},{"type":"tool_result","tool_use_id":"t2","content":"[1]"},
            {"type":"tool_result","tool_use_id":"call_6ab1da9ebcd5af16d5a47bde","content":"no such city","is_error":true},{"type":"text","text":"Hurry!"}]}]
            """.ReplaceLineEndings("").Replace("call_6ab1da9ebcd5af16d5a47bde", Hashed("t:3"), StringComparison.Ordinal));

    [Fact]
    public async Task A_result_may_hold_pictures() =>
        Messages(await SentAsync(
        [
            new(ChatRole.User, "a"), new(ChatRole.Assistant, [new FunctionCallContent("t1", "F", null)]),
            new(ChatRole.Tool, [new FunctionResultContent("t1", new AIContent[] { new TextContent("see"), new DataContent("AB"u8.ToArray(), "image/png") })]),
        ])).ShouldContain("""{"type":"tool_result","tool_use_id":"t1","content":[{"type":"text","text":"see"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"QUI="}}]}""");

    [Theory]
    [InlineData("claude-opus-4-8", """{"model":"claude-opus-4-8","max_tokens":128000,"system":"Be brief.","messages":[{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"F","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"1"}]},{"role":"system","content":"Now in French."},{"role":"user","content":"b"}]}""")]
    [InlineData("claude-haiku-4-5", """{"model":"claude-haiku-4-5","max_tokens":64000,"system":[{"type":"text","text":"Be brief."},{"type":"text","text":"Now in French."}],"messages":[{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"F","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"1"},{"type":"text","text":"b"}]}]}""")]
    public async Task Instructions_stand_where_the_model_takes_them(string model, string expected) =>
        (await SentAsync(
        [
            new(ChatRole.System, "Be brief."), new(ChatRole.User, "a"), new(ChatRole.Assistant, [new FunctionCallContent("t1", "F", null)]), new(ChatRole.System, "Now in French."),
            new(ChatRole.Tool, [new FunctionResultContent("t1", "1")]), new(ChatRole.User, "b"),
        ], model: model)).ShouldBe(expected);

    [Fact]
    public async Task Cache_points_stand_on_parts_messages_and_tools() =>
        (await SentAsync(
        [
            new(ChatRole.System, [new TextContent("Long.") { AdditionalProperties = new() { ["cacheControl"] = "1h" } }]),
            new(ChatRole.User, "a") { AdditionalProperties = new() { ["cacheControl"] = true } },
            new(ChatRole.Assistant, [new TextContent("b") { AdditionalProperties = new() { ["cacheControl"] = true } }, new TextContent("c")]),
            new(ChatRole.User, "d"),
        ], new() { Tools = [new HostedWebSearchTool(new Dictionary<string, object?> { ["cacheControl"] = "5m", ["max_uses"] = 2 })] })).ShouldBe("""
            {"model":"claude-haiku-4-5","max_tokens":64000,"system":[{"type":"text","text":"Long.","cache_control":{"type":"ephemeral","ttl":"1h"}}],
            "messages":[{"role":"user","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}}]},
            {"role":"assistant","content":[{"type":"text","text":"b","cache_control":{"type":"ephemeral"}},{"type":"text","text":"c"}]},{"role":"user","content":"d"}],
            "tools":[{"type":"web_search_20250305","name":"web_search","cache_control":{"type":"ephemeral","ttl":"5m"},"max_uses":2}]}
            """.ReplaceLineEndings(""));

    [Theory]
    [InlineData("""{"properties":{"properties":{"type":"string"},"items":{"items":{"properties":{"a":{}}}}}}""", """{"properties":{"properties":{"type":"string"},"items":{"items":{"properties":{"a":{}},"additionalProperties":false}}},"additionalProperties":false}""")]
    [InlineData("""{"anyOf":[{"properties":{}},{"$ref":"#/$defs/x"},true],"$defs":{"x":{"properties":{}}}}""", """{"anyOf":[{"properties":{},"additionalProperties":false},{"$ref":"#/$defs/x"},true],"$defs":{"x":{"properties":{},"additionalProperties":false}}}""")]
    [InlineData("""{"properties":{},"additionalProperties":{"properties":{}}}""", """{"properties":{},"additionalProperties":{"properties":{},"additionalProperties":false}}""")]
    [InlineData("""{"type":"object","enum":[{"properties":{}}],"default":{"properties":1}}""", """{"type":"object","enum":[{"properties":{}}],"default":{"properties":1}}""")]
    public void Objects_of_a_schema_are_closed_wherever_they_stand(string schema, string closed) =>
        SdkGen.Dialects.AnthropicMessages.AnthropicMessagesSchema.Closed(JsonDocument.Parse(schema).RootElement).GetRawText().ShouldBe(closed);

    [Fact]
    public async Task Options_become_parameters() =>
        (await SentAsync([new(ChatRole.User, "hi")], new()
        {
            Instructions = "Be kind.",
            Temperature = 0.7f,
            TopP = 0.95f,
            TopK = 5,
            MaxOutputTokens = 100,
            StopSequences = ["a", "b"],
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonDocument.Parse("""{"type":"object","properties":{"x":{"type":"object","properties":{}}}}""").RootElement),
            AdditionalProperties = new() { ["service_tier"] = "auto", ["metadata.user_id"] = "u1", ["cache_control"] = JsonSerializer.SerializeToElement(new { type = "ephemeral" }), ["skipped"] = null },
        })).ShouldBe("""
            {"model":"claude-haiku-4-5","max_tokens":100,"system":"Be kind.","messages":[{"role":"user","content":"hi"}],"temperature":0.7,"top_p":0.95,"top_k":5,"stop_sequences":["a","b"],
            "output_config":{"format":{"type":"json_schema","schema":{"type":"object","properties":{"x":{"type":"object","properties":{},"additionalProperties":false}},"additionalProperties":false}}},
            "service_tier":"auto","metadata":{"user_id":"u1"},"cache_control":{"type":"ephemeral"}}
            """.ReplaceLineEndings(""));

    [Fact]
    public async Task Tools_are_sent_with_their_choice()
    {
        var tool = new FakeTool("F", _ => "");
        Tools(await SentAsync([new(ChatRole.User, "hi")], new() { Tools = [tool], ToolMode = ChatToolMode.RequireSpecific("F"), AllowMultipleToolCalls = false }))
            .ShouldBe("""[{"name":"F","input_schema":SCHEMA}]{"type":"tool","name":"F","disable_parallel_tool_use":true}""".Replace("SCHEMA", tool.JsonSchema.GetRawText(), StringComparison.Ordinal));
        Tools(await SentAsync([new(ChatRole.User, "hi")], new() { Tools = [tool], ToolMode = ChatToolMode.RequireAny })).ShouldEndWith("""{"type":"any"}""");
        Tools(await SentAsync([new(ChatRole.User, "hi")], new() { Tools = [tool], ToolMode = ChatToolMode.None })).ShouldEndWith("""{"type":"none"}""");
        Tools(await SentAsync([new(ChatRole.User, "hi")], new() { Tools = [tool], AllowMultipleToolCalls = false })).ShouldEndWith("""{"type":"auto","disable_parallel_tool_use":true}""");
    }

    [Fact]
    public async Task Tools_of_the_service_are_named_by_their_versions()
    {
        var stub = new AnthropicStub().Answer(Ok);
        await stub.Chat().GetResponseAsync("hi", new()
        {
            Tools =
            [
                new HostedCodeInterpreterTool { Inputs = [new HostedFileContent("f1")] }, new HostedToolSearchTool { DeferredTools = ["F"] }, new FakeTool("F", _ => ""),
                new HostedWebSearchTool(new Dictionary<string, object?> { ["type"] = "web_search_20260318", ["allowed_domains"] = new[] { "a.example" } }),
                new HostedMcpServerTool("docs", new Uri("https://mcp.example/sse")) { AllowedTools = ["read"], Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer abc" } },
            ],
        }, TestContext.Current.CancellationToken);

        var body = JsonDocument.Parse(stub.Requests.Single().Body).RootElement;
        body.GetProperty("tools").EnumerateArray().Select(tool => tool.GetRawText()).Where(tool => !tool.Contains("input_schema", StringComparison.Ordinal)).ShouldBe(
        [
            """{"type":"code_execution_20250825","name":"code_execution"}""", """{"type":"tool_search_tool_bm25_20251119","name":"tool_search_tool_bm25"}""",
            """{"type":"web_search_20260318","name":"web_search","allowed_domains":["a.example"]}""",
            """{"type":"mcp_toolset","mcp_server_name":"docs","default_config":{"enabled":false},"configs":{"read":{"enabled":true}}}""",
        ]);
        body.GetProperty("tools")[2].GetProperty("defer_loading").GetBoolean().ShouldBeTrue();
        body.GetProperty("mcp_servers").GetRawText().ShouldBe("""[{"type":"url","name":"docs","url":"https://mcp.example/sse","authorization_token":"abc"}]""");
        Messages(stub.Requests.Single().Body).ShouldBe("""[{"role":"user","content":[{"type":"text","text":"hi"},{"type":"container_upload","file_id":"f1"}]}]""");
        stub.Requests.Single().Message.Headers.GetValues("anthropic-beta").ShouldBe(["files-api-2025-04-14,mcp-client-2025-11-20"]);
    }

    [Theory]
    [InlineData("claude-haiku-4-5", ReasoningEffort.High, 64000, """{"type":"enabled","budget_tokens":16384}""", null)]
    [InlineData("claude-haiku-4-5", ReasoningEffort.High, 4000, """{"type":"enabled","budget_tokens":2000}""", null)]
    [InlineData("claude-haiku-4-5", ReasoningEffort.None, 4000, """{"type":"disabled"}""", null)]
    [InlineData("claude-sonnet-4-6", ReasoningEffort.ExtraHigh, 64000, """{"type":"adaptive"}""", "high")]
    [InlineData("claude-opus-4-8", ReasoningEffort.ExtraHigh, 64000, """{"type":"adaptive"}""", "xhigh")]
    [InlineData("claude-opus-5-5", ReasoningEffort.Low, 64000, """{"type":"adaptive"}""", "low")]
    public async Task Reasoning_is_asked_for_as_the_model_takes_it(string model, ReasoningEffort effort, int maximum, string thinking, string? word)
    {
        var sent = JsonDocument.Parse(await SentAsync([new(ChatRole.User, "hi")], new() { Reasoning = new() { Effort = effort }, MaxOutputTokens = maximum }, model)).RootElement;
        sent.GetProperty("thinking").GetRawText().ShouldBe(thinking);
        (sent.TryGetProperty("output_config", out var config) ? config.GetProperty("effort").GetString() : null).ShouldBe(word);
    }

    [Fact]
    public async Task Typed_options_stand_beside_what_other_options_set() =>
        (await SentAsync([new(ChatRole.User, "hi")], new AnthropicModels.ClaudeOpus48.Options
        {
            ReasoningEffort = AnthropicModels.ClaudeOpus48.ReasoningEffort.Max,
            ThinkingDisplay = AnthropicModels.ClaudeOpus48.ThinkingDisplay.Summarized,
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonDocument.Parse("""{"type":"object","additionalProperties":false}""").RootElement),
        }, "claude-opus-4-8")).ShouldBe("""
            {"model":"claude-opus-4-8","max_tokens":128000,"messages":[{"role":"user","content":"hi"}],
            "output_config":{"format":{"type":"json_schema","schema":{"type":"object","additionalProperties":false}},"effort":"max"},"thinking":{"display":"summarized","type":"adaptive"}}
            """.ReplaceLineEndings(""));

    [Theory]
    [InlineData("claude-opus-5-5", "none", "does not reason at level none. Its levels: low, medium, high, xhigh, max")]
    [InlineData("claude-opus-5-5", "required", "call a tool")]
    [InlineData("claude-opus-4-8", "temperature", "samples as it sees fit")]
    [InlineData("claude-haiku-4-5", "seed", "no answer twice")]
    [InlineData("claude-haiku-4-5", "json", "schema")]
    [InlineData("claude-haiku-4-5", "small", "MaxOutputTokens")]
    [InlineData("claude-haiku-4-5", "output_config.effort", "ThinkingBudget")]
    [InlineData("claude-haiku-4-5", "filesearch", "HostedFileSearchTool")]
    [InlineData("claude-haiku-4-5", "approval", "approval")]
    public async Task What_a_model_refuses_is_refused_before_it_is_sent(string model, string what, string reason)
    {
        var options = what switch
        {
            "none" => new ChatOptions { Reasoning = new() { Effort = ReasoningEffort.None } },
            "required" => new() { Tools = [new FakeTool("F", _ => "")], ToolMode = ChatToolMode.RequireAny },
            "temperature" => new() { Temperature = 0.5f },
            "seed" => new() { Seed = 1 },
            "json" => new() { ResponseFormat = ChatResponseFormat.Json },
            "small" => new() { Reasoning = new() { Effort = ReasoningEffort.Low }, MaxOutputTokens = 500 },
            "filesearch" => new() { Tools = [new HostedFileSearchTool()] },
            "approval" => new() { Tools = [new HostedMcpServerTool("docs", new Uri("https://mcp.example/")) { ApprovalMode = HostedMcpServerToolApprovalMode.AlwaysRequire }] },
            _ => new() { AdditionalProperties = new() { [what] = "high" } },
        };
        var failure = await Should.ThrowAsync<LlmException>(() => SentAsync([new(ChatRole.User, "hi")], options, model));
        failure.Kind.ShouldBe(LlmErrorKind.Unsupported);
        failure.Message.ShouldContain(reason);
    }

    [Fact]
    public async Task A_request_of_the_callers_own_is_filled_in() =>
        (await SentAsync([new(ChatRole.User, "hi")], new()
        {
            MaxOutputTokens = 5,
            RawRepresentationFactory = _ => new AnthropicMessagesRequest { MaxTokens = 7, Speed = "fast", ContextManagement = new() { Edits = [new() { Type = "clear_thinking_20251015" }] } },
        })).ShouldBe("""{"model":"claude-haiku-4-5","max_tokens":7,"messages":[{"role":"user","content":"hi"}],"context_management":{"edits":[{"type":"clear_thinking_20251015"}]},"speed":"fast"}""");

    [Fact]
    public async Task An_answer_to_go_on_with_ends_without_white_space() =>
        Messages(await SentAsync([new(ChatRole.User, "hi"), new(ChatRole.Assistant, "The answer is: ")])).ShouldEndWith("""{"role":"assistant","content":"The answer is:"}]""");

    [Fact]
    public async Task Calls_of_code_are_answered_in_the_container_where_it_waits()
    {
        var answer = new ChatMessage(ChatRole.Assistant,
            [new FunctionCallContent("t1", "Roll", null) { AdditionalProperties = new() { ["caller"] = JsonSerializer.SerializeToElement(new { type = "code_execution_20250825", tool_id = "srv1" }) } }])
        {
            AdditionalProperties = new() { ["container"] = JsonSerializer.SerializeToElement(new { id = "c1", expires_at = "2026-01-01" }) },
        };
        (await SentAsync([new(ChatRole.User, "hi"), answer, new(ChatRole.Tool, [new FunctionResultContent("t1", "6")])])).ShouldContain("\"container\":\"c1\"");
    }

    [Fact]
    public async Task Tokens_are_counted_of_what_counts()
    {
        var stub = new AnthropicStub().Answer("""{"input_tokens":42}""");
        var count = await stub.Chat().CountTokensAsync("hi", new() { Temperature = 0.5f, StopSequences = ["x"], Tools = [new HostedWebSearchTool()] }, TestContext.Current.CancellationToken);

        count.ShouldBe(new TokenCount(42, IsEstimate: false));
        stub.Requests.Single().Message.RequestUri!.AbsolutePath.ShouldBe("/v1/messages/count_tokens");
        stub.Requests.Single().Body.ShouldBe("""{"model":"claude-haiku-4-5","messages":[{"role":"user","content":"hi"}],"tools":[{"type":"web_search_20250305","name":"web_search"}]}""");
    }

    private static async Task<string> SentAsync(IList<ChatMessage> messages, ChatOptions? options = null, string model = "claude-haiku-4-5")
    {
        var stub = new AnthropicStub().Answer(Ok);
        await stub.Chat(model).GetResponseAsync(messages, options, TestContext.Current.CancellationToken);
        return stub.Requests.Single().Body;
    }

    private static string Messages(string body) => JsonDocument.Parse(body).RootElement.GetProperty("messages").GetRawText();

    private static string Tools(string body) => JsonDocument.Parse(body).RootElement is var root ? root.GetProperty("tools").GetRawText() + root.GetProperty("tool_choice").GetRawText() : "";

    private static string Hashed(string id) => "call_" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(id)))[..24];
}

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Dialects.GeminiInteractions;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Transport;

namespace SdkGen.Runtime.Tests.Dialects;

/// <summary>Interactions: what is sent to the letter, and what is read, whole and streamed.</summary>
public class GeminiInteractionsTests
{
    private const string Whole = """
        {"id":"i1","status":"requires_action","model":"m-1","created":"2026-05-15T18:52:17Z","steps":[{"type":"thought","summary":[{"type":"text","text":"hm"}],"signature":"czE="},
        {"type":"model_output","content":[{"type":"text","text":"Grüße","annotations":[{"type":"url_citation","url":"https://a.example/","title":"A","start_index":0,"end_index":4}]},{"type":"image","data":"QUI=","mime_type":"image/png"}]},
        {"type":"google_search_call","id":"s","signature":"","arguments":{"queries":["q"]}},{"type":"google_search_result","call_id":"s","signature":"","result":[{"x":1}]},
        {"type":"function_call","id":"f1","name":"Add","arguments":{"x":2},"signature":"czI="},{"type":"function_call","id":"f2","name":"Now","arguments":{}}],
        "usage":{"total_tokens":40,"total_input_tokens":10,"total_cached_tokens":4,"total_output_tokens":12,"total_tool_use_tokens":3,"total_thought_tokens":15}}
        """;

    private static readonly string[] s_events =
    [
        """{"event_type":"interaction.created","interaction":{"id":"i1","status":"in_progress","model":"m-1","created":"2026-05-15T18:52:17Z"}}""",
        """{"event_type":"step.start","index":0,"step":{"type":"thought"}}""", """{"event_type":"step.delta","index":0,"delta":{"type":"thought_summary","content":{"type":"text","text":"hm"}}}""",
        """{"event_type":"step.delta","index":0,"delta":{"type":"thought_signature","signature":"czE="}}""", """{"event_type":"step.stop","index":0}""",
        """{"event_type":"step.start","index":1,"step":{"type":"model_output"}}""", """{"event_type":"step.delta","index":1,"delta":{"type":"text","text":"Grü"}}""", """{"event_type":"step.delta","index":1,"delta":{"type":"text","text":"ße"}}""",
        """{"event_type":"step.delta","index":1,"delta":{"type":"text_annotation","annotations":[{"type":"url_citation","url":"https://a.example/","title":"A","start_index":0,"end_index":4}]}}""",
        """{"event_type":"step.delta","index":1,"delta":{"type":"image","data":"QUI=","mime_type":"image/png"}}""", """{"event_type":"step.stop","index":1}""",
        """{"event_type":"step.start","index":2,"step":{"type":"google_search_call","id":"s","signature":""}}""", """{"event_type":"step.delta","index":2,"delta":{"type":"google_search_call","arguments":{"queries":["q"]}}}""", """{"event_type":"step.stop","index":2}""",
        """{"event_type":"step.start","index":3,"step":{"type":"google_search_result","call_id":"s","signature":""}}""", """{"event_type":"step.delta","index":3,"delta":{"type":"google_search_result","result":[{"x":1}]}}""", """{"event_type":"step.stop","index":3}""",
        """{"event_type":"step.start","index":4,"step":{"type":"function_call","id":"f1","name":"Add","arguments":{},"signature":"czI="}}""", """{"event_type":"step.delta","index":4,"delta":{"type":"arguments_delta","arguments":"{\"x\""}}""",
        """{"event_type":"step.delta","index":4,"delta":{"type":"arguments_delta","arguments":":2}"}}""", """{"event_type":"step.stop","index":4}""", """{"event_type":"step.start","index":5,"step":{"type":"function_call","id":"f2","name":"Now","arguments":{}}}""",
        """{"event_type":"interaction.completed","interaction":{"id":"i1","status":"requires_action","model":"m-1","usage":{"total_tokens":40,"total_input_tokens":10,"total_cached_tokens":4,"total_output_tokens":12,"total_tool_use_tokens":3,"total_thought_tokens":15}}}""",
    ];

    [Fact]
    public async Task Whole_and_streamed_are_equal_and_go_back_with_every_signature()
    {
        var stub = new Stub().Answer(Whole).Stream(s_events);
        var unary = await stub.Chat().GetResponseAsync("hi");
        var streamed = await stub.Chat().GetStreamingResponseAsync("hi").ToChatResponseAsync();
        Describe(streamed).ShouldBe(Describe(unary));
        (unary.Text, unary.FinishReason, unary.ConversationId).ShouldBe(("Grüße", ChatFinishReason.ToolCalls, null));
        (unary.Usage!.InputTokenCount, unary.Usage.OutputTokenCount, unary.Usage.TotalTokenCount, unary.Usage.CachedInputTokenCount, unary.Usage.ReasoningTokenCount).ShouldBe((13, 27, 40, 4, 15));
        var source = unary.Messages.Single().Contents.SelectMany(content => content.Annotations ?? []).OfType<CitationAnnotation>().ShouldHaveSingleItem();
        source.AnnotatedRegions!.OfType<TextSpanAnnotatedRegion>().Select(region => (region.StartIndex, region.EndIndex)).ShouldBe([(0, 3)]);

        var kept = JsonSerializer.Deserialize<ChatMessage>(JsonSerializer.Serialize(streamed.Messages.Single(), LlmJson.Options), LlmJson.Options)!;
        stub.Answer("""{"status":"completed"}""");
        await stub.Chat().GetResponseAsync([new(ChatRole.User, "hi"), kept, new(ChatRole.Tool, [new FunctionResultContent("f1", "5"), new FunctionResultContent("f2", new AIContent[] { new TextContent("noon") })])]);
        stub.Requests[^1].ShouldBe("""
            {"model":"gemini-2.5-flash","input":[{"type":"user_input","content":[{"type":"text","text":"hi"}]},{"type":"thought","summary":[{"type":"text","text":"hm"}],"signature":"czE="},{"type":"model_output","content":[{"type":"text","text":"Grüße"},{"type":"image","data":"QUI=","mime_type":"image/png"}]},
            {"type":"google_search_call","signature":"","id":"s","arguments":{"queries":["q"]}},{"type":"google_search_result","signature":"","call_id":"s","result":[{"x":1}]},{"type":"function_call","signature":"czI=","id":"f1","name":"Add","arguments":{"x":2}},
            {"type":"function_call","id":"f2","name":"Now","arguments":{}},{"type":"function_result","call_id":"f1","result":"5"},{"type":"function_result","call_id":"f2","result":"noon"}]}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public async Task Options_tools_and_kept_conversations_are_sent()
    {
        var stub = new Stub().Stream("""{"event_type":"interaction.completed","interaction":{"id":"i2","status":"completed"}}""");
        var response = await stub.Chat().GetStreamingResponseAsync([new(ChatRole.System, "Be brief."), new(ChatRole.User, "hi")], new()
        {
            Instructions = "Be kind.",
            ConversationId = "i1",
            Temperature = 0.7f,
            MaxOutputTokens = 10,
            Seed = 1,
            StopSequences = ["x"],
            Reasoning = new() { Effort = ReasoningEffort.High, Output = ReasoningOutput.Summary },
            Tools = [new FakeTool("Add", text => text), new HostedWebSearchTool()],
            ToolMode = ChatToolMode.RequireAny,
            ResponseFormat = ChatResponseFormat.Json,
            AdditionalProperties = new() { ["store"] = true, ["generation_config.x"] = 1 },
        }).ToChatResponseAsync();
        response.ConversationId.ShouldBe("i2");
        stub.Requests.Single().ShouldBe("""
            {"model":"gemini-2.5-flash","input":[{"type":"user_input","content":[{"type":"text","text":"hi"}]}],"stream":true,"system_instruction":"Be kind.\nBe brief.","tools":[{"type":"function","name":"Add","parameters":{"type":"object"}},{"type":"google_search"}],"previous_interaction_id":"i1","response_mime_type":"application/json","generation_config":{"temperature":0.7,"seed":1,"max_output_tokens":10,"stop_sequences":["x"],"thinking_level":"high","thinking_summaries":"auto","tool_choice":"any","x":1},"store":true}
            """);
        stub.Paths.Single().ShouldBe("/v1beta/interactions?alt=sse");
    }

    [Theory]
    [InlineData("in_progress", null)]
    [InlineData("incomplete", "length")]
    [InlineData("cancelled", "cancelled")]
    public async Task What_is_not_done_says_so(string status, string? finish)
    {
        var stub = new Stub().Answer($$"""{"id":"i","status":"{{status}}"}""");
        (await stub.Chat().GetResponseAsync("hi")).FinishReason?.Value.ShouldBe(finish);
    }

    [Fact]
    public async Task A_failure_inside_is_a_failure_and_a_call_that_was_cut_off_says_so()
    {
        var stub = new Stub().Stream(s_events[0], """{"event_type":"interaction.completed","interaction":{"id":"i1","status":"failed","error":{"code":503,"message":"Later.","status":"UNAVAILABLE"}}}""")
            .Answer("""{"id":"i","status":"failed","error":{"code":503,"message":"Later.","status":"UNAVAILABLE"}}""").Stream(s_events[0], s_events[17], s_events[18]);
        (await Should.ThrowAsync<LlmException>(() => stub.Chat().GetStreamingResponseAsync("hi").ToChatResponseAsync())).Kind.ShouldBe(LlmErrorKind.Unavailable);
        (await Should.ThrowAsync<LlmException>(() => stub.Chat().GetResponseAsync("hi"))).Kind.ShouldBe(LlmErrorKind.Unavailable);
        var cut = await stub.Chat().GetStreamingResponseAsync("hi").ToChatResponseAsync();
        cut.Messages.Single().Contents.OfType<FunctionCallContent>().Single().Arguments.ShouldBeOfType<RawArguments>().IsCutOff.ShouldBeTrue();
    }

    private static string Describe(ChatResponse response)
    {
        response.RawRepresentation = null;
        foreach (var message in response.Messages)
        {
            message.RawRepresentation = null;
            message.CreatedAt = null;
        }

        return JsonSerializer.Serialize(response, LlmJson.Options);
    }

    private sealed class Stub : HttpMessageHandler
    {
        private readonly Queue<(string Body, string ContentType)> _answers = new();

        public List<string> Requests { get; } = [];

        public List<string> Paths { get; } = [];

        public IChatClient Chat()
        {
            var http = new HttpClient(this, disposeHandler: false);
            var connection = new ProviderConnection(() => http, GeminiProvider.Profile, new() { ApiKey = "test-key-123" });
            return GeminiInteractionsDialect.Instance.CreateChatClient(connection, GeminiProvider.Profile.Models.First(model => model.Id == "gemini-2.5-flash"));
        }

        public Stub Answer(string body)
        {
            _answers.Enqueue((body, "application/json"));
            return this;
        }

        public Stub Stream(params string[] events)
        {
            _answers.Enqueue((string.Concat(events.Select(data => $"event: x\ndata: {data}\n\n")) + "event: done\ndata: [DONE]\n\n", "text/event-stream"));
            return this;
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            Paths.Add(request.RequestUri!.PathAndQuery);
            var (body, contentType) = _answers.Dequeue();
            var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(body))) };
            response.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
            return response;
        }
    }
}

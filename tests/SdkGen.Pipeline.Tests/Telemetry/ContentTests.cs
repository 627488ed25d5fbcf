using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Testing;

namespace SdkGen.Pipeline.Tests.Telemetry;

/// <summary>What was said is told where that is asked for, redacted; and log messages name the trace.</summary>
[Collection(TelemetryGroup.Name)]
public class ContentTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Content_is_told_where_it_is_asked_for_and_redacted(bool streaming)
    {
        using var probe = new TelemetryProbe($"content-{streaming}");
        var log = new ListLogger();
        var client = new ScriptedModel(probe.Model, _ => new ChatResponse(new ChatMessage(ChatRole.Assistant,
        [
            new TextReasoningContent("who is ada@example.org?"), new TextContent("It is Ada, ada@example.org."), Conversation.Call("c1", "pay", """{"card":4111111111111111,"to":["ada@example.org",1.50,true,null]}"""),
        ]))
        { FinishReason = ChatFinishReason.ToolCalls }).WithTelemetry(new TelemetryOptions { CaptureContent = true, LoggerFactory = log });
        ChatMessage[] messages =
        [
            new(ChatRole.User, [new TextContent("Mail bob@example.org"), new DataContent(new byte[] { 1, 2, 3 }, "image/png"), new UriContent("https://example.org/a.mp3", "audio/mpeg")]) { AuthorName = "bob" },
            new(ChatRole.Assistant, [new FunctionCallContent("c0", "find", new Dictionary<string, object?> { ["who"] = "bob@example.org", ["n"] = 3 })]),
            new(ChatRole.Tool, [new FunctionResultContent("c0", JsonSerializer.SerializeToElement(new[] { "bob@example.org" }))]),
        ];
        var options = new ChatOptions { Instructions = "Never say key sk-abcdefghijklmnopqrst", Tools = [AIFunctionFactory.CreateDeclaration("pay", "Pays.", JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["type"] = "object" }))] };
        _ = streaming ? await client.GetStreamingResponseAsync(messages, options).ToChatResponseAsync() : await client.GetResponseAsync(messages, options);

        var expected = new Dictionary<string, string>
        {
            ["gen_ai.system_instructions"] = """[{"type":"text","content":"Never say key [key]"}]""",
            ["gen_ai.input.messages"] =
                """[{"role":"user","parts":[{"type":"text","content":"Mail [email]"},{"type":"blob","modality":"image","mime_type":"image/png","content":"AQID"},{"type":"uri","modality":"audio","mime_type":"audio/mpeg","uri":"https://example.org/a.mp3"}],"name":"bob"},"""
                + """{"role":"assistant","parts":[{"type":"tool_call","id":"c0","name":"find","arguments":{"who":"[email]","n":3}}]},{"role":"tool","parts":[{"type":"tool_call_response","id":"c0","response":["[email]"]}]}]""",
            ["gen_ai.output.messages"] =
                """[{"role":"assistant","parts":[{"type":"reasoning","content":"who is [email]?"},{"type":"text","content":"It is Ada, [email]."},{"type":"tool_call","id":"c1","name":"pay","arguments":{"card":"[card]","to":["[email]",1.50,true,null]}}],"finish_reason":"tool_call"}]""",
            ["gen_ai.tool.definitions"] = """[{"type":"function","name":"pay","description":"Pays.","parameters":{"type":"object"}}]""",
        };
        var span = probe.Spans.ShouldHaveSingleItem();
        var details = log.Entries.Single(entry => entry.Id.Name == "gen_ai.client.inference.operation.details").State;
        foreach (var (name, json) in expected)
        {
            span.GetTagItem(name).ShouldBe(json);
            details[name].ShouldBe(json);
        }

        details["gen_ai.request.model"].ShouldBe(probe.Model);
        string.Concat(log.Entries.Select(entry => entry.Message)).ShouldNotContain("@example.org");
    }

    [Fact]
    public async Task Nothing_is_told_unless_asked_for()
    {
        using var probe = new TelemetryProbe("no-content");
        var log = new ListLogger();
        await new ScriptedModel(probe.Model, _ => ScriptedModel.Says("secret")).WithTelemetry(new TelemetryOptions { LoggerFactory = log }).GetResponseAsync("secret question");
        probe.Spans.Single().TagObjects.ShouldNotContain(tag => tag.Value!.ToString()!.Contains("secret"));
        log.Entries.ShouldNotContain(entry => entry.Message.Contains("secret") || entry.Id.Name!.StartsWith("gen_ai"));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData(" TRUE ", true)]
    [InlineData("1", false)]
    [InlineData(null, false)]
    public void The_variable_that_asks_for_content(string? value, bool captured) => SdkGen.Telemetry.TelemetryEnvironment.IsTrue(value).ShouldBe(captured);

    [Fact]
    public async Task What_cannot_be_read_or_redacted_does_not_break_the_call()
    {
        using var probe = new TelemetryProbe("unreadable");
        JsonElement gone;
        using (var document = JsonDocument.Parse("{}"))
            gone = document.RootElement;
        var client = new ScriptedModel(probe.Model, _ => ScriptedModel.Says("x")).WithTelemetry(new TelemetryOptions { CaptureContent = true, Redactor = new Failing() });
        (await client.GetResponseAsync([new ChatMessage(ChatRole.Tool, [new FunctionResultContent("c", gone)])], new() { Instructions = "secret" })).Text.ShouldBe("x");
        var span = probe.Spans.ShouldHaveSingleItem();
        span.GetTagItem("gen_ai.input.messages").ShouldBe("\"[not readable: ObjectDisposedException]\"");
        span.GetTagItem("gen_ai.system_instructions").ShouldBe("""[{"type":"text","content":"[not redacted: InvalidOperationException]"}]""");
        client.GetService<System.Diagnostics.ActivitySource>()!.Name.ShouldBe(LlmTelemetry.SourceName);
    }

    [Fact]
    public async Task Log_messages_have_ids_and_name_the_trace()
    {
        using var probe = new TelemetryProbe("logged");
        var log = new ListLogger();
        var client = new ScriptedModel(probe.Model, call => call switch
        {
            0 => ScriptedModel.Says("x"),
            1 => throw new LlmException(LlmErrorKind.Overloaded, "for bob@example.org") { RequestId = "req_9" },
            _ => throw new OperationCanceledException(),
        }).WithTelemetry(new TelemetryOptions { LoggerFactory = log });
        await client.GetResponseAsync("hi");
        await Should.ThrowAsync<LlmException>(client.GetResponseAsync("hi"));
        await Should.ThrowAsync<OperationCanceledException>(client.GetResponseAsync("hi"));

        log.Entries.Select(entry => (entry.Id.Id, entry.Level)).ShouldBe([
            (1, LogLevel.Debug), (2, LogLevel.Information), (1, LogLevel.Debug), (3, LogLevel.Warning), (21, LogLevel.Warning), (1, LogLevel.Debug), (4, LogLevel.Information)]);
        log.Entries[1].Message.ShouldEndWith($"100 tokens in, 20 out (response resp_1, trace {probe.Spans.First().TraceId}).");
        log.Entries[3].Message.ShouldContain("overloaded (request req_9");
        log.Entries[4].State["exception.message"].ShouldBe("for [email]");
        log.Categories.ShouldBe(["SdkGen"]);
    }

    [Fact]
    public async Task Log_messages_leave_out_what_is_not_known()
    {
        using var probe = new TelemetryProbe("unsaid", spans: false);
        var log = new ListLogger();
        var client = new ScriptedModel(probe.Model, call => call == 0 ? new(new ChatMessage(ChatRole.Assistant, "x")) : throw new LlmException(LlmErrorKind.Overloaded, "busy") { IsRetryable = true })
            .WithRetry(new() { MaxRetries = 1, BaseDelay = TimeSpan.Zero, LoggerFactory = log })
            .WithTelemetry(new TelemetryOptions { LoggerFactory = log });
        await client.GetResponseAsync("hi");
        await Should.ThrowAsync<LlmException>(client.GetResponseAsync("hi"));

        var messages = log.Entries.Where(entry => entry.Id.Id != 21).Select(entry => Regex.Replace(entry.Message, "[0-9]+ ms", "n ms"));
        messages.ShouldBe([
            "Asking unsaid at openai.", "unsaid at openai answered in n ms.", "Asking unsaid at openai.",
            "unsaid at openai failed (Overloaded): attempt 2 follows in n ms.", "unsaid at openai failed after n ms: overloaded."]);
    }

    [Theory]
    [InlineData(null, null, null, null, null, "")]
    [InlineData("t1", null, null, null, null, " (trace t1)")]
    [InlineData(null, "r1", "stop", null, 2L, ": stop, 2 tokens out (request r1)")]
    [InlineData("t1", "r1", null, 1L, 2L, ": 1 tokens in, 2 out (request r1, trace t1)")]
    public void The_end_of_a_message(string? trace, string? request, string? finish, long? input, long? output, string said) =>
        $"{new SdkGen.Telemetry.LogOutcome(finish, input, output)}{new SdkGen.Telemetry.LogReference(trace, "request", request)}".ShouldBe(said);

    [Fact]
    public async Task An_application_switches_it_on_for_every_client_and_its_providers_are_named_as_the_conventions_name_them()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Replies("hello");
        var log = new ListLogger();
        using var probe = new TelemetryProbe("gpt-4.1-mini");
        using var services = new ServiceCollection().AddSingleton<ILoggerFactory>(log).AddLlm(llm => llm
            .AddTelemetry(options => options.CaptureContent = true)
            .AddAzureOpenAI(options => (options.BaseUrl, options.ApiKey) = (server.OpenAIUrl, "any"))
            .AddOpenAI(options => (options.BaseUrl, options.ApiKey) = (server.OpenAIUrl, "any"))).BuildServiceProvider();

        (await services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>().GetResponseAsync("hi")).Text.ShouldBe("hello");
        await services.GetRequiredService<IChatClient<AzureOpenAIModels.Gpt41Mini>>().GetStreamingResponseAsync("hi").ToListAsync();

        probe.Spans.Select(span => span.GetTagItem("gen_ai.provider.name")).ShouldBe(["openai", "azure.ai.openai"]);
        probe.Spans.ShouldAllBe(span => (string)span.GetTagItem("server.address")! == new Uri(server.OpenAIUrl).Host && (int)span.GetTagItem("server.port")! == new Uri(server.OpenAIUrl).Port);
        probe.Spans.ShouldAllBe(span => span.GetTagItem("gen_ai.output.messages") != null);
        log.Entries.Count(entry => entry.Id.Id == 2).ShouldBe(2);
    }

    private sealed class Failing : ILlmRedactor
    {
        public string Redact(string text) => throw new InvalidOperationException();
    }

    private sealed class ListLogger : ILoggerFactory, ILogger
    {
        public List<(EventId Id, LogLevel Level, string Message, Dictionary<string, object?> State)> Entries { get; } = [];

        public HashSet<string> Categories { get; } = [];

        public ILogger CreateLogger(string categoryName)
        {
            if (!categoryName.StartsWith("System", StringComparison.Ordinal))
                Categories.Add(categoryName);
            return this;
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // Those of HTTP come here as well.
            if (eventId.Id < 100)
                Entries.Add((eventId, logLevel, formatter(state, exception), (state as IReadOnlyList<KeyValuePair<string, object?>> ?? []).ToDictionary(StringComparer.Ordinal)));
        }

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }
    }
}

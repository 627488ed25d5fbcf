using System.Diagnostics;
using Microsoft.Extensions.AI;
using SdkGen.Runtime.Tests.Support;

namespace SdkGen.Pipeline.Tests.Telemetry;

[Collection(TelemetryGroup.Name)]
public class ChatSpanTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_has_one_span_that_says_what_was_asked_and_what_was_used(bool streaming)
    {
        using var probe = new TelemetryProbe($"span-{streaming}");
        var client = new ScriptedModel(probe.Model, _ => ScriptedModel.Says("hello", "gpt-4.1-mini-2025")).WithTelemetry(new TelemetryOptions());
        var options = new ChatOptions
        {
            Temperature = 0.5f,
            TopP = 0.25f,
            TopK = 3,
            MaxOutputTokens = 50,
            FrequencyPenalty = 0.125f,
            PresencePenalty = 0.75f,
            Seed = 7,
            StopSequences = ["end"],
            ResponseFormat = ChatResponseFormat.Json,
            Reasoning = new() { Effort = ReasoningEffort.Low },
        };
        await AskAsync(client, streaming, options);

        var span = probe.Spans.ShouldHaveSingleItem();
        (span.DisplayName, span.Kind, span.Status).ShouldBe(($"chat {probe.Model}", ActivityKind.Client, ActivityStatusCode.Unset));
        var tags = span.TagObjects.ToDictionary();
        var expected = new Dictionary<string, object?>
        {
            ["gen_ai.operation.name"] = "chat",
            ["gen_ai.provider.name"] = "openai",
            ["gen_ai.request.model"] = probe.Model,
            ["server.address"] = "api.example.org",
            ["server.port"] = 8443,
            ["gen_ai.request.temperature"] = 0.5,
            ["gen_ai.request.top_p"] = 0.25,
            ["gen_ai.request.top_k"] = 3.0,
            ["gen_ai.request.max_tokens"] = 50L,
            ["gen_ai.request.frequency_penalty"] = 0.125,
            ["gen_ai.request.presence_penalty"] = 0.75,
            ["gen_ai.request.seed"] = 7L,
            ["gen_ai.output.type"] = "json",
            ["gen_ai.conversation.id"] = "conv_1",
            ["gen_ai.response.id"] = "resp_1",
            ["gen_ai.response.model"] = "gpt-4.1-mini-2025",
            ["gen_ai.usage.input_tokens"] = 100L,
            ["gen_ai.usage.output_tokens"] = 20L,
            ["gen_ai.usage.cache_read.input_tokens"] = 60L,
            ["gen_ai.usage.cache_creation.input_tokens"] = 7L,
            ["gen_ai.usage.reasoning.output_tokens"] = 5L,
        };
        foreach (var (name, value) in expected)
            tags[name].ShouldBe(value, name);
        tags["gen_ai.request.stop_sequences"].ShouldBe(new[] { "end" });
        tags["gen_ai.response.finish_reasons"].ShouldBe(new[] { "stop" });
        tags.ContainsKey("gen_ai.request.stream").ShouldBe(streaming);
        tags.ContainsKey("gen_ai.response.time_to_first_chunk").ShouldBe(streaming);
        tags.Keys.ShouldNotContain(name => name.Contains("messages") || name.Contains("reasoning.level"));
    }

    [Fact]
    public async Task The_development_version_is_opted_into_and_has_its_own_names()
    {
        using var probe = new TelemetryProbe("latest-span");
        await AskAsync(new ScriptedModel(probe.Model, _ => ScriptedModel.Says("x")).WithTelemetry(new TelemetryOptions { UseLatestConventions = true }), false, new() { TopK = 3, Reasoning = new() { Effort = ReasoningEffort.High } });
        var tags = probe.Spans.ShouldHaveSingleItem().TagObjects.ToDictionary();
        tags["gen_ai.usage.cache_write.input_tokens"].ShouldBe(7L);
        tags.ShouldNotContainKey("gen_ai.usage.cache_creation.input_tokens");
        tags["gen_ai.request.top_k"].ShouldBe(3L);
        tags["gen_ai.request.reasoning.level"].ShouldBe("high");
    }

    [Theory]
    [InlineData("gen_ai_latest_experimental", true)]
    [InlineData("http, gen_ai_latest_experimental ,db", true)]
    [InlineData("http", false)]
    [InlineData(null, false)]
    public void The_variable_of_the_opt_in_is_a_list(string? value, bool latest) => SdkGen.Telemetry.TelemetryEnvironment.OptsIn(value).ShouldBe(latest);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failure_is_marked_by_its_kind_and_its_words_are_redacted(bool streaming)
    {
        using var probe = new TelemetryProbe($"fail-{streaming}");
        var client = new ScriptedModel(probe.Model, _ => throw new LlmException(LlmErrorKind.RateLimited, "ask ada@example.org")).WithTelemetry(new TelemetryOptions());
        await Should.ThrowAsync<LlmException>(AskAsync(client, streaming));
        var span = probe.Spans.ShouldHaveSingleItem();
        (span.Status, span.StatusDescription, span.GetTagItem("error.type")).ShouldBe((ActivityStatusCode.Error, "ask [email]", "rate_limited"));
        probe.Of("gen_ai.client.operation.duration").ShouldHaveSingleItem().Tags["error.type"].ShouldBe("rate_limited");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cancelled_call_is_named_by_its_exception(bool streaming)
    {
        using var probe = new TelemetryProbe($"cancel-{streaming}");
        var client = new ScriptedModel(probe.Model, _ => throw new OperationCanceledException()).WithTelemetry(new TelemetryOptions());
        await Should.ThrowAsync<OperationCanceledException>(AskAsync(client, streaming));
        probe.Spans.ShouldHaveSingleItem().GetTagItem("error.type").ShouldBe("System.OperationCanceledException");
    }

    [Fact]
    public async Task Leaving_a_stream_ends_its_span_without_an_error()
    {
        using var probe = new TelemetryProbe("left");
        await foreach (var update in new ScriptedModel(probe.Model, _ => ScriptedModel.Says("hello")).WithTelemetry(new TelemetryOptions()).GetStreamingResponseAsync("hi"))
            break;
        var span = probe.Spans.ShouldHaveSingleItem();
        span.Status.ShouldBe(ActivityStatusCode.Unset);
        span.GetTagItem("gen_ai.response.id").ShouldBe("resp_1");
        probe.Of("gen_ai.client.operation.duration").ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_below_sees_the_span_as_current_and_the_caller_keeps_its_own(bool streaming)
    {
        using var probe = new TelemetryProbe($"current-{streaming}");
        string? below = null;
        var client = new ScriptedModel(probe.Model, _ => ScriptedModel.Says("x")) { Asked = () => { below = Activity.Current?.DisplayName; Activity.Current?.AddEvent(new(SdkGen.Telemetry.AttemptEvents.Retry)); } };
        using var mine = new Activity("mine").Start();
        if (streaming)
        {
            await foreach (var update in client.WithTelemetry(new TelemetryOptions()).GetStreamingResponseAsync("hi"))
                Activity.Current.ShouldBe(mine);
        }
        else
        {
            await AskAsync(client.WithTelemetry(new TelemetryOptions()), streaming: false);
        }

        Activity.Current.ShouldBe(mine);
        below.ShouldBe($"chat {probe.Model}");
        var span = probe.Spans.ShouldHaveSingleItem();
        span.ParentSpanId.ShouldBe(mine.SpanId);
        span.Events.Single().Name.ShouldBe("sdkgen.retry");
    }

    [Theory]
    [InlineData(false, true, true)]
    [InlineData(true, true, true)]
    [InlineData(false, false, true)]
    [InlineData(true, false, true)]
    public async Task Attempts_and_clients_within_a_call_are_not_counted_again(bool streaming, bool spans, bool metrics)
    {
        using var probe = new TelemetryProbe($"twice-{streaming}-{spans}", spans, metrics);
        var attempts = new ScriptedModel(probe.Model, call => call == 0 ? throw new LlmException(LlmErrorKind.Overloaded, "busy") : ScriptedModel.Says("x"));
        var client = new Again(attempts.WithTelemetry(new TelemetryOptions())).WithTelemetry(new TelemetryOptions());
        await AskAsync(client, streaming);
        attempts.Calls.ShouldBe(2);
        probe.Spans.Count.ShouldBe(spans ? 1 : 0);
        probe.Of("gen_ai.client.operation.duration").ShouldHaveSingleItem().Tags.Keys.ShouldNotContain("error.type");
        probe.Of("gen_ai.client.token.usage").Count().ShouldBe(2);

        // And the next call is counted.
        await AskAsync(client, streaming);
        probe.Of("gen_ai.client.operation.duration").Count().ShouldBe(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_layer_that_takes_the_current_span_away_does_not_make_an_attempt_a_call(bool streaming)
    {
        using var probe = new TelemetryProbe($"detached-{streaming}");
        var model = new ScriptedModel(probe.Model, _ => ScriptedModel.Says("x"));
        var client = new Detached(model.WithTelemetry(new TelemetryOptions())).WithTelemetry(new TelemetryOptions());
        await AskAsync(client, streaming);
        await AskAsync(client, streaming);
        model.Calls.ShouldBe(2);
        probe.Spans.Count.ShouldBe(2);
        probe.Of("gen_ai.client.operation.duration").Count().ShouldBe(2);
        probe.Of("gen_ai.client.token.usage").Count().ShouldBe(4);
    }

    [Fact]
    public async Task What_a_cache_within_gives_uses_no_tokens()
    {
        using var probe = new TelemetryProbe("cached");
        var client = new ScriptedModel(probe.Model, _ => ScriptedModel.Says("x")).WithCache().WithTelemetry(new TelemetryOptions());
        await AskAsync(client, streaming: false);
        await AskAsync(client, streaming: false);
        await AskAsync(client, streaming: true);
        probe.Of("gen_ai.client.operation.duration").Count().ShouldBe(3);
        probe.Of("gen_ai.client.token.usage").Count().ShouldBe(2);
    }

    [Fact]
    public async Task Where_nobody_listens_calls_pass_as_they_are()
    {
        var response = Task.FromResult(ScriptedModel.Says("x"));
        var updates = AsyncEnumerable.Empty<ChatResponseUpdate>();
        var client = new Passing(response, updates).WithTelemetry(new TelemetryOptions());
        IEnumerable<ChatMessage> messages = [new(ChatRole.User, "hi")];
        client.GetResponseAsync(messages).ShouldBeSameAs(response);
        client.GetStreamingResponseAsync(messages).ShouldBeSameAs(updates);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            _ = client.GetResponseAsync(messages);
            _ = client.GetStreamingResponseAsync(messages);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        await response;
    }

    private static Task<ChatResponse> AskAsync(IChatClient client, bool streaming, ChatOptions? options = null) =>
        streaming ? client.GetStreamingResponseAsync("hi", options).ToChatResponseAsync() : client.GetResponseAsync("hi", options);

    /// <summary>Tries once more, as a layer for retries does.</summary>
    private sealed class Again(IChatClient inner) : DelegatingChatClient(inner)
    {
        public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            try
            {
                return await InnerClient.GetResponseAsync(messages, options, cancellationToken);
            }
            catch (LlmException)
            {
                return await InnerClient.GetResponseAsync(messages, options, cancellationToken);
            }
        }

        public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            List<ChatResponseUpdate> updates;
            try
            {
                updates = await InnerClient.GetStreamingResponseAsync(messages, options, cancellationToken).ToListAsync(cancellationToken);
            }
            catch (LlmException)
            {
                updates = await InnerClient.GetStreamingResponseAsync(messages, options, cancellationToken).ToListAsync(cancellationToken);
            }

            foreach (var update in updates)
                yield return update;
        }
    }

    /// <summary>Hides the spans around it from what is within, as a layer for work in the background does.</summary>
    private sealed class Detached(IChatClient inner) : DelegatingChatClient(inner)
    {
        public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            Activity.Current = null;
            return await InnerClient.GetResponseAsync(messages, options, cancellationToken);
        }

        public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            Activity.Current = null;
            await foreach (var update in InnerClient.GetStreamingResponseAsync(messages, options, cancellationToken))
                yield return update;
        }
    }

    private sealed class Passing(Task<ChatResponse> response, IAsyncEnumerable<ChatResponseUpdate> updates) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => response;

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => updates;

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}

using Microsoft.Extensions.AI;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Testing;

namespace SdkGen.Pipeline.Tests.Failover;

public class FailoverTests
{
    [Theory]
    [InlineData(LlmErrorKind.Unavailable, true)]
    [InlineData(LlmErrorKind.Overloaded, true)]
    [InlineData(LlmErrorKind.ServerError, true)]
    [InlineData(LlmErrorKind.Timeout, true)]
    [InlineData(LlmErrorKind.Stalled, true)]
    [InlineData(LlmErrorKind.Connection, true)]
    [InlineData(LlmErrorKind.Authentication, false)]
    [InlineData(LlmErrorKind.RateLimited, false)]
    [InlineData(LlmErrorKind.InvalidRequest, false)]
    [InlineData(LlmErrorKind.ContextLength, false)]
    public async Task What_says_that_a_place_is_down_leads_to_the_next(LlmErrorKind kind, bool goesOn)
    {
        var first = new Place("first") { Failure = () => new LlmException(kind, "no") };
        var second = new Place("second");
        var client = first.WithFailover([second]);
        if (goesOn)
        {
            var response = await client.GetResponseAsync("hi");
            (response.Text, response.GetServedBy(), response.GetAttempts()).ShouldBe(("second", "model of second at second", 2));
        }
        else
        {
            (await Should.ThrowAsync<LlmException>(() => client.GetResponseAsync("hi"))).Kind.ShouldBe(kind);
            second.Calls.ShouldBe(0);
        }
    }

    [Fact]
    public async Task Rate_limits_and_long_prompts_lead_on_where_asked_for()
    {
        var first = new Place("first") { Failure = () => new LlmException(LlmErrorKind.ContextLength, "too long") };
        var options = new FailoverOptions { Kinds = { LlmErrorKind.ContextLength } };
        var client = first.WithFailover([new Place("second")], options);
        (await client.GetResponseAsync("hi")).Text.ShouldBe("second");

        // The prompt was too long for it; it is not down.
        first.Failure = null;
        (await client.GetResponseAsync("hi")).Text.ShouldBe("first");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_that_the_filter_emptied_leads_on_where_asked_for(bool streaming)
    {
        var client = new Place("first") { Filtered = true }.WithFailover([new Place("second")], new() { Kinds = { LlmErrorKind.ContentFiltered } });
        (await AskAsync(client, streaming)).Text.ShouldBe("second");
        var kept = await AskAsync(new Place("first") { Filtered = true }.WithFailover([new Place("second")]), streaming);
        (kept.Text, kept.FinishReason).ShouldBe(("", ChatFinishReason.ContentFilter));
    }

    [Fact]
    public async Task Whoever_failed_is_left_alone_until_one_request_has_tried_it()
    {
        var clock = new ManualClock();
        var first = new Place("first") { Failure = () => new LlmException(LlmErrorKind.Unavailable, "down") };
        var second = new Place("second");
        var client = first.WithFailover([second], new() { TimeProvider = clock });
        await client.GetResponseAsync("hi");
        await client.GetResponseAsync("hi");
        (first.Calls, second.Calls).ShouldBe((1, 2));

        clock.Advance(TimeSpan.FromSeconds(31));
        await client.GetResponseAsync("hi");
        await client.GetResponseAsync("hi");
        (first.Calls, second.Calls).ShouldBe((2, 4));

        clock.Advance(TimeSpan.FromSeconds(31));
        first.Failure = null;
        (await client.GetResponseAsync("hi")).Text.ShouldBe("first");
        (await client.GetResponseAsync("hi")).Text.ShouldBe("first");
    }

    [Fact]
    public async Task A_place_that_is_tried_again_gets_one_request_at_first()
    {
        var clock = new ManualClock();
        var first = new Place("first") { Failure = () => new LlmException(LlmErrorKind.Unavailable, "down") };
        var client = first.WithFailover([new Place("second")], new() { TimeProvider = clock });
        await client.GetResponseAsync("hi");
        clock.Advance(TimeSpan.FromSeconds(31));
        var gate = new TaskCompletionSource();
        (first.Failure, first.Gate) = (null, gate.Task);
        var trying = client.GetResponseAsync("hi");
        (await client.GetResponseAsync("hi")).Text.ShouldBe("second");
        gate.SetResult();
        (await trying).Text.ShouldBe("first");
        (await client.GetResponseAsync("hi")).Text.ShouldBe("first");
    }

    [Fact]
    public async Task A_service_that_asks_for_longer_is_left_alone_for_longer()
    {
        var clock = new ManualClock();
        var first = new Place("first") { Failure = () => new LlmException(LlmErrorKind.Unavailable, "down") { RetryAfter = TimeSpan.FromMinutes(2) } };
        var client = first.WithFailover([new Place("second")], new() { TimeProvider = clock });
        await client.GetResponseAsync("hi");
        clock.Advance(TimeSpan.FromSeconds(100));
        await client.GetResponseAsync("hi");
        first.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task When_nobody_answers_everybody_is_quoted()
    {
        var client = new Place("first") { Failure = () => new LlmException(LlmErrorKind.Unavailable, "one is down") { Provider = "first", RetryAfter = TimeSpan.FromSeconds(4) } }
            .WithFailover([new Place("second") { Failure = () => new HttpRequestException("two is gone") }]);
        var failure = await Should.ThrowAsync<LlmException>(() => client.GetResponseAsync("hi"));
        failure.Message.ShouldBe("None of 2 services answered. first: one is down second: two is gone");
        (failure.Kind, failure.RetryAfter, failure.Attempts).ShouldBe((LlmErrorKind.Connection, TimeSpan.FromSeconds(4), 2));
        failure.InnerException.ShouldBeOfType<AggregateException>().InnerExceptions.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(FailoverStrategy.Ordered, "aaaaaa")]
    [InlineData(FailoverStrategy.RoundRobin, "abcabc")]
    [InlineData(FailoverStrategy.Weighted, "aabaca")]
    public async Task Strategies_choose_who_is_asked(FailoverStrategy strategy, string expected)
    {
        var client = new Place("a").WithFailover([new Place("b"), new Place("c")], new() { Strategy = strategy, Weights = strategy == FailoverStrategy.Weighted ? [4, 1, 1] : null });
        var answers = "";
        for (var i = 0; i < 6; i++)
            answers += (await client.GetResponseAsync("hi")).Text;
        answers.ShouldBe(expected);
    }

    [Fact]
    public async Task The_fastest_is_asked_once_all_are_known()
    {
        var clock = new ManualClock();
        var client = new Place("slow") { Takes = () => clock.Advance(TimeSpan.FromSeconds(3)) }
            .WithFailover([new Place("fast") { Takes = () => clock.Advance(TimeSpan.FromSeconds(1)) }], new() { Strategy = FailoverStrategy.LeastLatency, TimeProvider = clock });
        var answers = new List<string>();
        for (var i = 0; i < 4; i++)
            answers.Add((await client.GetResponseAsync("hi")).Text);
        answers.ShouldBe(["slow", "fast", "fast", "fast"]);
    }

    [Fact]
    public async Task Options_of_one_model_stay_with_it_and_those_of_all_go_on()
    {
        var first = new Place("first") { Failure = () => new LlmException(LlmErrorKind.Unavailable, "down") };
        var second = new Place("second");
        await first.WithFailover([second]).GetResponseAsync("hi", new OpenAIModels.Gpt41Mini.Options { Temperature = 0.5f, MaxOutputTokens = 7, ModelId = "gpt-4.1-mini", AdditionalProperties = new() { ["service_tier"] = "flex" } });
        var options = second.Options!;
        (options.Temperature, options.MaxOutputTokens, options.ModelId, options.AdditionalProperties).ShouldBe((0.5f, 7, null, null));
        first.Options!.AdditionalProperties!["service_tier"].ShouldBe("flex");
    }

    [Fact]
    public async Task A_conversation_that_a_service_keeps_stays_there()
    {
        var second = new Place("second");
        var client = new Place("first") { Failure = () => new LlmException(LlmErrorKind.Unavailable, "down") }.WithFailover([second]);
        (await Should.ThrowAsync<LlmException>(() => client.GetResponseAsync("hi", new() { ConversationId = "c1" }))).Message.ShouldBe("down");
        second.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task A_stream_goes_elsewhere_before_its_first_content_and_never_after()
    {
        await using var one = await LlmEmulator.StartAsync();
        await using var application = await Application.StartAsync(llm => llm.AddOpenAI(options =>
        {
            (options.BaseUrl, options.ApiKey) = (one.OpenAIUrl, "any");
            options.Backups.Add(new(one.OpenAIUrl.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)));
        }));
        one.Chat.Replies("one two three four", Delivery.ResetAfter(1)).Replies("from the backup");
        var response = await application.AskAsync(streaming: true);
        (response.Text, response.GetAttempts()).ShouldBe(("from the backup", 2));

        one.Chat.Replies("one two three four", Delivery.ResetAfter(3)).Replies("never");
        var seen = new List<string>();
        (await Should.ThrowAsync<LlmException>(() => application.AskAsync(streaming: true, seen))).Kind.ShouldBe(LlmErrorKind.Connection);
        seen.ShouldNotBeEmpty();
        one.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Nobody_else_is_asked_for_a_caller_who_has_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var second = new Place("second");
        var client = new Place("first") { Failure = () => new LlmException(LlmErrorKind.Unavailable, "down"), Takes = cancellation.Cancel }.WithFailover([second]);
        await Should.ThrowAsync<OperationCanceledException>(() => client.GetResponseAsync("hi", cancellationToken: cancellation.Token));
        second.Calls.ShouldBe(0);
    }

    [Fact]
    public void Weights_that_do_not_fit_are_refused() =>
        Should.Throw<ArgumentException>(() => new Place("a").WithFailover([new Place("b")], new() { Weights = [1] })).Message.ShouldBe("FailoverOptions.Weights has one weight above zero for each of the 2 members.");

    private static async Task<ChatResponse> AskAsync(IChatClient client, bool streaming) =>
        streaming ? await client.GetStreamingResponseAsync("hi").ToChatResponseAsync() : await client.GetResponseAsync("hi");

    /// <summary>A place that answers with its name, or fails.</summary>
    private sealed class Place(string name) : IChatClient
    {
        public Func<Exception>? Failure { get; set; }

        public Task? Gate { get; set; }

        public Action? Takes { get; init; }

        public bool Filtered { get; init; }

        public int Calls { get; private set; }

        public ChatOptions? Options { get; private set; }

        public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            Calls++;
            Options = options;
            Takes?.Invoke();
            if (Gate is not null)
                await Gate;
            if (Failure?.Invoke() is { } failure)
                throw failure;
            return Filtered ? new(new ChatMessage(ChatRole.Assistant, [])) { FinishReason = ChatFinishReason.ContentFilter } : new(new ChatMessage(ChatRole.Assistant, name));
        }

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
                yield return update;
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata(name, null, $"model of {name}") : null;

        public void Dispose()
        {
        }
    }
}

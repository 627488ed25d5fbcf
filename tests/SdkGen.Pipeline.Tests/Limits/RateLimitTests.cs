using System.Threading.RateLimiting;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Runtime.Tests.Support;

namespace SdkGen.Pipeline.Tests.Limits;

public class RateLimitTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task Requests_beyond_the_limit_wait_for_their_turn_in_order()
    {
        var model = new AnsweringModel();
        var chat = model.WithRateLimit(new() { RequestsPerMinute = 2, TimeProvider = _clock });

        await chat.GetResponseAsync("1");
        await chat.GetResponseAsync("2");
        var third = chat.GetResponseAsync("3");
        var fourth = chat.GetResponseAsync("4");
        await _clock.AdvanceWhenWaitedFor(TimeSpan.FromSeconds(29), timers: 2);
        model.Asked.ShouldBe(["1", "2"]);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await third;
        model.Asked.ShouldBe(["1", "2", "3"]);
        await _clock.AdvanceWhenWaitedFor(TimeSpan.FromSeconds(30), timers: 2);
        await fourth;
        model.Asked.ShouldBe(["1", "2", "3", "4"]);
    }

    [Fact]
    public async Task Tokens_are_taken_by_an_estimate_and_settled_by_what_was_used()
    {
        var model = new AnsweringModel { Usage = new() { TotalTokenCount = 100 } };
        var chat = model.WithRateLimit(new() { TokensPerMinute = 600, EstimateTokens = (_, _) => 500, TimeProvider = _clock });

        await chat.GetResponseAsync("1"); // 500 taken, 100 used: 500 left
        await chat.GetResponseAsync("2").WaitAsync(TimeSpan.FromSeconds(10)); // 400 left
        var third = chat.GetResponseAsync("3"); // lacks 100: ten seconds
        await Patience.Until(() => _clock.Running > 0);
        model.Asked.Count.ShouldBe(2);
        _clock.Advance(TimeSpan.FromSeconds(10));
        await third;
    }

    [Fact]
    public async Task A_stream_settles_with_its_usage_and_loses_no_update()
    {
        var model = new AnsweringModel { Usage = new() { TotalTokenCount = 40 } };
        var store = new MemoryRateLimitStore(_clock);
        var chat = model.WithRateLimit(new() { TokensPerMinute = 600, EstimateTokens = (_, _) => 500, TimeProvider = _clock, Store = store });

        var answer = await chat.GetStreamingResponseAsync("one two three").ToChatResponseAsync();

        answer.Text.ShouldBe("one two three");
        answer.Usage!.TotalTokenCount.ShouldBe(40);
        await store.ChangeAsync("chat/", (state, now) =>
        {
            state.Tokens!.Value.LevelAt(now).ShouldBe(560);
            return (state, default);
        });
    }

    [Fact]
    public async Task A_request_that_would_wait_too_long_fails_before_anything_is_sent()
    {
        var model = new AnsweringModel();
        var chat = model.WithRateLimit(new() { RequestsPerMinute = 1, MaxWait = TimeSpan.FromSeconds(20), TimeProvider = _clock });
        await chat.GetResponseAsync("1");

        var failure = await Should.ThrowAsync<LlmException>(() => chat.GetResponseAsync("2"));

        failure.Kind.ShouldBe(LlmErrorKind.RateLimited);
        failure.RetryAfter.ShouldBe(TimeSpan.FromSeconds(60));
        failure.IsRetryable.ShouldBeFalse();
        failure.Message.ShouldBe("The request to the model would have to wait 60 s for room, and 20 s is the longest wait. Nothing was sent. The limit is the application's own: see RateLimitOptions.");
        model.Asked.ShouldBe(["1"]);
    }

    [Fact]
    public async Task A_full_queue_refuses_at_once_and_a_cancelled_wait_gives_its_place_back()
    {
        var model = new AnsweringModel();
        var chat = model.WithRateLimit(new() { RequestsPerMinute = 1, MaxQueue = 1, MaxWait = TimeSpan.FromMinutes(9), TimeProvider = _clock });
        await chat.GetResponseAsync("1");
        using var leaving = new CancellationTokenSource();
        var second = chat.GetResponseAsync("2");
        await Patience.Until(() => _clock.Running > 0);
        var third = chat.GetResponseAsync("3", cancellationToken: leaving.Token);

        var failure = await Should.ThrowAsync<LlmException>(() => chat.GetResponseAsync("4"));
        failure.Message.ShouldContain("found the queue full");
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => third);
        var fifth = chat.GetResponseAsync("5");
        _clock.Advance(TimeSpan.FromMinutes(1));
        await second;
        await _clock.AdvanceWhenWaitedFor(TimeSpan.FromMinutes(1), timers: 2);
        await fifth;
        model.Asked.ShouldBe(["1", "2", "5"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_holds_its_place_until_it_ends_or_is_left(bool leaves)
    {
        var model = new AnsweringModel();
        var chat = model.WithRateLimit(new() { MaxConcurrency = 1 });
        var stream = chat.GetStreamingResponseAsync("a b").GetAsyncEnumerator();
        await stream.MoveNextAsync();
        var second = chat.GetResponseAsync("2");
        second.IsCompleted.ShouldBeFalse();

        if (leaves)
            await stream.DisposeAsync();
        else
            while (await stream.MoveNextAsync()) { }

        await second.WaitAsync(TimeSpan.FromSeconds(10));
        model.Asked.ShouldBe(["a b", "2"]);
    }

    [Fact]
    public async Task The_wait_for_a_place_has_a_deadline_too()
    {
        var chat = new AnsweringModel().WithRateLimit(new() { MaxConcurrency = 1, MaxWait = TimeSpan.FromSeconds(5), TimeProvider = _clock });
        await using var stream = chat.GetStreamingResponseAsync("a b").GetAsyncEnumerator();
        await stream.MoveNextAsync();

        var second = chat.GetResponseAsync("2");
        await _clock.AdvanceWhenWaitedFor(TimeSpan.FromSeconds(5));

        (await Should.ThrowAsync<LlmException>(() => second)).Message.ShouldContain("found no place within 5 s");
    }

    [Fact]
    public async Task A_limiter_of_the_applications_own_is_asked_first()
    {
        using var own = new ConcurrencyLimiter(new() { PermitLimit = 1, QueueLimit = 0 });
        var chat = new AnsweringModel().WithRateLimit(new() { Limiter = own });
        using (own.AttemptAcquire())
            (await Should.ThrowAsync<LlmException>(() => chat.GetResponseAsync("1"))).Kind.ShouldBe(LlmErrorKind.RateLimited);

        (await chat.GetResponseAsync("2")).Text.ShouldBe("2");
        own.GetStatistics()!.CurrentAvailablePermits.ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_closes_the_door_for_as_long_as_it_says_and_costs_no_tokens()
    {
        var model = new AnsweringModel { Failure = new LlmException(LlmErrorKind.RateLimited, "later") { RetryAfter = TimeSpan.FromSeconds(7) } };
        var chat = model.WithRateLimit(new() { TokensPerMinute = 100, EstimateTokens = (_, _) => 100, TimeProvider = _clock });
        await Should.ThrowAsync<LlmException>(() => chat.GetResponseAsync("1"));
        model.Failure = null;

        var second = chat.GetResponseAsync("2");
        await _clock.AdvanceWhenWaitedFor(TimeSpan.FromSeconds(6.9));
        second.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        await second;
    }

    [Fact]
    public async Task Single_models_have_limits_of_their_own()
    {
        var model = new AnsweringModel();
        var chat = model.WithRateLimit(new() { RequestsPerMinute = 1, MaxWait = TimeSpan.Zero, TimeProvider = _clock, Models = { ["large"] = new(RequestsPerMinute: 2) } });

        await chat.GetResponseAsync("1", new() { ModelId = "large" });
        await chat.GetResponseAsync("2", new() { ModelId = "large" });
        await chat.GetResponseAsync("3", new() { ModelId = "small" });
        await Should.ThrowAsync<LlmException>(() => chat.GetResponseAsync("4", new() { ModelId = "small" }));
        await Should.ThrowAsync<LlmException>(() => chat.GetResponseAsync("5", new() { ModelId = "large" }));
    }

    [Fact]
    public void Limits_that_make_no_sense_are_refused_at_once() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new AnsweringModel().WithRateLimit(new() { RequestsPerMinute = 0 })).ParamName.ShouldBe("RequestsPerMinute");

    [Fact]
    public void The_state_survives_as_text()
    {
        var now = _clock.GetUtcNow();
        var state = new RateLimitState { Requests = new(60, 1, -0.25, now), ServiceTokens = RateBucket.Full(1e6, now), ClosedUntil = now.AddSeconds(3) };
        RateLimitState.FromJson(state.ToJson()).ShouldBe(state);
        RateLimitState.FromJson(new RateLimitState().ToJson()).ShouldBe(new RateLimitState());
    }

    /// <summary>Says what it hears, a word at a time.</summary>
    private sealed class AnsweringModel : IChatClient
    {
        private readonly List<string> _asked = [];

        public UsageDetails? Usage { get; init; }

        public Exception? Failure { get; set; }

        public List<string> Asked
        {
            get
            {
                lock (_asked)
                    return [.. _asked];
            }
        }

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            var text = messages.Last().Text;
            lock (_asked)
                _asked.Add(text);
            return Failure is { } failure ? Task.FromException<ChatResponse>(failure) : Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, text)) { Usage = Usage });
        }

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var text = (await GetResponseAsync(messages, options, cancellationToken)).Text;
            foreach (var word in text.Split(' ').Select((word, index) => index == 0 ? word : " " + word))
            {
                await Task.Yield();
                yield return new ChatResponseUpdate(ChatRole.Assistant, word);
            }

            if (Usage is not null)
                yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(Usage)]);
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}

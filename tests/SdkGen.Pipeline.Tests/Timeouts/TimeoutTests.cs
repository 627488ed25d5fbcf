using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.AI;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Testing;

namespace SdkGen.Pipeline.Tests.Timeouts;

public class TimeoutTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    private readonly ManualClock _clock = new();

    [Fact]
    public async Task A_stream_that_never_says_anything_ends_by_the_limit_of_the_first_content()
    {
        await using var application = await StartAsync(options => options.FirstContent = s_limit);
        application.Server.Chat.Replies("never", Delivery.StallsBeforeHeaders);
        var failure = await FailureAsync(application.AskAsync(streaming: true));
        _clock.GetUtcNow().ShouldBe(DateTimeOffset.UnixEpoch + s_limit);
        failure.Kind.ShouldBe(LlmErrorKind.Timeout);
        failure.Message.ShouldBe("gpt-4.1-mini at openai sent no content within 00:00:20, the limit of TimeoutOptions.FirstContent.");
        failure.IsRetryable.ShouldBeTrue();
        (failure.Provider, failure.Model).ShouldBe(("openai", "gpt-4.1-mini"));
    }

    [Fact]
    public async Task A_head_is_no_content()
    {
        await using var application = await StartAsync(options => options.FirstContent = s_limit);
        application.Server.Chat.Replies("never", Delivery.StallsAfter(1));
        var head = new TaskCompletionSource();
        var asked = ReadAsync();
        await head.Task.WaitAsync(TimeSpan.FromMinutes(1));
        (await FailureAsync(asked)).Kind.ShouldBe(LlmErrorKind.Stalled);

        async Task ReadAsync()
        {
            await foreach (var update in application.Chat.GetStreamingResponseAsync("hi"))
                head.TrySetResult();
        }
    }

    [Fact]
    public async Task Pings_are_no_content_and_what_came_before_is_kept()
    {
        await using var application = await StartAsync(options => options.BetweenContents = s_limit);
        application.Server.Chat.Replies("one two three four", Delivery.StallsAfter(3) with { Pings = TimeSpan.FromMilliseconds(10) });
        var seen = new List<string>();
        var failure = await FailureAsync(application.AskAsync(streaming: true, seen));
        failure.Kind.ShouldBe(LlmErrorKind.Stalled);
        failure.Message.ShouldEndWith("the limit of TimeoutOptions.BetweenContents.");
        seen.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_whole_call_has_a_limit(bool streaming)
    {
        await using var application = await StartAsync(options => options.WholeCall = s_limit);
        application.Server.Chat.Replies(new string('x', 40000), Delivery.Drips(TimeSpan.FromMilliseconds(20), pieceSize: 8));
        var failure = await FailureAsync(application.AskAsync(streaming));
        failure.Kind.ShouldBe(LlmErrorKind.Timeout);
        failure.Message.ShouldEndWith("did not finish its answer within 00:00:20, the limit of TimeoutOptions.WholeCall.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_callers_own_cancellation_stays_one(bool streaming)
    {
        await using var application = await Application.StartAsync(llm => llm.AddTimeouts());
        application.Server.Chat.Replies("never", Delivery.StallsBeforeHeaders);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        (await Should.ThrowAsync<OperationCanceledException>(() => application.AskAsync(streaming, cancellationToken: cancellation.Token))).CancellationToken.IsCancellationRequested.ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_in_time_is_the_same_answer(bool streaming)
    {
        await using var application = await Application.StartAsync(llm => llm.AddTimeouts());
        application.Server.Chat.Replies("one two three", Delivery.InPieces(seed: 4));
        var response = await application.AskAsync(streaming);
        response.Text.ShouldBe("one two three");
        response.FinishReason.ShouldBe(ChatFinishReason.Stop);
        response.Usage.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_time_of_the_reader_is_not_that_of_the_service()
    {
        await using var application = await Application.StartAsync(llm => llm.AddTimeouts(options => options.BetweenContents = TimeSpan.FromSeconds(10)), new SkippingClock());
        application.Server.Chat.Replies("one two three four");
        (await application.AskAsync(streaming: true)).Text.ShouldBe("one two three four");
    }

    [Fact]
    public async Task A_connection_that_is_not_made_says_so()
    {
        // A listener whose queue is full leaves a further connection unanswered.
        using var full = new TcpListener(IPAddress.Loopback, 0);
        full.Start(0);
        var waiting = new List<Socket>();
        try
        {
            for (var i = 0; i < 8; i++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                waiting.Add(socket);
                _ = socket.ConnectAsync(full.LocalEndpoint);
            }

            await Task.Delay(50);
            await using var application = await Application.StartAsync(llm => llm.AddOpenAI(options =>
            {
                (options.BaseUrl, options.ApiKey) = ($"http://{full.LocalEndpoint}/v1", "any");
                options.ConnectTimeout = TimeSpan.FromMilliseconds(200);
            }));
            var failure = await Should.ThrowAsync<LlmException>(() => application.AskAsync(streaming: true));
            failure.Kind.ShouldBe(LlmErrorKind.Timeout);
            failure.Message.ShouldBe("No connection to OpenAI was made within 00:00:00.2000000 (ProviderOptions.ConnectTimeout).");
        }
        finally
        {
            waiting.ForEach(socket => socket.Dispose());
        }
    }

    [Fact]
    public void A_limit_of_nothing_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new TestModel<OpenAIModels.Gpt41Mini>().WithTimeouts(new() { WholeCall = TimeSpan.Zero })).Message.ShouldStartWith("TimeoutOptions.WholeCall is above zero");

    /// <summary>An application of which one limit runs, by the test's clock.</summary>
    private Task<Application> StartAsync(Action<TimeoutOptions> configure) => Application.StartAsync(
        llm => llm.AddTimeouts(options =>
        {
            options.FirstContent = options.BetweenContents = options.WholeCall = Timeout.InfiniteTimeSpan;
            configure(options);
        }),
        _clock);

    /// <summary>Lets time pass while somebody waits for it, and tells how the call failed.</summary>
    private async Task<LlmException> FailureAsync(Task asked)
    {
        await _clock.RunAsync(asked, TimeSpan.FromSeconds(1)).WaitAsync(TimeSpan.FromMinutes(1));
        return await Should.ThrowAsync<LlmException>(() => asked);
    }

    /// <summary>A clock by which an hour passes between any two looks, and no timer ever rings.</summary>
    private sealed class SkippingClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Add(ref _now, 3600);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            dueTime.ShouldNotBe(TimeSpan.Zero);
            return new NoTimer();
        }

        private sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                dueTime.ShouldNotBe(TimeSpan.Zero);
                return true;
            }

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}

using System.Diagnostics;
using Microsoft.Extensions.AI;
using SdkGen.Pipeline.Tests.Limits;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Testing;

namespace SdkGen.Pipeline.Tests.Retry;

public class RetryTests
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(100);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_passes_is_sent_again_and_the_answer_says_how_often(bool streaming)
    {
        var clock = new ManualClock();
        await using var application = await Application.StartAsync(llm => llm.AddRetry(), clock);
        application.Server.Chat.Fails(503).Fails(500).Disconnects().Replies("at last");
        var asking = application.AskAsync(streaming);
        await clock.RunAsync(asking, s_step);
        var response = await asking;
        response.Text.ShouldBe("at last");
        response.GetAttempts().ShouldBe(4);
        application.Server.Requests.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_service_that_says_when_is_asked_then(bool streaming)
    {
        var clock = new ManualClock();
        await using var application = await Application.StartAsync(llm => llm.AddRetry(), clock);
        application.Server.Chat.Fails(429, retryAfter: TimeSpan.FromSeconds(17)).Replies("now");
        var asking = application.AskAsync(streaming);
        (await clock.RunAsync(asking, TimeSpan.FromSeconds(1))).ShouldBe(TimeSpan.FromSeconds(17));
        (await asking).Text.ShouldBe("now");
    }

    [Fact]
    public async Task A_service_that_asks_for_too_long_is_not_asked_again()
    {
        await using var application = await Application.StartAsync(llm => llm.AddRetry());
        application.Server.Chat.Fails(429, retryAfter: TimeSpan.FromMinutes(5)).Replies("never");
        var failure = await Should.ThrowAsync<LlmException>(() => application.AskAsync(streaming: false));
        failure.RetryAfter.ShouldBe(TimeSpan.FromMinutes(5));
        failure.Attempts.ShouldBe(1);
        application.Server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(400, null)]
    [InlineData(401, null)]
    [InlineData(404, null)]
    [InlineData(429, "insufficient_quota")]
    public async Task What_does_not_pass_is_not_sent_again(int status, string? code)
    {
        await using var application = await Application.StartAsync(llm => llm.AddRetry());
        application.Server.Chat.Fails(status, code).Replies("never");
        (await Should.ThrowAsync<LlmException>(() => application.AskAsync(streaming: true))).Attempts.ShouldBe(1);
        application.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_last_failure_tells_of_all_attempts()
    {
        var clock = new ManualClock();
        await using var application = await Application.StartAsync(llm => llm.AddRetry(options => options.MaxRetries = 2), clock);
        application.Server.Chat.Fails(503).Fails(503).Fails(529).Replies("never");
        var asking = application.AskAsync(streaming: false);
        await clock.RunAsync(asking.ContinueWith(_ => { }, TaskScheduler.Default), s_step);
        var failure = await Should.ThrowAsync<LlmException>(() => asking);
        (failure.Status, failure.Attempts).ShouldBe((529, 3));
    }

    [Theory]
    [InlineData(1, 2, "one two three four")]
    [InlineData(3, 1, null)]
    public async Task A_stream_begins_again_only_before_its_first_content(int eventsBeforeReset, int requests, string? text)
    {
        var clock = new ManualClock();
        await using var application = await Application.StartAsync(llm => llm.AddRetry(), clock);
        application.Server.Chat.Replies("one two three four", Delivery.ResetAfter(eventsBeforeReset)).Replies("one two three four");
        var seen = new List<string>();
        var asking = application.AskAsync(streaming: true, seen);
        await clock.RunAsync(asking.ContinueWith(_ => { }, TaskScheduler.Default), s_step);
        if (text is null)
            (await Should.ThrowAsync<LlmException>(() => asking)).Kind.ShouldBe(LlmErrorKind.Connection);
        else
            (await asking).Text.ShouldBe(text);
        application.Server.Requests.Count.ShouldBe(requests);
        seen.ShouldNotBeEmpty();
        "one two three four".ShouldStartWith(string.Concat(seen));
    }

    [Fact]
    public async Task Waits_grow_and_stay_below_their_most()
    {
        var clock = new ManualClock();
        var waits = new List<TimeSpan>();
        using var listener = new ActivityListener { ShouldListenTo = source => source.Name == "retry-test", Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("retry-test");
        using var span = source.StartActivity("call")!;
        var client = new Failing(() => new LlmException(LlmErrorKind.Overloaded, "busy") { IsRetryable = true })
            .WithRetry(new() { MaxRetries = 8, MaxDelay = TimeSpan.FromSeconds(4), TimeProvider = clock });
        var asking = client.GetResponseAsync("hi");
        await clock.RunAsync(asking.ContinueWith(_ => { }, TaskScheduler.Default), s_step);
        var delays = span.Events.Select(e => e.Tags.ToDictionary(tag => tag.Key, tag => tag.Value)).ToList();
        delays.Count.ShouldBe(8);
        delays.ShouldAllBe(tags => (double)tags["sdkgen.delay"]! <= 4 && (string)tags["error.type"]! == "overloaded");
        delays.Select(tags => (int)tags["sdkgen.attempt"]!).ShouldBe(Enumerable.Range(2, 8));
        delays.Take(4).Sum(tags => (double)tags["sdkgen.delay"]!).ShouldBeLessThan(delays.Skip(4).Sum(tags => (double)tags["sdkgen.delay"]!));
    }

    [Fact]
    public async Task A_service_that_is_down_is_spared()
    {
        var failing = new Failing(() => new LlmException(LlmErrorKind.Unavailable, "down") { IsRetryable = true });
        var client = failing.WithRetry(new() { BaseDelay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero, RetryReserve = 5, RetryShare = 0.25 });
        for (var i = 0; i < 40; i++)
            await Should.ThrowAsync<LlmException>(() => client.GetResponseAsync("hi"));

        // 40 requests, 5 retries in reserve and one for each 4 requests after it.
        failing.Calls.ShouldBeInRange(40 + 5, 40 + 5 + 10);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait()
    {
        var clock = new ManualClock();
        await using var application = await Application.StartAsync(llm => llm.AddRetry(), clock);
        application.Server.Chat.Fails(503).Replies("never");
        using var cancellation = new CancellationTokenSource();
        var asking = application.AskAsync(streaming: false, cancellationToken: cancellation.Token);
        await Patience.Until(() => clock.Running > 0);
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => asking);
        application.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Cancelling_as_an_attempt_fails_is_a_cancellation_where_another_was_to_follow()
    {
        using var cancellation = new CancellationTokenSource();
        var failing = new Failing(() =>
        {
            cancellation.Cancel();
            return new LlmException(LlmErrorKind.Unavailable, "down") { IsRetryable = true };
        });
        var cancelled = await Should.ThrowAsync<OperationCanceledException>(() => failing.WithRetry().GetResponseAsync("hi", cancellationToken: cancellation.Token));
        cancelled.CancellationToken.ShouldBe(cancellation.Token);
        failing.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_failure_after_which_nothing_was_to_follow_stays_one()
    {
        using var cancellation = new CancellationTokenSource();
        var failing = new Failing(() =>
        {
            cancellation.Cancel();
            return new LlmException(LlmErrorKind.Authentication, "who are you?");
        });
        (await Should.ThrowAsync<LlmException>(() => failing.WithRetry().GetResponseAsync("hi", cancellationToken: cancellation.Token))).Kind.ShouldBe(LlmErrorKind.Authentication);
    }

    [Fact]
    public async Task A_stall_before_content_is_tried_again()
    {
        var clock = new ManualClock();
        await using var application = await Application.StartAsync(
            llm => llm
                .AddTimeouts(options => (options.FirstContent, options.WholeCall) = (TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan))
                .AddRetry(options => (options.BaseDelay, options.MaxDelay) = (TimeSpan.Zero, TimeSpan.Zero)),
            clock);
        application.Server.Chat.Replies("never", Delivery.StallsAfter(1)).Replies("here");
        using var span = new Activity("call").Start();
        var asking = application.AskAsync(streaming: true);
        await Patience.Until(() =>
        {
            // Time passes for the first attempt alone: the second begins behind the event.
            if (application.Server.Requests.Count == 1 && clock.Running > 0 && !span.Events.Any())
                clock.Advance(TimeSpan.FromMinutes(1));
            return span.Events.Any();
        });
        var response = await asking;
        response.Text.ShouldBe("here");
        response.GetAttempts().ShouldBe(2);
    }

    [Fact]
    public async Task Messages_that_can_be_read_once_are_read_once()
    {
        var failing = new Failing(() => new LlmException(LlmErrorKind.Unavailable, "down") { IsRetryable = true });
        var reads = 0;
        IEnumerable<ChatMessage> Once()
        {
            reads++;
            yield return new(ChatRole.User, "hi");
        }

        await Should.ThrowAsync<LlmException>(() => failing.WithRetry(new() { BaseDelay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero }).GetResponseAsync(Once()));
        (reads, failing.Calls).ShouldBe((1, 4));
    }

    private sealed class Failing(Func<Exception> failure) : FakeChatClient
    {
        public int Calls { get; private set; }

        public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            Calls++;
            return Task.FromException<ChatResponse>(failure());
        }
    }
}

using System.Text;
using SdkGen.Testing;

namespace SdkGen.Runtime.Tests.Emulator;

public sealed class EmulatorDeliveryTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_reset_after_two_events_lets_two_events_through()
    {
        await using var server = await LlmEmulator.StartAsync();
        using var client = new EmulatorClient(server);
        server.Chat.Replies("one two three", Delivery.ResetAfter(2));

        var received = await ReadUntilBrokenAsync(client);

        received.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        received.ShouldEndWith("\n\n");
        (await server.Requests[0].Outcome).ShouldBe(RequestOutcome.Cut);
    }

    [Fact]
    public async Task A_reset_inside_an_event_leaves_half_of_it()
    {
        await using var server = await LlmEmulator.StartAsync();
        using var client = new EmulatorClient(server);
        server.Chat.Replies("one two three", Delivery.ResetInside(2) with { MaxPieceSize = 7 });

        var events = (await ReadUntilBrokenAsync(client)).Split("\n\n");

        events.Length.ShouldBe(2);
        events[1].ShouldStartWith("data: {");
        events[1].ShouldNotEndWith("}");
    }

    [Fact]
    public async Task A_reset_inside_a_character_leaves_its_first_byte()
    {
        await using var server = await LlmEmulator.StartAsync();
        using var client = new EmulatorClient(server);
        server.Chat.Replies("Grüße", Delivery.ResetInsideCharacter);

        using var response = await client.PostAsync(EmulatorClient.HelloStream);
        var bytes = await ReadUntilBrokenAsync(response);

        bytes[^1].ShouldBe((byte)0xC3);
    }

    [Fact]
    public async Task An_early_end_is_no_error_of_transport()
    {
        await using var server = await LlmEmulator.StartAsync();
        using var client = new EmulatorClient(server);
        server.Chat.Replies("one two three", Delivery.EndsAfter(2));

        using var response = await client.PostAsync(EmulatorClient.HelloStream);

        (await response.Content.ReadAsStringAsync()).ShouldNotContain("[DONE]");
        (await server.Requests[0].Outcome).ShouldBe(RequestOutcome.Answered);
    }

    [Fact]
    public async Task Connections_break_before_and_inside_the_headers()
    {
        await using var server = await LlmEmulator.StartAsync();
        using var client = new EmulatorClient(server);
        server.Chat.Disconnects().Replies("never", Delivery.ResetInsideHeaders).Replies("back");

        await Should.ThrowAsync<HttpRequestException>(client.PostAsync(EmulatorClient.Hello));
        await Should.ThrowAsync<HttpRequestException>(client.PostAsync(EmulatorClient.Hello));
        using var response = await client.PostAsync(EmulatorClient.Hello);
        (await response.Content.ReadAsStringAsync()).ShouldContain("back");
    }

    [Fact]
    public async Task A_unary_answer_breaks_off_too()
    {
        await using var server = await LlmEmulator.StartAsync();
        using var client = new EmulatorClient(server);
        server.Chat.Replies("a longer answer", Delivery.ResetInside());

        using var response = await client.PostAsync(EmulatorClient.Hello);
        var received = await ReadUntilBrokenAsync(response);

        received.Length.ShouldBe((int)response.Content.Headers.ContentLength!.Value / 2);
    }

    [Fact]
    public async Task A_stalled_stream_holds_until_the_client_leaves()
    {
        await using var server = await LlmEmulator.StartAsync();
        using var client = new EmulatorClient(server);
        server.Chat.Replies("one two", Delivery.StallsAfter(1) with { Pings = TimeSpan.FromMilliseconds(5) });

        var response = await client.PostAsync(EmulatorClient.HelloStream);
        var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        (await reader.ReadLineAsync())!.ShouldStartWith("data: ");
        await reader.ReadLineAsync();
        (await reader.ReadLineAsync()).ShouldBe(": ping");
        server.Requests[0].Outcome.IsCompleted.ShouldBeFalse();
        response.Dispose();

        (await server.Requests[0].Outcome.WaitAsync(s_patience)).ShouldBe(RequestOutcome.Abandoned);
    }

    [Fact]
    public async Task An_endless_stream_ends_when_the_client_leaves()
    {
        await using var server = await LlmEmulator.StartAsync();
        using var client = new EmulatorClient(server);
        server.Chat.Answers(new ChatReply { Text = "on and on", Endless = true });

        using (var response = await client.PostAsync(EmulatorClient.HelloStream))
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
            for (var line = 0; line < 100; line++)
                (await reader.ReadLineAsync()).ShouldNotBeNull();
        }

        (await server.Requests[0].Outcome.WaitAsync(s_patience)).ShouldBe(RequestOutcome.Abandoned);
    }

    [Fact]
    public async Task Stopping_the_server_cuts_what_is_open()
    {
        var server = await LlmEmulator.StartAsync();
        using var client = new EmulatorClient(server);
        server.Chat.Replies("never", Delivery.StallsBeforeHeaders);

        var pending = client.PostAsync(EmulatorClient.Hello);
        while (server.Requests.Count == 0)
            await Task.Delay(5);
        await server.DisposeAsync();

        await Should.ThrowAsync<HttpRequestException>(pending.WaitAsync(s_patience));
    }

    [Fact]
    public async Task An_error_can_follow_text_inside_a_stream()
    {
        await using var server = await LlmEmulator.StartAsync();
        using var client = new EmulatorClient(server);
        server.Chat.Answers(new ChatFailure(500) { AfterText = "Half an" });

        using var response = await client.PostAsync(EmulatorClient.HelloStream);
        var body = await response.Content.ReadAsStringAsync();

        ((int)response.StatusCode).ShouldBe(200);
        body.ShouldContain("\"content\":\"Half\"");
        body.TrimEnd().Split('\n')[^1].ShouldStartWith("data: {\"error\":{");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Pieces_are_the_same_for_the_same_seed(int seed)
    {
        var delivery = Delivery.InPieces(seed, maxPieceSize: 9);
        var body = new byte[1000];

        var pieces = DeliveryPlan.Pieces(delivery, body).ToList();

        pieces.Sum().ShouldBe(1000);
        pieces.Distinct().Count().ShouldBeGreaterThan(5);
        pieces.ShouldAllBe(piece => piece >= 1 && piece <= 9);
        DeliveryPlan.Pieces(delivery, body).ShouldBe(pieces);
        DeliveryPlan.Pieces(Delivery.InPieces(seed + 100, 9), body).ShouldNotBe(pieces);
        DeliveryPlan.Pieces(Delivery.ByteByByte, "abcde"u8).ShouldBe([1, 1, 1, 1, 1]);
        DeliveryPlan.Pieces(Delivery.Whole with { SplitsCharacters = true }, "abéc👋"u8).ShouldBe([3, 3, 1, 1, 1]);
    }

    [Fact]
    public async Task Pauses_follow_the_clock_that_the_test_gives()
    {
        var clock = new StillClock();
        await using var server = await LlmEmulator.StartAsync(clock);
        using var client = new EmulatorClient(server);
        server.Chat.Replies("late", Delivery.Whole with { Delay = TimeSpan.FromHours(1) });

        var pending = client.PostAsync(EmulatorClient.Hello);
        while (clock.Due is null)
            await Task.Delay(5);
        pending.IsCompleted.ShouldBeFalse();
        clock.Due.ShouldBe(TimeSpan.FromHours(1));
        clock.Fire();

        (await (await pending).Content.ReadAsStringAsync()).ShouldContain("late");
    }

    private static async Task<string> ReadUntilBrokenAsync(EmulatorClient client)
    {
        using var response = await client.PostAsync(EmulatorClient.HelloStream);
        return Encoding.UTF8.GetString(await ReadUntilBrokenAsync(response));
    }

    private static async Task<byte[]> ReadUntilBrokenAsync(HttpResponseMessage response)
    {
        using var received = new MemoryStream();
        await using var body = await response.Content.ReadAsStreamAsync();
        await Should.ThrowAsync<IOException>(body.CopyToAsync(received).WaitAsync(s_patience));
        return received.ToArray();
    }

    /// <summary>A clock with one timer that fires when the test says so.</summary>
    private sealed class StillClock : TimeProvider
    {
        private TimerCallback? _callback;
        private object? _state;

        public TimeSpan? Due { get; private set; }

        public void Fire() => _callback!(_state);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (_callback, _state, Due) = (callback, state, dueTime);
            return new NoTimer();
        }

        private sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.AI;
using SdkGen.Testing;

namespace SdkGen.Pipeline.Tests.Faults;

/// <summary>What networks, proxies and broken services do to an answer, in each dialect's own frames: nothing hangs, nothing is lost or doubled, no key goes astray.</summary>
public class WireMatrixTests
{
    public static TheoryData<string> Dialects => [.. FaultyService.Dialects];

    public static TheoryData<string, string> Breaks => Cross(["before headers", "inside headers", "after headers", "inside the first event", "inside a character of a whole answer"]);

    public static TheoryData<string, string> LateBreaks => Cross(["between events", "inside an event"]);

    public static TheoryData<string, string> NoAnswers => Cross(["page", "cut JSON", "array", "nothing"]);

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task A_connection_that_breaks_before_content_is_made_again(string dialect, string where)
    {
        var streaming = where != "inside a character of a whole answer";
        await using var service = await FaultyService.StartAsync(dialect);
        service.Server.Chat.Replies(FaultyService.Text, where switch
        {
            "before headers" => Delivery.ResetBeforeHeaders,
            "inside headers" => Delivery.ResetInsideHeaders,
            "after headers" => Delivery.ResetAfter(0),
            "inside the first event" => Delivery.ResetInside(),
            _ => Delivery.ResetInsideCharacter,
        }).Replies(FaultyService.Text);

        var exchange = await service.AskAsync(streaming);

        exchange.Failure.ShouldBeNull();
        exchange.Text.ShouldBe(FaultyService.Text);
        exchange.Attempts.ShouldBe(2);
        service.Server.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(LateBreaks))]
    public async Task A_connection_that_breaks_after_content_is_a_failure_behind_it(string dialect, string where)
    {
        await using var service = await FaultyService.StartAsync(dialect);
        service.Server.Chat.Replies(FaultyService.Text, where == "between events" ? Delivery.ResetAfter(7) : Delivery.ResetInside(8));

        var exchange = await service.AskAsync(streaming: true);

        ShouldHaveBegun(exchange);
        exchange.Failure.ShouldNotBeNull().Kind.ShouldBe(LlmErrorKind.Connection);
        exchange.Attempts.ShouldBe(1);
        service.Server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task A_service_that_never_begins_is_left_and_asked_again(string dialect)
    {
        foreach (var (delivery, streaming) in ((Delivery, bool)[])[(Delivery.StallsBeforeHeaders, false), (Delivery.StallsBeforeHeaders, true), (Delivery.StallsAfter(0), false), (Delivery.StallsAfter(0), true)])
        {
            await using var service = await FaultyService.StartAsync(dialect);
            service.Server.Chat.Replies("never", delivery).Replies(FaultyService.Text);

            var exchange = await service.AskAsync(streaming);

            exchange.Failure.ShouldBeNull();
            exchange.Text.ShouldBe(FaultyService.Text);
            exchange.Attempts.ShouldBe(2);
            exchange.Waited.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(streaming ? 1 : 3));
            (await service.Server.Requests[0].Outcome.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe(RequestOutcome.Abandoned);
        }
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task A_stream_that_stalls_after_content_ends_as_stalled_and_is_not_tried_again(string dialect)
    {
        await using var service = await FaultyService.StartAsync(dialect);
        service.Server.Chat.Replies(FaultyService.Text, Delivery.StallsAfter(7));

        var exchange = await service.AskAsync(streaming: true);

        ShouldHaveBegun(exchange);
        exchange.Failure.ShouldNotBeNull().Kind.ShouldBe(LlmErrorKind.Stalled);
        exchange.Attempts.ShouldBe(1);
        service.Server.Requests.Count.ShouldBe(1);
        (await service.Server.Requests[0].Outcome.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe(RequestOutcome.Abandoned);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Small_pieces_and_split_characters_change_nothing(string dialect)
    {
        foreach (var streaming in (bool[])[false, true])
        {
            await using var service = await FaultyService.StartAsync(dialect);
            service.Server.Chat.Replies(FaultyService.Text, new Delivery { MaxPieceSize = 23, SplitsCharacters = true });
            (await service.AskAsync(streaming)).Text.ShouldBe(FaultyService.Text);
        }
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task A_stream_that_breaks_inside_a_character_gives_no_half_of_it_and_nothing_twice(string dialect)
    {
        const string text = "one two three four five six seven Grüße";
        await using var service = await FaultyService.StartAsync(dialect);
        service.Server.Chat.Replies(text, Delivery.ResetInsideCharacter).Replies(text);

        var exchange = await service.AskAsync(streaming: true);

        if (dialect == "bedrock-converse")
        {
            // The checksums of its frames are no characters: the first frame is cut, and nothing was said yet.
            (exchange.Failure, exchange.Text, exchange.Attempts).ShouldBe((null, text, 2));
            return;
        }

        exchange.Failure.ShouldNotBeNull().Kind.ShouldBe(LlmErrorKind.Connection);
        exchange.Text.Length.ShouldBePositive();
        text.ShouldStartWith(exchange.Text);
        exchange.Text.ShouldNotContain('\uFFFD');
        service.Server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task A_drip_slower_than_the_limits_ends_by_one_of_them(string dialect)
    {
        await using var service = await FaultyService.StartAsync(dialect);
        service.Server.Chat.Replies(FaultyService.Text, Delivery.Drips(TimeSpan.FromSeconds(5), pieceSize: 200));

        var exchange = await service.AskAsync(streaming: true);

        exchange.Failure.ShouldNotBeNull().Kind.ShouldBeOneOf(LlmErrorKind.Stalled, LlmErrorKind.Timeout);
        FaultyService.Text.ShouldStartWith(exchange.Text);
        service.Server.Requests.Count.ShouldBe(exchange.Attempts);
        (await service.Server.Requests[^1].Outcome.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe(RequestOutcome.Abandoned);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task A_line_of_megabytes_is_read(string dialect)
    {
        await using var service = await FaultyService.StartAsync(dialect, withTimeouts: false);
        var word = new string('x', 3 * 1024 * 1024);
        service.Server.Chat.Answers(new ChatReply { Text = "a" + word + "b", TextPieces = ["a", word, "b"] });

        var exchange = await service.AskAsync(streaming: true);

        exchange.Text.Length.ShouldBe(word.Length + 2);
        exchange.Text[^1].ShouldBe('b');
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task A_line_that_is_longer_than_any_event_is_cut_off(string dialect)
    {
        await using var service = await FaultyService.StartAsync(dialect, withTimeouts: false, longest: 1024 * 1024);
        var word = new string('x', 3 * 1024 * 1024);
        service.Server.Chat.Answers(new ChatReply { Text = "a" + word + "b", TextPieces = ["a", word, "b"] });

        var exchange = await service.AskAsync(streaming: true);

        exchange.Text.ShouldBe("a");
        var failure = exchange.Failure.ShouldNotBeNull();
        failure.Kind.ShouldBe(LlmErrorKind.InvalidResponse);
        failure.Message.ShouldEndWith("one event of the stream is longer than 1048576 bytes, the limit of ProviderOptions.MaxEventLength; raise it where such answers are meant.");
        exchange.Attempts.ShouldBe(1);
        service.Server.Requests.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("openai-chat", "text/event-stream", "data: {\"id\":\"")]
    [InlineData("openai-chat", "text/event-stream", ": ")]
    [InlineData("ollama-chat", "application/x-ndjson", "{\"model\":\"")]
    [InlineData("gemini", "application/json", "[{\"responseId\":\"")]
    public async Task A_line_without_an_end_is_left_where_it_is_too_long(string dialect, string type, string begin)
    {
        const int Limit = 1024 * 1024;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var sending = SendAsync();
        await using var service = await FaultyService.StartAsync(dialect, _ => $"http://{listener.LocalEndpoint}", withTimeouts: false, longest: Limit);

        var exchange = await service.AskAsync(streaming: true);

        exchange.Failure.ShouldNotBeNull().Kind.ShouldBe(LlmErrorKind.InvalidResponse);
        exchange.Failure.Message.ShouldContain("longer than 1048576 bytes, the limit of ProviderOptions.MaxEventLength");

        // What was sent is what was received and what two sockets hold: nobody reads on.
        (await sending.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeInRange(Limit, Limit + (32 * 1024 * 1024));

        async Task<long> SendAsync()
        {
            using var connection = await listener.AcceptTcpClientAsync();
            var stream = connection.GetStream();
            var sent = 0L;
            try
            {
                await stream.ReadExactlyAsync(new byte[64]);
                await stream.WriteAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nConnection: close\r\n\r\n{begin}"));
                var piece = new byte[64 * 1024];
                piece.AsSpan().Fill((byte)'x');
                for (; sent < 1L << 32; sent += piece.Length)
                    await stream.WriteAsync(piece);
            }
            catch (IOException)
            {
                // It was left.
            }

            return sent;
        }
    }

    [Fact]
    public async Task A_whole_answer_that_is_longer_than_the_limit_is_cut_off_too()
    {
        await using var service = await FaultyService.StartAsync("openai-chat", withTimeouts: false, longest: 1024 * 1024);
        service.Server.Chat.Replies(new string('x', 3 * 1024 * 1024));
        var exchange = await service.AskAsync(streaming: false);
        exchange.Failure.ShouldNotBeNull().Kind.ShouldBe(LlmErrorKind.InvalidResponse);
        exchange.Failure.Message.ShouldContain("it is longer than 1048576 bytes, the limit of ProviderOptions.MaxEventLength;");
        exchange.Attempts.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task A_stream_without_an_end_stops_when_the_caller_leaves(string dialect)
    {
        await using var service = await FaultyService.StartAsync(dialect);
        service.Server.Chat.Answers(new ChatReply { Text = "on and on", Endless = true });
        var pieces = 0;

        await foreach (var update in service.Chat.GetStreamingResponseAsync("Talk."))
        {
            if (update.Text.Length > 0 && ++pieces == 50)
                break;
        }

        pieces.ShouldBe(50);
        (await service.Server.Requests[0].Outcome.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe(RequestOutcome.Abandoned);
    }

    [Theory]
    [MemberData(nameof(NoAnswers))]
    public async Task An_answer_that_is_none_is_an_invalid_response_and_not_asked_for_again(string dialect, string what)
    {
        var (body, type) = what switch
        {
            "page" => ("<html><body>Sign in to the hotel's network</body></html>", "text/html"),
            "cut JSON" => ("{\"id\":\"1\",\"choi", "application/json"),
            "array" => ("[1, 2, 3, 4, 5, 6]", "application/json"),
            _ => ("", "text/plain"),
        };
        foreach (var streaming in (bool[])[false, true])
        {
            await using var service = await FaultyService.StartAsync(dialect);
            service.Server.Chat.Answers(new RawAnswer(200, Encoding.UTF8.GetBytes(body)) { Headers = new Dictionary<string, string> { ["Content-Type"] = type } });

            var exchange = await service.AskAsync(streaming);

            exchange.Failure.ShouldNotBeNull($"{(streaming ? "streamed" : "whole")}: {exchange.Text}").Kind.ShouldBe(LlmErrorKind.InvalidResponse);
            exchange.Failure!.Status.ShouldBe(200);
            service.Server.Requests.Count.ShouldBe(1);
        }
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task A_redirect_to_another_host_takes_neither_key_nor_prompt_along(string dialect)
    {
        await using var elsewhere = await LlmEmulator.StartAsync();
        foreach (var streaming in (bool[])[false, true])
        {
            await using var service = await FaultyService.StartAsync(dialect);
            service.Server.Chat.Answers(new RawAnswer(307, default) { Headers = new Dictionary<string, string> { ["Location"] = $"{elsewhere.OpenAIUrl}/chat/completions" } });

            var exchange = await service.AskAsync(streaming);

            exchange.Failure.ShouldNotBeNull().Kind.ShouldBe(LlmErrorKind.InvalidResponse);
            exchange.Attempts.ShouldBe(1);
            elsewhere.Requests.ShouldBeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task A_server_that_is_not_there_is_tried_as_often_as_allowed(string dialect)
    {
        foreach (var streaming in (bool[])[false, true])
        {
            await using var service = await FaultyService.StartAsync(dialect);
            await service.Server.DisposeAsync();

            var exchange = await service.AskAsync(streaming);

            exchange.Failure.ShouldNotBeNull().Kind.ShouldBe(LlmErrorKind.Connection);
            exchange.Attempts.ShouldBe(3);
        }
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task A_failed_TLS_handshake_is_a_connection_failure(string dialect)
    {
        await using var service = await FaultyService.StartAsync(dialect, server => server.Url.Replace("http:", "https:", StringComparison.Ordinal));

        var exchange = await service.AskAsync(streaming: true);

        exchange.Failure.ShouldNotBeNull().Kind.ShouldBe(LlmErrorKind.Connection);
        service.Server.Requests.ShouldBeEmpty();
    }

    private static void ShouldHaveBegun(Exchange exchange)
    {
        FaultyService.Text.ShouldStartWith(exchange.Text);
        exchange.Text.Length.ShouldBeInRange(1, FaultyService.Text.Length - 1);
    }

    private static TheoryData<string, string> Cross(string[] faults)
    {
        var rows = new TheoryData<string, string>();
        foreach (var dialect in FaultyService.Dialects)
        {
            foreach (var fault in faults)
                rows.Add(dialect, fault);
        }

        return rows;
    }
}

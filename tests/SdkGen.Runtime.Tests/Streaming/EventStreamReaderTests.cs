using System.Text;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Streaming;

namespace SdkGen.Runtime.Tests.Streaming;

public class EventStreamReaderTests
{
    [Theory]
    [InlineData("", 0u)]
    [InlineData("123456789", 0xCBF43926)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x414FA339)]
    public void The_checksum_is_the_one_of_the_standard(string text, uint expected) => Crc32.Of(Encoding.ASCII.GetBytes(text)).ShouldBe(expected);

    [Fact]
    public void The_checksum_of_parts_is_the_checksum_of_the_whole()
    {
        var bytes = new byte[1000];
        new Random(7).NextBytes(bytes);
        for (var cut = 0; cut < 40; cut++)
        {
            Crc32.Append(Crc32.Of(bytes.AsSpan(0, cut)), bytes.AsSpan(cut)).ShouldBe(EventStreamMessage.Checksum(bytes));
            Crc32.Of(bytes.AsSpan(cut)).ShouldBe(EventStreamMessage.Checksum(bytes.AsSpan(cut)));
        }
    }

    [Fact]
    public async Task The_smallest_message_of_the_format_says_nothing() =>
        (await ReadAsync(Convert.FromHexString("000000100000000005c248eb7d98c8ff"), 1)).ShouldBeEmpty();

    [Theory]
    [InlineData("""{"role":"assistant"}""", """{"messageStart":{"role":"assistant"}}""")]
    [InlineData("""{}""", """{"messageStart":{}}""")]
    [InlineData("", """{"messageStart":{}}""")]
    [InlineData("""{"text":"né 😀"}""", """{"messageStart":{"text":"né 😀"}}""")]
    public async Task An_event_is_one_object_under_its_name(string payload, string expected)
    {
        var message = EventStreamMessage.Event("messageStart", payload);
        (await ReadAsync([.. message, .. message], 3)).ShouldBe([expected, expected]);
    }

    [Fact]
    public async Task An_event_needs_no_header_but_its_name() =>
        (await ReadAsync(EventStreamMessage.Make([EventStreamMessage.Text(":event-type", "e")], ""), 1)).ShouldBe(["""{"e":{}}"""]);

    [Fact]
    public async Task Headers_of_every_type_are_stepped_over()
    {
        byte[][] headers =
        [
            EventStreamMessage.Header("t", 0),
            EventStreamMessage.Header("f", 1),
            EventStreamMessage.Header("byte", 2, 0xFF),
            EventStreamMessage.Header("int16", 3, 1, 2),
            EventStreamMessage.Header("int32", 4, 1, 2, 3, 4),
            EventStreamMessage.Header("int64", 5, 1, 2, 3, 4, 5, 6, 7, 8),
            EventStreamMessage.Header("bytes", 6, 0, 3, 9, 9, 9),
            EventStreamMessage.Text("text", "x"),
            EventStreamMessage.Header("time", 8, 0, 0, 1, 2, 3, 4, 5, 6),
            EventStreamMessage.Header("uuid", 9, new byte[16]),
            EventStreamMessage.Header(":event-type", 4, 0, 0, 0, 1),
            EventStreamMessage.Text(":event-type", "delta"),
        ];
        (await ReadAsync(EventStreamMessage.Make(headers, """{"a":1}"""), 1)).ShouldBe(["""{"delta":{"a":1}}"""]);
    }

    [Fact]
    public void The_headers_tell_their_types_and_values()
    {
        byte[] block = [.. EventStreamMessage.Header("t", 0), .. EventStreamMessage.Header("n", 4, 0, 0, 1, 2), .. EventStreamMessage.Text("s", "text"), .. EventStreamMessage.Header("u", 9, new byte[16])];
        var headers = new EventStreamHeaders(block);
        var seen = new List<(string, EventStreamHeaderType, string)>();
        while (headers.MoveNext())
        {
            seen.Add((Encoding.UTF8.GetString(headers.Name), headers.Type, Convert.ToHexString(headers.Value)));
        }

        seen.ShouldBe(
        [
            ("t", EventStreamHeaderType.True, ""),
            ("n", EventStreamHeaderType.Int32, "00000102"),
            ("s", EventStreamHeaderType.Text, "74657874"),
            ("u", EventStreamHeaderType.Uuid, new string('0', 32)),
        ]);
    }

    [Fact]
    public async Task An_exception_is_told_by_its_type()
    {
        using var reader = Reader([.. EventStreamMessage.Event("a", "{}"), .. EventStreamMessage.Exception("throttlingException", """{"message":"slow down"}"""), .. EventStreamMessage.Event("b", "{}")], 2);
        (await reader.ReadAsync()).ShouldBeTrue();
        reader.ErrorType.ShouldBeNull();
        (await reader.ReadAsync()).ShouldBeTrue();
        reader.ErrorType.ShouldBe("throttlingException");
        Encoding.UTF8.GetString(reader.Data.Span).ShouldBe("""{"message":"slow down"}""");
        (await reader.ReadAsync()).ShouldBeTrue();
        reader.ErrorType.ShouldBeNull();
        Encoding.UTF8.GetString(reader.Data.Span).ShouldBe("""{"b":{}}""");
    }

    [Fact]
    public async Task An_error_without_a_payload_is_told_by_its_headers()
    {
        using var reader = Reader(EventStreamMessage.Make([EventStreamMessage.Text(":message-type", "error"), EventStreamMessage.Text(":error-code", "InternalError"), EventStreamMessage.Text(":error-message", "it broke")], ""), 1);
        (await reader.ReadAsync()).ShouldBeTrue();
        (reader.ErrorType, reader.ErrorMessage, reader.Data.Length).ShouldBe(("InternalError", "it broke", 0));
    }

    [Theory]
    [InlineData("chunk", """{"bytes":"eyJ0eXBlIjoicGluZyJ9","p":"abc"}""", """{"type":"ping"}""")]
    [InlineData("chunk", """{"p":"abc","bytes":"eyJ0eXBlIjoicGluZyJ9"}""", """{"type":"ping"}""")]
    [InlineData("chunk", """{"bytes":"eyJ0IjoiPz8\/In0="}""", """{"t":"???"}""")]
    [InlineData("chunk", """{"bytes":7}""", """{"chunk":{"bytes":7}}""")]
    [InlineData("chunk", """{"bytes":"?"}""", """{"chunk":{"bytes":"?"}}""")]
    [InlineData("other", """{"bytes":"eyJ0eXBlIjoicGluZyJ9"}""", """{"other":{"bytes":"eyJ0eXBlIjoicGluZyJ9"}}""")]
    public async Task A_chunk_is_handed_on_as_what_it_wraps(string type, string payload, string expected) =>
        (await ReadAsync(EventStreamMessage.Event(type, payload), 5)).ShouldBe([expected]);

    [Fact]
    public async Task What_is_neither_event_nor_failure_is_stepped_over()
    {
        byte[] stream =
        [
            .. EventStreamMessage.Make([EventStreamMessage.Text(":message-type", "tomorrow"), EventStreamMessage.Text(":event-type", "x")], "{}"),
            .. EventStreamMessage.Make([EventStreamMessage.Text(":message-type", "event"), EventStreamMessage.Text(":event-type", "x"), EventStreamMessage.Text(":content-type", "application/octet-stream")], "\u0001"),
            .. EventStreamMessage.Make([EventStreamMessage.Text(":message-type", "event")], "{}"),
            .. EventStreamMessage.Event("a\"b", "{}"),
            .. EventStreamMessage.Event("last", "{}"),
        ];
        (await ReadAsync(stream, 7)).ShouldBe(["""{"last":{}}"""]);
    }

    [Fact]
    public async Task A_message_larger_than_the_buffer_arrives_whole()
    {
        var text = new string('x', 300_000);
        byte[] stream = [.. EventStreamMessage.Event("a", "{}"), .. EventStreamMessage.Event("b", $$"""{"t":"{{text}}"}"""), .. EventStreamMessage.Event("c", "{}")];
        (await ReadAsync(stream, 1000)).ShouldBe(["""{"a":{}}""", $$$"""{"b":{"t":"{{{text}}}"}}""", """{"c":{}}"""]);
    }

    [Fact]
    public async Task A_stream_cut_at_any_byte_gives_its_whole_messages_and_then_says_that_it_was_cut()
    {
        byte[][] messages = [EventStreamMessage.Event("messageStart", """{"role":"assistant"}"""), EventStreamMessage.Event("delta", """{"text":"né"}"""), EventStreamMessage.Event("messageStop", "")];
        byte[] stream = [.. messages.SelectMany(message => message)];
        var borders = new[] { 0, messages[0].Length, messages[0].Length + messages[1].Length, stream.Length };
        for (var cut = 0; cut <= stream.Length; cut++)
        {
            using var reader = Reader(stream[..cut], 4);
            var read = 0;
            try
            {
                while (await reader.ReadAsync())
                    read++;
                borders.ShouldContain(cut);
            }
            catch (EndOfStreamException)
            {
                borders.ShouldNotContain(cut);
            }

            read.ShouldBe(borders.Count(border => border > 0 && border <= cut));
        }
    }

    [Fact]
    public async Task A_changed_byte_never_goes_unnoticed()
    {
        byte[] stream = [.. EventStreamMessage.Event("delta", """{"text":"Hello"}"""), .. EventStreamMessage.Event("stop", "{}")];
        for (var i = 0; i < stream.Length; i++)
        {
            var damaged = stream.ToArray();
            damaged[i] ^= (byte)(1 << (i % 8));
            var failure = await Record.ExceptionAsync(() => ReadAsync(damaged, 64));
            (failure is InvalidDataException).ShouldBeTrue($"byte {i}: {failure}");
        }
    }

    [Theory]
    [InlineData(new byte[] { 1, (byte)'x', 10 })]
    [InlineData(new byte[] { 9, (byte)'x' })]
    [InlineData(new byte[] { 1, (byte)'x', 7, 0 })]
    [InlineData(new byte[] { 1, (byte)'x', 7, 0, 9, 1 })]
    [InlineData(new byte[] { 1, (byte)'x', 9, 1, 2, 3 })]
    public async Task Headers_that_are_none_are_refused(byte[] headers) =>
        await Should.ThrowAsync<InvalidDataException>(() => ReadAsync(EventStreamMessage.Make(headers, "{}"u8.ToArray()), 16));

    [Theory]
    [InlineData(15u, 0u)]
    [InlineData(16u, 1u)]
    [InlineData(40u, 0x80000000u)]
    [InlineData(0x7FFFFFFFu, 0u)]
    public async Task Lengths_that_cannot_be_are_refused_before_memory_is_given(uint total, uint headers)
    {
        byte[] head = [(byte)(total >> 24), (byte)(total >> 16), (byte)(total >> 8), (byte)total, (byte)(headers >> 24), (byte)(headers >> 16), (byte)(headers >> 8), (byte)headers];
        var checksum = EventStreamMessage.Checksum(head);
        byte[] stream = [.. head, (byte)(checksum >> 24), (byte)(checksum >> 16), (byte)(checksum >> 8), (byte)checksum];
        await Should.ThrowAsync<InvalidDataException>(() => ReadAsync(stream, 16));
    }

    /// <summary>Any bytes at all: the reader ends, and fails in no other way than these two.</summary>
    [Fact]
    public async Task Random_messages_and_random_bytes_are_read_or_refused()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var round = 0; round < 400; round++)
        {
            var stream = new List<byte>();
            var expected = new List<string>();
            for (var i = random.Next(6); i > 0; i--)
            {
                var type = $"e{random.Next(1000)}";
                var payload = random.Next(4) == 0 ? "" : $$"""{"v":"{{new string('y', random.Next(60))}}"}""";
                stream.AddRange(EventStreamMessage.Event(type, payload));
                expected.Add($$"""{"{{type}}":{{(payload.Length == 0 ? "{}" : payload)}}}""");
            }

            var damage = random.Next(2) == 0;
            if (damage)
            {
                var junk = new byte[random.Next(1, 40)];
                random.NextBytes(junk);
                stream.InsertRange(random.Next(stream.Count + 1), junk);
            }

            try
            {
                var read = await ReadAsync([.. stream], random.Next(1, 50), random);
                (damage || read.SequenceEqual(expected)).ShouldBeTrue($"seed {seed}");
            }
            catch (Exception exception) when (damage && exception is InvalidDataException or EndOfStreamException)
            {
                // Damage is noticed; that is all that is asked.
            }
        }
    }

    [Fact]
    public async Task A_received_event_is_read_without_a_byte_on_the_heap()
    {
        byte[] stream = [.. Enumerable.Repeat(EventStreamMessage.Event("contentBlockDelta", """{"delta":{"text":"Hi"},"p":"abc"}"""), 200).SelectMany(message => message)];
        using var reader = new EventStreamReader(new MemoryStream(stream), capacity: stream.Length * 2);
        (await reader.ReadAsync()).ShouldBeTrue();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var count = 1;
        while (reader.TryRead())
            count++;
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        count.ShouldBe(200);
    }

    private static EventStreamReader Reader(byte[] stream, int longest, Random? random = null) =>
        new(new PiecewiseStream(PiecewiseStream.Cut(stream, longest, random ?? new Random(3))), capacity: 16);

    private static async Task<List<string>> ReadAsync(byte[] stream, int longest, Random? random = null)
    {
        using var reader = Reader(stream, longest, random);
        var events = new List<string>();
        while (await reader.ReadAsync())
            events.Add(Encoding.UTF8.GetString(reader.Data.Span));
        return events;
    }
}

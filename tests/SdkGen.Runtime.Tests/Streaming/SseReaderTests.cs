using System.Text;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Streaming;

namespace SdkGen.Runtime.Tests.Streaming;

public class SseReaderTests
{
    [Theory]
    [InlineData("data: a\n\ndata: b", new[] { "a", "b" })]
    [InlineData("data: a\r\n\r\ndata: b\r\n", new[] { "a", "b" })]
    [InlineData("data: a\rdata: b", new[] { "a\nb" })]
    [InlineData("data", new[] { "" })]
    [InlineData("event: x", new string[0])]
    [InlineData("\uFEFF", new string[0])]
    public async Task A_last_event_without_a_blank_line_counts_on_request(string input, string[] expected) => (await DataAsync(input, true)).ShouldBe(expected);

    [Fact]
    public async Task A_last_event_without_a_blank_line_is_dropped_as_the_standard_says() => (await DataAsync("data: a\n\ndata: b\n", false)).ShouldBe(["a"]);

    [Theory]
    [InlineData("data:a\nevent:x\ndata:b\n\n")]
    [InlineData("event:x\ndata:a\ndata:b\n\n")]
    [InlineData("data:a\ndata:b\nevent:x\n\n")]
    [InlineData("event:longer\ndata:a\n:comment\nevent:x\nid:9\ndata:b\n\n")]
    [InlineData("data:a\nevent:longer\ndata:b\nevent:x\n\n")]
    public async Task The_type_survives_wherever_it_stands_among_the_data_lines(string input)
    {
        using var reader = new SseReader(new PiecewiseStream(PiecewiseStream.Cut(Encoding.UTF8.GetBytes(input), 1, Random.Shared)), capacity: 16);
        (await reader.ReadAsync()).ShouldBeTrue();
        Encoding.UTF8.GetString(reader.Data.Span).ShouldBe("a\nb");
        Encoding.UTF8.GetString(reader.EventType).ShouldBe("x");
    }

    [Fact]
    public async Task A_received_event_is_read_without_a_byte_on_the_heap()
    {
        var input = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("event: chunk\ndata: {\"a\":1}\n: note\n\n", 200)));
        using var reader = new SseReader(new MemoryStream(input), capacity: input.Length * 2);
        (await reader.ReadAsync()).ShouldBeTrue();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var count = 1;
        while (reader.TryRead())
            count++;
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        count.ShouldBe(200);
    }

    [Fact]
    public async Task An_event_larger_than_the_buffer_arrives_whole()
    {
        var data = new string('x', 300_000);
        (await DataAsync($"data: a\n\ndata: {data}\n\ndata: b\n\n", false)).ShouldBe(["a", data, "b"]);
    }

    private static async Task<List<string>> DataAsync(string input, bool acceptUnterminated)
    {
        using var reader = new SseReader(new PiecewiseStream(PiecewiseStream.Cut(Encoding.UTF8.GetBytes(input), 1000, new Random(1))), acceptUnterminated, capacity: 16);
        var data = new List<string>();
        while (await reader.ReadAsync())
            data.Add(Encoding.UTF8.GetString(reader.Data.Span));
        return data;
    }
}

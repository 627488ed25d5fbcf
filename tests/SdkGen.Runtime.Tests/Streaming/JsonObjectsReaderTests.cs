using System.Text;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Streaming;

namespace SdkGen.Runtime.Tests.Streaming;

public sealed class JsonObjectsReaderTests
{
    private const string First = """{"text":"a \"}\" in a string \\","list":[{"x":[1]},2]}""";
    private const string Second = """{"täxt":"€"}""";

    public static TheoryData<string> Streams => new(
        First + "\n" + Second + "\n",
        First + "\r\n\r\n" + Second,
        "[" + First + "\n,\r\n" + Second + "]",
        "\uFEFF[ " + First + "," + Second + " ]\n");

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task Objects_are_found_wherever_the_stream_is_cut(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var cut = 0; cut <= bytes.Length; cut++)
            (await ReadAsync(new PiecewiseStream([bytes[..cut], bytes[cut..]]))).ShouldBe([First, Second], $"cut at {cut}");
        (await ReadAsync(new PiecewiseStream([.. bytes.Select(value => new[] { value })]))).ShouldBe([First, Second]);
    }

    [Theory]
    [InlineData("""{"a":1}{"b":""", """{"b":""")]
    [InlineData("""{"a":1}<html>""", "<html>")]
    [InlineData("""{"a":1},"text""", "\"text")]
    public async Task What_is_cut_off_or_no_object_is_the_last_event(string text, string last) =>
        (await ReadAsync(new PiecewiseStream([Encoding.UTF8.GetBytes(text)]))).ShouldBe(["""{"a":1}""", last]);

    [Fact]
    public async Task An_object_longer_than_the_buffer_is_read()
    {
        var text = $$"""{"text":"{{new string('x', 100_000)}}"}""";
        (await ReadAsync(new PiecewiseStream([Encoding.UTF8.GetBytes(text + First)]))).ShouldBe([text, First]);
    }

    private static async Task<List<string>> ReadAsync(Stream stream)
    {
        using var reader = new JsonObjectsReader(stream);
        var events = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            events.Add(Encoding.UTF8.GetString(reader.Data.Span));
        return events;
    }
}

using System.Text;
using System.Text.Json;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Streaming;

namespace SdkGen.Runtime.Tests.Streaming;

/// <summary>The suite of server-sent-event cases, each in the pieces of its source, byte by byte, whole, and in pieces cut at random.</summary>
public class SseSuiteTests(ITestOutputHelper output)
{
    private const int Seed = 20261120;

    [Fact]
    public async Task Every_case_gives_the_events_of_the_standard()
    {
        using var suite = JsonDocument.Parse(await File.ReadAllBytesAsync(SharedFolder.Need("suites/sse/cases.json")));
        var failures = new List<string>();
        var count = 0;
        foreach (var test in suite.RootElement.EnumerateArray())
        {
            count++;
            var bytes = Bytes(test, "input");
            var expected = Expected(test);
            var random = new Random(Seed + count);
            var ways = new (string Name, IEnumerable<byte[]> Pieces)[]
            {
                ("whole", [bytes]),
                ("as recorded", Chunks(test) ?? [bytes]),
                ("byte by byte", PiecewiseStream.Cut(bytes, 1, random)),
                ($"cut at random, seed {Seed + count}", PiecewiseStream.Cut(bytes, 7, random)),
            };
            foreach (var (name, pieces) in ways)
            {
                var actual = await ReadAsync(pieces);
                if (actual != expected)
                    failures.Add($"{test.GetProperty("case_id")} {test.GetProperty("name")}, {name}:\n  expected {expected}\n  received {actual}");
            }
        }

        output.WriteLine($"{count} server-sent-event cases, 4 ways each");
        count.ShouldBeGreaterThan(0);
        failures.ShouldBeEmpty(string.Join("\n", failures.Take(10)));
    }

    private static async Task<string> ReadAsync(IEnumerable<byte[]> pieces)
    {
        // The smallest buffer there is, so that events move in it and outgrow it.
        using var reader = new SseReader(new PiecewiseStream(pieces), capacity: 16);
        var text = new StringBuilder();
        var id = "";
        while (await reader.ReadAsync())
        {
            var type = Encoding.UTF8.GetString(reader.EventType);
            var last = Encoding.UTF8.GetString(reader.LastEventId);
            Describe(text, type, Encoding.UTF8.GetString(reader.Data.Span), last == id ? "" : last);
            id = last;
        }

        return text.Append("retry ").Append(reader.Retry?.TotalMilliseconds).ToString();
    }

    /// <summary>Sources differ in what they report as id (each event's own, or the last one set): compared is where it changes.</summary>
    private static string Expected(JsonElement test)
    {
        var text = new StringBuilder();
        var id = "";
        var events = test.GetProperty("whatwg_agrees").GetBoolean() ? test.GetProperty("expected") : test.GetProperty("whatwg_expected");
        foreach (var item in events.EnumerateArray())
        {
            var type = item.GetProperty("event").GetString() ?? "";
            var last = item.GetProperty("id").GetString() is { Length: > 0 } own ? own : id;
            Describe(text, type == "message" ? "" : type, item.GetProperty("data").GetString()!, last == id ? "" : last);
            id = last;
        }

        double? retry = test.TryGetProperty("expected_retry_ms", out var all) && all.GetArrayLength() > 0 ? all[all.GetArrayLength() - 1].GetDouble() : null;
        return text.Append("retry ").Append(test.TryGetProperty("expected_retry_ms", out _) ? retry : RetryInInput(test)).ToString();
    }

    // Most sources say nothing of the reconnection time; where the input does, the reader must not lose it.
    private static double? RetryInInput(JsonElement test) =>
        System.Text.RegularExpressions.Regex.Matches(test.GetProperty("input").GetString()!, @"(?:^|[\r\n])retry: ?(\d+)(?=[\r\n])") is { Count: > 0 } found
            ? double.Parse(found[^1].Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) : null;

    private static void Describe(StringBuilder text, string type, string data, string id)
    {
        if (type is not "" and not "message")
            text.Append(type).Append(' ');
        text.Append(JsonSerializer.Serialize(data));
        if (id.Length > 0)
            text.Append(" id ").Append(id);
        text.Append("; ");
    }

    private static byte[] Bytes(JsonElement test, string name) =>
        test.TryGetProperty(name + "_hex", out var hex) ? Convert.FromHexString(hex.GetString()!) : Encoding.UTF8.GetBytes(test.GetProperty(name).GetString()!);

    private static IEnumerable<byte[]>? Chunks(JsonElement test)
    {
        if (test.TryGetProperty("chunks_hex", out var hex))
            return hex.EnumerateArray().Select(x => Convert.FromHexString(x.GetString()!)).ToList();
        return test.TryGetProperty("chunks", out var chunks) ? chunks.EnumerateArray().Select(x => Encoding.UTF8.GetBytes(x.GetString()!)).ToList() : null;
    }
}

using SdkGen.Json.Repair;

namespace SdkGen.Runtime.Tests.Json;

/// <summary>Hostile text must not cost more than its length: the characters looked at are counted, no clock is read.</summary>
public class JsonRepairWorkTests(ITestOutputHelper output)
{
    private static readonly string[] s_patterns =
    [
        "[", "{", "(", "{\"a\":", "[{", "{[", "\"", "'", "\u201c", "`", "```", "\"a ", "\"a\" b ", "[\"a, ", "{\"a\": \"b, ", "\"/*", "\"//", "'/*\"", "\"/*\"*/", "/*/", "#", "/",
        "\\", "\\\"", "\"\\", "a:", "a,", "a b ", "\"a\":", "\"a\",", ",\"", ",'\"", "\",\"'", "{\"{", "\"{\"", "\"[\"", "f(", "f(\"", "-", "0", "0.", "1 ", "\n", " \n\"", "\",\n\"", "\"}", "\"]",
        "\" }, \"", "\"\"", "\"\"\"", "'''\"", "```json\n", "```json {\"", "{\"a\": \"```json {\"", "}{", "][", "{a", "[a\"", "\"+", "\"+\"", "...", ". \"", "x \"y\" ", "{\"k\"e", "{\"k\"e\"",
        "true ", "u'", "\"a\" => ", "\ufeff", "{\"a\":\"b\" c ", "[\"a\" b, ", "{'a': 'b', ", "[\"a, \"", "[\u201ca,", "{a: b, c", "{\"a\": b \"", "\"/**/", "\"/* */ ",
    ];

    [Fact]
    public void Looks_at_each_character_a_bounded_number_of_times()
    {
        var worst = (Rate: 0.0, Pattern: "");
        foreach (var (pattern, text) in HostileTexts(6_000))
        {
            var rate = Rate(text);
            worst = rate > worst.Rate ? (rate, pattern) : worst;
        }

        output.WriteLine($"at most {worst.Rate:F1} looks a character, at {worst.Pattern}");
        worst.Rate.ShouldBeLessThan(400, worst.Pattern);
    }

    [Fact]
    public void Looks_a_character_do_not_grow_with_the_length()
    {
        foreach (var ((pattern, small), (_, large)) in HostileTexts(2_000).Zip(HostileTexts(24_000)))
            Rate(large).ShouldBeLessThan((1.5 * Rate(small)) + 10, pattern);
    }

    [Fact]
    public void Depth_does_not_use_the_stack()
    {
        var thread = new Thread(() =>
        {
            foreach (var (_, text) in HostileTexts(24_000))
                new RepairParser(text).ParseDocument()?.ToUtf8();
        }, maxStackSize: 256 * 1024);
        thread.Start();
        thread.Join();
    }

    private static double Rate(string text)
    {
        var parser = new RepairParser(text);
        parser.ParseDocument();
        return (double)parser.Work / text.Length;
    }

    private static IEnumerable<(string Pattern, string Text)> HostileTexts(int length)
    {
        foreach (var pattern in s_patterns)
        {
            var repeated = string.Concat(Enumerable.Repeat(pattern, length / pattern.Length));
            foreach (var (head, tail) in new[] { ("", ""), ("[", ""), ("{\"a\": \"", ""), ("[\"", "]"), ("{\"", "*/\"}"), ("", new string(' ', length) + "\"") })
                yield return ($"{head} {pattern} {tail.Trim()}", head + repeated + tail);
        }
    }
}

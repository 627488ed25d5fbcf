using System.Text;
using System.Text.Json;
using SdkGen.Json;
using SdkGen.Runtime.Tests.Support;

namespace SdkGen.Runtime.Tests.Json;

public class PartialJsonReaderTests
{
    private static readonly PartialJsonOptions[] s_policies =
    [
        new(),
        new() { Show = PartialJsonParts.None },
        new() { Show = PartialJsonParts.Containers },
        new() { Show = PartialJsonParts.Strings | PartialJsonParts.Arrays },
        new() { Show = PartialJsonParts.Containers | PartialJsonParts.Strings | PartialJsonParts.Literals | PartialJsonParts.Numbers },
    ];

    [Fact]
    public void Shows_arguments_while_they_stream()
    {
        var reader = new PartialJsonReader();
        reader.Value.ShouldBeNull();
        reader.Append("{\"city\": \"Os");
        reader.Value!.ToString().ShouldBe("""{"city":"Os"}""");
        reader.Append("lo\", \"days\": 1");
        reader.Value.ToString().ShouldBe("""{"city":"Oslo"}""");
        reader.Append("4, \"exact\": t");
        reader.Value.ToString().ShouldBe("""{"city":"Oslo","days":14,"exact":true}""");
        reader.IsComplete.ShouldBeFalse();
        reader.Append("rue}");
        reader.IsComplete.ShouldBeTrue();
        reader.Value.TryGetMember("days", out var days).ShouldBeTrue();
        days!.Text.ShouldBe("14");
    }

    [Fact]
    public void Every_chunking_of_every_valid_text_is_monotone_and_ends_in_the_parsed_value()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var round = 0; round < 1_500; round++)
        {
            var text = RandomJson(random, 4);
            var utf8 = Encoding.UTF8.GetBytes(text);
            var policy = s_policies[random.Next(s_policies.Length)];
            var largest = random.Next(3) switch { 0 => 1, 1 => 4, _ => utf8.Length };
            var reader = new PartialJsonReader(policy);
            var hint = $"seed {seed}, round {round}: {text}";
            JsonElement? last = null;
            for (var at = 0; at < utf8.Length;)
            {
                var length = Math.Min(random.Next(1, largest + 1), utf8.Length - at);
                reader.Append(utf8.AsSpan(at, length));
                at += length;
                reader.IsMalformed.ShouldBeFalse(hint);
                if (reader.Value is not { } value)
                {
                    last.ShouldBeNull(hint);
                    continue;
                }

                var snapshot = value.ToElement();
                if (last is { } before)
                    Grows(before, snapshot).ShouldBeTrue($"{hint}\n{before.GetRawText()}\n{snapshot.GetRawText()}");
                last = snapshot;
            }

            reader.Finish();
            reader.IsComplete.ShouldBeTrue(hint);
            using var document = JsonDocument.Parse(utf8);
            JsonValues.Same(reader.Value!.ToElement(), document.RootElement).ShouldBeTrue(hint);
        }
    }

    [Fact]
    public void Chunking_does_not_change_what_a_prefix_shows()
    {
        const string Text = """{"a": "é😀\u00e9\ud83d\ude00\n", "b": [1.5e3, -0, true, null, {}], "c": {"d": "x"}}""";
        var utf8 = Encoding.UTF8.GetBytes(Text);
        foreach (var policy in s_policies)
        {
            var byBytes = new PartialJsonReader(policy);
            for (var end = 1; end <= utf8.Length; end++)
            {
                byBytes.Append(utf8.AsSpan(end - 1, 1));
                var whole = new PartialJsonReader(policy);
                whole.Append(utf8.AsSpan(0, end));
                (byBytes.Value?.ToString()).ShouldBe(whole.Value?.ToString(), $"at {end}");
            }
        }
    }

    [Theory]
    [InlineData("{\"a\" 1")]
    [InlineData("{a")]
    [InlineData("[1,]")]
    [InlineData("[1 2")]
    [InlineData("[01,")]
    [InlineData("[1.,")]
    [InlineData("[tru,")]
    [InlineData("[[]}")]
    [InlineData("\"\\q")]
    [InlineData("\"\\u00g")]
    [InlineData("[NaN]")]
    [InlineData("-I")]
    public void Says_when_the_text_is_no_JSON_and_keeps_what_it_showed(string text)
    {
        var reader = new PartialJsonReader();
        reader.Append(text[..^1]);
        var before = reader.Value?.ToString();
        reader.Append(text[^1..]);
        reader.IsMalformed.ShouldBeTrue();
        (reader.Value?.ToString()).ShouldBe(before);
        reader.Append("{}");
        reader.IsMalformed.ShouldBeTrue();
    }

    [Fact]
    public void Looking_at_the_value_after_every_byte_costs_no_copy_of_the_text()
    {
        var utf8 = Encoding.UTF8.GetBytes("{\"text\": \"" + new string('x', 200_000) + "\", \"n\": [" + string.Join(",", Enumerable.Range(0, 20_000)) + "]}");
        var reader = new PartialJsonReader();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var looks = 0L;
        foreach (var b in utf8)
        {
            reader.Append([b]);
            looks += reader.Value!.Members.Count;
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        looks.ShouldBeGreaterThan(utf8.Length);
        allocated.ShouldBeLessThan(60L * utf8.Length);
    }

    [Fact]
    public void Depth_does_not_use_the_stack()
    {
        var reader = new PartialJsonReader();
        reader.Append(new string('[', 200_000));
        var utf8 = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(utf8, new JsonWriterOptions { MaxDepth = int.MaxValue }))
            reader.Value!.WriteTo(writer);
        utf8.WrittenCount.ShouldBe(400_000);
        reader.Append(new string(']', 200_000));
        reader.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public void The_files_of_the_parsing_suite_end_in_their_value_or_say_that_they_are_no_JSON()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(SharedFolder.Need("suites/json-parsing"), "test_parsing")))
        {
            var bytes = File.ReadAllBytes(file);
            var reader = new PartialJsonReader();
            foreach (var b in bytes)
                reader.Append([b]);
            reader.Finish();
            var name = Path.GetFileName(file);
            if (name[0] != 'y')
                continue;
            reader.IsComplete.ShouldBeTrue(name);
            using var document = JsonDocument.Parse(bytes);
            if (!name.Contains("surrogate", StringComparison.Ordinal))
                JsonValues.Same(reader.Value!.ToElement(), document.RootElement).ShouldBeTrue(name);
        }
    }

    /// <summary>Everything shown before is shown now; the last string or number may have become longer.</summary>
    private static bool Grows(JsonElement before, JsonElement now)
    {
        if (before.ValueKind != now.ValueKind)
            return false;
        switch (before.ValueKind)
        {
            case JsonValueKind.Object:
                var members = before.EnumerateObject().ToArray();
                var later = now.EnumerateObject().ToArray();
                return members.Length <= later.Length
                    && members.Zip(later).All(pair => pair.First.Name == pair.Second.Name && Grows(pair.First.Value, pair.Second.Value));
            case JsonValueKind.Array:
                return before.GetArrayLength() <= now.GetArrayLength() && before.EnumerateArray().Zip(now.EnumerateArray()).All(pair => Grows(pair.First, pair.Second));
            case JsonValueKind.String:
                return now.GetString()!.StartsWith(before.GetString()!, StringComparison.Ordinal);
            case JsonValueKind.Number:
                return now.GetRawText().StartsWith(before.GetRawText(), StringComparison.Ordinal);
            default:
                return true;
        }
    }

    private static string RandomJson(Random random, int depth)
    {
        var blank = random.Next(4) == 0 ? " \n" : "";
        return blank + random.Next(depth > 0 ? 8 : 6) switch
        {
            0 => "null",
            1 => random.Next(2) == 0 ? "true" : "false",
            2 => $"{random.Next(-1000, 1000)}",
            3 => $"{random.Next(-10, 10)}.{random.Next(1000)}e{(random.Next(2) == 0 ? "-" : "+")}{random.Next(20)}",
            4 or 5 => RandomString(random),
            6 => "[" + string.Join(",", Enumerable.Range(0, random.Next(5)).Select(_ => RandomJson(random, depth - 1))) + blank + "]",
            _ => "{" + string.Join(",", Enumerable.Range(0, random.Next(5)).Select(i => $"{blank}\"k{i}é\"{blank}:{RandomJson(random, depth - 1)}")) + "}",
        } + blank;
    }

    private static string RandomString(Random random)
    {
        string[] parts = ["a", "é", "漢", "😀", "\\n", "\\\"", "\\\\", "\\u00e9", "\\ud83d\\ude00", "{", "]", ",", " "];
        return "\"" + string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => parts[random.Next(parts.Length)])) + "\"";
    }
}

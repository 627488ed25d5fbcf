using System.Text;
using System.Text.Json;
using SdkGen.Json;

namespace SdkGen.Runtime.Tests.Json;

/// <summary>Cut-off JSON that other libraries collected, each case under the policy of its source.</summary>
public class PartialJsonSuiteTests(ITestOutputHelper output)
{
    private const PartialJsonParts Containers = PartialJsonParts.Containers;
    private const PartialJsonParts Literals = PartialJsonParts.Literals;
    private const PartialJsonParts Strings = PartialJsonParts.Strings;
    private const PartialJsonParts Numbers = PartialJsonParts.Numbers;

    [Fact]
    public void Shows_what_each_source_shows()
    {
        var rows = SuiteCases.Read("partial");
        var failures = new List<string>();
        var exceptions = new List<string>();
        foreach (var row in rows)
        {
            if (ReasonToSkip(row) is { } reason)
                exceptions.Add($"{row.Text("id")} {row.Text("source")}: {reason}");
            else if (Judge(row) is { } failure)
                failures.Add($"{row.Text("id")} {row.Text("source")} {row.Text("mode")} {row.GetProperty("input").GetRawText()}\n    {failure}");
        }

        output.WriteLine($"{rows.Count - failures.Count - exceptions.Count} of {rows.Count}, {exceptions.Count} not ours:");
        foreach (var line in exceptions.Concat(failures))
            output.WriteLine(line);
        rows.Count.ShouldBeGreaterThan(0);
        exceptions.Count.ShouldBeLessThan(1 + (rows.Count / 20));
        failures.ShouldBeEmpty();
    }

    /// <summary>What a reader of partial JSON cannot know: the other names and other shapes of a schema.</summary>
    private static string? ReasonToSkip(JsonElement row)
    {
        if (row.Text("mode") != "schema_guided_partial")
            return null;
        if (row.Text("baml_schema").Contains("@alias", StringComparison.Ordinal))
            return "a member is renamed by an alias of the schema; reading by contract does that";
        var reader = Read(row, new PartialJsonOptions { Show = Containers | Strings | Literals, SkipLeadingText = true });
        return reader.IsMalformed ? "the text is not cut off but broken; the repairer's part" : null;
    }

    private static string? Judge(JsonElement row)
    {
        if (row.TryGetProperty("expected_distinct_snapshots", out var snapshots))
            return JudgeStream(row, snapshots);
        var value = Read(row, PolicyOf(row)).Value;
        if (!row.TryGetProperty("expected_value", out var expected))
            return value is null ? null : $"expected nothing, received {value}";
        if (value is null)
            return $"expected {expected.GetRawText()}, received nothing";
        if (expected is { ValueKind: JsonValueKind.Object } && expected.TryGetProperty("__num", out var number))
            return value.Kind == JsonValueKind.Number && value.Text == number.GetString() ? null : $"expected {number}, received {value}";
        var received = value.ToElement();
        var same = row.Text("mode") == "schema_guided_partial" ? SameButDefaults(received, expected) : JsonValues.Same(received, expected);
        return same ? null : $"expected {expected.GetRawText()}, received {received.GetRawText()}";
    }

    private static string? JudgeStream(JsonElement row, JsonElement snapshots)
    {
        var reader = new PartialJsonReader(PolicyOf(row));
        var seen = new List<string>();
        foreach (var chunk in row.GetProperty("chunks").EnumerateArray())
        {
            reader.Append(chunk.GetString()!);
            if (reader.Value is { } value && value.ToString() is var text && (seen.Count == 0 || seen[^1] != text))
                seen.Add(text);
        }

        var expected = snapshots.EnumerateArray().Select(snapshot => JsonSerializer.Serialize(snapshot)).ToArray();
        return seen.SequenceEqual(expected) ? null : $"expected {string.Join(" | ", expected)}, received {string.Join(" | ", seen)}";
    }

    private static PartialJsonReader Read(JsonElement row, PartialJsonOptions options)
    {
        var reader = new PartialJsonReader(options);
        reader.Append(row.TryGetProperty("input_hex", out var hex) ? Convert.FromHexString(hex.GetString()!) : Encoding.UTF8.GetBytes(row.Text("input")));
        reader.Finish();
        return reader;
    }

    private static PartialJsonOptions PolicyOf(JsonElement row)
    {
        if (row.TryGetProperty("allow", out var allow) && allow.ValueKind == JsonValueKind.Array)
            return new PartialJsonOptions { Show = allow.EnumerateArray().Aggregate(PartialJsonParts.None, (parts, flag) => parts | PartOf(flag.GetString()!)) };
        return row.Text("mode") switch
        {
            "keep-trailing-strings,drop-partial-numbers-tail" => new() { Show = Containers | Strings | Literals | Numbers },
            "keep-trailing-strings,drop-partial-numbers" => new() { Show = Containers | Strings | Literals },
            "complete-everything" => new() { Show = Containers | Strings | Literals | Numbers, NumberStyle = PartialNumberStyle.AddZero },
            "off" => new() { Show = PartialJsonParts.None },
            "on" => new() { Show = Containers },
            "streamed; partial numbers kept; code fence" => new() { Show = Containers | Strings | Numbers, SkipLeadingText = true },
            "schema_guided_partial" => new() { Show = Containers | Strings | Literals, SkipLeadingText = true },
            _ => new() { Show = Containers | Strings },
        };
    }

    private static PartialJsonParts PartOf(string flag) => flag switch
    {
        "STR" => Strings,
        "NUM" => Numbers,
        "ARR" => PartialJsonParts.Arrays,
        "OBJ" => PartialJsonParts.Objects,
        "NULL" => PartialJsonParts.Nulls,
        "BOOL" => PartialJsonParts.Booleans,
        "NAN" => PartialJsonParts.NaN,
        "INFINITY" => PartialJsonParts.Infinity,
        "_INFINITY" => PartialJsonParts.NegativeInfinity,
        _ => throw new InvalidDataException($"Unknown flag {flag}."),
    };

    /// <summary>Everything shown is expected; what is expected beyond that is a default of the schema, null or an empty list.</summary>
    private static bool SameButDefaults(JsonElement received, JsonElement expected)
    {
        if (received.ValueKind == JsonValueKind.Object && expected.ValueKind == JsonValueKind.Object)
        {
            return received.EnumerateObject().All(member => expected.TryGetProperty(member.Name, out var other) && SameButDefaults(member.Value, other))
                && expected.EnumerateObject().All(member => received.TryGetProperty(member.Name, out _) || member.Value.GetRawText() is "null" or "[]");
        }

        if (received.ValueKind == JsonValueKind.Array && expected.ValueKind == JsonValueKind.Array && received.GetArrayLength() == expected.GetArrayLength())
            return received.EnumerateArray().Zip(expected.EnumerateArray()).All(pair => SameButDefaults(pair.First, pair.Second));
        return JsonValues.Same(received, expected);
    }
}

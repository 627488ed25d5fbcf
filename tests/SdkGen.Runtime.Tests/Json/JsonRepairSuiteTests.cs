using System.Text;
using System.Text.Json;
using SdkGen.Json;

namespace SdkGen.Runtime.Tests.Json;

/// <summary>Broken JSON that two libraries for JavaScript and Python collected, scored by the value that comes out.</summary>
public class JsonRepairSuiteTests(ITestOutputHelper output)
{
    private static readonly string[] s_scored = ["josdejong/jsonrepair", "mangiucugna/json_repair"];

    [Fact]
    public void Repairs_at_least_95_percent_of_the_cases_of_two_libraries()
    {
        var rows = SuiteCases.Read("repair").Where(row => s_scored.Contains(row.Text("source")) && HasValue(row) && !HasOptions(row)).ToArray();
        var contradicted = Contradictions(rows);
        var failures = new List<string>();
        foreach (var row in rows)
        {
            if (!Passes(row, out var received))
                failures.Add($"{row.Text("id")} {row.Text("source")} {(contradicted.Contains(row.Text("input")) ? "CONTRADICTED " : "")}{row.GetProperty("input").GetRawText()}\n    expected {row.GetProperty("expected_value").GetRawText()}\n    received {received}");
        }

        output.WriteLine($"{rows.Length - failures.Count} of {rows.Length}");
        foreach (var group in rows.GroupBy(row => row.Text("source")))
            output.WriteLine($"{group.Key}: {group.Count(row => Passes(row, out _))} of {group.Count()}");
        output.WriteLine($"inputs on which the two contradict each other: {contradicted.Count}");
        foreach (var input in contradicted)
            output.WriteLine("    " + input);
        foreach (var failure in failures)
            output.WriteLine(failure);
        rows.Length.ShouldBeGreaterThan(0);
        ((double)(rows.Length - failures.Count) / rows.Length).ShouldBeGreaterThanOrEqualTo(0.95, string.Join('\n', failures));
    }

    [Fact]
    public void Valid_input_of_every_case_stays_as_it_is()
    {
        var valid = SuiteCases.Read("repair").Where(row => row.TryGetProperty("input_is_valid_json", out var flag) && flag.ValueKind == JsonValueKind.True).ToArray();
        foreach (var row in valid)
        {
            var input = Encoding.UTF8.GetBytes(row.Text("input"));
            JsonRepair.TryRepair(input, out var result).ShouldBeTrue(row.Text("id"));
            result!.Utf8.ToArray().ShouldBe(input, row.Text("id"));
            result.Changed.ShouldBeFalse(row.Text("id"));
        }

        output.WriteLine($"{valid.Length} valid inputs unchanged");
        valid.ShouldNotBeEmpty();
    }

    [Fact]
    public void Every_input_gives_valid_JSON_or_nothing()
    {
        var count = 0;
        var others = 0;
        foreach (var row in SuiteCases.Read("repair"))
        {
            count++;
            if (JsonRepair.TryRepair(row.Text("input"), out var result))
                JsonRepair.IsJson(result.Utf8.Span).ShouldBeTrue($"{row.Text("id")}: {result.Text}");
            if (HasValue(row) && (HasOptions(row) || !s_scored.Contains(row.Text("source"))) && Passes(row, out _))
                others++;
        }

        output.WriteLine($"{count} inputs; of those outside the score (options, schemas, other libraries) {others} give the expected value as well");
    }

    private static HashSet<string> Contradictions(JsonElement[] rows) =>
    [
        .. rows.GroupBy(row => row.Text("input").Trim(), StringComparer.Ordinal)
            .Where(group => group.Any(row => !JsonValues.Same(row.GetProperty("expected_value"), group.First().GetProperty("expected_value"))))
            .SelectMany(group => group.Select(row => row.Text("input"))),
    ];

    private static bool HasValue(JsonElement row) => row.TryGetProperty("expected_value", out _);

    private static bool HasOptions(JsonElement row) => row.TryGetProperty("options", out var options) && options.EnumerateObject().Any();

    private static bool Passes(JsonElement row, out string received)
    {
        received = "nothing";
        if (!JsonRepair.TryRepair(row.Text("input"), out var result))
            return false;
        received = result.Text;
        using var document = JsonDocument.Parse(result.Utf8, new JsonDocumentOptions { MaxDepth = 100_000 });
        return JsonValues.Same(document.RootElement, row.GetProperty("expected_value"));
    }
}

using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Tests;

namespace SdkGen.Pipeline.Tests.Telemetry;

/// <summary>Names, units, buckets and attributes are those of the conventions: by a list of our own, and by the tables of the facts file where it is at hand.</summary>
[Collection(TelemetryGroup.Name)]
public partial class ConventionTests
{
    private static readonly double[] s_seconds = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
    private static readonly double[] s_tokens = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864];

    [Fact]
    public async Task The_measurements_of_a_streamed_call()
    {
        using var probe = new TelemetryProbe("metrics-a");
        var clock = new ManualClock();
        await new ScriptedModel(probe.Model, _ => Parts()) { Clock = clock }.WithTelemetry(new TelemetryOptions { TimeProvider = clock }).GetStreamingResponseAsync("hi").ToListAsync();

        probe.Of("gen_ai.client.operation.time_to_first_chunk").Single().Value.ShouldBe(2);
        probe.Of("gen_ai.client.operation.time_per_output_chunk").Select(measured => measured.Value).ShouldBe([1.0, 1.0]);
        probe.Of("gen_ai.client.operation.duration").Single().Value.ShouldBe(5);
        probe.Of("gen_ai.client.token.usage").Select(measured => (measured.Tags["gen_ai.token.type"], measured.Value)).ShouldBe([("input", 100.0), ("output", 20.0)]);
        foreach (var measured in probe.Measurements)
        {
            string[] expected = ["gen_ai.operation.name", "gen_ai.provider.name", "gen_ai.request.model", "server.address", "server.port", "gen_ai.response.model"];
            measured.Tags.Keys.Except(["gen_ai.token.type"]).ShouldBe(expected, ignoreOrder: true);
            measured.Tags["gen_ai.response.model"].ShouldBe("answered");
        }

        Check(probe, "gen_ai.client.operation.duration", "s", s_seconds);
        Check(probe, "gen_ai.client.operation.time_to_first_chunk", "s", s_seconds);
        Check(probe, "gen_ai.client.operation.time_per_output_chunk", "s", s_seconds);
        Check(probe, "gen_ai.client.token.usage", "{token}", s_tokens);
    }

    [Fact]
    public async Task The_measurements_of_the_development_version()
    {
        using var probe = new TelemetryProbe("metrics-b");
        var client = new ScriptedModel(probe.Model, call => call == 0 ? Parts() : new ChatResponse(new ChatMessage(ChatRole.Assistant, "x"))).WithTelemetry(new TelemetryOptions { UseLatestConventions = true });
        await client.GetStreamingResponseAsync("hi").ToListAsync();

        probe.Measurements.ShouldNotContain(measured => measured.Name.StartsWith("gen_ai.client.operation", StringComparison.Ordinal) || measured.Name == "gen_ai.client.token.usage");
        Total("input_tokens").ShouldBe(100);
        Total("output_tokens").ShouldBe(20);
        Total("cache_read.input_tokens").ShouldBe(60);
        Total("cache_write.input_tokens").ShouldBe(7);
        Total("reasoning.output_tokens").ShouldBe(5);
        probe.Of("gen_ai.client.inference.operation.input_tokens").Single().Value.ShouldBe(100);
        probe.Measurements.Where(measured => measured.Name.Contains(".usage.")).ShouldAllBe(measured => measured.Tags["gen_ai.token.modality"]!.Equals("unknown"));

        // A call without usage is told by a count of nothing.
        await client.GetResponseAsync("hi");
        probe.Of("gen_ai.client.inference.usage.input_tokens").Select(measured => measured.Value).ShouldBe([100.0, 0.0]);
        Check(probe, "gen_ai.client.inference.duration", "s", s_seconds);
        Check(probe, "gen_ai.client.inference.operation.output_tokens", "{token}", s_tokens);
        probe.Instruments.Single(instrument => instrument.Name == "gen_ai.client.inference.usage.input_tokens").ShouldBeOfType<Counter<long>>().Unit.ShouldBe("{token}");

        double Total(string kind) => probe.Of($"gen_ai.client.inference.usage.{kind}").Sum(measured => measured.Value);
    }

    [Fact]
    public async Task Every_instrument_stands_in_the_facts_file_with_its_unit_and_its_buckets()
    {
        var facts = await File.ReadAllTextAsync(SharedFolder.Need("facts/otel-genai.md"), TestContext.Current.CancellationToken);
        _ = SdkGen.Telemetry.Instruments.Of(latest: false);
        _ = SdkGen.Telemetry.Instruments.Of(latest: true);
        using var probe = new TelemetryProbe("facts");
        var named = new Dictionary<string, double[]> { ["T"] = Numbers(facts, "Time buckets **T** = "), ["K"] = Numbers(facts, "Token buckets **K** = ") };
        var rows = facts.Split('\n').Where(line => line.StartsWith("| `gen_ai.", StringComparison.Ordinal)).ToList();
        // Instruments of our own, such as the cost of an answer, have names of our own.
        var conventional = probe.Instruments.Where(instrument => !instrument.Name.StartsWith("sdkgen.", StringComparison.Ordinal)).ToList();
        conventional.Count.ShouldBe(16);
        foreach (var instrument in conventional)
        {
            var row = rows.Find(line => Names(line.Split('|')[1]).Contains(instrument.Name)).ShouldNotBeNull(instrument.Name);
            row.ShouldContain($"`{instrument.Unit}`");
            row.ShouldContain(instrument is Counter<long> ? "Counter" : "Histogram");
            if (instrument is Counter<long>)
                continue;
            var buckets = row.Contains('[', StringComparison.Ordinal) ? Numbers(row, "`[") : row.Contains("{token}", StringComparison.Ordinal) ? named["K"] : named["T"];
            Boundaries(instrument).ShouldBe(buckets, instrument.Name);
        }
    }

    [Fact]
    public async Task Every_attribute_stands_in_the_facts_file()
    {
        var facts = await File.ReadAllTextAsync(SharedFolder.Need("facts/otel-genai.md"), TestContext.Current.CancellationToken);
        var known = Names(facts);
        using var probe = new TelemetryProbe("attributes");
        foreach (var latest in new[] { false, true })
        {
            var telemetry = new TelemetryOptions { UseLatestConventions = latest, CaptureContent = true };
            var tool = AIFunctionFactory.Create(() => "clear", "sky", "Looks up.");
            var call = new ChatResponse(new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("c1", "sky")]));
            var client = new ScriptedModel(probe.Model, turn => turn == 0 ? call : Parts()).WithTelemetry(telemetry).WithTools([tool]);
            await client.GetStreamingResponseAsync("hi", new() { Instructions = "be brief", Temperature = 1, TopP = 1, TopK = 1, MaxOutputTokens = 9, Seed = 1, StopSequences = ["."], FrequencyPenalty = 1, PresencePenalty = 1, ConversationId = "c", Reasoning = new() { Effort = ReasoningEffort.Low } }).ToListAsync();
            await Should.ThrowAsync<LlmException>(new ScriptedModel(probe.Model, _ => throw new LlmException(LlmErrorKind.Timeout, "slow")).WithTelemetry(telemetry).GetResponseAsync("hi"));
        }

        var used = probe.Spans.SelectMany(span => span.TagObjects.Select(tag => tag.Key)).Concat(probe.Measurements.SelectMany(measured => measured.Tags.Keys)).Distinct().ToList();
        used.Count.ShouldBeGreaterThan(30);
        used.Where(name => !known.Contains(name)).ShouldBeEmpty();
        known.ShouldContain("gen_ai.client.inference.operation.details");
    }

    private static ChatResponse Parts()
    {
        var response = ScriptedModel.Says("a", "answered");
        response.Messages.Add(new ChatMessage(ChatRole.Assistant, "b") { MessageId = "m2" });
        return response;
    }

    private static void Check(TelemetryProbe probe, string name, string unit, double[] buckets)
    {
        var instrument = probe.Instruments.Single(x => x.Name == name);
        instrument.Unit.ShouldBe(unit);
        Boundaries(instrument).ShouldBe(buckets);
    }

    private static double[] Boundaries(Instrument instrument) => instrument switch
    {
        Histogram<double> seconds => [.. seconds.Advice!.HistogramBucketBoundaries!],
        Histogram<long> tokens => [.. tokens.Advice!.HistogramBucketBoundaries!.Select(value => (double)value)],
        _ => throw new InvalidOperationException($"{instrument.Name} is no histogram."),
    };

    private static double[] Numbers(string text, string before)
    {
        var start = text.IndexOf('[', text.IndexOf(before, StringComparison.Ordinal)) + 1;
        return [.. text[start..text.IndexOf(']', start)].Split(',').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
    }

    /// <summary>The names that stand in code marks; <c>a.{b,c}</c> is two of them, and <c>.b</c> continues the name before it.</summary>
    private static HashSet<string> Names(string text)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var last = "";
        foreach (Match match in Code().Matches(text))
        {
            var name = Array().Replace(match.Groups[1].Value, "");
            if (name.StartsWith('.') && last.Contains('.', StringComparison.Ordinal))
                name = Base(last, name) + name;
            else
                last = name;
            var open = name.IndexOf('{', StringComparison.Ordinal);
            var close = open < 0 ? -1 : name.LastIndexOf('}');
            if (close < 0)
                names.Add(name);
            else
                names.UnionWith(name[(open + 1)..close].Split(',').Select(part => name[..open] + part.Trim().Split(' ')[0] + name[(close + 1)..]));
        }

        return names;
    }

    /// <summary>What a name that begins with a dot is appended to: as much as makes it as deep as its like.</summary>
    private static string Base(string last, string suffix)
    {
        var usage = last.IndexOf(".usage.", StringComparison.Ordinal);
        return usage > 0 ? last[..(usage + ".usage".Length)] : last[..last.LastIndexOf('.')];
    }

    [GeneratedRegex("`([a-z_.][^`]*)`")]
    private static partial Regex Code();

    [GeneratedRegex(@" \([^)]*\)")]
    private static partial Regex Array();
}

using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Microsoft.Extensions.AI;

namespace SdkGen.Benchmarks;

/// <summary>One call of a tool: hand-written code, <c>AIFunctionFactory</c>, SdkGen by its raw path and as an <see cref="AIFunction"/>.</summary>
/// <remarks>
/// <c>Text</c> goes from the arguments' JSON text to the result's; a peer parses it into the dictionary that it needs. <c>Elements</c> starts from a
/// dictionary of elements that is there already, as in other people's tool loops.
/// </remarks>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class ToolCallBenchmarks
{
    private static readonly byte[] s_forecast = """{"city":"Paris","days":5,"metric":true}"""u8.ToArray();

    private static readonly byte[] s_order =
        """{"order":{"customer":"Ada Lovelace","due":"2026-12-24","limit":199.95,"priority":"High","lines":[{"article":"lamp","quantity":2},{"article":"chair","quantity":4},{"article":"table","quantity":1}]}}"""u8.ToArray();

    private static readonly JsonSerializerOptions s_options = new(AIJsonUtilities.DefaultOptions) { Converters = { new JsonStringEnumConverter() } };

    private readonly ArrayBufferWriter<byte> _output = new(1024);
    private readonly LlmTool _forecast = (LlmTool)ToolCalls.Tools[0];
    private readonly LlmTool _order = (LlmTool)ToolCalls.Tools[1];
    private readonly AIFunction _forecastPeer = AIFunctionFactory.Create(ToolCalls.Forecast, serializerOptions: s_options);
    private readonly AIFunction _orderPeer = AIFunctionFactory.Create(ToolCalls.PlaceOrder, serializerOptions: s_options);
    private readonly AIFunctionArguments _forecastElements = Elements(s_forecast);
    private readonly AIFunctionArguments _orderElements = Elements(s_order);

    [GlobalSetup]
    public void Setup()
    {
        string Text(Action call)
        {
            _output.ResetWrittenCount();
            call();
            return System.Text.Encoding.UTF8.GetString(_output.WrittenSpan);
        }

        foreach (var (limit, ours) in (ReadOnlySpan<(Func<int>, Func<ValueTask<ToolOutcome>>)>)[(ForecastLimit, ForecastRaw), (OrderLimit, OrderRaw)])
        {
            if (Text(() => limit()) is var expected && Text(() => ours()) is var actual && expected != actual)
                throw new InvalidOperationException($"{expected} is not {actual}");
        }
    }

    [Benchmark(Baseline = true), BenchmarkCategory("1 three primitives, text")]
    public int ForecastLimit()
    {
        _output.ResetWrittenCount();
        HandWrittenCalls.Forecast(s_forecast, _output);
        return _output.WrittenCount;
    }

    [Benchmark, BenchmarkCategory("1 three primitives, text")]
    public ValueTask<ToolOutcome> ForecastRaw()
    {
        _output.ResetWrittenCount();
        return _forecast.InvokeAsync(s_forecast, _output);
    }

    [Benchmark, BenchmarkCategory("1 three primitives, text")]
    public async Task<string> ForecastFactory()
    {
        var arguments = new AIFunctionArguments(JsonSerializer.Deserialize<Dictionary<string, object?>>(s_forecast, AIJsonUtilities.DefaultOptions)!);
        return ((JsonElement)(await _forecastPeer.InvokeAsync(arguments))!).GetRawText();
    }

    [Benchmark(Baseline = true), BenchmarkCategory("2 nested record, text")]
    public int OrderLimit()
    {
        _output.ResetWrittenCount();
        HandWrittenCalls.PlaceOrder(s_order, _output);
        return _output.WrittenCount;
    }

    [Benchmark, BenchmarkCategory("2 nested record, text")]
    public ValueTask<ToolOutcome> OrderRaw()
    {
        _output.ResetWrittenCount();
        return _order.InvokeAsync(s_order, _output);
    }

    [Benchmark, BenchmarkCategory("2 nested record, text")]
    public async Task<string> OrderFactory()
    {
        var arguments = new AIFunctionArguments(JsonSerializer.Deserialize<Dictionary<string, object?>>(s_order, AIJsonUtilities.DefaultOptions)!);
        return ((JsonElement)(await _orderPeer.InvokeAsync(arguments))!).GetRawText();
    }

    [Benchmark(Baseline = true), BenchmarkCategory("3 three primitives, elements")]
    public ValueTask<object?> ForecastElementsFactory() => _forecastPeer.InvokeAsync(_forecastElements);

    [Benchmark, BenchmarkCategory("3 three primitives, elements")]
    public ValueTask<object?> ForecastElements() => _forecast.InvokeAsync(_forecastElements);

    [Benchmark(Baseline = true), BenchmarkCategory("4 nested record, elements")]
    public ValueTask<object?> OrderElementsFactory() => _orderPeer.InvokeAsync(_orderElements);

    [Benchmark, BenchmarkCategory("4 nested record, elements")]
    public ValueTask<object?> OrderElements() => _order.InvokeAsync(_orderElements);

    private static AIFunctionArguments Elements(byte[] json)
    {
        var arguments = new AIFunctionArguments();
        foreach (var property in JsonDocument.Parse(json).RootElement.EnumerateObject())
            arguments[property.Name] = property.Value;
        return arguments;
    }
}

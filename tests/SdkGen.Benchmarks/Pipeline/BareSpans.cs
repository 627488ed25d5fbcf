using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;
using SdkGen.Telemetry;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace SdkGen.Benchmarks.Pipeline;

/// <summary>The spans and measurements that the conventions ask for, written down by hand with constants: what recording costs at the least.</summary>
internal sealed class BareSpans : IDisposable
{
    private static readonly ActivitySource s_source = new(LlmTelemetry.SourceName);
    private static readonly Meter s_meter = new(LlmTelemetry.SourceName);
    private static readonly Histogram<double> s_duration = s_meter.CreateHistogram<double>("bare.duration");
    private static readonly Histogram<double> s_chunk = s_meter.CreateHistogram<double>("bare.chunk");
    private static readonly Histogram<long> s_tokens = s_meter.CreateHistogram<long>("bare.tokens");
    private static readonly Tag[] s_agent = [new("gen_ai.operation.name", "invoke_agent"), new("gen_ai.provider.name", "openai"), new("gen_ai.request.model", "gpt-4o")];
    private static readonly Tag[] s_chat =
    [
        new("gen_ai.operation.name", "chat"), new("gen_ai.provider.name", "openai"), new("gen_ai.request.model", "gpt-4o"), new("server.address", "api.openai.com"), new("server.port", 443),
    ];

    private static readonly Tag[] s_call = [.. s_chat, new("gen_ai.response.model", "gpt-4o")];
    private static readonly Tag[] s_input = [.. s_call, new("gen_ai.token.type", "input")];
    private static readonly Tag[] s_output = [.. s_call, new("gen_ai.token.type", "output")];
    private static readonly string[] s_stop = ["stop"];
    private static readonly string[] s_toolCalls = ["tool_calls"];

    private readonly Activity? _agent = s_source.StartActivity("invoke_agent", ActivityKind.Internal, parentContext: default, s_agent);
    private long _last;

    public static BareSpans Begin() => new();

    /// <summary>What a chunk of a stream costs: the time since the one before it.</summary>
    public void Chunk()
    {
        var now = Stopwatch.GetTimestamp();
        s_chunk.Record((double)(now - _last) / Stopwatch.Frequency, s_call);
        _last = now;
    }

    public (Activity? Span, long Start) BeginTurn() => (s_source.StartActivity("chat gpt-4o", ActivityKind.Client, parentContext: default, s_chat), Stopwatch.GetTimestamp());

    public void EndTurn((Activity? Span, long Start)? turn, ChatResponse response)
    {
        s_duration.Record(Stopwatch.GetElapsedTime(turn!.Value.Start).TotalSeconds, s_call);
        s_tokens.Record(response.Usage!.InputTokenCount!.Value, s_input);
        s_tokens.Record(response.Usage.OutputTokenCount!.Value, s_output);
        if (turn.Value.Span is not { } span)
            return;
        span.AddTag("gen_ai.response.model", response.ModelId)
            .AddTag("gen_ai.response.finish_reasons", response.FinishReason == ChatFinishReason.Stop ? s_stop : s_toolCalls)
            .AddTag("gen_ai.usage.input_tokens", response.Usage.InputTokenCount)
            .AddTag("gen_ai.usage.output_tokens", response.Usage.OutputTokenCount);
        span.Dispose();
    }

    public IDisposable? BeginTool(FunctionCallContent call) => s_source.StartActivity("execute_tool Forecast", ActivityKind.Internal, parentContext: default,
    [
        new("gen_ai.operation.name", "execute_tool"), new("gen_ai.tool.name", call.Name), new("gen_ai.tool.type", "function"), new("gen_ai.tool.call.id", call.CallId),
        new("gen_ai.tool.description", "Gets the forecast for a city."),
    ]);

    public void Dispose()
    {
        _agent?.AddTag("gen_ai.response.finish_reasons", s_stop).AddTag("gen_ai.usage.input_tokens", 24L).AddTag("gen_ai.usage.output_tokens", 10L);
        _agent?.Dispose();
    }
}

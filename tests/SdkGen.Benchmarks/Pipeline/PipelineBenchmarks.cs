using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using SdkGen.Telemetry;

namespace SdkGen.Benchmarks.Pipeline;

/// <summary>What an update of a stream costs that passes timeouts, retries and telemetry: as it is, and while somebody records.</summary>
[MemoryDiagnoser]
public class PipelineBenchmarks
{
    private static readonly ChatMessage[] s_messages = [new(ChatRole.User, "Hello")];

    private readonly FakeChat _chat = new();
    private readonly IChatClient _pipeline = new FakeChat().WithTimeouts().WithRetry().WithTelemetry();
    private Recording? _recording;

    [GlobalSetup(Targets = [nameof(SdkGenRecording), nameof(LimitRecording)])]
    public void Listen() => _recording = new Recording();

    [GlobalCleanup(Targets = [nameof(SdkGenRecording), nameof(LimitRecording)])]
    public void Stop() => _recording?.Dispose();

    [Benchmark(Baseline = true, OperationsPerInvoke = FakeChat.Updates)]
    public Task<int> Limit() => ReadAsync(_chat);

    /// <summary>The stream itself, and for each chunk the one measurement that the conventions ask for.</summary>
    [Benchmark(OperationsPerInvoke = FakeChat.Updates)]
    public async Task<int> LimitRecording()
    {
        using var spans = BareSpans.Begin();
        var count = 0;
        await foreach (var update in _chat.GetStreamingResponseAsync(s_messages).ConfigureAwait(false))
        {
            spans.Chunk();
            count += update.Contents.Count;
        }

        return count;
    }

    [Benchmark(OperationsPerInvoke = FakeChat.Updates)]
    public Task<int> SdkGen() => ReadAsync(_pipeline);

    [Benchmark(OperationsPerInvoke = FakeChat.Updates)]
    public Task<int> SdkGenRecording() => ReadAsync(_pipeline);

    private static async Task<int> ReadAsync(IChatClient client)
    {
        var count = 0;
        await foreach (var update in client.GetStreamingResponseAsync(s_messages).ConfigureAwait(false))
            count += update.Contents.Count;
        return count;
    }
}

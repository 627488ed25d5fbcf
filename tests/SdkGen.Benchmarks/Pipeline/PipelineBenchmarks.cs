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

    [GlobalSetup(Target = nameof(SdkGenRecording))]
    public void Listen() => _recording = new Recording();

    [GlobalCleanup(Target = nameof(SdkGenRecording))]
    public void Stop() => _recording?.Dispose();

    [Benchmark(Baseline = true, OperationsPerInvoke = FakeChat.Updates)]
    public Task<int> Limit() => ReadAsync(_chat);

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

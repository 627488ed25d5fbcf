using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace SdkGen;

/// <summary>What tools report, as a stream beside their work.</summary>
internal static class ToolProgressStream
{
    /// <summary>Does the work, and gives on what tools report meanwhile. The stream ends with the work, and throws what the work throws.</summary>
    /// <remarks>A caller that leaves the stream cancels the work and waits for its end: no tool may be running still when the caller goes on.</remarks>
    public static async IAsyncEnumerable<ToolProgressUpdate> WatchAsync(this ToolLoop loop, Func<CancellationToken, Task> work, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reports = Channel.CreateUnbounded<ToolProgressUpdate>(new() { SingleReader = true });
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        loop.Progress = report => reports.Writer.TryWrite(report);
        var running = DoAsync(work, reports.Writer, left.Token);
        try
        {
            await foreach (var report in reports.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
                yield return report;
        }
        finally
        {
            if (!running.IsCompleted)
                await left.CancelAsync().ConfigureAwait(false);
            loop.Progress = null;
            await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await running.ConfigureAwait(false);
    }

    private static async Task DoAsync(Func<CancellationToken, Task> work, ChannelWriter<ToolProgressUpdate> reports, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            reports.Complete();
        }
    }
}

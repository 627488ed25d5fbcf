using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace SdkGen.Benchmarks.Soak;

/// <summary>
/// Many streams at once for a while, over real sockets: every stream is whole, what is left early or cancelled gives its connection back, and memory stays as it is.
/// </summary>
internal static class SoakRun
{
    private const int Streams = 200;

    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_settles = TimeSpan.FromSeconds(2);

    private static long s_whole;
    private static long s_left;
    private static long s_cancelled;
    private static long s_updates;
    private static string? s_broken;

    /// <returns>0 when all went well.</returns>
    public static async Task<int> RunAsync(TimeSpan duration)
    {
        using var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["soak-server"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var url = await server.StandardOutput.ReadLineAsync().ConfigureAwait(false) ?? throw new InvalidOperationException("The server did not start.");
        using var connections = new OpenConnections();
        var services = new ServiceCollection();
        services.AddLlm(llm => llm.AddOpenAI(options => (options.ApiKey, options.BaseUrl) = ("k", url)));
        await using var provider = services.BuildServiceProvider();
        var chat = provider.GetRequiredService<IChatClient<OpenAIModels.Gpt4o>>();

        using var over = new CancellationTokenSource();
        var workers = Enumerable.Range(0, Streams).Select(worker => Task.Run(() => WorkAsync(chat, worker, over.Token))).ToArray();
        await Task.Delay(s_warmUp).ConfigureAwait(false);
        var before = LiveBytes();
        await Task.Delay(duration - s_warmUp).ConfigureAwait(false);
        var after = LiveBytes();
        await over.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(workers).ConfigureAwait(false);
        await Task.Delay(s_settles).ConfigureAwait(false);
        server.StandardInput.Close();
        await server.WaitForExitAsync().ConfigureAwait(false);

        Console.WriteLine("| streams at once | seconds | whole | left early | cancelled | updates | live memory after 10 s, MB | at the end, MB | connections at most | still in use |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {Streams} | {duration.TotalSeconds:F0} | {s_whole} | {s_left} | {s_cancelled} | {s_updates} | {before / 1048576.0:F1} | {after / 1048576.0:F1} | {connections.Most} | {connections.Active} |"));
        return Judge(before, after, connections);
    }

    private static int Judge(long before, long after, OpenConnections connections)
    {
        var problems = new List<string>();
        if (s_broken is not null)
            problems.Add(s_broken);
        if (s_whole == 0)
            problems.Add("No stream came to its end.");
        // What is live at a moment depends on where the streams are; what leaks grows with their number, of which there are thousands.
        if (after > before * 1.25 + 1048576)
            problems.Add("Memory grows.");
        if (connections.Active != 0)
            problems.Add("Connections are in use that nobody uses.");
        foreach (var problem in problems)
            Console.WriteLine(problem);
        return problems.Count == 0 ? 0 : 1;
    }

    private static long LiveBytes() => GC.GetTotalMemory(forceFullCollection: true);

    private static async Task WorkAsync(IChatClient chat, int worker, CancellationToken over)
    {
        ChatMessage[] messages = [new(ChatRole.User, "What did the keeper see?")];
        for (var i = worker; !over.IsCancellationRequested && s_broken is null; i++)
        {
            try
            {
                await ((i % 10) switch
                {
                    3 => LeaveAsync(chat, messages),
                    7 => CancelAsync(chat, messages),
                    _ => ReadAsync(chat, messages),
                }).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                s_broken ??= $"A stream broke: {exception.GetType().Name}: {exception.Message}";
            }
        }
    }

    private static async Task ReadAsync(IChatClient chat, ChatMessage[] messages)
    {
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in chat.GetStreamingResponseAsync(messages).ConfigureAwait(false))
            updates.Add(update);
        var response = updates.ToChatResponse();
        if (response.Text != SoakServer.Answer || response.FinishReason != ChatFinishReason.Stop || response.Usage?.OutputTokenCount is null)
            throw new InvalidDataException($"it says '{response.Text}', finish reason {response.FinishReason}.");
        Interlocked.Increment(ref s_whole);
        Interlocked.Add(ref s_updates, updates.Count);
    }

    private static async Task LeaveAsync(IChatClient chat, ChatMessage[] messages)
    {
        var count = 0;
        await foreach (var update in chat.GetStreamingResponseAsync(messages).ConfigureAwait(false))
        {
            if (++count == 4)
                break;
        }

        Interlocked.Increment(ref s_left);
    }

    private static async Task CancelAsync(IChatClient chat, ChatMessage[] messages)
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(60));
        try
        {
            await foreach (var update in chat.GetStreamingResponseAsync(messages, cancellationToken: cancellation.Token).ConfigureAwait(false))
                Interlocked.Increment(ref s_updates);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Interlocked.Increment(ref s_cancelled);
        }
    }
}

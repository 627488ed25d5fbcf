using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using Microsoft.Extensions.AI;

namespace SdkGen.Benchmarks.ColdStart;

/// <summary>What a process pays that does a thing for the first time. Each candidate runs in processes of its own, all of them in turn.</summary>
internal static class ColdProcess
{
    private const int Rounds = 15;

    private static readonly (string Name, Func<string, Task> Run)[] s_candidates =
    [
        ("empty process", static _ => Task.CompletedTask),
        ("50 tools, AIFunctionFactory", static _ => CreatePeerToolsAsync()),
        ("50 tools, SdkGen", static _ => CreateToolsAsync()),
        ("first call of a tool, by hand", static _ => FirstToolCall.ByHandAsync()),
        ("first call of a tool, AIFunctionFactory", static _ => FirstToolCall.OfFactoryAsync()),
        ("first call of a tool, SdkGen", static _ => FirstToolCall.OfToolAsync()),
        ("10 tools and a call, by hand", ColdCalls.ByHandAsync),
        ("10 tools and a call, OpenAI package", ColdCalls.OfPackageAsync),
        ("10 tools and a call, SdkGen on an HttpClient", ColdCalls.OnHttpClientAsync),
        ("10 tools and a call, by hand, HttpClient from a container", ColdCalls.ByHandFromContainerAsync),
        ("10 tools and a call, SdkGen from a container", ColdCalls.FromContainerAsync),
    ];

    /// <summary>Runs every candidate in turn, in processes of its own, and prints medians.</summary>
    public static void RunAll()
    {
        using var server = new ColdServer();
        var results = s_candidates.Select(_ => new List<Result>()).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < s_candidates.Length; i++)
                results[i].Add(Measure(i, server.Url));
        }

        Console.WriteLine("| case | inside, ms | over empty, ms | processor over empty, ms | methods compiled over empty | peak memory, MB |");
        Console.WriteLine("|---|---|---|---|---|---|");
        double Of(int candidate, Func<Result, double> value) => results[candidate].Select(value).Order().ElementAt(Rounds / 2);
        double Over(int candidate, Func<Result, double> value) => Of(candidate, value) - Of(0, value);
        for (var i = 0; i < s_candidates.Length; i++)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {s_candidates[i].Name} | {Of(i, x => x.Inside):F1} | {Over(i, x => x.Whole):F0} | {Over(i, x => x.Processor):F0} | {Over(i, x => x.Methods):F0} | {Of(i, x => x.Memory):F1} |"));
        }
    }

    /// <summary>Does one thing and prints how long it took.</summary>
    public static async Task RunOneAsync(int candidate, string url)
    {
        var clock = Stopwatch.StartNew();
        await s_candidates[candidate].Run(url).ConfigureAwait(false);
        var inside = clock.Elapsed.TotalMilliseconds;
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{inside} {process.PeakWorkingSet64 / 1048576.0} {JitInfo.GetCompiledMethodCount()} {process.TotalProcessorTime.TotalMilliseconds}"));
    }

    private static Result Measure(int candidate, string url)
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["cold", candidate.ToString(CultureInfo.InvariantCulture), url]) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd().Split(' ', StringSplitOptions.TrimEntries);
        process.WaitForExit();
        var whole = clock.Elapsed.TotalMilliseconds;
        double Number(int index) => double.Parse(output[index], CultureInfo.InvariantCulture);
        return new Result(Number(0), whole, Number(3), Number(1), Number(2));
    }

    private static Task CreateToolsAsync() => Use(FiftyToolsTools.All.Count);

    private static Task CreatePeerToolsAsync()
    {
        var methods = typeof(FiftyTools).GetMethods(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public);
        var tools = new List<AIFunction>();
        foreach (var method in methods)
            tools.Add(AIFunctionFactory.Create(method, target: null));
        return Use(tools.Count);
    }

    private static Task Use(int value) => value >= 0 ? Task.CompletedTask : throw new InvalidOperationException();

    /// <param name="Inside">Milliseconds of the thing alone.</param>
    /// <param name="Whole">Milliseconds of the process, seen from outside.</param>
    /// <param name="Processor">Milliseconds of processor time, on all cores.</param>
    /// <param name="Memory">Megabytes at most.</param>
    /// <param name="Methods">Methods that were compiled while the process ran.</param>
    private sealed record Result(double Inside, double Whole, double Processor, double Memory, double Methods);
}

using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace SdkGen.Benchmarks;

/// <summary>
/// Runs the benchmarks of a class in turn, a few milliseconds of each, in many rounds: what a busy machine does falls on all of them, and the least and the median of each are what it costs. Times
/// alone; of benchmarks that return tasks.
/// </summary>
internal static class Interleaved
{
    private const int Rounds = 250;
    private static readonly TimeSpan s_turn = TimeSpan.FromMilliseconds(4);

    // So long that everything is compiled as well as it will be.
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(2);

    /// <param name="names">What names of classes contain; none means all.</param>
    public static async Task RunAsync(string[] names)
    {
        foreach (var type in typeof(Interleaved).Assembly.GetTypes().Where(type => names.Length == 0 || names.Any(type.Name.Contains)).OrderBy(type => type.Name, StringComparer.Ordinal))
        {
            var benchmarks = type.GetMethods().Where(method => method.GetCustomAttribute<BenchmarkAttribute>() is not null && typeof(Task).IsAssignableFrom(method.ReturnType)).ToArray();
            if (benchmarks.Length > 1)
                await RunAsync(type, benchmarks).ConfigureAwait(false);
        }
    }

    private static async Task RunAsync(Type type, MethodInfo[] benchmarks)
    {
        var instance = Activator.CreateInstance(type)!;
        foreach (var setup in type.GetMethods().Where(method => method.GetCustomAttribute<GlobalSetupAttribute>() is { Targets.Length: 0 }))
            setup.Invoke(instance, null);
        var candidates = Array.ConvertAll(benchmarks, method => new Candidate(instance, method));
        for (var round = 0; round <= Rounds; round++)
        {
            // The first warms up, and finds out how often a benchmark runs in its turn.
            foreach (var candidate in candidates)
                await candidate.TakeTurnAsync().ConfigureAwait(false);
        }

        Console.WriteLine($"\n| {type.Name} | least, ns | ratio | median, ns | ratio |\n|---|---|---|---|---|");
        var limit = candidates.FirstOrDefault(candidate => candidate.IsBaseline) ?? candidates[0];
        foreach (var candidate in candidates)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {candidate.Name} | {candidate.At(0):F1} | {candidate.At(0) / limit.At(0):F2} | {candidate.At(0.5):F1} | {candidate.At(0.5) / limit.At(0.5):F2} |"));
        }
    }

    private sealed class Candidate
    {
        private readonly Func<Task> _run;
        private readonly int _operations;
        private readonly Action[] _before;
        private readonly Action[] _after;
        private readonly List<double> _turns = [];
        private int _count;

        public Candidate(object instance, MethodInfo method)
        {
            var benchmark = method.GetCustomAttribute<BenchmarkAttribute>()!;
            (Name, IsBaseline, _operations) = (method.Name, benchmark.Baseline, benchmark.OperationsPerInvoke);
            _run = method.CreateDelegate<Func<Task>>(instance);
            Action[] Own<T>(Func<T, string[]> targets)
                where T : Attribute => [.. method.DeclaringType!.GetMethods().Where(other => other.GetCustomAttribute<T>() is { } attribute && targets(attribute).Contains(method.Name)).Select(other => other.CreateDelegate<Action>(instance))];
            _before = Own<GlobalSetupAttribute>(static attribute => attribute.Targets);
            _after = Own<GlobalCleanupAttribute>(static attribute => attribute.Targets);
        }

        public string Name { get; }

        public bool IsBaseline { get; }

        public double At(double share)
        {
            _turns.Sort();
            return _turns[(int)(share * (_turns.Count - 1))];
        }

        public async Task TakeTurnAsync()
        {
            Array.ForEach(_before, static action => action());
            if (_count == 0)
            {
                var begin = Stopwatch.GetTimestamp();
                for (; Stopwatch.GetElapsedTime(begin) < s_warmUp; _count++)
                    await _run().ConfigureAwait(false);
                _count = Math.Max(1, (int)(_count * (s_turn / s_warmUp)));
            }
            else
            {
                await _run().ConfigureAwait(false);
                var begin = Stopwatch.GetTimestamp();
                for (var i = 0; i < _count; i++)
                    await _run().ConfigureAwait(false);
                _turns.Add(Stopwatch.GetElapsedTime(begin).TotalNanoseconds / _count / _operations);
            }

            Array.ForEach(_after, static action => action());
        }
    }
}

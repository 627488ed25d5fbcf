using System.Globalization;

namespace SdkGen.Benchmarks.Generators;

/// <summary>Time of the processor, in milliseconds: of this process, or of the processes it has started.</summary>
internal static class ProcessorTime
{
    public static double OfThisProcess => Environment.CpuUsage.TotalTime.TotalMilliseconds;

    /// <summary>Of processes that have ended, in steps of 10 ms.</summary>
    /// <exception cref="PlatformNotSupportedException">The system is not Linux.</exception>
    public static double OfChildren
    {
        get
        {
            if (!OperatingSystem.IsLinux())
                throw new PlatformNotSupportedException("The time of other processes is read from Linux's /proc.");

            // The name of the program, in parentheses, may hold blanks; after it come the state and numbers, of which the 13th and 14th are meant.
            var stat = File.ReadAllText("/proc/self/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture)) * 10.0;
        }
    }

    /// <summary>The median of each action over rounds in which all of them run in turn, after as many that warm the process up.</summary>
    public static double[] Medians(int rounds, params Func<int>[] actions)
    {
        var times = actions.Select(_ => new List<double>()).ToArray();
        for (var round = -rounds; round < rounds; round++)
        {
            for (var i = 0; i < actions.Length; i++)
            {
                GC.Collect();
                var before = OfThisProcess;
                actions[i]();
                if (round >= 0)
                    times[i].Add(OfThisProcess - before);
            }
        }

        return [.. times.Select(own => own.Order().ElementAt(rounds / 2))];
    }
}

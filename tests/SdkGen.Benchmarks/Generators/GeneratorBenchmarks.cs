using System.Globalization;
using BenchmarkDotNet.Attributes;

namespace SdkGen.Benchmarks.Generators;

/// <summary>Generators over two hundred types: a whole run, an edit of one type, an edit beside them. Times are of one run; divide by 200 for one type.</summary>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    [GlobalSetup]
    public void Setup()
    {
        Report("SdkGen", GeneratorRun.SdkGen);
        Report("System.Text.Json", GeneratorRun.SystemTextJson);
        Report("Regex", GeneratorRun.Regex);
    }

    [Benchmark(Baseline = true)]
    public int SdkGenFull() => GeneratorRun.SdkGen.RunFull();

    [Benchmark]
    public int SystemTextJsonFull() => GeneratorRun.SystemTextJson?.RunFull() ?? throw new NotSupportedException("The SDK's generator was not found.");

    [Benchmark]
    public int RegexFull() => GeneratorRun.Regex?.RunFull() ?? throw new NotSupportedException("The SDK's generator was not found.");

    [Benchmark]
    public int SdkGenEdit() => GeneratorRun.SdkGen.EditType();

    [Benchmark]
    public int SystemTextJsonEdit() => GeneratorRun.SystemTextJson?.EditType() ?? throw new NotSupportedException("The SDK's generator was not found.");

    [Benchmark]
    public int RegexEdit() => GeneratorRun.Regex?.EditType() ?? throw new NotSupportedException("The SDK's generator was not found.");

    [Benchmark]
    public int SdkGenUnrelated() => GeneratorRun.SdkGen.EditUnrelated();

    [Benchmark]
    public int SystemTextJsonUnrelated() => GeneratorRun.SystemTextJson?.EditUnrelated() ?? throw new NotSupportedException("The SDK's generator was not found.");

    private static void Report(string name, GeneratorRun? run) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"// {name} emits {run?.BytesPerType:F0} bytes for a type of ten properties"));
}

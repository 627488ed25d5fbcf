using System.Globalization;
using BenchmarkDotNet.Running;
using SdkGen.Benchmarks.ColdStart;

// "cold" measures first uses, each in processes of its own; anything else goes to BenchmarkDotNet.
if (args is ["cold"])
    ColdProcess.RunAll();
else if (args is ["cold", var candidate, var url])
    await ColdProcess.RunOneAsync(int.Parse(candidate, CultureInfo.InvariantCulture), url);
else
    BenchmarkSwitcher.FromAssembly(typeof(SdkGen.Benchmarks.OpenAIStreamBenchmarks).Assembly).Run(args);

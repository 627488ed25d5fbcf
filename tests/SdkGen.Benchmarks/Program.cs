using System.Globalization;
using BenchmarkDotNet.Running;
using SdkGen.Benchmarks.Analyzers;
using SdkGen.Benchmarks.ColdStart;
using SdkGen.Benchmarks.Generators;

// "cold" measures first uses, each in processes of its own, "generators" what generators cost, "build" what they add to a build, "analyzers" what analyzers cost a compilation; anything else goes to BenchmarkDotNet.
if (args is ["cold"])
    ColdProcess.RunAll();
else if (args is ["cold", var candidate, var url])
    await ColdProcess.RunOneAsync(int.Parse(candidate, CultureInfo.InvariantCulture), url);
else if (args is ["generators"])
    GeneratorFigures.Print();
else if (args is ["build"])
    BuildFigures.Print();
else if (args is ["analyzers"])
    await AnalyzerCost.ReportAsync();
else
    BenchmarkSwitcher.FromAssembly(typeof(SdkGen.Benchmarks.OpenAIStreamBenchmarks).Assembly).Run(args);

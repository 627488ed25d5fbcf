using System.Globalization;
using BenchmarkDotNet.Running;
using SdkGen.Benchmarks;
using SdkGen.Benchmarks.Analyzers;
using SdkGen.Benchmarks.ColdStart;
using SdkGen.Benchmarks.Generators;
using SdkGen.Benchmarks.Providers;
using SdkGen.Benchmarks.Soak;
using SdkGen.Tests;

// "cold" measures first uses, each in processes of its own, "generators" what generators cost, "build" what they add to a build, "analyzers" what analyzers cost a compilation,
// "providers" what the shipped specs become and how long they build ("providers specs" leaves out the build);
// "soak" runs many streams for a minute, or as many seconds as it is told; "interleaved" runs the benchmarks of classes in turn, which a busy machine does not distort, for example
// "interleaved ToolLoop Unary"; anything else goes to BenchmarkDotNet.
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
else if (args is ["providers", .. var parts])
    ProviderFigures.Print(Repository.Root, builds: parts is not ["specs"]);
else if (args is ["interleaved", .. var classes])
    await Interleaved.RunAsync(classes);
else if (args is ["soak-server"])
    await SoakServer.RunAsync();
else if (args is ["soak", .. var seconds])
    return await SoakRun.RunAsync(TimeSpan.FromSeconds(seconds is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 60));
else
    BenchmarkSwitcher.FromAssembly(typeof(SdkGen.Benchmarks.OpenAIStreamBenchmarks).Assembly).Run(args);
return 0;

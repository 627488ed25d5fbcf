using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(SdkGen.Benchmarks.OpenAIStreamBenchmarks).Assembly).Run(args);

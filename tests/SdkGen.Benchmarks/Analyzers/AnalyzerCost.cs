using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SdkGen.Analyzers.Capabilities;

namespace SdkGen.Benchmarks.Analyzers;

/// <summary>What the analyzers cost a project of five hundred files, beside what compiling it costs.</summary>
internal static class AnalyzerCost
{
    private const int Files = 500;
    private const int Runs = 5;

    private static readonly ImmutableArray<MetadataReference> s_references =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path))];

    /// <summary>
    /// Writes what compiling costs, and what the analyzers add to it: in processor time, beside an analyzer that is asked about the same operations and says nothing. So what the
    /// compiler does for any analyzer (and for those of the SDK in every build) is not counted. The first run warms up and is left out.
    /// </summary>
    public static async Task ReportAsync()
    {
        var texts = Enumerable.Range(0, Files).Select(Source).ToArray();
        ImmutableArray<DiagnosticAnalyzer> analyzers =
        [
            .. typeof(CapabilityAnalyzer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract).Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
        ];
        var (compile, look, judge) = (new List<double>(), new List<double>(), new List<double>());
        for (var run = 0; run <= Runs; run++)
        {
            var (compiled, looked, judged) = (Compiled(texts), await AnalyzedAsync(texts, [new Looker()]).ConfigureAwait(false), await AnalyzedAsync(texts, analyzers).ConfigureAwait(false));
            if (run == 0)
                continue;
            compile.Add(compiled);
            look.Add(looked);
            judge.Add(judged);
        }

        var (whole, added) = (compile.Min(), judge.Min() - look.Min());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"compiling {Files} files: {whole:F0} ms of processor time (least of {Runs})"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"an analyzer that only looks: {look.Min():F0} ms; {analyzers.Length} analyzers of SdkGen: {judge.Min():F0} ms"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"what they add: {added:F0} ms, {added / whole:P2}"));
        AnalyzerBuild.Report(texts);
    }

    private static double Compiled(string[] texts)
    {
        var before = Processor();
        var result = Compile(texts).Emit(Stream.Null);
        if (!result.Success)
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Take(5)));
        return Processor() - before;
    }

    private static async Task<double> AnalyzedAsync(string[] texts, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var before = Processor();
        var analyzed = Compile(texts).WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: false));
        var reports = await analyzed.GetAnalyzerDiagnosticsAsync().ConfigureAwait(false);
        if (!reports.IsEmpty)
            throw new InvalidOperationException(reports[0].ToString());
        return Processor() - before;
    }

    private static double Processor()
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalMilliseconds;
    }

    private static CSharpCompilation Compile(string[] texts)
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.None);
        return CSharpCompilation.Create(
            "Consumer",
            texts.Select((text, i) => CSharpSyntaxTree.ParseText(text, options, $"File{i}.cs")),
            s_references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>A file as applications have them: a service over a typed client, and code that has nothing to do with models.</summary>
    private static string Source(int i) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.Extensions.AI;
        using SdkGen;

        namespace Consumer.Part{{i % 20}};

        public sealed record Order{{i}}(int Id, string Customer, decimal Total, DateTimeOffset Placed, IReadOnlyList<string> Lines);

        public sealed class Assistant{{i}}(IChatClient<OpenAIModels.Gpt41Mini> chat, IChatClient plain)
        {
            private readonly ChatOptions _options = new() { Temperature = 0.5f, MaxOutputTokens = 500 };

            public Task<ChatResponse> AskAsync(string question, CancellationToken cancellationToken) =>
                chat.GetResponseAsync(question, new OpenAIModels.Gpt41Mini.Options { Temperature = 0.2f }, cancellationToken);

            public async Task<string> TellAsync(IReadOnlyList<Order{{i}}> orders, CancellationToken cancellationToken)
            {
                var text = new StringBuilder();
                await foreach (var update in chat.GetStreamingResponseAsync([new ChatMessage(ChatRole.System, "Sum up."), new ChatMessage(ChatRole.User, Print(orders))], _options, cancellationToken))
                    text.Append(update.Text);
                return text.ToString();
            }

            public async Task<int> CountAsync(CancellationToken cancellationToken) => (await plain.GetResponseAsync("How many?", cancellationToken: cancellationToken)).Text.Length;

            private static string Print(IReadOnlyList<Order{{i}}> orders)
            {
                var lines = new List<string>();
                foreach (var group in orders.GroupBy(order => order.Customer).OrderBy(group => group.Key, StringComparer.Ordinal))
                {
                    var total = group.Sum(order => order.Total);
                    lines.Add($"{group.Key}: {total} in {group.Count()} orders");
                    if (total > 1000m && group.Any(order => order.Lines.Count > 3))
                        lines.Add("  a good customer since " + group.Min(order => order.Placed).ToString("d", System.Globalization.CultureInfo.InvariantCulture));
                }

                return string.Join(Environment.NewLine, lines);
            }
        }

        public static class Ledger{{i}}
        {
            private static readonly Dictionary<string, Order{{i}}> s_orders = new(StringComparer.OrdinalIgnoreCase);

            public static bool TryAdd(Order{{i}} order)
            {
                ArgumentNullException.ThrowIfNull(order);
                lock (s_orders)
                {
                    if (s_orders.ContainsKey(order.Customer))
                        return false;
                    s_orders[order.Customer] = order with { Total = Math.Round(order.Total, 2) };
                    return true;
                }
            }

            public static IEnumerable<(string Name, decimal Total)> Best(int count) =>
                s_orders.Values.Where(order => order.Total > 0).OrderByDescending(order => order.Total).ThenBy(order => order.Id).Take(count).Select(order => (order.Customer, order.Total));

            public static string Describe(object? value) => value switch
            {
                null => "nothing",
                int number and > 100 => "a great number: " + number,
                int number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
                string { Length: 0 } => "an empty text",
                string text => text.Trim().ToUpperInvariant(),
                IEnumerable<int> numbers => string.Join(", ", numbers.Select(number => number * 2)),
                _ => value.ToString() ?? "",
            };
        }
        """);
}

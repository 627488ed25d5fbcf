using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SdkGen.Generators.Tests.Analyzers;

/// <summary>Code that is right: no rule says anything of it.</summary>
public class CorpusTests
{
    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.Preview, DocumentationMode.None);

    /// <summary>Types and methods of other libraries, named as those that the rules look for.</summary>
    private const string LookAlikes =
        """
        namespace Other
        {
            public interface IChatClient<T> { object GetResponseAsync(string prompt, Options? options = null); object GetStreamingResponseAsync(string prompt); }
            public class Options { public float? Temperature { get; set; } public string? ModelId { get; set; } public object? Tools { get; set; } }
            public class ChatOptions : Options;
            public class DataContent(byte[] data, string mediaType) { public object Data => (data, mediaType); }
            public class Model { public class Options : Other.Options; }
            public class Builder { public Builder AddOpenAI() => this; public object CreateChatClient(string modelId) => modelId; }
            class Use(IChatClient<Model> chat, Builder builder)
            {
                object A() => chat.GetResponseAsync("x", new Model.Options { Temperature = 99, ModelId = "gpt-4.1-mni" });
                object B() => chat.GetResponseAsync("x", new ChatOptions { Temperature = -99, Tools = new object() });
                void C() { chat.GetStreamingResponseAsync("x"); var stream = chat.GetStreamingResponseAsync("x"); Console.Write(stream); Console.Write(stream); }
                object D() => builder.AddOpenAI().CreateChatClient("gpt-4.1-mni");
                object E(byte[] data) => new DataContent(data, "video/mp4");
                const string F = "sk-this-is-no-key-at-all-but-a-long-slug-of-a-page-2";
            }
        }
        """;

    [Fact]
    public async Task Every_model_with_everything_that_it_declares()
    {
        var files = ModelCorpus.All.Select((file, index) => CSharpSyntaxTree.ParseText(AnalyzedCode.Usings + file.Source, s_parse, $"{index}.cs")).ToArray();
        var compilation = CSharpCompilation.Create("Corpus", [.. files, CSharpSyntaxTree.ParseText(AnalyzedCode.Usings + LookAlikes, s_parse, "LookAlikes.cs")], AnalyzedCode.References, AnalyzedCode.Options);

        var all = await compilation.WithAnalyzers(AnalyzedCode.Capabilities).GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);

        all.Where(report => report.Id != "LLM2040" && (report.Severity == DiagnosticSeverity.Error || IsOurs(report))).Select(report => report.ToString()).Take(20).ShouldBeEmpty();
        var reports = all.Where(IsOurs).ToArray();
        reports.Select(report => report.Location.SourceTree!.FilePath).ToHashSet()
            .ShouldBe(ModelCorpus.All.Select((file, index) => (file, index)).Where(item => item.file is { IsGivenUp: true, HasClient: true }).Select(item => $"{item.index}.cs"), ignoreOrder: true);
        files.Length.ShouldBeGreaterThan(480);
        ModelCorpus.All.Sum(file => file.Calls).ShouldBeGreaterThan(5000);
    }

    /// <summary>The samples and this project's own tests, one project after another. What their generators make is not here, so that the compiler has complaints; the rules have none.</summary>
    [Fact]
    public async Task Samples_and_the_projects_own_tests()
    {
        var (files, clients) = (0, 0);
        foreach (var project in Directory.GetFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories).Where(IsUser).Select(file => Path.GetDirectoryName(file)!))
        {
            var trees = Directory.GetFiles(project, "*.cs", SearchOption.AllDirectories).Where(IsSource).Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), s_parse, path)).ToArray();
            var globals = CSharpSyntaxTree.ParseText("global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks; global using Xunit; global using Shouldly;", s_parse, "Globals.cs");
            var compilation = CSharpCompilation.Create("Sources", [.. trees, globals], AnalyzedCode.References, AnalyzedCode.Options);

            var reports = await compilation.WithAnalyzers(AnalyzedCode.Capabilities).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
            reports.Where(report => !report.IsSuppressed).Select(report => report.ToString()).ShouldBeEmpty();
            files += trees.Length;
            clients += trees.Sum(tree => tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<GenericNameSyntax>().Count(name => name.Identifier.ValueText is "IChatClient" or "IImageGenerator" or "IEmbeddingGenerator"));
        }

        files.ShouldBeGreaterThan(250);
        clients.ShouldBeGreaterThan(100);
    }

    /// <summary>A rule of ours, or one that broke down.</summary>
    private static bool IsOurs(Diagnostic report) => report.Id.StartsWith("LLM2", StringComparison.Ordinal) || report.Id.StartsWith("AD", StringComparison.Ordinal);

    private static bool IsUser(string project)
    {
        var path = Path.GetRelativePath(Repository.Root, project).Replace('\\', '/');

        // What is wrong in Misuse and Rules is what they are for.
        return (path.StartsWith("samples/", StringComparison.Ordinal) || path.StartsWith("tests/", StringComparison.Ordinal))
            && !path.StartsWith("tests/consumers/Misuse/", StringComparison.Ordinal) && !path.StartsWith("tests/consumers/Rules/", StringComparison.Ordinal)
            && !path.Contains("/obj/", StringComparison.Ordinal);
    }

    private static bool IsSource(string path) => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !path.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
}

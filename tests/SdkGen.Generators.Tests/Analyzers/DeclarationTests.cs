using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SdkGen.Analyzers.Capabilities;

namespace SdkGen.Generators.Tests.Analyzers;

/// <summary>Constraints that are broken in a declaration end a compilation before analyzers are asked: our sentence stands beside the compiler's all the same, and once.</summary>
public class DeclarationTests
{
    private const string NoModel = "LLM2002 string does not stand for a model. Name the class of a model.";

    private const string Own = """
        using Models;
        class Vision<T> where T : IAcceptsImages;
        class Both<T1, T2> where T1 : IModel where T2 : class, SdkGen.IAcceptsImages;

        """;

    private const string NoImages = "LLM2004 acme-2-mini does not take images. Models of Acme that do: AcmeModels.Acme2.";

    [Theory]
    [InlineData("class C(⟦IChatClient<string>⟧ chat) { public object P => chat; }", "CS0311")]
    [InlineData("class C { public ⟦IChatClient<string>⟧? Chat; }", "CS0311")]
    [InlineData("class C { public SdkGen.⟦IChatClient<string>⟧? Chat { get; set; } }", "CS0311")]
    [InlineData("class C { void M(List<⟦IChatClient<string>⟧> chats) { } }", "CS0311")]
    [InlineData("class C { ⟦IChatClient<string>⟧? M() => null; }", "CS0311")]
    [InlineData("class C { IChatClient<AnyOf<Models.AcmeModels.Acme2, Models.AcmeModels.Acme2Mini>>? Good; ⟦IChatClient<string>⟧? Chat; }", "CS0311")]
    [InlineData("interface I : ⟦IChatClient<string>⟧;", "CS0311")]
    [InlineData("delegate void D(⟦IImageGenerator<string>⟧ images);", "CS0311")]
    public Task A_client_of_what_is_no_model(string code, string compiler) => ShouldSayAsync(code, [compiler], NoModel);

    [Theory]
    [InlineData("class C(⟦IChatClient<int>⟧ chat) { public object P => chat; }", "CS0315", "LLM2002 int does not stand for a model. Name the class of a model.")]
    [InlineData("class C<T>(⟦IChatClient<T>⟧ chat) { public object P => chat; }", "CS0314", "LLM2002 T does not stand for a model. Constrain it by where T : IModel.")]
    [InlineData("class C { ⟦IChatClient<Models.AcmeModels.Acme2.Options>⟧? chat; }", "CS0311", "LLM2002 Acme2.Options does not stand for a model. Name the class of a model.")]
    [InlineData("class C { ⟦IChatClient<string>⟧? chat; static void Add(LlmBuilder llm) => llm.AddAnthropic(); }", "CS0311", "LLM2002 string does not stand for a model. Name the class of a model, for example AnthropicModels.ClaudeOpus55.")]
    public Task A_client_of_another_kind_of_type(string code, string compiler, string said) => ShouldSayAsync(code, [compiler], said);

    /// <summary>In a body the compiler goes on, and the analyzer speaks.</summary>
    [Theory]
    [InlineData("class C { void M() { ⟦IChatClient<string>⟧? chat = null; _ = chat; } }")]
    [InlineData("class C { object M() => typeof(⟦IChatClient<string>⟧); }")]
    [InlineData("class C { object? P { get; } = default(⟦IChatClient<string>⟧); }")]
    public Task A_client_of_what_is_no_model_in_a_body(string code) => ShouldSayAsync(code, ["CS0311"], NoModel);

    [Theory]
    [InlineData("class C(⟦Vision<AcmeModels.Acme2Mini>⟧ x) { public object P => x; }")]
    [InlineData("class C { public ⟦Vision<AcmeModels.Acme2Mini>⟧? X; }")]
    [InlineData("class C { public List<⟦Vision<AcmeModels.Acme2Mini>⟧> All { get; } = []; }")]
    [InlineData("class C : ⟦Vision<AcmeModels.Acme2Mini>⟧;")]
    [InlineData("class C { void M(⟦Both<AcmeModels.Acme2, AcmeModels.Acme2Mini>⟧ x) { } }")]
    public Task A_type_of_ones_own_for_a_model_without(string code) => ShouldSayAsync(Own + code, ["CS0311"], NoImages);

    [Theory]
    [InlineData("class C { object M() => new ⟦Vision<AcmeModels.Acme2Mini>⟧(); }")]
    [InlineData("class C { void M() { var vision = new ⟦Vision<AcmeModels.Acme2Mini>⟧(); } }")]
    [InlineData("class C { void M() { ⟦Vision<AcmeModels.Acme2Mini>⟧ vision = new(); } }")]
    [InlineData("class C { void M() { ⟦Vision<AcmeModels.Acme2Mini>⟧? vision = null; _ = vision; } }")]
    [InlineData("class C { object M() => typeof(⟦Vision<AcmeModels.Acme2Mini>⟧); }")]
    [InlineData("class C { bool M(object x) => x is ⟦Vision<AcmeModels.Acme2Mini>⟧; }")]
    [InlineData("class C { object M() => new List<⟦Vision<AcmeModels.Acme2Mini>⟧>(); }")]
    public Task A_type_of_ones_own_in_a_body(string code) => ShouldSayAsync(Own + code, ["CS0311"], NoImages);

    [Theory]
    [InlineData("class C<T>(⟦Vision<T>⟧ x) where T : IModel { public object P => x; }", "CS0314", "LLM2004 T does not take images. Constrain it by where T : IAcceptsImages.")]
    [InlineData("class C(⟦Vision<string>⟧ x) { public object P => x; }", "CS0311", "LLM2002 string does not stand for a model. Name the class of a model.")]
    [InlineData("class C(⟦Vision<AnyOf<AcmeModels.Acme2, FussyModels.Fussy2>>⟧ x) { public object P => x; }", "CS0311", "LLM2004 AnyOf<AcmeModels.Acme2, FussyModels.Fussy2> does not take images. A combination has no interface of its members: name one of them.")]
    public Task A_type_of_ones_own_for_something_else(string code, string compiler, string said) => ShouldSayAsync(Own + code, [compiler], said);

    private const string NoPictures = "LLM2001 acme-2-mini does not produce images. Models of Acme that do: AcmeModels.AcmeOmni, AcmeModels.AcmeImage1, AcmeModels.AcmeImage2.";

    /// <summary>Types of another assembly, in declarations and in bodies.</summary>
    [Theory]
    [InlineData("class C(⟦Painter<AcmeModels.Acme2Mini>⟧ x) { public object P => x; }", NoPictures)]
    [InlineData("class C { public Models.⟦Painter<AcmeModels.Acme2Mini>⟧? X; }", NoPictures)]
    [InlineData("class C : ⟦Painter<AcmeModels.Acme2Mini>⟧;", NoPictures)]
    [InlineData("class C { Lazy<⟦Painter<AcmeModels.Acme2Mini>⟧>? M() => null; }", NoPictures)]
    [InlineData("class C { object M() => new ⟦Painter<AcmeModels.Acme2Mini>⟧(); }", NoPictures)]
    [InlineData("class C { void M() { ⟦Painter<AcmeModels.Acme2Mini>⟧ painter = new(); } }", NoPictures)]
    [InlineData("class C { object M() => typeof(⟦Painter<AcmeModels.Acme2Mini>⟧); }", NoPictures)]
    [InlineData("class C { ⟦Reader<OldModels.Old3>⟧? x; }", "LLM2021 old-3 does not reason before it answers. No model of Old Inc in OldModels does.")]
    [InlineData("class C { object M() => new ⟦Form<FussyModels.Fussy1>⟧(); }", "LLM2005 fussy-1 does not answer by a JSON Schema. Models of Fussy Inc that do: FussyModels.Fussy2.")]
    [InlineData("class C { ⟦Eye<FussyModels.Fussy1>⟧? x; }", "LLM2004 fussy-1 does not take video. Models of Fussy Inc that do: FussyModels.Fussy2.")]
    [InlineData("class C { IChatClient<⟦AnyOf<string, AcmeModels.Acme2>⟧>? x; }", "LLM2002 string does not stand for a model. Name the class of a model.")]
    [InlineData("class C { object M() => typeof(IChatClient<⟦AnyOf<AcmeModels.Acme2, string>⟧>); }", "LLM2002 string does not stand for a model. Name the class of a model.")]
    [InlineData("class C { ⟦Eye<int>⟧? x; }", "LLM2002 int does not stand for a model. Name the class of a model.")]
    public Task A_type_of_a_library_for_a_model_without(string code, string said) => ShouldSayAsync("using Models; " + code, [code.Contains("<int>") ? "CS0315" : "CS0311"], said);

    /// <summary>In an editor a project is referred to as it is being written, and not by its metadata.</summary>
    [Fact]
    public void A_type_of_another_project()
    {
        var library = ((CSharpCompilation)AnalyzedCode.Compile(AnalyzedCode.Usings + "public class Vision<T> where T : IAcceptsImages;")).WithAssemblyName("Library");
        var compilation = AnalyzedCode.Compile(AnalyzedCode.Usings + "class C { Vision<Models.AcmeModels.Acme2Mini>? x; }").AddReferences(library.ToMetadataReference());

        CSharpGeneratorDriver.Create(new DeclarationGenerator()).RunGenerators(compilation, TestContext.Current.CancellationToken).GetRunResult().Diagnostics
            .Select(diagnostic => $"{diagnostic.Id} {diagnostic.GetMessage()}").ShouldBe([NoImages]);
    }

    [Theory]
    [InlineData("class C(IChatClient<AcmeModels.Acme2> chat, Vision<AcmeModels.Acme2> x, Both<AcmeModels.Acme2Mini, FussyModels.Fussy2> y) { public object P => (chat, x, y); }")]
    [InlineData("sealed class Mine : IModel; class C { IChatClient<Mine>? chat; }")]
    [InlineData("class C<T>(Vision<T> x, IChatClient<T> chat) where T : IAcceptsImages { public object P => (x, chat); }")]
    [InlineData("class C { Painter<AcmeModels.AcmeOmni>? x; object M() => new Painter<AcmeModels.AcmeOmni>(); object N() => new List<AcmeModels.Acme2Mini>(); }")]
    [InlineData("namespace Other { class Painter<T>; class C { Painter<AcmeModels.Acme2Mini>? x; } }")]
    [InlineData("class C { /* IChatClient<string> */ string x = \"IChatClient<string>\"; }")]
    [InlineData("namespace Other { interface IChatClient<T>; class C { IChatClient<string>? chat; } }")]
    [InlineData("namespace Other { class Vision<T>; class C { Vision<AcmeModels.Acme2Mini>? x; } }")]
    public Task Near_misses(string code) => ShouldSayAsync(Own + code, []);

    /// <summary>What the generator sees changes with its words alone: an edit elsewhere says nothing anew.</summary>
    [Fact]
    public void An_edit_elsewhere_says_nothing_anew()
    {
        var compilation = AnalyzedCode.Compile(AnalyzedCode.Usings + Own + "class C(IChatClient<string> chat, Vision<AcmeModels.Acme2Mini> x) { public object P => (chat, x); }");
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new DeclarationGenerator().AsSourceGenerator()], driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
        driver = driver.RunGenerators(
            compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Unrelated { System.Collections.Generic.List<int>? x; }", (CSharpParseOptions)compilation.SyntaxTrees.First().Options, cancellationToken: TestContext.Current.CancellationToken)),
            TestContext.Current.CancellationToken);

        var result = driver.GetRunResult().Results.Single();

        result.Diagnostics.Length.ShouldBe(2);
        result.TrackedSteps[DeclarationGenerator.Problems].SelectMany(run => run.Outputs).Select(output => output.Reason).ShouldBe([IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Unchanged]);
    }

    /// <summary>As the command line compiler does it: analyzers are asked where declarations are right, generators always.</summary>
    private static async Task ShouldSayAsync(string code, string[] compiler, params string[] said)
    {
        var (source, spans) = AnalyzedCode.Unmark(AnalyzedCode.Usings + code);
        var compilation = AnalyzedCode.Compile(source);
        var ends = ((CSharpCompilation)compilation).GetDeclarationDiagnostics(TestContext.Current.CancellationToken).Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        var reports = CSharpGeneratorDriver.Create(new DeclarationGenerator()).RunGenerators(compilation, TestContext.Current.CancellationToken).GetRunResult().Diagnostics
            .Concat(ends ? [] : await AnalyzedCode.ReportsAsync(compilation)).ToArray();

        compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.Id).ShouldBe(compiler);
        reports.Select(report => $"{report.Id} {report.GetMessage()}").ShouldBe(said);
        reports.Select(report => report.Location.SourceSpan).ShouldBe(spans);
        reports.ShouldAllBe(report => report.Severity == DiagnosticSeverity.Error && report.Descriptor.HelpLinkUri.EndsWith($"/{report.Id}.md", StringComparison.Ordinal));
    }
}

namespace SdkGen.Generators.Tests.Analyzers;

/// <summary>LLM2043: an application that takes a client of a provider that it never adds.</summary>
public class RegistrationTests
{
    private const string Frame =
        """
        using Microsoft.Extensions.DependencyInjection;
        using Models;
        namespace Models
        {
            public static class FussyLlmBuilderExtensions
            {
                public static LlmBuilder AddFussy(this LlmBuilder builder) => builder;
                public static LlmBuilder AddOthers(this LlmBuilder builder) => builder;
            }
        }
        class Assistant(IChatClient<FussyModels.Fussy1> chat) { public object Chat => chat; }
        static class Program { static void Main() { var services = new ServiceCollection(); BODY } }
        """;

    [Theory]
    [InlineData("services.AddLlm(llm => llm.AddOthers());")]
    [InlineData("services.AddLlm(llm => { });")]
    [InlineData("services.AddLlm(llm => llm.AddOpenAI());")]
    public async Task A_provider_that_is_missing(string body) => (await ReportsAsync(body)).ShouldBe(
        ["LLM2043 Warning IChatClient<FussyModels.Fussy1>: fussy-1 is a model of Fussy Inc, and nothing here adds Fussy Inc. Call AddFussy in AddLlm."]);

    [Theory]
    [InlineData("services.AddLlm(llm => llm.AddFussy());")]
    [InlineData("services.AddLlm(llm => llm.AddOpenAI().AddFussy());")]
    [InlineData("services.AddSingleton<IChatClient<FussyModels.Fussy1>>(_ => null!); services.AddLlm(llm => { });")]
    [InlineData("services.AddSingleton(typeof(IChatClient<FussyModels.Fussy1>), typeof(object)); services.AddLlm(llm => { });")]
    [InlineData("services.AddLlm(llm => llm.AddProvider(null!, (SdkGen.Transport.Dialect)null!));")]
    [InlineData("_ = services;")]
    public async Task One_that_is_added_or_may_be(string body) => (await ReportsAsync(body)).ShouldBeEmpty();

    [Fact]
    public async Task A_client_that_is_asked_of_the_container() => (await ReportsAsync(
        "services.AddLlm(llm => llm.AddFussy()); services.BuildServiceProvider().GetRequiredService<IChatClient<OldModels.Old3>>();")).ShouldBe(
        ["LLM2043 Warning IChatClient<OldModels.Old3>: old-3 is a model of Old Inc, and nothing here adds Old Inc. Call AddOld in AddLlm."]);

    [Fact]
    public async Task A_library_is_configured_by_whoever_uses_it() =>
        (await AnalyzedCode.ReportsAsync(AnalyzedCode.Compile(Source("services.AddLlm(llm => { });")))).ShouldBeEmpty();

    /// <summary>What is written for a provider file of the project adds that provider, and no other.</summary>
    [Fact]
    public async Task A_provider_of_the_project_itself_hides_nothing() => (await ReportsAsync(
        "services.AddLlm(llm => llm.AddMine()); } } [System.CodeDom.Compiler.GeneratedCode(\"SdkGen\", \"1\")] static class MineLlmBuilderExtensions { public static LlmBuilder AddMine(this LlmBuilder llm) { return llm.AddProvider(null!, (SdkGen.Transport.Dialect)null!);")).ShouldBe(
        ["LLM2043 Warning IChatClient<FussyModels.Fussy1>: fussy-1 is a model of Fussy Inc, and nothing here adds Fussy Inc. Call AddFussy in AddLlm."]);

    private static string Source(string body) => Frame[..Start] + AnalyzedCode.Usings + Frame[Start..].Replace("BODY", body, StringComparison.Ordinal);

    private static int Start => Frame.IndexOf("namespace", StringComparison.Ordinal);

    private static async Task<string[]> ReportsAsync(string body)
    {
        var source = Source(body);
        var compilation = AnalyzedCode.CompileApplication(source);
        compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).ShouldBeEmpty();
        return [.. (await AnalyzedCode.ReportsAsync(compilation)).Select(report => $"{report.Id} {report.Severity} {source.Substring(report.Location.SourceSpan.Start, report.Location.SourceSpan.Length)}: {report.GetMessage()}")];
    }
}

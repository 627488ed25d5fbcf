namespace SdkGen.Generators.Tests.Analyzers;

/// <summary>LLM2022: a combination of models within another.</summary>
public class CombinationTests
{
    private const string Said = "LLM2022 A member of AnyOf is a model, and AnyOf<AcmeModels.Acme2, AcmeModels.AcmeOmni> is several. Write AnyOf<AcmeModels.Acme2, AcmeModels.AcmeOmni, AcmeModels.Acme2Mini>.";

    [Theory]
    [InlineData("class C(IChatClient<⟦AnyOf<AnyOf<AcmeModels.Acme2, AcmeModels.AcmeOmni>, AcmeModels.Acme2Mini>⟧> chat) { object P => chat; }")]
    [InlineData("class C { SdkGen.⟦AnyOf<SdkGen.AnyOf<AcmeModels.Acme2, AcmeModels.AcmeOmni>, AcmeModels.Acme2Mini>⟧? any; }")]
    [InlineData("class C { void M() { object chat = typeof(IChatClient<⟦AnyOf<AnyOf<AcmeModels.Acme2, AcmeModels.AcmeOmni>, AcmeModels.Acme2Mini>⟧>); _ = chat; } }")]
    public Task A_combination_as_a_member(string code) => AnalyzedCode.ShouldReportAsync("using Models;" + code, Said);

    [Fact]
    public Task An_alias_of_a_combination() => AnalyzedCode.ShouldReportAsync(
        "using Pair = SdkGen.AnyOf<Models.AcmeModels.Acme2, Models.AcmeModels.AcmeOmni>; class C { ⟦AnyOf<Pair, Models.AcmeModels.Acme2Mini>⟧? any; }", Said);

    [Fact]
    public Task More_than_a_combination_takes() => AnalyzedCode.ShouldReportAsync(
        "using Models; class C { ⟦AnyOf<AnyOf<AcmeModels.Acme1, AcmeModels.Acme2, AcmeModels.Acme2Mini, AcmeModels.Acme2Plain>, AcmeModels.AcmeOmni>⟧? any; }",
        "LLM2022 A member of AnyOf is a model, and AnyOf<AcmeModels.Acme1, AcmeModels.Acme2, AcmeModels.Acme2Mini, AcmeModels.Acme2Plain> is several. Name its members in its place: AnyOf takes up to 4.");

    [Theory]
    [InlineData("class C { AnyOf<AcmeModels.Acme2, AcmeModels.AcmeOmni, AcmeModels.Acme2Mini>? any; List<AnyOf<AcmeModels.Acme2, AcmeModels.AcmeOmni>>? all; }")]
    [InlineData("class C<T> where T : IModel { AnyOf<T, AcmeModels.AcmeOmni>? any; }")]
    [InlineData("namespace Other { class AnyOf<T1, T2>; class C { AnyOf<AnyOf<int, string>, AcmeModels.Acme2>? any; } }")]
    public Task Near_misses(string code) => AnalyzedCode.ShouldBeSilentAsync("using Models;" + code);
}

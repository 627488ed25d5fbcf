namespace SdkGen.Generators.Tests.Analyzers;

/// <summary>LLM2040 and LLM2041: models that their providers give up. LLM2042: ids that are nearly those of models.</summary>
public class ModelLifeTests
{
    [Theory]
    [InlineData("class C(⟦IChatClient<OldModels.Old2>⟧ chat) { object M() => chat; }")]
    [InlineData("class C { private readonly SdkGen.⟦IChatClient<OldModels.Old2>⟧? _chat = null; object? M() => _chat; }")]
    [InlineData("class C { object M(IServiceProvider services) => (⟦IChatClient<OldModels.Old2>⟧)services.GetService(typeof(IDisposable))!; }")]
    [InlineData("class C { async Task M(⟦IChatClient<OldModels.Old2>⟧ chat) { await foreach (var update in chat.GetStreamingResponseAsync(\"hi\")) Console.Write(update); } }")]
    public Task A_deprecated_model(string code) => AnalyzedCode.ShouldReportAsync(
        "using Models; " + code, "LLM2040 old-2 is deprecated from 2026-01-31 and served until 2026-12-31. Use one of OldModels.Old3.");

    [Fact]
    public Task A_retired_model_with_a_successor() => AnalyzedCode.ShouldReportAsync(
        "using Models; class C(⟦IChatClient<OldModels.Old1>⟧ chat) { object M() => chat; }", "LLM2041 old-1 is no longer served since 2025-03-01. Use OldModels.Old3.");

    [Fact]
    public Task A_retired_model_that_no_other_is_like() => AnalyzedCode.ShouldReportAsync(
        "using Models; class C(⟦IChatClient<OldModels.Old0>⟧ chat) { object M() => chat; }", "LLM2041 old-0 is no longer served. Use another model of Old Inc.");

    [Fact]
    public Task A_member_of_several() => AnalyzedCode.ShouldReportAsync(
        "using Models; class C(⟦IChatClient<AnyOf<OldModels.Old3, OldModels.Old1>>⟧ chat) { object M() => chat; }", "LLM2041 old-1 is no longer served since 2025-03-01. Use OldModels.Old3.");

    [Theory]
    [InlineData("class C(IChatClient<OldModels.Old3> chat) { object M() => chat; }")]
    [InlineData("class IChatClient<T>; class C(N.IChatClient<OldModels.Old1> chat) { object M() => chat; }", "N")]
    [InlineData("class C { object M() => typeof(OldModels.Old1); }")]
    public Task No_client_of_such_a_model(string code, string? @namespace = null) =>
        AnalyzedCode.ShouldBeSilentAsync(@namespace is null ? "using Models; " + code : $"namespace {@namespace} {{ using Models; {code} }}");

    private const string Factory =
        """
        namespace SdkGen { public static class Clients { public static IChatClient CreateChatClient(this IServiceProvider services, string modelId, string? name = null) => null!; } }
        namespace Models { class C(IServiceProvider services) { IChatClient M(string any) => services.CreateChatClient(ID); } }
        """;

    [Theory]
    [InlineData("⟦\"fussy1\"⟧", "fussy1 is no model of any provider here. Did you mean fussy-1?")]
    [InlineData("⟦\"acme-2-mni\"⟧", "acme-2-mni is no model of any provider here. Did you mean acme-2-mini?")]
    [InlineData("modelId: ⟦\"gpt-4.1-mni\"⟧", "gpt-4.1-mni is no model of any provider here. Did you mean gpt-4.1-mini?")]
    public Task An_id_that_is_nearly_one(string id, string said) => AnalyzedCode.ShouldReportAsync(Factory.Replace("ID", id, StringComparison.Ordinal), "LLM2042 " + said);

    /// <summary>The registry's own parameter is named otherwise, and takes a model at a provider as well.</summary>
    [Fact]
    public Task An_id_that_the_registry_is_asked_for() => AnalyzedCode.ShouldReportAsync(
        "class C(ModelRegistry models) { IChatClient M() => models.CreateChatClient(⟦\"gpt-4.1-mni\"⟧); object? N() => models.Find(⟦\"cluade-haiku-4-5\"⟧); }",
        "LLM2042 gpt-4.1-mni is no model of any provider here. Did you mean gpt-4.1-mini?",
        "LLM2042 cluade-haiku-4-5 is no model of any provider here. Did you mean claude-haiku-4-5?");

    [Theory]
    [InlineData("gpt-4.1-mini")]
    [InlineData("gpt-4.1-mini:azure")]
    [InlineData("gpt-4.3-mini")]
    [InlineData("llama3:latest:ollama@localhost:11434")]
    public Task An_id_that_the_registry_may_know(string id) => AnalyzedCode.ShouldBeSilentAsync($"class C(ModelRegistry models) {{ IChatClient M() => models.CreateChatClient(\"{id}\"); }}");

    [Theory]
    [InlineData("\"fussy-1\"")]
    [InlineData("\"fussy-3\"")]
    [InlineData("\"gpt-4.1-mini\"")]
    [InlineData("\"ft:our-own-model-of-last-week\"")]
    [InlineData("any")]
    [InlineData("\"gpt-4.1-mini\", \"gpt-4.1-mni\"")]
    public Task An_id_that_is_one_or_like_none(string id) => AnalyzedCode.ShouldBeSilentAsync(Factory.Replace("ID", id, StringComparison.Ordinal));
}

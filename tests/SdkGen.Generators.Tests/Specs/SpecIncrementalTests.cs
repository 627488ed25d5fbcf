using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SdkGen.Generators.Tests.Harness;

namespace SdkGen.Generators.Tests.Specs;

/// <summary>An edit in one spec reruns that spec's outputs and no other.</summary>
public class SpecIncrementalTests
{
    private static readonly AdditionalFile s_second = new(
        "/specs/second.provider.json", """{ "id": "second", "name": "Second", "dialect": "echo", "baseUrl": "https://second.example", "models": { "one": {} } }""");

    [Fact]
    public void A_changed_fact_emits_its_provider_alone()
    {
        var after = Run().AfterReplacing(SpecHarness.ProviderFile, new AdditionalFile(SpecHarness.ProviderFile.Path, SpecHarness.Provider.Replace("128000", "64000")));

        Reasons(after, TrackingNames.Specs).ShouldBe([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], ignoreOrder: true);
        Reasons(after, TrackingNames.Dialects).ShouldBe([IncrementalStepRunReason.Unchanged]);
        Reasons(after, TrackingNames.Providers).Order().ShouldBe([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached]);
        Outputs(after).ShouldBe((Modified: 1, Kept: 2));
        after.Files["ParrotIncModels.Macaw15.g.cs"].ShouldContain("Context = 64000");
    }

    [Fact]
    public void A_blank_line_emits_nothing()
    {
        var after = Run().AfterReplacing(SpecHarness.ProviderFile, new AdditionalFile(SpecHarness.ProviderFile.Path, "\n\n" + SpecHarness.Provider));

        Outputs(after).ShouldBe((Modified: 0, Kept: 3));
    }

    [Fact]
    public void A_changed_wire_type_emits_its_dialect_alone()
    {
        var after = Run().AfterReplacing(SpecHarness.DialectFile, new AdditionalFile(SpecHarness.DialectFile.Path, SpecHarness.Dialect.Replace("\"tokens\": { \"type\": \"long\"", "\"tokens\": { \"type\": \"int\"")));

        Outputs(after).ShouldBe((Modified: 1, Kept: 2));
        after.Files["EchoResponse.g.cs"].ShouldContain("int? Tokens");
    }

    /// <summary>The control: an edit that concerns everything does rerun everything.</summary>
    [Fact]
    public void A_changed_parameter_of_the_dialect_emits_all()
    {
        var after = Run().AfterReplacing(SpecHarness.DialectFile, new AdditionalFile(SpecHarness.DialectFile.Path, SpecHarness.Dialect.Replace("Whether it shouts", "Whether it screams")));

        Outputs(after).ShouldBe((Modified: 3, Kept: 0));
    }

    [Fact]
    public void An_edit_of_code_emits_nothing_until_it_takes_a_name()
    {
        var run = Run();
        var options = new CSharpParseOptions(LanguageVersion.Preview);

        Outputs(run.After(compilation => compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Unrelated;", options)))).ShouldBe((Modified: 0, Kept: 3));
        var taken = run.After(compilation => compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("namespace Demo; class SecondModels;", options)));
        taken.Diagnostics.Select(diagnostic => diagnostic.Id).ShouldBe(["LLM0010"]);
        taken.Files.Keys.ShouldNotContain("SecondModels.g.cs");
        taken.Files.Keys.ShouldContain("ParrotIncModels.g.cs");
    }

    private static GeneratorOutput Run() => SpecHarness.Create().RunUnchecked([SpecHarness.Adapter], SpecHarness.DialectFile, SpecHarness.ProviderFile, s_second);

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorOutput output, string step) =>
        output.Reasons().Where(run => run.Step == step).Select(run => run.Reason);

    /// <summary>Emitted outputs, one per spec; those of diagnostics do not count.</summary>
    private static (int Modified, int Kept) Outputs(GeneratorOutput output)
    {
        var reasons = output.OutputReasons().ToArray();
        return (reasons.Count(reason => reason is IncrementalStepRunReason.Modified or IncrementalStepRunReason.New), reasons.Count(reason => reason == IncrementalStepRunReason.Cached));
    }
}

using SdkGen.Generators.Tests.Harness;

namespace SdkGen.Generators.Tests.Specs;

/// <summary>The other output of the same specs: rows of data instead of clients.</summary>
public class CatalogOutputTests
{
    [Fact]
    public void A_project_that_asks_for_a_catalogue_gets_rows_and_nothing_else()
    {
        var files = Run(SpecHarness.ProviderFile).Files;

        files.Keys.ShouldBe(["CatalogRows.g.cs", "ParrotIncCatalog.g.cs"], ignoreOrder: true);
        files["ParrotIncCatalog.g.cs"].ShouldContain("""{"id":"macaw-thinks","type":"ParrotIncModels.MacawThinks","operations":["chat"],"output":["text"],"tools":false,"reasoning":true,"knobs":[{"kind":"effort","wire":"effort","levels":["low","medium","high"],"default":"low"}],"deprecated":"2026-12-31","successor":"macaw-1.5"}""");
        files["ParrotIncCatalog.g.cs"].ShouldContain(""""price":{"input":1.5,"output":6,"cacheRead":0.25,"currency":"EUR","asOf":"2026-01-31","tiers":[{"above":100000,"input":3,"output":12}]}}"""");
    }

    [Fact]
    public void Text_of_a_spec_stays_text()
    {
        var hostile = """{ "id": "x", "name": "\"\"\" \n } \u2028", "dialect": "echo", "baseUrl": "https://x.example", "models": { "a\"\"\"u8;": { "name": "\"\"\"\"\"\"" } } }""";

        var rows = Run(new AdditionalFile("/specs/x.provider.json", hostile)).Load().GetTypes().Single(type => type.Name.EndsWith("Catalog", StringComparison.Ordinal));

        rows.ShouldNotBeNull();
    }

    [Fact]
    public void Mistakes_are_reported_there_too()
    {
        var output = Harness().RunUnchecked([""], SpecHarness.DialectFile, new AdditionalFile("/specs/x.provider.json", """{ "id": "x", "dialect": "ecko", "baseUrl": "https://x.example" }"""));

        output.Diagnostics.ShouldHaveSingleItem().Id.ShouldBe("LLM0006");
    }

    private static GeneratorOutput Run(AdditionalFile provider) => Harness().Run(["namespace Demo; class Nothing;"], SpecHarness.DialectFile, provider);

    private static GeneratorHarness Harness()
    {
        var harness = SpecHarness.Create();
        harness.Properties["SdkGenSpecOutput"] = "catalog";
        return harness;
    }
}

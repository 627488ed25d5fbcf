using System.IO.Compression;

namespace SdkGen.Packaging.Tests;

/// <summary>A provider that ships as a package of its own: its spec and the code that was generated from it.</summary>
public class ProviderPackageTests(PackageFeed feed)
{
    [Fact]
    public async Task A_provider_is_packed_and_used_and_extended_by_another_project()
    {
        var (packed, problems) = await Consumer.Copy(feed, "ProviderPackage").PackAsync(feed);
        packed.ShouldBe(0, problems);

        using (var package = ZipFile.OpenRead(feed.Package("Acme.Llm")))
        {
            package.Entries.Select(entry => entry.FullName).Where(name => !name.StartsWith("_rels/") && !name.StartsWith("package/") && name != "[Content_Types].xml").Order(StringComparer.Ordinal).ShouldBe(
            [
                "Acme.Llm.nuspec",
                "build/Acme.Llm.targets",
                "buildTransitive/Acme.Llm.targets",
                "lib/net10.0/Acme.Llm.dll",
                "lib/net10.0/Acme.Llm.xml",
                "specs/acme.provider.json",
            ]);
        }

        var app = Consumer.Copy(feed, "ProviderPackageApp");
        var (built, errors) = await app.BuildAsync();
        built.ShouldBe(0, errors);
        var (ran, output) = await app.RunAsync();

        ran.ShouldBe(0, output);
        output.ShouldContain("Acme.Llm.AcmeModels+Writer: Hello from the package.");
        output.ShouldContain("ProviderPackageApp.BranchModels+Clerk: context 9000, Hello from the branch.");
    }
}

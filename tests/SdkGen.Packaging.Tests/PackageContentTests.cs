using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Xml.Linq;

namespace SdkGen.Packaging.Tests;

/// <summary>What is in the packages, and what is not.</summary>
public class PackageContentTests(PackageFeed feed)
{
    [Fact]
    public void SdkGen_has_the_runtime_the_compiler_assemblies_and_the_build_files()
    {
        Files("SdkGen").ShouldBe(
        [
            "LICENSE",
            "README.md",
            "analyzers/dotnet/cs/SdkGen.Analyzers.dll",
            "analyzers/dotnet/cs/SdkGen.CodeFixes.dll",
            "analyzers/dotnet/cs/SdkGen.Generators.dll",
            "build/SdkGen.props",
            "build/SdkGen.targets",
            "buildTransitive/SdkGen.props",
            "buildTransitive/SdkGen.targets",
            "lib/net10.0/SdkGen.dll",
            "lib/net10.0/SdkGen.xml",
            "lib/net9.0/SdkGen.dll",
            "lib/net9.0/SdkGen.xml",
            .. Ahead("SdkGen"),
        ]);
    }

    [Fact]
    public void SdkGen_Providers_has_its_library_and_the_specs_it_was_made_from()
    {
        var specs = Specs().Select(path => "specs/" + Path.GetFileName(path)).ToArray();
        specs.ShouldContain("specs/openai.provider.json");
        specs.ShouldContain("specs/openai-chat.dialect.json");

        Files("SdkGen.Providers").ShouldBe(new[]
        {
            "LICENSE",
            "README.md",
            "build/SdkGen.Providers.targets",
            "buildTransitive/SdkGen.Providers.targets",
            "lib/net10.0/SdkGen.Providers.dll",
            "lib/net10.0/SdkGen.Providers.xml",
            "lib/net9.0/SdkGen.Providers.dll",
            "lib/net9.0/SdkGen.Providers.xml",
        }.Concat(Ahead("SdkGen.Providers")).Concat(specs).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void SdkGen_Testing_has_its_library() =>
        Files("SdkGen.Testing").ShouldBe(["LICENSE", "README.md", "lib/net10.0/SdkGen.Testing.dll", "lib/net10.0/SdkGen.Testing.xml"]);

    [Fact]
    public void SdkGen_PostgreSql_has_its_library_and_depends_on_SdkGen_and_the_driver()
    {
        Files("SdkGen.PostgreSql").ShouldBe(
        [
            "LICENSE",
            "README.md",
            "lib/net10.0/SdkGen.PostgreSql.dll",
            "lib/net10.0/SdkGen.PostgreSql.xml",
            "lib/net9.0/SdkGen.PostgreSql.dll",
            "lib/net9.0/SdkGen.PostgreSql.xml",
        ]);
        var dependencies = Dependencies(Manifest("SdkGen.PostgreSql")).Select(dependency => dependency.Id).ToArray();
        dependencies.ShouldContain("Npgsql");
        dependencies.ShouldContain("SdkGen");
    }

    [Fact]
    public void SdkGen_Catalog_has_its_library_and_depends_on_no_network()
    {
        Files("SdkGen.Catalog").ShouldBe(
        [
            "LICENSE",
            "README.md",
            "lib/net10.0/SdkGen.Catalog.dll",
            "lib/net10.0/SdkGen.Catalog.xml",
            "lib/net9.0/SdkGen.Catalog.dll",
            "lib/net9.0/SdkGen.Catalog.xml",
            .. Ahead("SdkGen.Catalog"),
        ]);
        Dependencies(Manifest("SdkGen.Catalog")).Select(dependency => dependency.Id).Distinct().ShouldBe(["Microsoft.Extensions.AI.Abstractions", "System.Text.Json"]);
    }

    [Theory]
    [InlineData("SdkGen")]
    [InlineData("SdkGen.Catalog")]
    [InlineData("SdkGen.Providers")]
    [InlineData("SdkGen.Testing")]
    [InlineData("SdkGen.PostgreSql")]
    public void Each_package_says_what_it_is_and_depends_on_nothing_of_the_compiler(string id)
    {
        var manifest = Manifest(id);

        Value(manifest, "license").ShouldBe("MIT");
        Value(manifest, "readme").ShouldBe("README.md");
        Value(manifest, "description").Length.ShouldBeGreaterThan(30);
        Value(manifest, "tags").ShouldNotBeEmpty();
        Dependencies(manifest).Select(dependency => dependency.Id)
            .ShouldAllBe(dependency => dependency.StartsWith("Microsoft.Extensions.") || dependency.StartsWith("System.") || dependency.StartsWith("SdkGen") || dependency == "Polly.Core" || (id == "SdkGen.PostgreSql" && dependency == "Npgsql"));
        Dependencies(manifest).Select(dependency => dependency.Id).ShouldNotContain("SdkGen.Generators");
    }

    [Fact]
    public void SdkGen_Providers_brings_SdkGen_with_its_analyzers()
    {
        var dependencies = Dependencies(Manifest("SdkGen.Providers")).Where(dependency => dependency.Id == "SdkGen").ToArray();

        dependencies.Length.ShouldBe(2, "one for each target framework");
        dependencies.ShouldAllBe(dependency => dependency.Version == feed.Version && dependency.Include == "All");
    }

    private static IEnumerable<string> Specs() =>
        Directory.GetFiles(Path.Combine(Repository.Root, "schemas", "dialects"), "*.dialect.json")
            .Concat(Directory.GetDirectories(Path.Combine(Repository.Root, "providers", "SdkGen.Providers"))
                .Where(folder => Path.GetFileName(folder) is not ("bin" or "obj"))
                .SelectMany(folder => Directory.GetFiles(folder, "*.provider.json")));

    /// <summary>The image that is compiled ahead, where the packing machine can make it.</summary>
    private static string[] Ahead(string id) => RuntimeInformation.RuntimeIdentifier == "linux-x64" ? [$"runtimes/linux-x64/lib/net10.0/{id}.dll"] : [];

    private string[] Files(string id)
    {
        using var package = ZipFile.OpenRead(feed.Package(id));
        return [.. package.Entries.Select(entry => entry.FullName)
            .Where(name => !name.EndsWith(".nuspec") && !name.StartsWith("_rels/") && !name.StartsWith("package/") && name != "[Content_Types].xml")
            .Order(StringComparer.Ordinal)];
    }

    private XElement Manifest(string id)
    {
        using var package = ZipFile.OpenRead(feed.Package(id));
        using var stream = package.GetEntry(id + ".nuspec")!.Open();
        return XDocument.Load(stream).Root!;
    }

    private static string Value(XElement manifest, string name) => manifest.Descendants().Single(element => element.Name.LocalName == name).Value;

    private static IEnumerable<(string Id, string? Version, string? Include)> Dependencies(XElement manifest) => manifest.Descendants()
        .Where(element => element.Name.LocalName == "dependency")
        .Select(element => (element.Attribute("id")!.Value, element.Attribute("version")?.Value, element.Attribute("include")?.Value));
}

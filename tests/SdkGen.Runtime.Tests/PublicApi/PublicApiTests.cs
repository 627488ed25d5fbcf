using System.Reflection;
using System.Runtime.CompilerServices;
using SdkGen.PostgreSql;
using SdkGen.Testing;

namespace SdkGen.Runtime.Tests.PublicApi;

/// <summary>The public surface changes only on purpose: <c>SDKGEN_UPDATE_API=1</c> writes the listings anew, and their diff is reviewed like code.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void SdkGen_shows_what_is_listed() => Check(typeof(IModel).Assembly);

    [Fact]
    public void SdkGen_Providers_shows_what_is_listed() => Check(typeof(OpenAIModels).Assembly);

    [Fact]
    public void SdkGen_Catalog_shows_what_is_listed() => Check(typeof(ModelCatalog).Assembly);

    [Fact]
    public void SdkGen_Testing_shows_what_is_listed() => Check(typeof(LlmEmulator).Assembly);

    [Fact]
    public void SdkGen_PostgreSql_shows_what_is_listed() => Check(typeof(PostgreSqlRateLimitStore).Assembly);

    private static void Check(Assembly assembly, [CallerFilePath] string here = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(here)!, assembly.GetName().Name + ".txt");
        var listing = ApiListing.Of(assembly);
        if (Environment.GetEnvironmentVariable("SDKGEN_UPDATE_API") == "1")
            File.WriteAllText(file, listing);
        listing.ShouldBe(File.ReadAllText(file), $"The public surface of {assembly.GetName().Name} has changed. If that is meant, run the test with SDKGEN_UPDATE_API=1 and review the diff.");
    }
}

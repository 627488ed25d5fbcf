using SdkGen.Packaging.Tests;

[assembly: AssemblyFixture(typeof(PackageFeed))]

namespace SdkGen.Packaging.Tests;

/// <summary>The packages of this repository, packed once into a folder feed, and a package cache that nothing else uses.</summary>
public sealed class PackageFeed : IAsyncLifetime
{
    private static readonly string[] s_projects = ["runtime/SdkGen.Catalog", "runtime/SdkGen", "providers/SdkGen.Providers", "runtime/SdkGen.Testing", "runtime/SdkGen.PostgreSql"];

    /// <summary>Everything of this run lies below; outside the repository, so that none of its settings reach a consumer.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("sdkgen-packages-").FullName;

    /// <summary>The folder feed.</summary>
    public string Feed => Path.Combine(Folder, "feed");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        foreach (var project in s_projects)
        {
            var (exitCode, output) = await DotNet.RunAsync(Repository.Root, ["pack", project, "-c", "Release", "-o", Feed, "-v", "quiet", "--nologo"]);
            exitCode.ShouldBe(0, output);
        }

        await File.WriteAllTextAsync(Path.Combine(Folder, "nuget.config"), Config());
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>The one package of a name.</summary>
    public string Package(string id) => Directory.GetFiles(Feed, id + ".*.nupkg").Single(path => char.IsAsciiDigit(Path.GetFileName(path)[id.Length + 1]));

    /// <summary>The version that was packed.</summary>
    public string Version => Path.GetFileNameWithoutExtension(Package("SdkGen"))["SdkGen.".Length..];

    /// <summary>Our packages come from the folder and from nowhere else; the rest is what restoring this repository has put on the machine, so that nothing is downloaded.</summary>
    private string Config() => $"""
        <configuration>
          <config>
            <add key="globalPackagesFolder" value="{Path.Combine(Folder, "cache")}" />
          </config>
          <packageSources>
            <clear />
            <add key="feed" value="{Feed}" />
          </packageSources>
          <packageSourceMapping>
            <packageSource key="feed">
              <package pattern="SdkGen" />
              <package pattern="SdkGen.*" />
              <package pattern="Acme.*" />
            </packageSource>
          </packageSourceMapping>
          <fallbackPackageFolders>
            <clear />
            <add key="machine" value="{MachineCache()}" />
          </fallbackPackageFolders>
        </configuration>
        """;

    private static string MachineCache() => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } chosen
        ? chosen
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}

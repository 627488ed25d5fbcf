using System.Text.RegularExpressions;

namespace SdkGen.Packaging.Tests;

/// <summary>A project of a user, copied from <c>tests/consumers</c>, on the packed packages.</summary>
internal sealed partial class Consumer
{
    private readonly string _folder;

    private Consumer(string folder) => _folder = folder;

    /// <summary>Copies a project beside the feed.</summary>
    public static Consumer Copy(PackageFeed feed, string name)
    {
        var source = Path.Combine(Repository.Root, "tests", "consumers", name);
        var target = Directory.CreateDirectory(Path.Combine(feed.Folder, name)).FullName;
        foreach (var file in Directory.GetFiles(source))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
        File.WriteAllText(Path.Combine(target, "Directory.Build.props"), $"""
            <Project>
              <PropertyGroup>
                <SdkGenVersion>{feed.Version}</SdkGenVersion>
                <NuGetAudit>false</NuGetAudit>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
            </Project>
            """);
        return new Consumer(target);
    }

    /// <summary>Adds or replaces a file.</summary>
    public void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    /// <summary>Builds the project.</summary>
    public async Task<(int ExitCode, string Output)> BuildAsync() =>
        await DotNet.RunAsync(_folder, ["build", "--nologo", "-p:UseSharedCompilation=false", "-tl:off"]);

    /// <summary>Packs the project into the feed.</summary>
    public async Task<(int ExitCode, string Output)> PackAsync(PackageFeed feed) =>
        await DotNet.RunAsync(_folder, ["pack", "-o", feed.Feed, "--nologo", "-p:UseSharedCompilation=false", "-tl:off"]);

    /// <summary>Runs what was built.</summary>
    public Task<(int ExitCode, string Output)> RunAsync(params (string Name, string Value)[] environment) =>
        DotNet.RunAsync(_folder, ["run", "--no-build"], environment);

    /// <summary>The distinct errors and warnings of a build: file, id and text, ordered.</summary>
    public static string[] Problems(string output) =>
        [.. Problem().Matches(output).Select(problem => $"{problem.Groups["file"].Value} {problem.Groups["id"].Value}: {problem.Groups["text"].Value.Trim()}").Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The distinct errors and warnings of a build by their lines: file, line and id, ordered.</summary>
    public static string[] Places(string output) =>
        [.. Problem().Matches(output).Select(problem => $"{problem.Groups["file"].Value}({problem.Groups["line"].Value}) {problem.Groups["id"].Value}").Distinct().Order(StringComparer.Ordinal)];

    /// <summary>What the comments of the project's files say that their lines are told, as <see cref="Places"/> does.</summary>
    public string[] Expected() =>
    [
        .. Directory.GetFiles(_folder, "*.cs")
            .SelectMany(file => File.ReadAllLines(file).SelectMany((line, i) => Told().Match(line).Groups["id"].Captures.Select(id => $"{Path.GetFileName(file)}({i + 1}) {id.Value}")))
            .Order(StringComparer.Ordinal),
    ];

    [GeneratedRegex(@"// (?:(?<id>[A-Z]+\d{4})\s*)+$")]
    private static partial Regex Told();

    [GeneratedRegex(@"^\s*(?:.*[/\\])?(?<file>[^/\\(\r\n]+)\((?<line>\d+),\d+\): (?:error|warning) (?<id>[A-Z]+\d+): (?<text>.*?)(?: \(https:[^)]*\))?(?: \[[^\]]*\])?\r?$", RegexOptions.Multiline)]
    private static partial Regex Problem();
}

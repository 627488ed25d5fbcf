using System.Runtime.CompilerServices;

namespace SdkGen.Generators.Tests.Harness;

/// <summary>
/// A folder of expected files, compared as a whole: a missing, a changed and a stale file each fail.
/// <c>SDKGEN_UPDATE_GOLDEN=1</c> writes the folder anew and deletes what is stale; the diff is then reviewed like code.
/// </summary>
internal static class GoldenFolder
{
    public const string Switch = "SDKGEN_UPDATE_GOLDEN";

    /// <param name="name">The folder, relative to the test's <c>golden</c> folder.</param>
    /// <param name="files">Text by file name; <c>.txt</c> is added so that no build compiles them.</param>
    public static void ShouldMatch(string name, IReadOnlyDictionary<string, string> files, [CallerFilePath] string test = "")
    {
        var folder = Path.Combine(Path.GetDirectoryName(test)!, "golden", name);
        var wanted = files.ToDictionary(file => file.Key + ".txt", file => file.Value, StringComparer.Ordinal);
        if (Environment.GetEnvironmentVariable(Switch) == "1")
            Rewrite(folder, wanted);

        Directory.Exists(folder).ShouldBeTrue($"{folder} does not exist; run with {Switch}=1.");
        var found = Directory.GetFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);
        found.ShouldBe(wanted.Keys.Order(StringComparer.Ordinal), $"The set of files in {folder} differs; run with {Switch}=1.");
        foreach (var (file, text) in wanted)
            text.ShouldBe(File.ReadAllText(Path.Combine(folder, file)), $"{name}/{file} differs; run with {Switch}=1.");
    }

    private static void Rewrite(string folder, Dictionary<string, string> files)
    {
        Directory.CreateDirectory(folder);
        foreach (var stale in Directory.GetFiles(folder).Where(path => !files.ContainsKey(Path.GetFileName(path))))
            File.Delete(stale);
        foreach (var (file, text) in files)
            File.WriteAllText(Path.Combine(folder, file), text);
    }
}

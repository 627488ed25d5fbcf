using System.Diagnostics;
using System.Text.Json.Nodes;

namespace SdkGen.Pipeline.Tests;

/// <summary>A test in a process of its own: one that is explicit, and so does not run by itself.</summary>
internal static class TestProcess
{
    /// <summary>Runs a test, which has to pass.</summary>
    /// <param name="test">The class.</param>
    /// <param name="method">The method.</param>
    /// <param name="variables">What stands in its environment beside what is there.</param>
    /// <param name="switches">Properties of the runtime.</param>
    public static async Task RunAsync(Type test, string method, Dictionary<string, string?>? variables = null, Dictionary<string, bool>? switches = null)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var name = Path.Combine(AppContext.BaseDirectory, test.Assembly.GetName().Name!);
        var settings = JsonNode.Parse(await File.ReadAllTextAsync($"{name}.runtimeconfig.json", cancellationToken))!;
        var properties = settings["runtimeOptions"]!["configProperties"] ??= new JsonObject();
        foreach (var (property, value) in switches ?? [])
            properties[property] = value;
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.runtimeconfig.json");
        try
        {
            await File.WriteAllTextAsync(path, settings.ToJsonString(), cancellationToken);
            string[] arguments = ["exec", "--runtimeconfig", path, "--depsfile", $"{name}.deps.json", $"{name}.dll", "-explicit", "only", "-method", $"{test}.{method}"];
            var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments) { RedirectStandardOutput = true };
            foreach (var (variable, value) in variables ?? [])
                start.Environment[variable] = value;
            using var process = Process.Start(start)!;
            var said = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            process.ExitCode.ShouldBe(0, said);
            said.ShouldContain("Total: 1, Errors: 0, Failed: 0");
        }
        finally
        {
            File.Delete(path);
        }
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using SdkGen.Pipeline.Tests.PostgreSql;

[assembly: AssemblyFixture(typeof(DatabaseServer))]

namespace SdkGen.Pipeline.Tests.PostgreSql;

/// <summary>A PostgreSQL server of the test run's own, on loopback and in a folder that goes with it. Started when a test first asks for it.</summary>
public sealed class DatabaseServer : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1);
    private string? _folder;
    private string? _bin;
    private string? _connection;

    /// <summary>A connection string, or null where no PostgreSQL is installed.</summary>
    public async Task<string?> StartAsync()
    {
        await _starting.WaitAsync();
        try
        {
            if (_connection is null && FindBin() is { } bin)
                _connection = await StartAsync(bin);
            return _connection;
        }
        finally
        {
            _starting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await RunAsync(Path.Combine(_bin!, "pg_ctl"), "-D", Path.Combine(_folder!, "data"), "-m", "immediate", "stop");
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
        _starting.Dispose();
    }

    private static string? FindBin() =>
        (Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin")) : [])
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));

    private async Task<string> StartAsync(string bin)
    {
        _bin = bin;
        _folder = Directory.CreateTempSubdirectory("sdkgen-postgres-").FullName;
        var data = Path.Combine(_folder, "data");
        var port = FreePort();
        if (Environment.IsPrivilegedProcess)
        {
            // The server refuses to run as root: the folder belongs to the user that its package has made.
            await RunAsync("chown", "postgres", _folder);
            await RunAsync("chmod", "700", _folder);
        }

        await RunAsync(Path.Combine(bin, "initdb"), "-D", data, "-U", "sdkgen", "-A", "trust", "-E", "UTF8", "--no-sync");
        await RunAsync(Path.Combine(bin, "pg_ctl"), "-D", data, "-w", "-l", Path.Combine(_folder, "log"), "-o", $"-h 127.0.0.1 -p {port} -k {_folder} -F", "start");
        return $"Host=127.0.0.1;Port={port};Username=sdkgen;Database=postgres";
    }

    private static async Task RunAsync(string file, params string[] arguments)
    {
        // Nothing is redirected to here: a server keeps the pipes of the one who started it, and reading them would never end.
        var asUser = Environment.IsPrivilegedProcess && file.Contains('/', StringComparison.Ordinal);
        var start = new ProcessStartInfo(asUser ? "setpriv" : file) { WorkingDirectory = Path.GetTempPath() };
        string[] all = asUser ? ["--reuid=postgres", "--regid=postgres", "--clear-groups", file, .. arguments] : arguments;
        foreach (var argument in all)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

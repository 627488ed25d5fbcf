using System.Text.Json;

namespace SdkGen.Conformance.Tests.Recordings;

/// <summary>One recorded exchange and what a client must make of it.</summary>
public sealed class Recording
{
    private Recording(string id, string folder)
    {
        Id = id;
        Expected = Read(Path.Combine(folder, "expected.json"));
        Request = Read(Path.Combine(folder, "request.json"));
        var response = Read(Path.Combine(folder, "response.json"));
        Status = response.GetProperty("status").GetInt32();
        Headers = response.GetProperty("headers").EnumerateObject().ToDictionary(header => header.Name, header => header.Value.GetString() ?? "");
        Body = File.ReadAllBytes(Path.Combine(folder, "response.body"));
    }

    private Recording(string id, JsonElement expected, int status, IReadOnlyDictionary<string, string> headers, byte[] body)
    {
        (Id, Expected, Status, Headers, Body) = (id, expected, status, headers, body);
        using var nothing = JsonDocument.Parse("{}");
        Request = nothing.RootElement.Clone();
    }

    private Recording(Recording other)
    {
        (Id, Expected, Request, Status, Headers, Body) = (other.Id, other.Expected, other.Request, other.Status, other.Headers, other.Body);
    }

    /// <summary>Provider and name.</summary>
    public string Id { get; }

    /// <summary>The content of <c>expected.json</c>.</summary>
    public JsonElement Expected { get; }

    /// <summary>The content of <c>request.json</c>.</summary>
    public JsonElement Request { get; }

    public int Status { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    public byte[] Body { get; private init; }

    /// <summary>Who answered.</summary>
    public string Folder => Id[..Id.IndexOf('/', StringComparison.Ordinal)];

    public string Dialect => Expected.GetProperty("dialect").GetString()!;

    public bool IsStreaming => Expected.GetProperty("streaming").GetBoolean();

    public bool IsDoubtful => Expected.TryGetProperty("doubtful", out _);

    /// <summary>The same exchange with another body.</summary>
    public Recording With(byte[] body) => new(this) { Body = body };

    /// <summary>An exchange that nobody has recorded.</summary>
    public static Recording Written(string id, JsonElement expected, int status, IReadOnlyDictionary<string, string> headers, byte[] body) => new(id, expected, status, headers, body);

    /// <summary>Reads a folder.</summary>
    /// <returns>Null where the folder holds no exchange.</returns>
    public static Recording? Load(string folder) => File.Exists(Path.Combine(folder, "expected.json"))
        ? new Recording($"{Path.GetFileName(Path.GetDirectoryName(folder))}/{Path.GetFileName(folder)}", folder)
        : null;

    private static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return document.RootElement.Clone();
    }
}

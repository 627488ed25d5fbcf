using System.Text;
using System.Text.Json;

namespace SdkGen.Testing;

/// <summary>A request as it came over the socket.</summary>
public sealed class RecordedRequest
{
    private readonly TaskCompletionSource<RequestOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lazy<JsonElement?> _json;

    internal RecordedRequest(string method, string path, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body)
    {
        Method = method;
        Path = path;
        Headers = headers;
        Body = body;
        _json = new Lazy<JsonElement?>(Parse);
    }

    /// <summary>The HTTP method, for example <c>POST</c>.</summary>
    public string Method { get; }

    /// <summary>Path and query as sent, for example <c>/v1/chat/completions</c>.</summary>
    public string Path { get; }

    /// <summary>The headers; names are found in upper and lower case alike.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The body's bytes.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>The body as JSON.</summary>
    /// <exception cref="InvalidOperationException">The body is not JSON.</exception>
    public JsonElement Json => _json.Value ?? throw new InvalidOperationException($"The body of {Method} {Path} is not JSON: {Text}");

    /// <summary>Ends when the answer does, and says how. Await it to see that a client closed its connection.</summary>
    public Task<RequestOutcome> Outcome => _outcome.Task;

    internal bool IsJsonObject => _json.Value is { ValueKind: JsonValueKind.Object };

    internal string PathWithoutQuery => Path.IndexOf('?') is var query and >= 0 ? Path[..query] : Path;

    internal void Finish(RequestOutcome outcome) => _outcome.TrySetResult(outcome);

    private JsonElement? Parse()
    {
        try
        {
            using var document = JsonDocument.Parse(Body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>How the answer to a request ended.</summary>
public enum RequestOutcome
{
    /// <summary>The answer was sent whole.</summary>
    Answered,

    /// <summary>The client closed the connection before the answer was sent whole.</summary>
    Abandoned,

    /// <summary>The server ended the connection: by its script, or because it stopped.</summary>
    Cut,
}

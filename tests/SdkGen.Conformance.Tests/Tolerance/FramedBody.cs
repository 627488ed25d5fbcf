using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SdkGen.Conformance.Tests.Recordings;
using SdkGen.Runtime.Tests.Support;

namespace SdkGen.Conformance.Tests.Tolerance;

/// <summary>A body taken apart into its frames, so that each can be changed and the whole be put together again.</summary>
internal sealed class FramedBody
{
    private readonly BodyKind _kind;

    private FramedBody(BodyKind kind, IEnumerable<Frame> frames)
    {
        _kind = kind;
        Frames = [.. frames];
    }

    public List<Frame> Frames { get; }

    public bool IsStream => _kind != BodyKind.Json;

    public bool IsText => _kind is BodyKind.ServerSentEvents;

    /// <summary>How server-sent events end their lines.</summary>
    public string LineEnd { get; set; } = "\n";

    /// <returns>Null where the body is none that can be taken apart.</returns>
    public static FramedBody? Of(Recording recording)
    {
        var text = Encoding.UTF8.GetString(recording.Body);
        var type = recording.Headers.FirstOrDefault(header => header.Key.Equals("content-type", StringComparison.OrdinalIgnoreCase)).Value ?? "";
        if (type.Contains("amazon.eventstream", StringComparison.OrdinalIgnoreCase))
            return new(BodyKind.EventStream, Messages(recording.Body));
        if (text.TrimStart('\uFEFF', ' ', '\r', '\n').StartsWith('{') && TryParse(text) is { } json)
            return new(BodyKind.Json, [new Frame(null, json)]);
        if (text.Contains("data:", StringComparison.Ordinal))
            return new(BodyKind.ServerSentEvents, Events(text));
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length > 0 && lines.All(line => TryParse(line) is not null) ? new(BodyKind.Lines, lines.Select(line => new Frame(null, TryParse(line)))) : null;
    }

    public byte[] ToBytes() => _kind switch
    {
        BodyKind.EventStream => [.. Frames.SelectMany(frame => EventStreamMessage.Make(frame.Headers, Encoding.UTF8.GetBytes(frame.Text)))],
        BodyKind.ServerSentEvents => Encoding.UTF8.GetBytes(string.Concat(Frames.Select(Event))),
        _ => Encoding.UTF8.GetBytes(string.Concat(Frames.Select(frame => frame.Text + LineEnd))),
    };

    private string Event(Frame frame)
    {
        var name = frame.Type is null ? "" : $"event: {frame.Type}{LineEnd}";
        return frame.IsComment ? $": {frame.Text}{LineEnd}{LineEnd}" : $"{name}data: {frame.Text}{LineEnd}{LineEnd}";
    }

    private static IEnumerable<Frame> Events(string text)
    {
        foreach (var block in text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = block.Split('\n');
            var data = string.Join("\n", lines.Where(line => line.StartsWith("data:", StringComparison.Ordinal)).Select(line => line[5..].TrimStart(' ')));
            var type = lines.LastOrDefault(line => line.StartsWith("event:", StringComparison.Ordinal))?[6..].Trim();
            if (data.Length > 0)
                yield return new Frame(type, TryParse(data)) { Verbatim = data };
        }
    }

    private static IEnumerable<Frame> Messages(byte[] bytes)
    {
        for (var start = 0; start + 16 <= bytes.Length;)
        {
            var length = (int)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(start));
            var headers = (int)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(start + 4));
            var payload = Encoding.UTF8.GetString(bytes.AsSpan(start + 12 + headers, length - headers - 16));
            yield return new Frame(null, TryParse(payload)) { Verbatim = payload, Headers = bytes[(start + 12)..(start + 12 + headers)] };
            start += length;
        }
    }

    private static JsonNode? TryParse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private enum BodyKind
    {
        Json, Lines, ServerSentEvents, EventStream,
    }
}

/// <summary>One frame of a body.</summary>
/// <param name="Type">The event's name; null where it has none.</param>
/// <param name="Json">What it holds; null where that is no JSON.</param>
internal sealed record Frame(string? Type, JsonNode? Json)
{
    public string Verbatim { get; init; } = "";

    public byte[] Headers { get; init; } = [];

    public bool IsComment { get; init; }

    public string Text => Json?.ToJsonString() ?? Verbatim;
}

using System.Text;
using System.Text.Json;

namespace SdkGen.Testing.Dialects.Gemini;

/// <summary>Writes a script's answer as the service does, whole or in pieces.</summary>
internal sealed class GeminiReply(ChatReply reply, ChatRequest request, GeminiCall call, int number)
{
    private readonly string _finish = Finish(reply);

    /// <summary>The answer in one piece.</summary>
    public byte[] Whole() => Piece([.. Texts(reply.Text is { Length: > 0 } text ? [text] : []), .. Calls()], isLast: true);

    /// <summary>The answer in pieces: text as it comes, each call whole, and the reason in the last.</summary>
    /// <param name="isLast">False leaves the end open.</param>
    public IEnumerable<byte[]> Pieces(bool isLast = true)
    {
        var texts = (reply.TextPieces ?? Dialects.Pieces.Words(reply.Text ?? "")).ToList();
        for (var i = 0; i < texts.Count; i++)
            yield return Piece([json => json.WriteString("text", texts[i])], isLast: false);
        if (!isLast)
            yield break;

        // A stream of newer models ends with the signature of its text on an empty one.
        List<Action<Utf8JsonWriter>> end = [.. Calls()];
        if (end.Count == 0)
            end.Add(json =>
            {
                json.WriteString("text", "");
                Sign(json, "text");
            });
        yield return Piece(end, isLast: true);
    }

    /// <summary>The piece that comes again and again of a stream without an end.</summary>
    public byte[] Repeated() => Piece([json => json.WriteString("text", reply.TextPieces?.LastOrDefault() ?? Dialects.Pieces.Words(reply.Text ?? " ").Last())], isLast: false);

    private static string Finish(ChatReply reply) => reply.FinishReason
        ?? (reply.Refusal is not null ? "SAFETY" : reply.ToolCalls.Any(call => !IsObject(call.Arguments)) ? "MALFORMED_FUNCTION_CALL" : "STOP");

    private static bool IsObject(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private IEnumerable<Action<Utf8JsonWriter>> Texts(IEnumerable<string> texts) => texts.Select(text => (Action<Utf8JsonWriter>)(json =>
    {
        json.WriteString("text", text);
        if (reply.ToolCalls.Count == 0)
            Sign(json, "text");
    }));

    private IEnumerable<Action<Utf8JsonWriter>> Calls()
    {
        // Calls that are no JSON the service keeps to itself.
        if (_finish == "MALFORMED_FUNCTION_CALL")
            yield break;
        for (var i = 0; i < reply.ToolCalls.Count; i++)
        {
            var (made, isFirst) = (reply.ToolCalls[i], i == 0);
            yield return json =>
            {
                json.WriteStartObject("functionCall");
                if ((made.Id ?? (call.IsNewer ? $"emulator{number:D4}{request.Messages.Count:D2}" : null)) is { } id)
                    json.WriteString("id", made.Id is null ? $"{id}{reply.ToolCalls.ToList().IndexOf(made):D2}" : id);
                json.WriteString("name", made.Name);
                json.WritePropertyName("args");
                json.WriteRawValue(made.Arguments);
                json.WriteEndObject();
                if (isFirst)
                    Sign(json, "call");
            };
        }
    }

    /// <summary>Newer models sign what they thought before a call or a text.</summary>
    private void Sign(Utf8JsonWriter json, string what)
    {
        if (call.IsNewer)
            json.WriteBase64String("thoughtSignature", Encoding.UTF8.GetBytes($"thoughts before {what} {number}"));
    }

    private byte[] Piece(IReadOnlyList<Action<Utf8JsonWriter>> parts, bool isLast) => Utf8Json.Object(json =>
    {
        json.WriteStartArray("candidates");
        var count = request.Json.Field("generationConfig")?.Field("candidateCount") is { ValueKind: JsonValueKind.Number } asked && asked.TryGetInt32(out var several) ? several : 1;
        for (var index = 0; index < count; index++)
            WriteCandidate(json, parts, isLast, index);
        json.WriteEndArray();
        WriteUsage(json, isLast);
        json.WriteString("modelVersion", reply.Model ?? request.Model);
        json.WriteString("responseId", $"emulator-{number:D6}");
    });

    private void WriteCandidate(Utf8JsonWriter json, IReadOnlyList<Action<Utf8JsonWriter>> parts, bool isLast, int index)
    {
        json.WriteStartObject();
        json.WriteStartObject("content");
        json.WriteStartArray("parts");
        foreach (var part in parts)
        {
            json.WriteStartObject();
            part(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("role", "model");
        json.WriteEndObject();
        if (isLast)
        {
            json.WriteString("finishReason", _finish);
            if (reply.Refusal is { } why)
                json.WriteString("finishMessage", why);
        }

        json.WriteNumber("index", index);
        json.WriteEndObject();
    }

    private void WriteUsage(Utf8JsonWriter json, bool isLast)
    {
        var counts = reply.Usage ?? TokenEstimate.Of(request, reply);
        json.WriteStartObject("usageMetadata");
        json.WriteNumber("promptTokenCount", counts.Input);
        if (isLast)
            json.WriteNumber("candidatesTokenCount", counts.Output - counts.Reasoning);
        json.WriteNumber("totalTokenCount", counts.Input + (isLast ? counts.Output : 0));
        if (counts.CachedInput > 0)
            json.WriteNumber("cachedContentTokenCount", counts.CachedInput);
        if (counts.Reasoning > 0 && isLast)
            json.WriteNumber("thoughtsTokenCount", counts.Reasoning);
        json.WriteEndObject();
    }
}

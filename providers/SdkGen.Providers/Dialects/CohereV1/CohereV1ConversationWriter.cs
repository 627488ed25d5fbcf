using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Transport;
using SdkGen.Wire.CohereV1;

namespace SdkGen.Dialects.CohereV1;

/// <summary>Writes a conversation: what is said now stands alone, what was said before is history. Calls have no ids; their results repeat them.</summary>
internal sealed class CohereV1ConversationWriter(ProviderProfile profile, CohereV1Request request)
{
    private readonly Dictionary<string, CohereV1ToolCall> _calls = new(StringComparer.Ordinal);
    private readonly List<CohereV1HistoryMessage> _history = [];

    public void Write(IReadOnlyList<ChatMessage> messages)
    {
        foreach (var message in messages)
            Write(message);

        // The last message is what is asked: of the user, or the results that the model waits for.
        if (_history.Count > 0 && request.Message is null)
        {
            var last = _history[^1];
            if (last.Role is "USER" or "TOOL")
                _history.RemoveAt(_history.Count - 1);
            request.Message = last.Role == "USER" ? last.Message : "";
            if (last.Role == "TOOL")
                request.ToolResults ??= last.ToolResults;
        }

        request.Message ??= "";
        foreach (var earlier in _history)
            (request.ChatHistory ??= []).Add(earlier);
    }

    private void Write(ChatMessage message)
    {
        var results = message.Contents.OfType<FunctionResultContent>().ToList();
        if (results.Count > 0)
            WriteResults(results);
        var text = Text(message.Contents);
        var calls = message.Contents.OfType<FunctionCallContent>().Where(call => !call.InformationalOnly).Select(Call).ToList();
        if (text.Length == 0 && calls.Count == 0)
            return;
        if (message.Role == ChatRole.System)
        {
            request.Preamble = request.Preamble is { } preamble ? $"{preamble}\n\n{text}" : text;
            return;
        }

        var written = new CohereV1HistoryMessage { Role = message.Role == ChatRole.Assistant ? "CHATBOT" : "USER", Message = text };
        foreach (var call in calls)
            (written.ToolCalls ??= []).Add(call);
        _history.Add(written);
    }

    private CohereV1ToolCall Call(FunctionCallContent content)
    {
        var arguments = content.Arguments is RawArguments { Error: null, IsText: false } raw ? new RawJson(raw.Utf8) : RawJson.Parse(JsonValues.Text(content.Arguments));
        return _calls[content.CallId] = new() { Name = content.Name, Parameters = arguments };
    }

    private void WriteResults(List<FunctionResultContent> results)
    {
        // Results of one turn stand in one message, however many messages hold them here.
        if (_history is not [.., { Role: "TOOL" } written])
            _history.Add(written = new() { Role = "TOOL" });
        foreach (var result in results)
        {
            (written.ToolResults ??= []).Add(new()
            {
                Call = _calls.GetValueOrDefault(result.CallId) ?? new() { Name = result.CallId, Parameters = RawJson.Parse("{}") },
                Outputs = Outputs(result.Result),
            });
        }
    }

    /// <summary>A list of objects: what is none is put into one.</summary>
    private List<RawJson> Outputs(object? result)
    {
        if (result is AIContent or IEnumerable<AIContent>)
            result = Text(result is AIContent one ? [one] : (IEnumerable<AIContent>)result);
        var json = JsonValues.Of(result);
        if (json.ValueKind == JsonValueKind.Object)
            return [json];
        if (json.ValueKind == JsonValueKind.Array && json.GetArrayLength() > 0 && json.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object))
            return [.. json.EnumerateArray().Select(item => (RawJson)item)];
        return [RawJson.Parse(JsonValues.Text([new("output", json)]))];
    }

    private string Text(IEnumerable<AIContent> contents)
    {
        var text = "";
        foreach (var content in contents)
        {
            text += content switch
            {
                TextContent part => part.Text,
                RefusalContent part => part.Text,
                DataContent or UriContent or HostedFileContent => throw new LlmException(LlmErrorKind.Unsupported, $"{profile.Name} takes text only over this protocol. Use its protocol v2.") { Provider = profile.Id },
                _ => null,
            };
        }

        return text;
    }
}

using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Transport;
using SdkGen.Wire.OllamaChat;

namespace SdkGen.Dialects.OllamaChat;

/// <summary>Writes one conversation. A message is a text, beside which images stand.</summary>
/// <param name="profile">The provider.</param>
/// <param name="messages">Where messages go.</param>
internal sealed class OllamaChatMessageWriter(ProviderProfile profile, ReusableList<OllamaChatMessage> messages)
{
    /// <summary>Names of the tools called so far: a result is told apart by them, for older servers know no ids.</summary>
    private Dictionary<string, string>? _tools;

    public void Write(ChatMessage message)
    {
        if (message.RawRepresentation is OllamaChatMessage raw)
            messages.Add(raw);
        else if (message.Role == ChatRole.Assistant)
            WriteAnswer(message);
        else
            WriteSpoken(message);
    }

    private void WriteSpoken(ChatMessage message)
    {
        WriteResults(message);
        var written = Written(message.Role == ChatRole.Tool ? "user" : message.Role.Value, message.Contents);
        if (written.Content!.Length > 0 || written.Images is not null || (message.Contents.Count == 0 && message.Role != ChatRole.Tool))
            messages.Add(written);
    }

    private void WriteAnswer(ChatMessage message)
    {
        var written = Written("assistant", message.Contents);
        foreach (var content in message.Contents)
        {
            switch (content)
            {
                case TextReasoningContent part:
                    written.Thinking += part.Text;
                    break;
                case FunctionCallContent { InformationalOnly: false } call:
                    (written.ToolCalls ??= []).Add(Call(call));
                    break;
            }
        }

        if (written.Content!.Length > 0 || written.ToolCalls is { Count: > 0 } || written.Images is not null)
            messages.Add(written);
        WriteResults(message);
    }

    private OllamaChatToolCall Call(FunctionCallContent call)
    {
        (_tools ??= new(StringComparer.Ordinal))[call.CallId] = call.Name;
        var arguments = call.Arguments is RawArguments { Error: null, IsText: false } raw ? new RawJson(raw.Utf8) : RawJson.Parse(JsonValues.Text(call.Arguments));
        return new()
        {
            Id = OllamaChatFacts.IsMadeUp(call.CallId) ? null : call.CallId,
            Function = new() { Name = call.Name, Arguments = new() { Json = arguments } },
        };
    }

    private void WriteResults(ChatMessage message)
    {
        foreach (var content in message.Contents)
        {
            if (content is not FunctionResultContent result)
                continue;
            var written = result.Result switch
            {
                AIContent part => Written("tool", [part]),
                IEnumerable<AIContent> parts => Written("tool", parts),
                var value => new() { Role = "tool", Content = Text(value) },
            };
            written.ToolName = _tools?.GetValueOrDefault(result.CallId);
            written.ToolCallId = OllamaChatFacts.IsMadeUp(result.CallId) ? null : result.CallId;
            messages.Add(written);
        }
    }

    private static string Text(object? result) => result switch
    {
        null => "",
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } text => JsonText.Of(text) ?? text.GetRawText(),
        _ => JsonValues.Of(result).GetRawText(),
    };

    private OllamaChatMessage Written(string role, IEnumerable<AIContent> contents)
    {
        var written = new OllamaChatMessage { Role = role, Content = "" };
        string? text = null;
        StringBuilder? several = null;
        foreach (var content in contents)
        {
            if (Piece(content, written) is not { Length: > 0 } piece)
                continue;
            if (text is not null)
                (several ??= new StringBuilder(text)).Append(piece);
            text ??= piece;
        }

        written.Content = several?.ToString() ?? text ?? "";
        return written;
    }

    /// <summary>The text of a part; an image goes beside it.</summary>
    private string? Piece(AIContent content, OllamaChatMessage written)
    {
        switch (content)
        {
            case TextContent text:
                return text.Text;
            case RefusalContent refusal:
                return refusal.Text;
            case DataContent image when image.HasTopLevelMediaType("image"):
                (written.Images ??= []).Add(image.Base64Data.ToString());
                return null;
            case DataContent text when OllamaChatFacts.IsTaken(text):
                return Encoding.UTF8.GetString(text.Data.Span);
            case UriContent address:
                throw Unsupported($"takes no {address.MediaType} by its address. Download it and send a DataContent");
            case DataContent data:
                throw Unsupported($"takes no {data.MediaType}. Send its text, or its pages as images");
            case HostedFileContent:
                throw Unsupported("keeps no files. Send what it holds as a DataContent");
            default:
                // Usage, errors, approvals and reasoning are no part of what one says to a model.
                return null;
        }
    }

    private LlmException Unsupported(string what) => new(LlmErrorKind.Unsupported, $"{profile.Name} {what}.") { Provider = profile.Id };
}

using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Transport;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>Writes conversations.</summary>
internal sealed partial class OpenAIChatMessageWriter(ProviderProfile profile, OpenAIChatTraits traits)
{
    private readonly OpenAIChatPartWriter _parts = new(profile, traits);
    private readonly string _instructionsRole = traits.DeveloperRole ? "developer" : "system";

    public void WriteInstructions(ReusableList<OpenAIChatMessage> list, string text) => list.Add(new() { Role = _instructionsRole, Content = text });

    /// <param name="list">Takes the message.</param>
    /// <param name="message">The message.</param>
    /// <param name="shown">What results hold and no tool's message takes: it follows when all results are told.</param>
    public void Write(ReusableList<OpenAIChatMessage> list, ChatMessage message, ref List<AIContent>? shown)
    {
        if (message.RawRepresentation is OpenAIChatMessage raw)
        {
            if (raw.Role != "tool")
                Show(list, ref shown);
            list.Add(raw);
        }
        else if (message.Role == ChatRole.Assistant)
        {
            Show(list, ref shown);
            WriteAnswer(list, message, ref shown);
        }
        else
        {
            WriteSpoken(list, message, ref shown);
        }
    }

    /// <summary>Writes what results have left over.</summary>
    public void Show(ReusableList<OpenAIChatMessage> list, ref List<AIContent>? shown)
    {
        if (shown is not null && _parts.Write(shown) is { } content)
            list.Add(new() { Role = "user", Content = content });
        shown = null;
    }

    /// <summary>A name that the service accepts; others are left out, because they are of use to people only.</summary>
    private static string? Name(string? author) => author is { Length: > 0 and <= 64 } && Names().IsMatch(author) ? author : null;

    [GeneratedRegex(@"^[a-zA-Z0-9_-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Names();

    private void WriteSpoken(ReusableList<OpenAIChatMessage> list, ChatMessage message, ref List<AIContent>? shown)
    {
        WriteResults(list, message, ref shown);
        var content = _parts.Write(message.Contents);
        if (content is null && (message.Role == ChatRole.Tool || message.Contents.Count > 0))
            return;
        Show(list, ref shown);
        list.Add(new()
        {
            Role = message.Role == ChatRole.System ? _instructionsRole : message.Role == ChatRole.Tool ? "user" : message.Role.Value,
            Name = Name(message.AuthorName),
            Content = content ?? "",
        });
    }

    private void WriteResults(ReusableList<OpenAIChatMessage> list, ChatMessage message, ref List<AIContent>? shown)
    {
        var contents = message.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is FunctionResultContent result)
                list.Add(new() { Role = "tool", ToolCallId = CallId(result.CallId), Content = _parts.WriteResult(result, ref shown) });
        }
    }

    private void WriteAnswer(ReusableList<OpenAIChatMessage> list, ChatMessage message, ref List<AIContent>? shown)
    {
        var written = new OpenAIChatMessage { Role = "assistant", Name = Name(message.AuthorName) };
        StringBuilder? several = null;
        string? text = null;
        string? reasoning = null;
        var contents = message.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            switch (contents[i])
            {
                case TextContent { Text.Length: > 0 } part:
                    if (text is not null)
                        (several ??= new StringBuilder(text)).Append(part.Text);
                    text ??= part.Text;
                    break;
                case TextReasoningContent part:
                    reasoning += part.Text;
                    break;
                case RefusalContent part:
                    written.Refusal += part.Text;
                    break;
                case FunctionCallContent { InformationalOnly: false } call:
                    (written.ToolCalls ??= []).Add(Call(call));
                    break;
                case DataContent data when data.AdditionalProperties is { } facts && facts.TryGetValue(OpenAIChatAudioContent.IdKey, out var id):
                    written.Audio = new() { Id = id?.ToString() };
                    break;
                case var image when OpenAIChatFacts.IsImage(image):
                    (written.Images ??= []).Add(_parts.Image(image));
                    break;
            }
        }

        if (several is not null)
            text = several.ToString();
        if (traits.ReplaysReasoningParts && Thought(contents) is { } thought)
            written.Content = thought;
        else if (text is not null)
            written.Content = text;
        else if (written.Images is not null)
            written.Content = "";
        if (reasoning is { Length: > 0 } && (traits.ReplaysReasoning || (traits.ReplaysReasoningWithTools && written.ToolCalls is { Count: > 0 })))
            SetReasoning(written, reasoning);
        if (message.AdditionalProperties is { } properties && (traits.ReplaysReasoning || traits.ReplaysReasoningWithTools)
            && properties.TryGetValue(OpenAIChatReasoning.Key, out var details))
            (written.UnknownMembers ??= [])[OpenAIChatReasoning.Key] = JsonValues.Of(details);
        if (text is not null && written is { Content.Parts: null, ToolCalls: null, Refusal: null, Audio: null, Images: null } && list is [.., { Role: "assistant", ToolCalls.Count: > 0, Content: null or { Parts: null } } calls])
            calls.Content = calls.Content?.Text + text; // Other services say more behind their calls, of which this one wants to see the results next.
        else if (written.Content is not null || written.ToolCalls is { Count: > 0 } || written.Refusal is not null || written.Audio is not null || written.Images is not null)
            list.Add(written);
        WriteResults(list, message, ref shown);
    }

    /// <summary>Reasoning and text of an answer as parts, in their order.</summary>
    /// <returns>Null where there is no reasoning.</returns>
    private static OpenAIChatContent? Thought(IList<AIContent> contents)
    {
        ReusableList<OpenAIChatContentPart>? parts = null;
        var thinks = false;
        for (var i = 0; i < contents.Count; i++)
        {
            switch (contents[i])
            {
                case TextReasoningContent { Text: var text, ProtectedData: var signature } when text.Length > 0 || signature is { Length: > 0 }:
                    thinks = true;
                    (parts ??= []).Add(new() { Type = "thinking", Thinking = [new() { Type = "text", Text = text }], Signature = AnswerParts.Text(signature) });
                    break;
                case TextContent { Text.Length: > 0 } part:
                    (parts ??= []).Add(new() { Type = "text", Text = part.Text });
                    break;
            }
        }

        return thinks ? new OpenAIChatContent { Parts = parts } : null;
    }

    private void SetReasoning(OpenAIChatMessage message, string reasoning)
    {
        if (traits.ReasoningContent)
            message.ReasoningContent = reasoning;
        else
            message.Reasoning = reasoning;
    }

    private OpenAIChatToolCall Call(FunctionCallContent call) => call.Arguments is RawArguments { IsText: true } input
        ? new() { Id = CallId(call.CallId), Type = "custom", Custom = new() { Name = call.Name, Input = input.ToString() } }
        : new()
        {
            Id = CallId(call.CallId),
            Type = "function",
            Function = new() { Name = call.Name, Arguments = call.Arguments is RawArguments raw ? raw.ToString() : JsonValues.Text(call.Arguments) },
        };

    /// <summary>The id of a call in the form that the service asks for: call and result must agree, so it is made of nothing but the id.</summary>
    private string CallId(string id)
    {
        if (!traits.ShortToolCallIds || (id.Length == 9 && id.All(char.IsAsciiLetterOrDigit)))
            return id;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..9];
    }
}

using System.Text;
using Microsoft.Extensions.AI;
using SdkGen.Transport;
using SdkGen.Wire.CohereChat;

namespace SdkGen.Dialects.CohereChat;

/// <summary>Writes conversations.</summary>
internal sealed class CohereChatMessageWriter(ProviderProfile profile)
{
    private readonly CohereDocumentWriter _documents = new();

    public void Write(CohereChatRequest request, ChatMessage message)
    {
        if (message.RawRepresentation is CohereChatMessage raw)
            request.Messages!.Add(raw);
        else if (message.Role == ChatRole.Assistant)
            WriteAnswer(request, message);
        else
            WriteSpoken(request, message);
    }

    private void WriteSpoken(CohereChatRequest request, ChatMessage message)
    {
        WriteResults(request, message);
        var content = Content(request, message.Contents);
        if (content is null && (message.Role == ChatRole.Tool || message.Contents.Count > 0))
            return;
        request.Messages!.Add(new()
        {
            Role = message.Role == ChatRole.Tool ? "user" : message.Role.Value,
            Content = content ?? "",
        });
    }

    private void WriteAnswer(CohereChatRequest request, ChatMessage message)
    {
        var written = new CohereChatMessage { Role = "assistant" };
        StringBuilder? text = null;
        StringBuilder? thinking = null;
        foreach (var content in message.Contents)
        {
            switch (content)
            {
                case TextContent { Text.Length: > 0 } part:
                    (text ??= new()).Append(part.Text);
                    break;
                case TextReasoningContent { Text.Length: > 0 } part:
                    (thinking ??= new()).Append(part.Text);
                    break;
                case RefusalContent { Text.Length: > 0 } part:
                    (text ??= new()).Append(part.Text);
                    break;
                case FunctionCallContent { InformationalOnly: false } call:
                    (written.ToolCalls ??= []).Add(new()
                    {
                        Id = call.CallId,
                        Type = "function",
                        Function = new() { Name = call.Name, Arguments = call.Arguments is RawArguments raw ? raw.ToString() : JsonValues.Text(call.Arguments) },
                    });
                    break;
            }
        }

        written.Content = AnswerContent(thinking?.ToString(), text?.ToString());
        if (message.AdditionalProperties is { } properties && properties.TryGetValue(CohereChatFacts.PlanKey, out var plan))
            written.ToolPlan = AnswerParts.Text(plan?.ToString());
        if (written.Content is not null || written.ToolCalls is { Count: > 0 })
            request.Messages!.Add(written);
        WriteResults(request, message);
    }

    private static CohereChatContent? AnswerContent(string? thinking, string? text)
    {
        if (thinking is null)
            return text is null ? (CohereChatContent?)null : text;
        var content = new CohereChatContent { Parts = [] };
        content.Parts.Add(new() { Type = "thinking", Thinking = thinking });
        if (text is not null)
            content.Parts.Add(new() { Type = "text", Text = text });
        return content;
    }

    private void WriteResults(CohereChatRequest request, ChatMessage message)
    {
        foreach (var content in message.Contents)
        {
            if (content is FunctionResultContent result)
                request.Messages!.Add(new() { Role = "tool", ToolCallId = result.CallId, Content = _documents.Result(result.Result, contents => Content(null, contents)) });
        }
    }

    /// <summary>Parts as content: one text as a string, more as a list.</summary>
    /// <returns>Null where nothing is left to send.</returns>
    private CohereChatContent? Content(CohereChatRequest? request, IEnumerable<AIContent> contents)
    {
        CohereChatContent? written = null;
        foreach (var content in contents)
        {
            if (Part(request, content) is { } part)
                ((written ??= new() { Parts = [] }).Parts!).Add(part);
        }

        return written?.Parts is [{ Type: "text", UnknownMembers: null } only] ? only.Text! : written;
    }

    private CohereChatContentPart? Part(CohereChatRequest? request, AIContent content)
    {
        if (content.RawRepresentation is CohereChatContentPart raw)
            return raw;
        switch (content)
        {
            case TextContent text:
                return string.IsNullOrEmpty(text.Text) ? null : new() { Type = "text", Text = text.Text };
            case UriContent image when image.HasTopLevelMediaType("image") && request is not null:
                return new() { Type = "image_url", ImageUrl = new() { Url = image.Uri.AbsoluteUri, Detail = Detail(image) } };
            case DataContent image when image.HasTopLevelMediaType("image") && request is not null:
                return new() { Type = "image_url", ImageUrl = new() { Url = image.Uri, Detail = Detail(image) } };
            case DataContent file when _documents.Document(file) is { } document:
                if (request is null)
                    return new() { Type = "document", Document = document };
                (request.Documents ??= []).Add(document);
                return null;
            case DataContent data:
                throw Unsupported(data.MediaType, request is null);
            case UriContent address:
                throw Unsupported($"{address.MediaType} by its address", request is null);
            case HostedFileContent:
                throw Unsupported("files by id", request is null);
            default:
                // Usage, errors, approvals and reasoning are no part of what one says to a model.
                return null;
        }
    }

    private static string? Detail(AIContent content) =>
        content.AdditionalProperties is { } properties && properties.TryGetValue("detail", out var detail) ? detail?.ToString() : null;

    private LlmException Unsupported(string what, bool inResult) => new(
        LlmErrorKind.Unsupported,
        $"{profile.Name} takes no {what}{(inResult ? " in the result of a tool" : "")}. Send {(inResult ? "text or JSON" : "images, text, or text files, which it reads as documents")} instead.")
    {
        Provider = profile.Id,
    };
}

using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Dialects.Gemini;
using SdkGen.Json;
using SdkGen.Transport;
using SdkGen.Wire.GeminiInteractions;

namespace SdkGen.Dialects.GeminiInteractions;

/// <summary>Writes conversations as steps, each with the signature that it came with.</summary>
internal sealed class GeminiInteractionsStepWriter(ProviderConnection connection)
{
    public void Write(ReusableList<GeminiInteractionsStep> steps, ChatMessage message)
    {
        var spoken = message.Role == ChatRole.Assistant ? "model_output" : "user_input";
        GeminiInteractionsStep? open = null;
        foreach (var content in message.Contents)
        {
            if (content is TextReasoningContent signed && GeminiFacts.SignedText(signed) is not null && steps.Count > 0)
            {
                steps[^1].Signature = signed.ProtectedData;
            }
            else if (Step(content) is { } step)
            {
                steps.Add(step);
                open = null;
            }
            else if (Content(content) is { } part)
            {
                if (open is null)
                    steps.Add(open = new() { Type = spoken, Content = new() { Items = [] } });
                open.Content!.Items!.Add(part);
            }
        }
    }

    private GeminiInteractionsStep? Step(AIContent content)
    {
        if (content.AdditionalProperties is { } properties && properties.TryGetValue(GeminiInteractionsFacts.StepKey, out var kept) && kept is JsonElement { ValueKind: JsonValueKind.Object } json)
            return GeminiFacts.FromJson(json, GeminiInteractionsStepCodec.Instance);
        return content switch
        {
            FunctionCallContent { InformationalOnly: false } call => new()
            {
                Type = "function_call",
                Id = call.CallId,
                Name = call.Name,
                Arguments = call.Arguments is RawArguments { Error: null, IsText: false } raw ? new RawJson(raw.Utf8) : new RawJson(System.Text.Encoding.UTF8.GetBytes(JsonValues.Text(call.Arguments))),
            },
            FunctionResultContent result => new() { Type = "function_result", CallId = result.CallId, Result = Result(result), IsError = result.Exception is null ? null : true },
            TextReasoningContent thought => new()
            {
                Type = "thought",
                Signature = AnswerParts.Text(thought.ProtectedData),
                Summary = AnswerParts.Text(thought.Text) is { } text ? new() { Items = [new() { Type = "text", Text = text }] } : null,
            },
            _ => null,
        };
    }

    private RawJson Result(FunctionResultContent result) => result.Result switch
    {
        AIContent content => Result([content]),
        IEnumerable<AIContent> contents => Result([.. contents]),
        var value => JsonValues.Of(value),
    };

    /// <summary>Text as it is, anything more as parts.</summary>
    private RawJson Result(List<AIContent> contents)
    {
        if (contents.TrueForAll(content => content is TextContent))
            return JsonValues.Of(string.Concat(contents.OfType<TextContent>().Select(part => part.Text)));
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(256);
        using (var writer = new System.Text.Json.Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var part in contents.Select(Content).OfType<GeminiInteractionsContent>())
                GeminiInteractionsContentCodec.Instance.Write(writer, part);
            writer.WriteEndArray();
        }

        return new RawJson(buffer.WrittenMemory);
    }

    private GeminiInteractionsContent? Content(AIContent content) => content switch
    {
        TextContent text => string.IsNullOrEmpty(text.Text) ? null : new() { Type = "text", Text = text.Text },
        RefusalContent refusal => new() { Type = "text", Text = refusal.Text },
        DataContent data => new() { Type = Kind(data.MediaType), Data = data.Base64Data.ToString(), MimeType = data.MediaType },
        UriContent address => new() { Type = Kind(address.MediaType), Uri = address.Uri.OriginalString, MimeType = address.MediaType },
        HostedFileContent file => new()
        {
            Type = AnswerParts.Text(file.MediaType) is { } kind ? Kind(kind) : "document",
            Uri = GeminiPartWriter.Address(connection, file.FileId),
            MimeType = AnswerParts.Text(file.MediaType),
        },
        HostedVectorStoreContent => throw new LlmException(LlmErrorKind.Unsupported, $"{connection.Profile.Name} searches stores of files by a tool: put the store into a HostedFileSearchTool of the options.") { Provider = connection.Profile.Id },
        _ => null,
    };

    private static string Kind(string mediaType) => mediaType.Split('/')[0] is "image" or "audio" or "video" ? mediaType.Split('/')[0] : "document";
}

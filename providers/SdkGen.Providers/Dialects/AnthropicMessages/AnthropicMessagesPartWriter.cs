using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Transport;
using SdkGen.Wire.AnthropicMessages;

namespace SdkGen.Dialects.AnthropicMessages;

/// <summary>Writes what users and tools say.</summary>
/// <param name="profile">Who is asked.</param>
/// <param name="usesFiles">Told when a file goes by its id.</param>
internal sealed class AnthropicMessagesPartWriter(ProviderProfile profile, Action usesFiles)
{
    /// <summary>A part as a block.</summary>
    /// <returns>Null where the part is none of what one says to a model: usage, errors, approvals, reasoning.</returns>
    /// <exception cref="LlmException">The service takes no such part.</exception>
    public AnthropicMessagesContentBlock? Write(AIContent content)
    {
        if (content.RawRepresentation is AnthropicMessagesContentBlock raw)
            return raw;
        if (Kept(content) is { } kept)
            return kept;
        var block = content switch
        {
            TextContent { Text.Length: > 0 } text => Text(text),
            DataContent data => Data(data),
            UriContent address => Address(address),
            HostedFileContent file => File(file),
            FunctionResultContent result => Result(result),
            _ => null,
        };
        if (block is not null && AnthropicMessagesCachePoint.Of(content.AdditionalProperties) is { } point)
            block.CacheControl = point;
        return block;
    }

    /// <summary>A block that a part carries as it came.</summary>
    public static AnthropicMessagesContentBlock? Kept(AIContent content) =>
        content.AdditionalProperties is { } properties && properties.TryGetValue(AnthropicMessagesBlocks.Key, out var kept) && kept is JsonElement { ValueKind: JsonValueKind.Object } block
            ? AnthropicMessagesFacts.Value(block, AnthropicMessagesContentBlockCodec.Instance)
            : null;

    private static string? Word(AIContent content, string name) =>
        content.AdditionalProperties is { } properties && properties.TryGetValue(name, out var value) ? value?.ToString() : null;

    /// <summary>Text; with a <c>source</c> and a <c>title</c> it is a search result, which answers can cite.</summary>
    private static AnthropicMessagesContentBlock Text(TextContent text) => Word(text, "source") is not { } source
        ? new() { Type = "text", Text = text.Text }
        : new()
        {
            Type = "search_result",
            Source = source,
            Title = Word(text, "title") ?? source,
            Content = new ReusableList<AnthropicMessagesContentBlock> { new() { Type = "text", Text = text.Text } },
            Citations = Cited(text),
        };

    private static AnthropicMessagesCitations? Cited(AIContent content) =>
        bool.TryParse(Word(content, "citations"), out var enabled) ? new() { Config = new() { Enabled = enabled } } : null;

    private static bool IsText(string mediaType) => mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || mediaType is "application/json" or "application/xml";

    private static AnthropicMessagesContentBlock Image(AnthropicMessagesSourceData source) => new() { Type = "image", Source = source };

    private static AnthropicMessagesContentBlock Document(AIContent content, string? name, AnthropicMessagesSourceData source) => new()
    {
        Type = "document",
        Source = source,
        Title = Word(content, "title") ?? AnswerParts.Text(name),
        Context = Word(content, "context"),
        Citations = Cited(content),
    };

    private AnthropicMessagesContentBlock Data(DataContent data)
    {
        if (data.MediaType is "image/jpeg" or "image/png" or "image/gif" or "image/webp")
            return Image(Base64(data));
        if (data.MediaType == "application/pdf")
            return Document(data, data.Name, Base64(data));
        if (IsText(data.MediaType))
            return Document(data, data.Name, new() { Type = "text", MediaType = "text/plain", Data = Encoding.UTF8.GetString(data.Data.Span) });
        throw Unsupported($"takes no {data.MediaType}. It takes images as JPEG, PNG, GIF or WebP, PDF, and text");
    }

    private static AnthropicMessagesSourceData Base64(DataContent data) => new() { Type = "base64", MediaType = data.MediaType, Data = data.Base64Data.ToString() };

    private AnthropicMessagesContentBlock Address(UriContent address)
    {
        var source = new AnthropicMessagesSourceData { Type = "url", Url = address.Uri.AbsoluteUri };
        if (address.HasTopLevelMediaType("image"))
            return Image(source);
        if (address.MediaType == "application/pdf")
            return Document(address, null, source);
        throw Unsupported($"takes no {address.MediaType} by its address. Send the data itself");
    }

    /// <summary>A file by its id: an image, a document, or what code works on.</summary>
    private AnthropicMessagesContentBlock File(HostedFileContent file)
    {
        usesFiles();
        var source = new AnthropicMessagesSourceData { Type = "file", FileId = file.FileId };
        if (file.MediaType is null or "application/pdf" or "text/plain")
            return Document(file, file.Name, source);
        return file.MediaType.StartsWith("image/", StringComparison.OrdinalIgnoreCase) ? Image(source) : new() { Type = "container_upload", FileId = file.FileId };
    }

    /// <summary>The result of a tool: text as it is, parts as blocks, anything else as JSON.</summary>
    private AnthropicMessagesContentBlock Result(FunctionResultContent result)
    {
        var block = new AnthropicMessagesContentBlock
        {
            Type = "tool_result",
            ToolUseId = AnthropicMessagesCallId.Of(result.CallId),
            IsError = result.Exception is null ? null : true,
        };
        switch (result.Result)
        {
            case null when result.Exception is { } exception:
                block.Content = exception.Message;
                break;
            case null:
                break;
            case string { Length: > 0 } text:
                block.Content = text;
                break;
            case string:
                break;
            case JsonElement { ValueKind: JsonValueKind.String } text:
                block.Content = JsonText.Of(text) ?? text.GetRawText();
                break;
            case AIContent part:
                block.Content = Blocks([part]);
                break;
            case IEnumerable<AIContent> parts:
                block.Content = Blocks(parts);
                break;
            default:
                block.Content = JsonValues.Of(result.Result).GetRawText();
                break;
        }

        return block;
    }

    private AnthropicMessagesContent? Blocks(IEnumerable<AIContent> parts)
    {
        ReusableList<AnthropicMessagesContentBlock>? blocks = null;
        foreach (var part in parts)
        {
            if (Write(part) is { } block)
                (blocks ??= []).Add(block);
        }

        return blocks is null ? null : new AnthropicMessagesContent { Blocks = blocks };
    }

    private LlmException Unsupported(string what) => new(LlmErrorKind.Unsupported, $"{profile.Name} {what}.") { Provider = profile.Id };
}

using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Transport;
using SdkGen.Wire.BedrockConverse;

namespace SdkGen.Dialects.BedrockConverse;

/// <summary>Writes text and files, in messages and in the results of tools.</summary>
internal sealed class BedrockConversePartWriter(ProviderProfile profile)
{
    private const string GuardKey = "guardContent";

    /// <summary>A part as a block.</summary>
    /// <returns>Null where the part is nothing that one says to a model.</returns>
    /// <exception cref="LlmException">The service takes no such file.</exception>
    public BedrockConverseContentBlock? Block(AIContent content, BedrockDocumentNames names)
    {
        switch (content)
        {
            // Blank text is refused, and says nothing.
            case TextContent text:
                return string.IsNullOrWhiteSpace(text.Text) ? null : Guard(text, text.Text) is { } guarded ? new() { GuardContent = guarded } : new() { Text = text.Text };
            case DataContent data:
                return File(data, data.MediaType, data.Name, () => Source(data), names);
            case UriContent address:
                return File(address, address.MediaType, address.Uri.Segments.LastOrDefault(), () => Source(address.Uri.OriginalString, address), names);
            case HostedFileContent file:
                return File(file, file.MediaType ?? "application/pdf", file.Name, () => Source(file.FileId, file), names);
            default:
                // Usage, errors, approvals and reasoning of others are no part of what one says to a model.
                return null;
        }
    }

    /// <summary>The result of a tool: an object as JSON, parts as parts, anything else as text.</summary>
    public ReusableList<BedrockConverseToolResultBlock> Result(object? result, BedrockDocumentNames names)
    {
        switch (result)
        {
            case AIContent content:
                return Parts([content], names);
            case IEnumerable<AIContent> contents:
                return Parts(contents, names);
            case JsonElement { ValueKind: JsonValueKind.Object } json:
                return [new() { Json = json }];
            case JsonElement { ValueKind: JsonValueKind.String } text:
                return [Text(JsonText.Of(text) ?? text.GetRawText())];
            case string text:
                return [Text(text)];
            case null:
                return [Text("null")];
            default:
                var other = JsonValues.Of(result);
                return [other.ValueKind == JsonValueKind.Object ? new() { Json = other } : Text(other.ValueKind == JsonValueKind.String ? other.GetString()! : other.GetRawText())];
        }
    }

    /// <summary>Text that a guardrail is to judge: the part says so, by <c>true</c> or by qualifiers.</summary>
    public static BedrockConverseGuardContent? Guard(AIContent content, string text)
    {
        if (content.AdditionalProperties is not { } properties || !properties.TryGetValue(GuardKey, out var value) || value is null or false)
            return null;
        var json = JsonValues.Of(value);
        var qualifiers = json.ValueKind switch
        {
            JsonValueKind.String => [json.GetString()],
            JsonValueKind.Array => json.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()).ToList(),
            _ => (List<string?>?)null,
        };
        return json.ValueKind == JsonValueKind.False ? null : new() { Text = new() { Text = text, Qualifiers = qualifiers } };
    }

    private static BedrockConverseToolResultBlock Text(string text) => new() { Text = string.IsNullOrWhiteSpace(text) ? "(empty)" : text };

    private ReusableList<BedrockConverseToolResultBlock> Parts(IEnumerable<AIContent> contents, BedrockDocumentNames names)
    {
        var parts = new ReusableList<BedrockConverseToolResultBlock>();
        foreach (var content in contents)
        {
            if (Block(content, names) is not { } block)
                continue;
            if (block.Audio is not null)
                throw Unsupported("takes no audio in the result of a tool. Return a transcript");
            parts.Add(new() { Text = block.Text ?? block.GuardContent?.Text?.Text, Image = block.Image, Document = block.Document, Video = block.Video });
        }

        if (parts.Count == 0)
            parts.Add(Text(""));
        return parts;
    }

    private BedrockConverseContentBlock File(AIContent content, string mediaType, string? name, Func<BedrockConverseSource> source, BedrockDocumentNames names)
    {
        if (BedrockFormats.Image(mediaType) is { } image)
            return new() { Image = new() { Format = image, Source = source() } };
        if (BedrockFormats.Video(mediaType) is { } video)
            return new() { Video = new() { Format = video, Source = source() } };
        if (BedrockFormats.Sound(mediaType) is { } sound)
            return new() { Audio = new() { Format = sound, Source = source() } };
        if (BedrockFormats.Document(mediaType) is { } format)
            return new() { Document = Document(content, format, names.Next(name), source()) };
        throw Unsupported($"takes no {mediaType}. It takes PNG, JPEG, GIF and WebP images, PDF, Office and text documents, and the common kinds of audio and video");
    }

    private static BedrockConverseDocument Document(AIContent content, string format, string name, BedrockConverseSource source)
    {
        var document = new BedrockConverseDocument { Format = format, Name = name, Source = source };
        if (content.AdditionalProperties is not { } properties)
            return document;
        if (properties.TryGetValue("citations", out var wanted) && wanted is not null
            && JsonValues.Of(wanted) is var citations && (citations.ValueKind == JsonValueKind.True || (citations.ValueKind == JsonValueKind.Object && citations.TryGetProperty("enabled", out var on) && on.ValueKind == JsonValueKind.True)))
        {
            document.Citations = new() { Enabled = true };

            // Text is cited by its characters, which only text has.
            if (format is "txt" or "md" && content is DataContent data)
                document.Source = new() { Text = Encoding.UTF8.GetString(data.Data.Span) };
        }

        if (properties.TryGetValue("context", out var context))
            document.Context = context?.ToString();
        return document;
    }

    private static BedrockConverseSource Source(DataContent data) => new() { Bytes = data.Base64Data.ToString() };

    private BedrockConverseSource Source(string address, AIContent content)
    {
        if (!address.StartsWith("s3://", StringComparison.Ordinal))
            throw Unsupported("reads files from Amazon S3 only, not from other addresses. Pass the bytes as DataContent, or an s3:// address");
        return new() { S3Location = new() { Uri = address, BucketOwner = content.AdditionalProperties is { } properties && properties.TryGetValue("bucketOwner", out var owner) ? owner?.ToString() : null } };
    }

    private LlmException Unsupported(string what) => new(LlmErrorKind.Unsupported, $"{profile.Name} {what}.") { Provider = profile.Id };
}

using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Transport;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>Writes the parts of messages.</summary>
internal sealed class OpenAIChatPartWriter(ProviderProfile profile, OpenAIChatTraits traits)
{
    /// <summary>Parts as content: one text as a string, more as a list.</summary>
    /// <returns>Null where nothing is left to send.</returns>
    public OpenAIChatContent? Write(IList<AIContent> contents)
    {
        if (contents.Count == 1 && contents[0] is TextContent { RawRepresentation: not OpenAIChatContentPart } only && !IsCachePoint(only))
            return only.Text;
        ReusableList<OpenAIChatContentPart>? parts = null;
        for (var i = 0; i < contents.Count; i++)
        {
            var content = contents[i];
            if (Part(content) is not { } part)
                continue;
            if (IsCachePoint(content))
                OpenAIChatCachePoint.Set(part, content.AdditionalProperties![OpenAIChatCachePoint.Key], traits.CachePoint!);
            (parts ??= []).Add(part);
        }

        return parts is null ? null : new OpenAIChatContent { Parts = parts };
    }

    /// <summary>The result of a tool: text as it is, parts as parts, anything else as JSON.</summary>
    /// <param name="result">The result.</param>
    /// <param name="shown">Takes what the service takes in no result, behind a line that says whose it is.</param>
    public OpenAIChatContent WriteResult(FunctionResultContent result, ref List<AIContent>? shown) => result.Result switch
    {
        null => "",
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } text => JsonText.Of(text) ?? text.GetRawText(),
        JsonElement json => json.GetRawText(),
        AIContent content => WriteResult(result.CallId, [content], ref shown),
        IEnumerable<AIContent> contents => WriteResult(result.CallId, [.. contents], ref shown),
        var value => JsonValues.Of(value).GetRawText(),
    };

    private OpenAIChatContent WriteResult(string callId, List<AIContent> contents, ref List<AIContent>? shown)
    {
        if (traits.TakesPartsInResults)
            return Write(contents) ?? "";
        var texts = contents.FindAll(content => Part(content) is { Type: "text" });
        var others = contents.FindAll(content => Part(content) is { Type: not "text" });
        if (others.Count > 0)
            (shown ??= []).AddRange([new TextContent($"Result of the call {callId}:"), .. others]);
        return Write(texts) ?? (others.Count > 0 ? "The result is shown in the next message." : "");
    }

    private bool IsCachePoint(AIContent content) =>
        traits.CachePoint is not null && content.AdditionalProperties is { } properties && properties.TryGetValue(OpenAIChatCachePoint.Key, out var mark) && mark is not (null or false);

    /// <summary>The name of a file that is given by its address.</summary>
    private static string? FileName(AIContent content) =>
        content.AdditionalProperties is { } properties && properties.TryGetValue("filename", out var name) ? name?.ToString() : null;

    private static string? Detail(AIContent content) =>
        content.AdditionalProperties is { } properties && properties.TryGetValue("detail", out var detail) ? detail?.ToString() : null;

    private static string AudioFormat(string mediaType) => mediaType switch
    {
        "audio/wav" or "audio/x-wav" or "audio/wave" or "audio/vnd.wave" => "wav",
        "audio/mpeg" or "audio/mp3" => "mp3",
        _ => mediaType["audio/".Length..],
    };

    /// <summary>An image as a part.</summary>
    public OpenAIChatContentPart Image(AIContent image) => Part(image)!;

    private OpenAIChatContentPart? Part(AIContent content)
    {
        if (content.RawRepresentation is OpenAIChatContentPart raw)
            return raw;
        switch (content)
        {
            case TextContent text:
                return string.IsNullOrEmpty(text.Text) ? null : new() { Type = "text", Text = text.Text };
            case UriContent image when image.HasTopLevelMediaType("image"):
                return new() { Type = "image_url", ImageUrl = new() { Url = image.Uri.AbsoluteUri, Detail = Detail(image) } };
            case DataContent image when image.HasTopLevelMediaType("image"):
                return new() { Type = "image_url", ImageUrl = new() { Url = image.Uri, Detail = Detail(image) } };
            case DataContent audio when audio.HasTopLevelMediaType("audio"):
                return new() { Type = "input_audio", InputAudio = Audio(audio) };
            case DataContent text when text.HasTopLevelMediaType("text"):
                return new() { Type = "text", Text = Encoding.UTF8.GetString(text.Data.Span) };
            case DataContent video when video.HasTopLevelMediaType("video") && traits.TakesVideo:
                return new() { Type = "video_url", VideoUrl = new() { Url = video.Uri } };
            case UriContent video when video.HasTopLevelMediaType("video") && traits.TakesVideo:
                return new() { Type = "video_url", VideoUrl = new() { Url = video.Uri.AbsoluteUri } };
            case DataContent file when !file.HasTopLevelMediaType("video"):
                return File(file.Uri, file.Name ?? "file" + Extension(file.MediaType));
            case UriContent file when (traits.FilePart != "file" || traits.TakesFileAddresses) && !file.HasTopLevelMediaType("audio") && !file.HasTopLevelMediaType("video"):
                return File(file.Uri.AbsoluteUri, FileName(file));
            case HostedFileContent file:
                return new() { Type = "file", File = new() { FileId = file.FileId } };
            case UriContent address:
                throw Unsupported($"takes no {address.MediaType} by its address");
            case DataContent data:
                throw Unsupported($"takes no {data.MediaType}");
            default:
                // Usage, errors, approvals and reasoning are no part of what one says to a model.
                return null;
        }
    }

    /// <summary>A file by its address or as data, as the service takes it.</summary>
    private OpenAIChatContentPart File(string address, string? name) => traits.FilePart switch
    {
        "document_url" => new() { Type = "document_url", DocumentUrl = address, DocumentName = name },
        "file_url" => new() { Type = "file_url", FileUrl = new() { Url = address } },
        _ => new() { Type = "file", File = new() { FileData = address, FileName = name } },
    };

    private OpenAIChatAudioInput Audio(DataContent audio) => traits.PlainAudio
        ? audio.Base64Data.ToString()
        : new OpenAIChatInputAudio { Data = audio.Base64Data.ToString(), Format = AudioFormat(audio.MediaType) };

    private LlmException Unsupported(string what) => new(LlmErrorKind.Unsupported, $"{profile.Name} {what} over this protocol.") { Provider = profile.Id };

    private static string Extension(string mediaType) => mediaType == "application/pdf" ? ".pdf" : "";
}

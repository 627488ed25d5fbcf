using Microsoft.Extensions.AI;
using SdkGen.Transport;
using SdkGen.Wire.Gemini;

namespace SdkGen.Dialects.Gemini;

/// <summary>Writes what people say: text and files.</summary>
internal sealed class GeminiPartWriter(ProviderConnection connection)
{
    // Names of uploaded files are relative to the service; parts take addresses.
    private const string FilePrefix = "files/";

    /// <summary>A content as a part.</summary>
    /// <returns>Null where it is no part of what one says to a model.</returns>
    /// <exception cref="LlmException">The protocol has no such part.</exception>
    public GeminiPart? Write(AIContent content)
    {
        if (content.RawRepresentation is GeminiPart raw)
            return raw;
        var part = content switch
        {
            TextContent text => string.IsNullOrEmpty(text.Text) ? null : new GeminiPart { Text = text.Text },
            DataContent data => new GeminiPart { InlineData = Blob(data) },
            UriContent address => new GeminiPart { FileData = new() { MimeType = address.MediaType, FileUri = address.Uri.OriginalString } },
            HostedFileContent file => new GeminiPart { FileData = new() { MimeType = AnswerParts.Text(file.MediaType), FileUri = Address(connection, file.FileId) } },
            HostedVectorStoreContent => throw new LlmException(
                LlmErrorKind.Unsupported, $"{connection.Profile.Name} searches stores of files by a tool: put the store into a HostedFileSearchTool of the options.")
            { Provider = connection.Profile.Id },

            // Usage, errors, approvals and reasoning are no part of what one says to a model.
            _ => null,
        };
        if (part is not null && content.AdditionalProperties is { } properties)
            Describe(part, properties);
        return part;
    }

    /// <summary>Whether the service can read a file: it has the data, an address, or the name of one of its own. Ids of other services lead nowhere.</summary>
    public static bool IsReachable(AIContent file) => file is not HostedFileContent { FileId: var id } || id.StartsWith(FilePrefix, StringComparison.Ordinal) || id.Contains("://", StringComparison.Ordinal);

    public static GeminiBlob Blob(DataContent data) => new() { MimeType = data.MediaType, Data = data.Base64Data.ToString() };

    /// <summary>What a caller says about a file, by the names of the wire.</summary>
    private static void Describe(GeminiPart part, AdditionalPropertiesDictionary properties)
    {
        if (properties.TryGetValue("videoMetadata", out var video) && video is not null)
            part.VideoMetadata = video as GeminiVideoMetadata ?? GeminiFacts.FromJson(JsonValues.Of(video), GeminiVideoMetadataCodec.Instance);
        if (properties.TryGetValue("mediaResolution", out var resolution) && resolution is not null)
            part.MediaResolution = JsonValues.Of(resolution);
        if (properties.TryGetValue("partMetadata", out var metadata) && metadata is not null)
            part.PartMetadata = JsonValues.Of(metadata);
    }

    /// <summary>The address of an uploaded file: its own, or that of its name at the service.</summary>
    public static string Address(ProviderConnection connection, string file) => file.StartsWith(FilePrefix, StringComparison.Ordinal) ? new Uri(connection.BaseUrl, file).AbsoluteUri : file;
}

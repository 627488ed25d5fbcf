namespace SdkGen.Dialects.BedrockConverse;

/// <summary>The protocol's words for kinds of files, and the media types that they stand for.</summary>
internal static class BedrockFormats
{
    private static readonly (string MediaType, string Format)[] s_images =
        [("image/png", "png"), ("image/jpeg", "jpeg"), ("image/jpg", "jpeg"), ("image/gif", "gif"), ("image/webp", "webp")];

    private static readonly (string MediaType, string Format)[] s_documents =
    [
        ("application/pdf", "pdf"),
        ("text/csv", "csv"),
        ("application/msword", "doc"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
        ("application/vnd.ms-excel", "xls"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
        ("text/html", "html"),
        ("text/markdown", "md"),
        ("text/plain", "txt"),
        ("application/json", "txt"),
        ("application/xml", "txt"),
    ];

    private static readonly (string MediaType, string Format)[] s_videos =
    [
        ("video/mp4", "mp4"),
        ("video/x-matroska", "mkv"),
        ("video/quicktime", "mov"),
        ("video/webm", "webm"),
        ("video/x-flv", "flv"),
        ("video/mpeg", "mpeg"),
        ("video/x-ms-wmv", "wmv"),
        ("video/3gpp", "three_gp"),
    ];

    private static readonly (string MediaType, string Format)[] s_sounds =
    [
        ("audio/mpeg", "mp3"),
        ("audio/mp3", "mp3"),
        ("audio/wav", "wav"),
        ("audio/x-wav", "wav"),
        ("audio/aac", "aac"),
        ("audio/flac", "flac"),
        ("audio/ogg", "ogg"),
        ("audio/opus", "opus"),
        ("audio/mp4", "m4a"),
        ("audio/x-m4a", "m4a"),
        ("audio/x-matroska", "mka"),
        ("audio/webm", "webm"),
        ("audio/pcm", "pcm"),
    ];

    public static string? Image(string mediaType) => Find(s_images, mediaType);

    /// <summary>Text of whatever kind is a document, too.</summary>
    public static string? Document(string mediaType) => Find(s_documents, mediaType) ?? (mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase) ? "txt" : null);

    public static string? Video(string mediaType) => Find(s_videos, mediaType);

    public static string? Sound(string mediaType) => Find(s_sounds, mediaType);

    public static string ImageType(string? format) => TypeOf(s_images, format) ?? "image/png";

    public static string SoundType(string? format) => TypeOf(s_sounds, format) ?? "audio/wav";

    private static string? Find((string MediaType, string Format)[] known, string mediaType)
    {
        var end = mediaType.IndexOf(';', StringComparison.Ordinal);
        var type = (end < 0 ? mediaType : mediaType[..end]).Trim();
        return Array.Find(known, pair => pair.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)).Format;
    }

    private static string? TypeOf((string MediaType, string Format)[] known, string? format) => Array.Find(known, pair => pair.Format == format).MediaType;
}

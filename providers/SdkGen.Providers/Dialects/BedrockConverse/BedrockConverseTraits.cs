namespace SdkGen.Dialects.BedrockConverse;

/// <summary>What the service calls its own tools and profiles: the <c>wire</c> keys of its spec, read once.</summary>
internal sealed class BedrockConverseTraits(IReadOnlyDictionary<string, string> wire)
{
    /// <summary>The service's own tool that runs code; null where it has none.</summary>
    public string? CodeInterpreterTool { get; } = wire.GetValueOrDefault("codeInterpreterTool");

    /// <summary>The service's own tool that searches the web; null where it has none.</summary>
    public string? WebSearchTool { get; } = wire.GetValueOrDefault("webSearchTool");

    /// <summary>What ids of inference profiles begin with, each with its dot.</summary>
    public string[] ProfilePrefixes { get; } =
        [.. (wire.GetValueOrDefault("profilePrefixes") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(prefix => prefix + ".")];

    /// <summary>The id of the model that a profile or an ARN leads to: what facts are listed under, and tokens are counted by.</summary>
    public string ModelOf(string id)
    {
        var name = id.StartsWith("arn:", StringComparison.Ordinal) ? id[(id.LastIndexOf('/') + 1)..] : id;
        var prefix = Array.Find(ProfilePrefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal));
        return prefix is null ? name : name[prefix.Length..];
    }

    /// <summary>The id that a request names: with the geography of the account, where the caller has chosen none.</summary>
    public string Addressed(string id, string? geography) =>
        string.IsNullOrWhiteSpace(geography) || id.StartsWith("arn:", StringComparison.Ordinal) || Array.Exists(ProfilePrefixes, prefix => id.StartsWith(prefix, StringComparison.Ordinal))
            ? id
            : $"{geography.Trim().TrimEnd('.')}.{id}";
}

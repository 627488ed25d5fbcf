using System.Diagnostics;
using System.Text.Json.Serialization;

namespace SdkGen.Transport;

/// <summary>What signs requests to AWS. Never written to logs or messages.</summary>
public sealed class AwsCredentials
{
    /// <summary>Takes a pair of keys.</summary>
    /// <param name="accessKeyId">Id of the access key, for example <c>AKIAIOSFODNN7EXAMPLE</c>.</param>
    /// <param name="secretAccessKey">The secret that belongs to it.</param>
    /// <param name="sessionToken">The token of temporary credentials; null for those that last.</param>
    /// <exception cref="ArgumentException">A key is empty.</exception>
    public AwsCredentials(string accessKeyId, string secretAccessKey, string? sessionToken = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(accessKeyId);
        ArgumentException.ThrowIfNullOrWhiteSpace(secretAccessKey);
        AccessKeyId = accessKeyId.Trim();
        SecretAccessKey = secretAccessKey.Trim();
        SessionToken = string.IsNullOrWhiteSpace(sessionToken) ? null : sessionToken.Trim();
    }

    /// <summary>Id of the access key.</summary>
    public string AccessKeyId { get; }

    /// <summary>The secret that belongs to it.</summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string SecretAccessKey { get; }

    /// <summary>The token of temporary credentials; null for those that last.</summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? SessionToken { get; }

    /// <summary>The last characters of the key's id, and no secret.</summary>
    public override string ToString() => $"AWS key …{AccessKeyId[^Math.Min(4, AccessKeyId.Length)..]}";
}

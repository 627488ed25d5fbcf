namespace SdkGen.Transport;

/// <summary>Signs the requests of one account. Keys come from its callback, else from its settings, else from the file of the AWS tools.</summary>
/// <param name="profile">The provider; names the service.</param>
/// <param name="options">The account.</param>
/// <param name="time">The time of signatures.</param>
internal sealed class AwsSigner(ProviderProfile profile, ProviderOptions options, TimeProvider time)
{
    /// <summary>The settings that an account's keys have: what a provider's spec lists under these names is read here.</summary>
    public const string AccessKeyId = "accessKeyId";
    public const string SecretAccessKey = "secretAccessKey";
    public const string SessionToken = "sessionToken";
    public const string ProfileName = "profile";
    public const string Region = "region";

    private static readonly AwsCredentialsFile s_file = new();

    private AwsCredentials? _used;

    /// <summary>What must not appear in any text: a service that refuses a signature repeats what was signed, session token included.</summary>
    public IEnumerable<string?> Secrets => _used is { } used ? [used.SecretAccessKey, used.SessionToken] : [];

    /// <summary>Whether there is anything to sign with.</summary>
    public static bool HasCredentials(ProviderOptions options) => options.AwsCredentials is not null || Kept(options) is not null;

    /// <summary>Adds the signature.</summary>
    /// <param name="request">The request, otherwise ready to be sent.</param>
    /// <param name="region">The region of the account.</param>
    /// <param name="cancellationToken">Cancels the callback.</param>
    public async ValueTask SignAsync(HttpRequestMessage request, string region, CancellationToken cancellationToken)
    {
        var credentials = options.AwsCredentials is { } callback ? await callback(cancellationToken).ConfigureAwait(false) : Kept(options);

        // A server of one's own, or one of a test, judges for itself whether it answers without.
        if (credentials is null)
            return;
        _used = credentials;
        var body = request.Content is JsonBody json ? json.Bytes : default;
        AwsSignature.Sign(request, body.Span, credentials, region, profile.AuthName ?? profile.Id, time.GetUtcNow());
    }

    private static AwsCredentials? Kept(ProviderOptions options)
    {
        if (Setting(options, AccessKeyId) is { } id && Setting(options, SecretAccessKey) is { } secret)
            return new AwsCredentials(id, secret, Setting(options, SessionToken));
        return Setting(options, ProfileName) is { } name ? s_file.Find(name) : null;
    }

    private static string? Setting(ProviderOptions options, string name) => options.Settings.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value : null;
}

namespace SdkGen.Transport;

/// <summary>The file in which the tools of AWS keep keys: <c>~/.aws/credentials</c>, or where <c>AWS_SHARED_CREDENTIALS_FILE</c> says.</summary>
/// <param name="path">The file; null means the usual one.</param>
internal sealed class AwsCredentialsFile(string? path = null)
{
    private readonly Lock _lock = new();
    private (DateTime Written, string Profile, AwsCredentials? Credentials) _read;

    private string Path { get; } = path ?? Environment.GetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE")
        ?? System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aws", "credentials");

    /// <summary>The keys of a profile. The file is read again when it has been written: tools put temporary keys there.</summary>
    /// <returns>Null where the file, the profile or its keys are missing.</returns>
    public AwsCredentials? Find(string profile)
    {
        try
        {
            if (!File.Exists(Path))
                return null;
            var written = File.GetLastWriteTimeUtc(Path);
            lock (_lock)
            {
                if (_read.Profile != profile || _read.Written != written)
                    _read = (written, profile, Read(File.ReadLines(Path), profile));
                return _read.Credentials;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A file that may not be read holds no keys for this process.
            return null;
        }
    }

    internal static AwsCredentials? Read(IEnumerable<string> lines, string profile)
    {
        string? id = null, secret = null, token = null;
        var ours = false;
        foreach (var line in lines)
        {
            var text = line.Trim();
            if (text.Length == 0 || text[0] is '#' or ';')
                continue;
            if (text[0] == '[')
            {
                ours = text.Trim('[', ']').Trim() == profile;
                continue;
            }

            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (!ours || equals < 0)
                continue;
            var value = text[(equals + 1)..].Trim();
            switch (text[..equals].Trim())
            {
                case "aws_access_key_id": id = value; break;
                case "aws_secret_access_key": secret = value; break;
                case "aws_session_token": token = value; break;
            }
        }

        return string.IsNullOrEmpty(id) || string.IsNullOrEmpty(secret) ? null : new AwsCredentials(id, secret, token);
    }
}

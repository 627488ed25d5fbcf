namespace SdkGen.Testing;

/// <summary>What image requests are answered with, in order; the last answer stays.</summary>
public sealed class ImageScript
{
    /// <summary>A picture of one transparent pixel: what comes without a script.</summary>
    private static readonly byte[] s_pixel = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    private readonly Lock _lock = new();
    private readonly List<ImageAnswer> _answers = [];
    private int _next;

    internal ImageScript()
    {
    }

    /// <summary>Answers with a picture.</summary>
    /// <param name="image">The picture's bytes.</param>
    public ImageScript Returns(ReadOnlyMemory<byte> image) => Add(new ImageAnswer(image, null));

    /// <summary>Fails as the service does.</summary>
    /// <param name="status">The HTTP status: 400 and above.</param>
    /// <param name="code">The error's code, for example <c>moderation_blocked</c>; null means what usually comes with the status.</param>
    /// <param name="message">The sentence for people; null means one that fits.</param>
    /// <param name="retryAfter">When to come back; null does not say.</param>
    public ImageScript Fails(int status, string? code = null, string? message = null, TimeSpan? retryAfter = null) =>
        Add(new ImageAnswer(default, new ChatFailure(status) { Code = code, Message = message, RetryAfter = retryAfter }));

    internal ImageAnswer Next()
    {
        lock (_lock)
            return _answers.Count == 0 ? new ImageAnswer(s_pixel, null) : _answers[Math.Min(_next++, _answers.Count - 1)];
    }

    private ImageScript Add(ImageAnswer answer)
    {
        lock (_lock)
            _answers.Add(answer);
        return this;
    }
}

/// <summary>A picture or a failure.</summary>
internal readonly record struct ImageAnswer(ReadOnlyMemory<byte> Image, ChatFailure? Failure);

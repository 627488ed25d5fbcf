using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;

namespace SdkGen;

/// <summary>How answers are kept.</summary>
public sealed class ResponseCacheOptions
{
    /// <summary>Where answers are kept; null means 64 MB of this process's memory (in an application: its <see cref="IDistributedCache"/>, where it has one).</summary>
    public IDistributedCache? Cache { get; set; }

    /// <summary>How long an answer is kept; an hour unless set.</summary>
    public TimeSpan Expiration { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The longest answer that is kept, in bytes of JSON; one MB unless set.</summary>
    public int MaxAnswerBytes { get; set; } = 1 << 20;

    /// <summary>
    /// Whose answers are kept apart: a tenant, a user; null means that equal requests have equal answers, whoever asks and by whichever account. Asked for every request.
    /// </summary>
    public Func<ChatOptions?, string?>? Partition { get; set; }

    /// <summary>Which requests may be answered from the cache; null means all that can be.</summary>
    public Func<IEnumerable<ChatMessage>, ChatOptions?, bool>? Applies { get; set; }

    internal void Validate()
    {
        if (Expiration <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(Expiration), Expiration, $"{nameof(ResponseCacheOptions)}.{nameof(Expiration)} must be above zero.");
        if (MaxAnswerBytes <= 0)
            throw new ArgumentOutOfRangeException(nameof(MaxAnswerBytes), MaxAnswerBytes, $"{nameof(ResponseCacheOptions)}.{nameof(MaxAnswerBytes)} must be above zero.");
    }
}

namespace SdkGen;

/// <summary>How long each part of an attempt may take. <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> switches a limit off.</summary>
/// <remarks>How long a connection may take to be made is a setting of the account, <see cref="Transport.ProviderOptions.ConnectTimeout"/>; how long a tool may run is one of the tool (<see cref="LlmTool.Timeout"/>) or of the loop.</remarks>
public sealed class TimeoutOptions
{
    /// <summary>From the request to the first content of a stream; five minutes unless set, because models think before they speak. Pings, heads and empty updates are no content.</summary>
    public TimeSpan FirstContent { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>From one content of a stream to the next; two minutes unless set. The time that the caller takes between two reads does not count.</summary>
    public TimeSpan BetweenContents { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>From the request to the end of the answer, streamed or not; 30 minutes unless set.</summary>
    public TimeSpan WholeCall { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>The clock; null means the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }

    internal TimeoutOptions Validated()
    {
        Check(FirstContent, nameof(FirstContent));
        Check(BetweenContents, nameof(BetweenContents));
        Check(WholeCall, nameof(WholeCall));
        return this;
    }

    private static void Check(TimeSpan limit, string name)
    {
        if (limit != System.Threading.Timeout.InfiniteTimeSpan && (limit <= TimeSpan.Zero || limit.TotalMilliseconds > int.MaxValue))
            throw new ArgumentOutOfRangeException(name, limit, $"{nameof(TimeoutOptions)}.{name} is above zero and below 24 days, or Timeout.InfiniteTimeSpan.");
    }
}

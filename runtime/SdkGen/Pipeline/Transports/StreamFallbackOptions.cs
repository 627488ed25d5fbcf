using Microsoft.Extensions.Logging;

namespace SdkGen;

/// <summary>What happens where streams do not come through.</summary>
public sealed class StreamFallbackOptions
{
    /// <summary>For how long answers are asked for in one piece at once, after one came that way and not as a stream; ten minutes unless set.</summary>
    public TimeSpan Remember { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The clock; null means the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>Where the change is logged; null means nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    internal StreamFallbackOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Remember, TimeSpan.Zero);
        return this;
    }
}

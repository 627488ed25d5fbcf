namespace SdkGen;

/// <summary>Who is asked first.</summary>
public enum FailoverStrategy
{
    /// <summary>Always the first that is well; the others wait for it to fail.</summary>
    Ordered,

    /// <summary>Each in its turn.</summary>
    RoundRobin,

    /// <summary>Each in its turn, by its share of <see cref="FailoverOptions.Weights"/>.</summary>
    Weighted,

    /// <summary>The one that answered fastest of late: to the first content of a stream, to the end of a whole answer. Whoever has not been asked yet comes first.</summary>
    LeastLatency,
}

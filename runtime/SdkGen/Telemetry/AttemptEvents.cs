namespace SdkGen.Telemetry;

/// <summary>What layers below the telemetry note on the span of a call, through <c>Activity.Current?.AddEvent(…)</c>: a call has one span, however many attempts it takes.</summary>
internal static class AttemptEvents
{
    /// <summary>The same request is sent again, to the same place.</summary>
    public const string Retry = "sdkgen.retry";

    /// <summary>The request goes to another place.</summary>
    public const string Failover = "sdkgen.failover";

    /// <summary>The request waited until a rate limit allowed it.</summary>
    public const string RateLimitWait = "sdkgen.rate_limit.wait";

    /// <summary>The stream did not come through: the answer is asked for in one piece.</summary>
    public const string StreamFallback = "sdkgen.stream_fallback";

    /// <summary>Attribute: which attempt it is, from 1.</summary>
    public const string Attempt = "sdkgen.attempt";

    /// <summary>Attribute: how long was waited, in seconds.</summary>
    public const string Delay = "sdkgen.delay";

    /// <summary>Attribute: where the request goes now.</summary>
    public const string Target = "sdkgen.target";
}

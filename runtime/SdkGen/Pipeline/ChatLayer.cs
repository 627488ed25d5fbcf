namespace SdkGen;

/// <summary>What stands between an application and a provider, the outermost first. The tool loop of <c>WithTools</c> goes around all of them, so each of its turns passes every layer.</summary>
public enum ChatLayer
{
    /// <summary>The application's own steps: they see every request, answered from the cache or not, and may change it.</summary>
    Hooks,

    /// <summary>Answers from memory. What it answers is neither traced, charged nor limited.</summary>
    Cache,

    /// <summary>One span and one set of measurements for a call, however many attempts it takes.</summary>
    Telemetry,

    /// <summary>What may be spent: asked once for a call, and told what all attempts cost.</summary>
    Budget,

    /// <summary>Goes to another place when one is down, after its retries.</summary>
    Failover,

    /// <summary>Tries again.</summary>
    Retry,

    /// <summary>Waits until a request is allowed: each attempt counts.</summary>
    RateLimit,

    /// <summary>Asks for an answer in one piece where streams do not come through, within the same attempt.</summary>
    Transport,

    /// <summary>How long one attempt may take; time spent in the queue of the rate limit is not counted.</summary>
    Timeout,

    /// <summary>Prices each attempt by the model that answers it.</summary>
    Cost,
}

namespace SdkGen;

/// <summary>What happens to a request to a model id that the provider's spec does not list.</summary>
public enum UnknownModelAction
{
    /// <summary>It is sent: the service knows what it serves.</summary>
    Allow,

    /// <summary>It is sent, and a line of the log says that nothing is known of the model; once for an id.</summary>
    Warn,

    /// <summary>It is refused by an <see cref="UnsupportedCapabilityException"/> (LLM2042) that names the nearest id; nothing is sent.</summary>
    Refuse,
}

namespace SdkGen;

/// <summary>A request asks of a model what it cannot do. Nothing was sent: the facts of the model say so, in the words and under the ids of the analyzers (LLM2xxx).</summary>
/// <remarks>Its <see cref="LlmException.Kind"/> is <see cref="LlmErrorKind.Unsupported"/>, except for a prompt that cannot fit, whose kind is <see cref="LlmErrorKind.ContextLength"/>.</remarks>
public sealed class UnsupportedCapabilityException : LlmException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="rule">The rule, for example <c>LLM2003</c>; null where no analyzer has one. Stands in front of the message.</param>
    /// <param name="message">What the model cannot do, and what to do instead.</param>
    /// <param name="hint">What to do instead: a part of <paramref name="message"/>; null where there is no advice.</param>
    /// <param name="kind">What kind of failure it is.</param>
    public UnsupportedCapabilityException(string? rule, string message, string? hint = null, LlmErrorKind kind = LlmErrorKind.Unsupported)
        : base(kind, rule is null ? message : $"{rule}: {message}")
    {
        Rule = rule;
        Hint = hint;
    }

    /// <summary>The rule, for example <c>LLM2003</c>; null where no analyzer has one. <c>docs/diagnostics</c> has a page for each.</summary>
    public string? Rule { get; }

    /// <summary>What to do instead; null where there is no advice. Part of the message.</summary>
    public string? Hint { get; }

    /// <summary>The parameter of the request that the model does not take, by its name on the wire or in the dialect; null where the refusal is about something else.</summary>
    public string? Parameter { get; init; }
}

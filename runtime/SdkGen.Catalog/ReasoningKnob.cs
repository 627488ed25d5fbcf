namespace SdkGen;

/// <summary>How a model lets reasoning be set: enough for an interface to offer the right control, and to send what a person chose.</summary>
public abstract record ReasoningKnob
{
    private protected ReasoningKnob()
    {
    }

    /// <summary>
    /// The parameter on the wire, which is also its key in <c>ChatOptions.AdditionalProperties</c>; a dot leads into an object. Null where the provider's spec has no parameter for it.
    /// </summary>
    public string? Wire { get; init; }
}

/// <summary>One of a few levels: a choice.</summary>
/// <param name="Levels">The levels, from least to most.</param>
/// <param name="Default">The level where a request names none; null where unknown.</param>
public sealed record ReasoningLevels(IReadOnlyList<string> Levels, string? Default) : ReasoningKnob;

/// <summary>A number of tokens: a range.</summary>
/// <param name="Minimum">Least tokens; null where unknown.</param>
/// <param name="Maximum">Most tokens; null where unknown.</param>
/// <param name="Default">The number where a request names none; null where unknown.</param>
public sealed record ReasoningBudget(int? Minimum, int? Maximum, int? Default) : ReasoningKnob;

/// <summary>On or off: a switch.</summary>
/// <param name="Off">The word that is sent for off; null where <c>false</c> is.</param>
/// <param name="On">The word that is sent for on; null where <c>true</c> is.</param>
public sealed record ReasoningSwitch(string? Off, string? On) : ReasoningKnob;

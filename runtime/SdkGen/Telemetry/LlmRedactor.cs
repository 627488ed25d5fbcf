namespace SdkGen;

/// <summary>Takes out of text what rules find, in linear time: <c>Write to [email]</c>.</summary>
/// <param name="rules">The rules, each applied to what the one before has left: those of <see cref="RedactionRule"/>, or one's own.</param>
public sealed class LlmRedactor(params RedactionRule[] rules) : ILlmRedactor
{
    private readonly RedactionRule[] _rules = [.. rules ?? throw new ArgumentNullException(nameof(rules))];

    /// <summary>The built-in rules: <see cref="RedactionRule.Key"/>, <see cref="RedactionRule.Email"/>, <see cref="RedactionRule.Card"/>, <see cref="RedactionRule.Phone"/>.</summary>
    public static LlmRedactor Default { get; } = new(RedactionRule.Key, RedactionRule.Email, RedactionRule.Card, RedactionRule.Phone);

    /// <summary>The same redactor with rules of one's own behind its rules: <c>LlmRedactor.Default.With(new RedactionRule("customer", "C-[0-9]{6}"))</c>.</summary>
    /// <param name="rules">The rules to add.</param>
    public LlmRedactor With(params RedactionRule[] rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return new LlmRedactor([.. _rules, .. rules]);
    }

    /// <inheritdoc/>
    public string Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var rule in _rules)
            text = rule.Apply(text);
        return text;
    }
}

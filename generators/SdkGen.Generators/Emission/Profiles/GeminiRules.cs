using System.Collections.Immutable;

namespace SdkGen.Generators.Emission.Profiles;

/// <summary>Gemini's <c>responseJsonSchema</c> and <c>parametersJsonSchema</c>. What it does not know it ignores, so the model would never hear of it.</summary>
internal sealed class GeminiRules : ProfileRules
{
    public override string Id => "gemini";

    public override string Member => "Gemini";

    public override string Name => "Gemini";

    public override ImmutableHashSet<string> Keywords { get; } = Set(
        "$defs $ref type format title description enum items prefixItems minItems maxItems minimum maximum anyOf properties additionalProperties required");

    public override ImmutableHashSet<string> Formats { get; } = Set("date-time date time");

    public override Recursion Recursion => Recursion.ThroughOptional;

    public override ToolLimits Limits { get; } = GeminiLimits;

    /// <summary>The same for both forms of Gemini's schemas.</summary>
    internal static ToolLimits GeminiLimits { get; } = new()
    {
        Name = "letters, digits, _ . : and -, beginning with a letter or _",
        MaxName = 128,
        NameCharacters = "_.:-",
        NameStartsWithLetter = true,
        KeyCharacters = "_",
        KeyStartsWithLetter = true,
    };
}

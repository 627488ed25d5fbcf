using System.Collections.Immutable;

namespace SdkGen.Generators.Emission.Profiles;

/// <summary>OpenAI's structured outputs (<c>strict: true</c>): every property is required, every object is closed, every value has a type.</summary>
internal sealed class OpenAIStrictRules : ProfileRules
{
    public override string Id => "openai.strict";

    public override string Member => "OpenAIStrict";

    public override string Name => "OpenAI in strict mode";

    // minLength and maxLength are in none of the lists; models that were fine-tuned refuse them.
    public override ImmutableHashSet<string> Keywords { get; } = Set(
        "type properties required additionalProperties items enum const anyOf $defs $ref description title pattern format " +
        "multipleOf minimum maximum exclusiveMinimum exclusiveMaximum minItems maxItems");

    public override ImmutableHashSet<string> Formats { get; } = Set("date-time time date duration email hostname ipv4 ipv6 uuid");

    public override PatternParts RefusedPatternParts => PatternParts.LookAround | PatternParts.BackReference;

    public override bool OptionalIsNull => true;

    public override bool ClosedObjects => true;

    public override bool FreeKeys => false;

    public override bool TypedValues => true;

    public override ToolLimits Limits { get; } = new()
    {
        MaxDescription = 1024,
        MaxTools = 128,
        MaxProperties = 5000,
        MaxDepth = 10,
        MaxEnumValues = 1000,
        MaxText = 120_000,
    };
}

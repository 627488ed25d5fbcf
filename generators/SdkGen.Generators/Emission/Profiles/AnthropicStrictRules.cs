using System.Collections.Immutable;

namespace SdkGen.Generators.Emission.Profiles;

/// <summary>Anthropic's structured outputs (<c>strict: true</c>): no bounds, no recursion, few unions, and what is optional is left out.</summary>
internal sealed class AnthropicStrictRules : ProfileRules
{
    public override string Id => "anthropic.strict";

    public override string Member => "AnthropicStrict";

    public override string Name => "Anthropic in strict mode";

    public override ImmutableHashSet<string> Keywords { get; } = Set(
        "type properties required additionalProperties items enum const anyOf $ref $defs default description title format pattern minItems");

    public override ImmutableHashSet<string> Formats { get; } = Set("date-time time date duration email hostname uri ipv4 ipv6 uuid");

    public override PatternParts RefusedPatternParts =>
        PatternParts.LookAround | PatternParts.BackReference | PatternParts.WordBoundary | PatternParts.LongRepetition;

    public override bool OptionalIsAbsent => true;

    public override bool ClosedObjects => true;

    public override bool FreeKeys => false;

    public override bool TypedValues => true;

    public override int? HighestMinItems => 1;

    public override Recursion Recursion => Recursion.Refused;

    public override bool RequiredFirst => true;

    public override ToolLimits Limits { get; } = new() { MaxName = 128, KeyCharacters = "_.-", MaxTools = 20, MaxOptional = 24, MaxUnions = 16 };
}

using System.Collections.Immutable;

namespace SdkGen.Generators.Emission.Profiles;

/// <summary>Structured outputs of Amazon Bedrock's Converse: as Anthropic's, without patterns and defaults.</summary>
internal sealed class BedrockStrictRules : ProfileRules
{
    public override string Id => "bedrock.strict";

    public override string Member => "BedrockStrict";

    public override string Name => "Amazon Bedrock in strict mode";

    public override ImmutableHashSet<string> Keywords { get; } = Set(
        "type properties required additionalProperties items enum const anyOf $ref $defs description title format minItems");

    public override ImmutableHashSet<string> Formats { get; } = Set("date-time time date duration email hostname uri ipv4 ipv6 uuid");

    public override bool OptionalIsAbsent => true;

    public override bool ClosedObjects => true;

    public override bool FreeKeys => false;

    public override bool TypedValues => true;

    public override int? HighestMinItems => 1;

    public override Recursion Recursion => Recursion.Refused;

    public override bool RequiredFirst => true;

    public override ToolLimits Limits { get; } = new();
}

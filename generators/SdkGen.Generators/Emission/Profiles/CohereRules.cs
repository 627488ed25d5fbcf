using System.Collections.Immutable;

namespace SdkGen.Generators.Emission.Profiles;

/// <summary>Cohere's strict tools and JSON schemas: no unions, no bounds, no anchors, and something required in every object.</summary>
internal sealed class CohereRules : ProfileRules
{
    public override string Id => "cohere";

    public override string Member => "Cohere";

    public override string Name => "Cohere";

    public override ImmutableHashSet<string> Keywords { get; } = Set("type properties required items enum const $ref $defs default description title format pattern");

    public override ImmutableHashSet<string> Formats { get; } = Set("date-time uuid date time");

    public override PatternParts RefusedPatternParts => PatternParts.Anchor | PatternParts.LookAround | PatternParts.BackReference;

    public override bool OptionalIsAbsent => true;

    public override bool FreeKeys => false;

    public override bool TypedValues => true;

    public override bool RequiredSomewhere => true;

    public override ToolLimits Limits { get; } = new() { MaxProperties = 200 };
}

using System.Collections.Immutable;

namespace SdkGen.Generators.Emission.Profiles;

/// <summary>Mistral: a schema of draft 7 (so <c>definitions</c>, and nothing beside a <c>$ref</c>), objects closed as its own client does for strict mode.</summary>
internal sealed class MistralRules : ProfileRules
{
    public override string Id => "mistral";

    public override string Member => "Mistral";

    public override string Name => "Mistral";

    public override ImmutableHashSet<string> Keywords { get; } = Set(
        "type properties required additionalProperties items enum const anyOf not $ref definitions default description title format pattern propertyNames contentEncoding " +
        "multipleOf minimum maximum exclusiveMinimum exclusiveMaximum minLength maxLength minItems maxItems uniqueItems minProperties maxProperties deprecated");

    public override bool ClosedObjects => true;

    public override string Definitions => "definitions";

    public override ToolLimits Limits { get; } = new();
}

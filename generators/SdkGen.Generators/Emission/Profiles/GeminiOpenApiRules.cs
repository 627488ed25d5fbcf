using System.Collections.Immutable;

namespace SdkGen.Generators.Emission.Profiles;

/// <summary>Gemini's <c>responseSchema</c> and <c>parameters</c>: a part of OpenAPI 3.0, the only form that older models and endpoints know.</summary>
internal sealed class GeminiOpenApiRules : ProfileRules
{
    public override string Id => "gemini.openapi";

    public override string Member => "GeminiOpenApi";

    public override string Name => "Gemini with an OpenAPI schema";

    public override ImmutableHashSet<string> Keywords { get; } = Set(
        "type format title description enum maxItems minItems properties required minProperties maxProperties minLength maxLength pattern anyOf default items minimum maximum");

    public override ImmutableHashSet<string> Formats { get; } = Set("date-time");

    public override bool FreeKeys => false;

    public override bool TypedValues => true;

    public override bool TextEnumsOnly => true;

    public override bool EmptyObjects => false;

    public override ReferenceForm References => ReferenceForm.Copied;

    public override Recursion Recursion => Recursion.Refused;

    public override bool OpenApi => true;

    public override bool PropertyOrdering => true;

    public override ToolLimits Limits => GeminiRules.GeminiLimits;
}

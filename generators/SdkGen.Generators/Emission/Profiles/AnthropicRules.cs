namespace SdkGen.Generators.Emission.Profiles;

/// <summary>Anthropic without strict mode: any schema of an object; names of arguments are limited.</summary>
internal sealed class AnthropicRules : ProfileRules
{
    public override string Id => "anthropic";

    public override string Member => "Anthropic";

    public override string Name => "Anthropic";

    public override bool TakesPlainSchema => true;

    // Older pages of the documentation say 64 characters, the service takes 128.
    public override ToolLimits Limits { get; } = new() { MaxName = 128, KeyCharacters = "_.-" };
}

namespace SdkGen.Generators.Emission.Profiles;

/// <summary>OpenAI without strict mode: any schema of an object; limits of the tool only.</summary>
internal sealed class OpenAIRules : ProfileRules
{
    public override string Id => "openai";

    public override string Member => "OpenAI";

    public override string Name => "OpenAI";

    public override bool TakesPlainSchema => true;

    public override ToolLimits Limits { get; } = new() { MaxDescription = 1024, MaxTools = 128 };
}

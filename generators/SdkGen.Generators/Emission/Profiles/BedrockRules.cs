namespace SdkGen.Generators.Emission.Profiles;

/// <summary>Amazon Bedrock's Converse without strict mode: any schema of an object; limits of the tool only.</summary>
internal sealed class BedrockRules : ProfileRules
{
    public override string Id => "bedrock";

    public override string Member => "Bedrock";

    public override string Name => "Amazon Bedrock";

    public override bool TakesPlainSchema => true;

    public override ToolLimits Limits { get; } = new();
}

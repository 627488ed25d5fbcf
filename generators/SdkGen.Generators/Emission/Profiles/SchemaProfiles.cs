using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SdkGen.Generators.Emission.Profiles;

/// <summary>Every profile, in the order of <c>SdkGen.SchemaProfile</c>.</summary>
internal static class SchemaProfiles
{
    public static ImmutableArray<ProfileRules> All { get; } = ImmutableArray.Create<ProfileRules>(
        new OpenAIRules(), new OpenAIStrictRules(), new AnthropicRules(), new AnthropicStrictRules(), new GeminiRules(), new GeminiOpenApiRules(),
        new MistralRules(), new CohereRules(), new BedrockRules(), new BedrockStrictRules());

    /// <summary>What is emitted where a project says nothing: the forms that the built-in dialects send.</summary>
    private const string Otherwise = "openai.strict";

    /// <summary>The build property that says which forms are emitted; empty where the project says nothing.</summary>
    public static string Property(AnalyzerConfigOptions options) =>
        options.TryGetValue("build_property.SdkGenSchemaProfiles", out var value) ? value.Trim() : "";

    /// <summary>The profiles that a project asks for: ids between <c>;</c> or <c>,</c>, or <c>all</c>. Unknown ids, such as <c>none</c>, ask for nothing.</summary>
    public static ImmutableArray<ProfileRules> Parse(string property)
    {
        var ids = (property.Length == 0 ? Otherwise : property).Split([';', ','], StringSplitOptions.RemoveEmptyEntries).Select(id => id.Trim()).ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
        return ids.Contains("all") ? All : All.Where(profile => ids.Contains(profile.Id)).ToImmutableArray();
    }
}

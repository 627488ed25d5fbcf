namespace SdkGen;

/// <summary>What a service accepts in the schema of a tool. Each has a form of the schema, made at compile time from the same method.</summary>
/// <remarks>
/// The build property <c>SdkGenSchemaProfiles</c> says which forms are emitted: ids between semicolons, <c>all</c> or <c>none</c>. Services that take the
/// plain schema need none.
/// </remarks>
public enum SchemaProfile
{
    /// <summary>The plain schema: <see cref="LlmTool.JsonSchemaUtf8"/>, draft 2020-12.</summary>
    JsonSchema,

    /// <summary><c>openai</c>: OpenAI without strict mode, and most services that speak its protocol. The plain schema.</summary>
    OpenAI,

    /// <summary><c>openai.strict</c>: a function of OpenAI with <c>strict: true</c>. Every property is required; what is optional may be null instead.</summary>
    OpenAIStrict,

    /// <summary><c>anthropic</c>: Anthropic without strict mode. The plain schema.</summary>
    Anthropic,

    /// <summary><c>anthropic.strict</c>: a tool of Anthropic with <c>strict: true</c>. No bounds and no recursion; what is optional is left out, never null.</summary>
    AnthropicStrict,

    /// <summary><c>gemini</c>: <c>parametersJsonSchema</c> of Gemini.</summary>
    Gemini,

    /// <summary><c>gemini.openapi</c>: <c>parameters</c> of Gemini, a part of OpenAPI 3.0. A tool without arguments has no such form: leave <c>parameters</c> out.</summary>
    GeminiOpenApi,

    /// <summary><c>mistral</c>: a function of Mistral. Draft 7.</summary>
    Mistral,

    /// <summary><c>cohere</c>: Cohere with <c>strict_tools</c>.</summary>
    Cohere,

    /// <summary><c>bedrock</c>: Converse of Amazon Bedrock without strict mode. The plain schema.</summary>
    Bedrock,

    /// <summary><c>bedrock.strict</c>: Converse of Amazon Bedrock with strict tools.</summary>
    BedrockStrict,
}

using System.Text.Json;
using Microsoft.Extensions.AI;

namespace SdkGen.Dialects.AnthropicMessages;

/// <summary>Schemas of answers in the form that the service takes.</summary>
internal static class AnthropicMessagesSchema
{
    private static readonly AIJsonSchemaTransformOptions s_closed = new() { DisallowAdditionalProperties = true };

    /// <summary>The schema with all of its objects closed, which the service insists on.</summary>
    public static JsonElement Closed(JsonElement schema) => AIJsonUtilities.TransformSchema(schema, s_closed);
}

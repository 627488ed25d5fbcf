using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Transport;

namespace SdkGen.Dialects;

/// <summary>Which tools go with the schema that the service enforces.</summary>
/// <remarks>
/// What a tool says (<see cref="Key"/> in its additional properties) goes before what the options say, and that before the account and the spec. The last two
/// speak for generated tools alone, which have a schema of their own for strict mode: that of any other function may not be one the service takes.
/// </remarks>
internal static class StrictTools
{
    /// <summary>In the additional properties of a tool or of options: whether the service enforces the schema.</summary>
    public const string Key = "strict";

    /// <summary>The key of a spec's <c>wire</c>: <c>default</c> where generated tools are strict unless somebody says otherwise, at models that are known to take schemas.</summary>
    public const string WireKey = "strictTools";

    /// <summary>Whether generated tools are strict where neither they nor the options say it.</summary>
    public static bool ByDefault(ProviderOptions account, ProviderProfile profile, ModelFacts model) =>
        account.StrictTools ?? (profile.Wire.TryGetValue(WireKey, out var word) && word == "default" && model.Card is { StructuredOutput: Fact.Yes });

    /// <summary>Whether a function goes strict.</summary>
    public static bool Of(AIFunctionDeclaration function, bool? asked, bool byDefault) =>
        Asked(function.AdditionalProperties) ?? asked ?? (byDefault && Generated(function) is not null);

    /// <summary>What additional properties say; null where they say nothing.</summary>
    public static bool? Asked(IReadOnlyDictionary<string, object?>? properties) =>
        properties is not null && properties.TryGetValue(Key, out var strict) && strict is bool flag ? flag : null;

    /// <summary>The generated tool that a function is or hands calls on to with its schema unchanged; null where there is none.</summary>
    public static LlmTool? Generated(AIFunctionDeclaration function)
    {
        if (function is LlmTool tool)
            return tool;
        if (function.GetService<LlmTool>() is not { } inner)
            return null;

        // A function that wraps a tool hands out the tool's own schema, unless it has changed it.
        return JsonMarshal.GetRawUtf8Value(function.JsonSchema) == JsonMarshal.GetRawUtf8Value(inner.JsonSchema) ? inner : null;
    }
}

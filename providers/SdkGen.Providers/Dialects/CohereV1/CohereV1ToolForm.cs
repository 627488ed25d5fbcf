using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Wire.CohereV1;

namespace SdkGen.Dialects.CohereV1;

/// <summary>Tools in the protocol's own words: a list of arguments with a type each, where newer ones have a JSON Schema. What a schema says beyond that goes into the description.</summary>
internal static class CohereV1ToolForm
{
    private static readonly ConditionalWeakTable<AITool, CohereV1Tool> s_forms = [];

    public static CohereV1Tool Of(AIFunctionDeclaration function) => s_forms.GetValue(function, static x => Make((AIFunctionDeclaration)x));

    private static CohereV1Tool Make(AIFunctionDeclaration function)
    {
        var tool = new CohereV1Tool { Name = function.Name, Description = function.Description };
        if (!function.JsonSchema.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
            return tool;
        var required = function.JsonSchema.TryGetProperty("required", out var names) && names.ValueKind == JsonValueKind.Array
            ? names.EnumerateArray().Select(JsonText.Of).ToHashSet() : [];
        tool.ParameterDefinitions = [];
        foreach (var property in properties.EnumerateObject())
        {
            tool.ParameterDefinitions[property.Name] = new()
            {
                Description = Description(property.Value),
                Type = TypeName(property.Value),
                Required = required.Contains(property.Name),
            };
        }

        return tool;
    }

    private static string? Description(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return null;
        var text = schema.TryGetProperty("description", out var description) ? JsonText.Of(description) : null;

        // Choices, items and members of its own have no place of their own.
        return schema.TryGetProperty("enum", out _) || schema.TryGetProperty("items", out _) || schema.TryGetProperty("properties", out _) || schema.TryGetProperty("anyOf", out _)
            ? $"{text} Follows the JSON Schema {schema.GetRawText()}".TrimStart()
            : text;
    }

    private static string TypeName(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("type", out var type))
            return "str";
        if (type.ValueKind == JsonValueKind.Array)
            type = type.EnumerateArray().FirstOrDefault(one => !one.ValueEquals("null"));
        return JsonText.Of(type) switch
        {
            "integer" => "int",
            "number" => "float",
            "boolean" => "bool",
            "array" => "list",
            "object" => "dict",
            _ => "str",
        };
    }
}

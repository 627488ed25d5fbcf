using System.Text.Json;
using System.Text.RegularExpressions;

namespace SdkGen.Generators.Tests.Tools.Intercepted;

/// <summary>Whether a value fits a schema, for the keywords that both makers of function schemas use.</summary>
internal sealed class SchemaVerdict(JsonElement root)
{
    public static bool Accepts(JsonElement schema, JsonElement value) => new SchemaVerdict(schema).Fits(schema, value);

    private bool Fits(JsonElement schema, JsonElement value)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return schema.ValueKind == JsonValueKind.True;
        return schema.EnumerateObject().All(keyword => Holds(schema, keyword.Name, keyword.Value, value));
    }

    private bool Holds(JsonElement schema, string keyword, JsonElement operand, JsonElement value) => keyword switch
    {
        "$ref" => Fits(Resolve(operand.GetString()!), value),
        "type" => operand.ValueKind == JsonValueKind.Array ? operand.EnumerateArray().Any(type => Is(type.GetString()!, value)) : Is(operand.GetString()!, value),
        "enum" => operand.EnumerateArray().Any(item => JsonElement.DeepEquals(item, value)),
        "const" => JsonElement.DeepEquals(operand, value),
        "anyOf" => operand.EnumerateArray().Any(one => Fits(one, value)),
        "properties" => value.ValueKind != JsonValueKind.Object || operand.EnumerateObject().All(property => !value.TryGetProperty(property.Name, out var member) || Fits(property.Value, member)),
        "required" => value.ValueKind != JsonValueKind.Object || operand.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
        "additionalProperties" => value.ValueKind != JsonValueKind.Object || value.EnumerateObject().All(member =>
            (schema.TryGetProperty("properties", out var known) && known.TryGetProperty(member.Name, out _)) || Fits(operand, member.Value)),
        "items" => value.ValueKind != JsonValueKind.Array || value.EnumerateArray().All(item => Fits(operand, item)),
        "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= operand.GetDouble(),
        "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() <= operand.GetDouble(),
        "minLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= operand.GetInt32(),
        "maxLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length <= operand.GetInt32(),
        "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, operand.GetString()!),
        "description" or "title" or "default" or "format" or "$defs" or "$comment" or "contentEncoding" or "uniqueItems" => true,
        _ => throw new NotSupportedException(keyword),
    };

    private JsonElement Resolve(string reference)
    {
        var found = root;
        foreach (var step in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
            found = found.ValueKind == JsonValueKind.Array ? found[int.Parse(step, null)] : found.GetProperty(step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
        return found;
    }

    private static bool Is(string type, JsonElement value) => type switch
    {
        "integer" => value.ValueKind == JsonValueKind.Number && value.GetDouble() % 1 == 0,
        "number" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => string.Equals(value.ValueKind.ToString(), type, StringComparison.OrdinalIgnoreCase),
    };
}

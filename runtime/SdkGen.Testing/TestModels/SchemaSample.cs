using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace SdkGen.Testing;

/// <summary>Makes the least JSON that a schema accepts.</summary>
internal sealed class SchemaSample
{
    private const int DeepestNesting = 64;

    private readonly JsonElement _root;
    private readonly Utf8JsonWriter _writer;

    // References that are being followed: where there is a choice, none is followed into itself.
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    private SchemaSample(JsonElement root, Utf8JsonWriter writer)
    {
        _root = root;
        _writer = writer;
    }

    /// <exception cref="NotSupportedException">The schema says something that this cannot answer.</exception>
    public static byte[] Of(JsonElement schema)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            new SchemaSample(schema, writer).Write(schema, "$", 0, index: 0);
        return buffer.WrittenSpan.ToArray();
    }

    // The index tells the items of a list apart that must all differ.
    private void Write(JsonElement schema, string path, int depth, int index)
    {
        if (depth > DeepestNesting)
            throw new NotSupportedException($"{path} needs itself without end.");
        if (schema.ValueKind != JsonValueKind.Object)
        {
            _writer.WriteNullValue();
            return;
        }

        if (schema.TryGetProperty("$ref", out var reference))
            Follow(reference.GetString()!, path, depth, index);
        else if (schema.TryGetProperty("const", out var constant))
            constant.WriteTo(_writer);
        else if (schema.TryGetProperty("enum", out var values))
            values[index % values.GetArrayLength()].WriteTo(_writer);
        else if (Choices(schema) is { } choices)
            Write(Simplest(choices), path, depth + 1, index);
        else if (schema.TryGetProperty("allOf", out var all) && !schema.TryGetProperty("type", out _))
            Write(all[0], path, depth + 1, index);
        else
            WriteOfType(schema, TypeOf(schema), path, depth, index);
    }

    private void Follow(string reference, string path, int depth, int index)
    {
        var isFirst = _open.Add(reference);
        Write(Resolve(reference, path), path, depth + 1, index);
        if (isFirst)
            _open.Remove(reference);
    }

    private void WriteOfType(JsonElement schema, string? type, string path, int depth, int index)
    {
        switch (type)
        {
            case "object":
                WriteObject(schema, path, depth);
                break;
            case "array":
                WriteArray(schema, path, depth);
                break;
            case "string":
                _writer.WriteStringValue(StringSample.Of(schema, path, index));
                break;
            case "integer" or "number":
                _writer.WriteRawValue(Number(schema, type == "integer", index).ToString(CultureInfo.InvariantCulture));
                break;
            case "boolean":
                _writer.WriteBooleanValue(index % 2 == 1);
                break;
            default:
                _writer.WriteNullValue();
                break;
        }
    }

    private void WriteObject(JsonElement schema, string path, int depth)
    {
        _writer.WriteStartObject();
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!).ToHashSet(StringComparer.Ordinal) : [];
        var missing = Integer(schema, "minProperties", 0);
        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject().OrderBy(property => !required.Contains(property.Name)))
            {
                if (!required.Remove(property.Name) && missing <= 0)
                    continue;
                missing--;
                _writer.WritePropertyName(property.Name);
                Write(property.Value, $"{path}.{property.Name}", depth + 1, 0);
            }
        }

        schema.TryGetProperty("additionalProperties", out var further);
        foreach (var name in required.Concat(Enumerable.Range(1, Math.Max(0, missing - required.Count)).Select(number => $"key{number}")))
        {
            _writer.WritePropertyName(name);
            Write(further, $"{path}.{name}", depth + 1, 0);
        }

        _writer.WriteEndObject();
    }

    private void WriteArray(JsonElement schema, string path, int depth)
    {
        _writer.WriteStartArray();
        var prefix = schema.TryGetProperty("prefixItems", out var fixedItems) ? fixedItems.GetArrayLength() : 0;
        schema.TryGetProperty("items", out var items);
        for (var i = 0; i < Math.Max(prefix, Integer(schema, "minItems", 0)); i++)
            Write(i < prefix ? fixedItems[i] : items, $"{path}[{i}]", depth + 1, i);
        _writer.WriteEndArray();
    }

    private static decimal Number(JsonElement schema, bool isInteger, int index)
    {
        var step = schema.TryGetProperty("multipleOf", out var multiple) && multiple.TryGetDecimal(out var value) ? value : isInteger ? 1m : 0.5m;
        var least = Bound("minimum", "exclusiveMinimum", 1);
        var most = Bound("maximum", "exclusiveMaximum", -1);
        var number = least is { } low && low > 0 ? Math.Ceiling(low / step) * step : most is { } high && high < 0 ? Math.Floor(high / step) * step : 0;
        number += index * step;
        return most is { } end && number > end ? (least ?? 0) > end - (index * step) ? end : end - (index * step) : number;

        // One step away from what is excluded is far enough, and where steps are coarse the nearest one is taken.
        decimal? Bound(string inclusive, string exclusive, int direction)
        {
            var bound = schema.TryGetProperty(inclusive, out var given) && given.TryGetDecimal(out var limit) ? limit : (decimal?)null;
            if (schema.TryGetProperty(exclusive, out var excluded) && excluded.TryGetDecimal(out var outside))
            {
                var inside = outside % step == 0 ? outside + (direction * step) : outside;
                bound = bound is null ? inside : direction > 0 ? Math.Max(bound.Value, inside) : Math.Min(bound.Value, inside);
            }

            return bound;
        }
    }

    private static string? TypeOf(JsonElement schema)
    {
        if (schema.TryGetProperty("type", out var type))
            return type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(name => name.GetString()).FirstOrDefault(name => name != "null") : type.GetString();
        return schema.TryGetProperty("properties", out _) || schema.TryGetProperty("required", out _) ? "object" : schema.TryGetProperty("items", out _) ? "array" : null;
    }

    private static JsonElement? Choices(JsonElement schema) =>
        schema.TryGetProperty("anyOf", out var choices) || schema.TryGetProperty("oneOf", out choices) ? choices : null;

    /// <summary>A choice that says something and has an end: null only where there is nothing else, and no reference where something smaller will do.</summary>
    private JsonElement Simplest(JsonElement choices) => choices.EnumerateArray()
        .OrderBy(choice => Reference(choice) is { } reference && _open.Contains(reference))
        .ThenBy(choice => choice.ValueKind == JsonValueKind.Object && choice.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("null"))
        .ThenBy(choice => Reference(choice) is not null)
        .First();

    private static string? Reference(JsonElement schema) => schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("$ref", out var reference) ? reference.GetString() : null;

    private JsonElement Resolve(string reference, string path)
    {
        var found = _root;
        if (!reference.StartsWith('#'))
            throw new NotSupportedException($"{path} refers to '{reference}', which is another document.");
        foreach (var step in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(name, out found))
                throw new NotSupportedException($"{path} refers to '{reference}', which is not there.");
        }

        return found;
    }

    private static int Integer(JsonElement schema, string name, int otherwise) => schema.TryGetProperty(name, out var value) && value.TryGetInt32(out var number) ? number : otherwise;
}

using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SdkGen.Json;

namespace SdkGen;

/// <summary>Writes arguments anew with the values that a schema asks for in the place of strings that mean them.</summary>
internal sealed class ArgumentCoercion
{
    private const int ReferenceLimit = 16;

    private readonly JsonElement _root;
    private readonly ArgumentCoercions _allowed;
    private readonly List<ArgumentRepairStep> _steps;
    private readonly Utf8JsonWriter _writer;

    private ArgumentCoercion(JsonElement root, ArgumentCoercions allowed, List<ArgumentRepairStep> steps, Utf8JsonWriter writer)
    {
        _root = root;
        _allowed = allowed;
        _steps = steps;
        _writer = writer;
    }

    /// <summary>Coerces what may be; null where nothing was to coerce.</summary>
    public static byte[]? Apply(ReadOnlyMemory<byte> utf8, JsonElement schema, ArgumentCoercions allowed, List<ArgumentRepairStep> steps)
    {
        var count = steps.Count;
        var output = new ArrayBufferWriter<byte>(utf8.Length + 64);
        using var document = JsonDocument.Parse(utf8);
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            new ArgumentCoercion(schema, allowed, steps, writer).Write(document.RootElement, schema, "");
        return steps.Count == count ? null : output.WrittenSpan.ToArray();
    }

    private void Write(JsonElement value, JsonElement schema, string path)
    {
        var branches = Branches(schema);
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                _writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    _writer.WritePropertyName(member.Name);
                    Write(member.Value, MemberSchema(branches, member.Name), $"{path}.{member.Name}");
                }

                _writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                _writer.WriteStartArray();
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    Write(item, ItemSchema(branches, index), string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"));
                    index++;
                }

                _writer.WriteEndArray();
                break;
            case JsonValueKind.String when branches.Count > 0 && TryCoerce(value.GetString()!, branches, path):
                break;
            default:
                _writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
                break;
        }
    }

    private bool TryCoerce(string text, List<JsonElement> branches, string path)
    {
        var types = new HashSet<string>(StringComparer.Ordinal);
        var names = new List<string>();
        foreach (var branch in branches)
        {
            types.UnionWith(Types(branch));
            foreach (var name in Names(branch))
            {
                if (!names.Contains(name))
                    names.Add(name);
            }
        }

        if (names.Contains(text))
            return false;
        if ((_allowed & ArgumentCoercions.EnumCase) != 0 && names.FindAll(name => name.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase)) is [var only])
        {
            Note(path, text, JsonEncodedText.Encode(only, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(), isString: true);
            _writer.WriteStringValue(only);
            return true;
        }

        if (types.Count == 0 || types.Contains("string"))
            return false;
        if ((_allowed & ArgumentCoercions.Scalars) != 0 && ScalarOf(text.Trim(), types) is { } scalar)
        {
            Note(path, text, scalar, isString: false);
            _writer.WriteRawValue(scalar);
            return true;
        }

        return (_allowed & ArgumentCoercions.Containers) != 0 && TryCoerceContainer(text, types, branches[0], path);
    }

    private bool TryCoerceContainer(string text, HashSet<string> types, JsonElement schema, string path)
    {
        if (text.AsSpan().Trim() is not ['[' or '{', ..] || !JsonRepair.TryRepair(text, out var repaired))
            return false;
        using var document = JsonDocument.Parse(repaired.Utf8);
        if (!types.Contains(document.RootElement.ValueKind == JsonValueKind.Array ? "array" : "object"))
            return false;
        Note(path, text, ArgumentRepairer.Shown(repaired.Utf8.Span), isString: false);
        Write(document.RootElement, schema, path);
        return true;
    }

    private static string? ScalarOf(string text, HashSet<string> types)
    {
        if (types.Contains("boolean") && bool.TryParse(text, out var flag))
            return flag ? "true" : "false";
        if (types.Contains("null") && text.Equals("null", StringComparison.OrdinalIgnoreCase))
            return "null";
        if (!types.Contains("number") && !types.Contains("integer"))
            return null;
        var utf8 = Encoding.UTF8.GetBytes(text);
        if (!JsonRepair.IsJson(utf8) || utf8[0] is not ((byte)'-' or (>= (byte)'0' and <= (byte)'9')))
            return null;
        return types.Contains("number") || text.AsSpan().IndexOfAny(".eE") < 0 ? text : null;
    }

    private void Note(string path, string before, string after, bool isString) => _steps.Add(new(
        ArgumentRepairKind.Coerced, path,
        $"\"{ArgumentRepairer.Shown(Encoding.UTF8.GetBytes(JsonEncodedText.Encode(before, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString()))}\"",
        isString ? $"\"{after}\"" : after));

    private JsonElement MemberSchema(List<JsonElement> branches, string name)
    {
        foreach (var branch in branches)
        {
            if (branch.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(name, out var member))
                return member;
        }

        foreach (var branch in branches)
        {
            if (branch.TryGetProperty("additionalProperties", out var others))
                return others;
        }

        return default;
    }

    private static JsonElement ItemSchema(List<JsonElement> branches, int index)
    {
        foreach (var branch in branches)
        {
            if (branch.TryGetProperty("prefixItems", out var prefix) && prefix.ValueKind == JsonValueKind.Array && index < prefix.GetArrayLength())
                return prefix[index];
            if (branch.TryGetProperty("items", out var items))
                return items;
        }

        return default;
    }

    /// <summary>The schema itself and what it refers to or is made of.</summary>
    private List<JsonElement> Branches(JsonElement schema)
    {
        var branches = new List<JsonElement>();
        var open = new Queue<JsonElement>([schema]);
        while (branches.Count < ReferenceLimit && open.TryDequeue(out var next))
        {
            if (next.ValueKind != JsonValueKind.Object)
                continue;
            branches.Add(next);
            if (next.TryGetProperty("$ref", out var reference) && Resolve(reference.GetString()) is { } target)
                open.Enqueue(target);
            foreach (var keyword in (ReadOnlySpan<string>)["anyOf", "oneOf", "allOf"])
            {
                if (next.TryGetProperty(keyword, out var parts) && parts.ValueKind == JsonValueKind.Array)
                {
                    foreach (var part in parts.EnumerateArray())
                        open.Enqueue(part);
                }
            }
        }

        return branches;
    }

    private JsonElement? Resolve(string? reference)
    {
        if (reference is null || !reference.StartsWith('#'))
            return null;
        var at = _root;
        foreach (var step in reference[1..].Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
                return null;
        }

        return at;
    }

    private static List<string> Types(JsonElement schema) => schema.TryGetProperty("type", out var type) ? Strings(type) : [];

    private static List<string> Names(JsonElement schema)
    {
        if (schema.TryGetProperty("const", out var only) && only.ValueKind == JsonValueKind.String)
            return Strings(only);
        return schema.TryGetProperty("enum", out var names) && names.ValueKind == JsonValueKind.Array ? Strings(names) : [];
    }

    /// <summary>A string, or those of an array.</summary>
    private static List<string> Strings(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return [value.GetString()!];
        var strings = new List<string>();
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String)
                strings.Add(item.GetString()!);
        }

        return strings;
    }
}

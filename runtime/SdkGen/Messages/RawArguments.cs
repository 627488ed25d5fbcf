using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;

namespace SdkGen;

/// <summary>The arguments of a tool call as the model wrote them. A tool reads the text itself; who asks for values gets them parsed, once.</summary>
/// <remarks>
/// <para>Our clients put it into <see cref="FunctionCallContent.Arguments"/>. It saves and loads with a conversation like any dictionary (and is one afterwards).</para>
/// <para>Text that is no JSON object has no values: <see cref="Error"/> says what is wrong, and no tool runs on it.</para>
/// </remarks>
public sealed class RawArguments : IDictionary<string, object?>, IReadOnlyDictionary<string, object?>
{
    private static readonly byte[] s_empty = "{}"u8.ToArray();

    private Dictionary<string, object?>? _values;

    private RawArguments(ReadOnlyMemory<byte> utf8, JsonException? error, bool isText)
    {
        Utf8 = utf8;
        Error = error;
        IsText = isText;
    }

    /// <summary>The text as it came, in UTF-8.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>Why the text cannot be used; null where it is one JSON object.</summary>
    public JsonException? Error { get; }

    /// <summary>The text is free text, the input of a custom tool; as a dictionary it is <c>{"input": text}</c>.</summary>
    public bool IsText { get; }

    /// <summary>The model could not finish the text: what it holds may be half of what was meant, so it is never repaired.</summary>
    public bool IsCutOff { get; private init; }

    /// <summary>What was done so that the arguments fit the tool; null where they are as the model wrote them.</summary>
    public ArgumentRepair? Repair { get; private init; }

    /// <inheritdoc cref="IDictionary{TKey, TValue}.Keys"/>
    public ICollection<string> Keys => Parsed().Keys;

    /// <inheritdoc cref="IDictionary{TKey, TValue}.Values"/>
    public ICollection<object?> Values => Parsed().Values;

    /// <summary>How many arguments there are.</summary>
    public int Count => Parsed().Count;

    /// <summary>Always true: arguments are what the model wrote.</summary>
    public bool IsReadOnly => true;

    IEnumerable<string> IReadOnlyDictionary<string, object?>.Keys => Keys;

    IEnumerable<object?> IReadOnlyDictionary<string, object?>.Values => Values;

    /// <summary>The value of an argument: a <see cref="JsonElement"/>, or null.</summary>
    public object? this[string key] => Parsed()[key];

    object? IDictionary<string, object?>.this[string key]
    {
        get => Parsed()[key];
        set => throw ReadOnly();
    }

    /// <summary>Takes arguments that should be one JSON object.</summary>
    /// <param name="utf8">The text; kept, not copied. Empty or blank means <c>{}</c>.</param>
    public static RawArguments FromJson(ReadOnlyMemory<byte> utf8)
    {
        var text = utf8.Span.Trim(" \t\r\n"u8);
        return text.IsEmpty || text.SequenceEqual("null"u8) ? new(s_empty, null, isText: false) : new(utf8, Check(utf8.Span), isText: false);
    }

    /// <summary>Takes arguments that the model did not finish writing, because it ran into its output limit.</summary>
    public static RawArguments FromCutOff(ReadOnlyMemory<byte> utf8) =>
        new(utf8, new JsonException("The answer ended before the arguments did, at its length limit or because it was cut off."), isText: false) { IsCutOff = true };

    /// <summary>Takes arguments that were made to fit their tool.</summary>
    internal static RawArguments FromRepair(ArgumentRepair repair) => new(repair.After, null, isText: false) { Repair = repair };

    /// <summary>Takes the input of a custom tool: free text.</summary>
    public static RawArguments FromText(string text) => new(Encoding.UTF8.GetBytes(text), null, isText: true);

    /// <inheritdoc cref="IDictionary{TKey, TValue}.ContainsKey"/>
    public bool ContainsKey(string key) => Parsed().ContainsKey(key);

    /// <inheritdoc cref="IDictionary{TKey, TValue}.TryGetValue"/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value) => Parsed().TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => Parsed().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    bool ICollection<KeyValuePair<string, object?>>.Contains(KeyValuePair<string, object?> item) => Parsed().Contains(item);

    void ICollection<KeyValuePair<string, object?>>.CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object?>>)Parsed()).CopyTo(array, arrayIndex);

    void IDictionary<string, object?>.Add(string key, object? value) => throw ReadOnly();

    void ICollection<KeyValuePair<string, object?>>.Add(KeyValuePair<string, object?> item) => throw ReadOnly();

    void ICollection<KeyValuePair<string, object?>>.Clear() => throw ReadOnly();

    bool IDictionary<string, object?>.Remove(string key) => throw ReadOnly();

    bool ICollection<KeyValuePair<string, object?>>.Remove(KeyValuePair<string, object?> item) => throw ReadOnly();

    /// <summary>The text as it came.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Utf8.Span);

    private static NotSupportedException ReadOnly() => new("The arguments of a call are what the model wrote: copy them to change them.");

    private static JsonException? Check(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                return new JsonException($"The arguments must be one JSON object, not {Name(reader.TokenType)}.");
            while (reader.Read())
            {
            }

            return JsonText.IsReadable(utf8) ? null : new JsonException("A name or a string holds half of a surrogate pair, which is no text.");
        }
        catch (JsonException exception)
        {
            return exception;
        }
    }

    private static string Name(JsonTokenType token) => token switch
    {
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        _ => "a literal",
    };

    private Dictionary<string, object?> Parsed() => _values ??= Parse();

    private Dictionary<string, object?> Parse()
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (IsText)
        {
            values["input"] = ToString();
            return values;
        }

        if (Error is not null)
            return values;
        using var document = JsonDocument.Parse(Utf8);
        foreach (var member in document.RootElement.EnumerateObject())
            values[member.Name] = member.Value.ValueKind == JsonValueKind.Null ? null : member.Value.Clone();
        return values;
    }
}

using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace SdkGen.Json.Schema;

/// <summary>One look of a generated validator at one JSON text: either it stops at the first problem or it collects all of them.</summary>
/// <remarks>
/// A reader is a struct, so a copy of it is a bookmark: schemas that look at the same value (<c>allOf</c>, <c>anyOf</c>, …) each get their own copy, and
/// nothing is parsed into objects. What cannot be judged (text that is not JSON, too deep, a pattern that takes too long) is a problem of the whole text.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct JsonSchemaRun
{
    /// <summary>How deep JSON may be nested: what System.Text.Json allows by default.</summary>
    public const int MaxDepth = 64;

    private readonly ReadOnlySpan<byte> _json;
    private readonly bool _collects;
    private JsonProblems _problems;

    private JsonSchemaRun(ReadOnlySpan<byte> json, bool collects)
    {
        _json = json;
        _collects = collects;
    }

    /// <summary>How many problems there are so far.</summary>
    public readonly int Count => _problems.Count;

    // An element may come from text with comments or trailing commas; it has been read once, so they are no problem of the element.
    internal static JsonReaderOptions Lenient => new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = MaxDepth };

    /// <summary>Says whether a whole JSON text fits a schema. Never throws.</summary>
    public static bool IsValid(ReadOnlySpan<byte> utf8Json, JsonSchemaRule root) => Look(utf8Json, new JsonReaderOptions { MaxDepth = MaxDepth }, root, collects: false, out _);

    /// <summary>Says whether a value fits a schema. Never throws.</summary>
    public static bool IsValid(JsonElement value, JsonSchemaRule root) => Look(Raw(value), Lenient, root, collects: false, out _);

    /// <summary>Every place where a whole JSON text does not fit a schema; empty where it fits. Never throws.</summary>
    public static IReadOnlyList<JsonProblem> Validate(ReadOnlySpan<byte> utf8Json, JsonSchemaRule root)
    {
        Look(utf8Json, new JsonReaderOptions { MaxDepth = MaxDepth }, root, collects: true, out var problems);
        return problems.Items;
    }

    /// <summary>Every place where a value does not fit a schema; empty where it fits. Never throws.</summary>
    public static IReadOnlyList<JsonProblem> Validate(JsonElement value, JsonSchemaRule root)
    {
        Look(Raw(value), Lenient, root, collects: true, out var problems);
        return problems.Items;
    }

    /// <summary>Says whether the value at the reader fits, without noting why not.</summary>
    public readonly bool Fits(Utf8JsonReader reader, JsonSchemaRule rule)
    {
        var probe = new JsonSchemaRun(_json, collects: false);
        return rule(ref reader, ref probe);
    }

    /// <summary>Holds the value at the reader against one more schema; the reader stays where it is.</summary>
    /// <returns>False to stop.</returns>
    public bool Check(Utf8JsonReader reader, JsonSchemaRule rule) => rule(ref reader, ref this);

    /// <summary>Notes that the value at the reader does not fit, and steps over it.</summary>
    /// <returns>False to stop.</returns>
    public bool Expected(ref Utf8JsonReader reader, string expected)
    {
        if (_collects)
            _problems.Expected(ref reader, expected);
        return _collects;
    }

    /// <summary>Notes that something about the current object or array as a whole does not fit.</summary>
    /// <returns>False to stop.</returns>
    public bool Expected(string expected, string received)
    {
        if (_collects)
            _problems.Add(expected, received);
        return _collects;
    }

    /// <summary>Notes that the current array or object has too few or too many entries.</summary>
    /// <returns>False to stop.</returns>
    public bool Expected(string expected, int count) => Expected(expected, _collects ? count.ToString(CultureInfo.InvariantCulture) : "");

    /// <summary>Notes that a member is absent.</summary>
    /// <returns>False to stop.</returns>
    public bool Missing(string name, string expected)
    {
        if (_collects)
            _problems.Missing(name, expected);
        return _collects;
    }

    /// <summary>Puts a member's name in front of the paths of all problems since there were <paramref name="from"/>.</summary>
    public readonly void Prefix(int from, ReadOnlySpan<byte> name) => _problems.Prefix(from, name);

    /// <summary>Puts an item's index in front of the paths of all problems since there were <paramref name="from"/>.</summary>
    public readonly void Prefix(int from, int index) => _problems.Prefix(from, index);

    /// <summary>A reader on the name at <paramref name="reader"/> as if the name were a value.</summary>
    public readonly Utf8JsonReader Name(scoped ref Utf8JsonReader reader)
    {
        // The name's bytes lie between two quotes.
        var name = new Utf8JsonReader(_json.Slice((int)reader.TokenStartIndex, reader.ValueSpan.Length + 2));
        name.Read();
        return name;
    }

    /// <summary>Says whether the value at the reader equals an array or object (<c>1.0</c> is <c>1</c>, members in any order).</summary>
    public readonly bool Is(Utf8JsonReader reader, ReadOnlySpan<byte> utf8Json) =>
        reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && JsonSchemaValue.AreEqual(Value(reader), utf8Json);

    /// <summary>Says whether no two items of the array at the reader are equal.</summary>
    public readonly bool AreUnique(Utf8JsonReader reader) => JsonSchemaValue.AreUnique(Value(reader));

    /// <summary>How many different names the object at the reader has.</summary>
    public readonly int CountNames(Utf8JsonReader reader) => JsonSchemaValue.CountNames(Value(reader));

    /// <summary>Says whether the value at the reader is an object with this member and value.</summary>
    public readonly bool HasMember(Utf8JsonReader reader, ReadOnlySpan<byte> name, ReadOnlySpan<byte> utf8Json)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isNamed = JsonSchemaText.Of(ref reader).SequenceEqual(name);
            reader.Read();
            if (isNamed && JsonSchemaValue.AreEqual(Value(reader), utf8Json))
                return true;
            reader.Skip();
        }

        return false;
    }

    // Never asked of a name, whose reader stands on other bytes: a name is no array and no object.
    private readonly ReadOnlySpan<byte> Value(Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return _json[start..(int)reader.BytesConsumed];
    }

    private static ReadOnlySpan<byte> Raw(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? [] : JsonMarshal.GetRawUtf8Value(value);

    private static bool Look(ReadOnlySpan<byte> json, JsonReaderOptions options, JsonSchemaRule root, bool collects, out JsonProblems problems)
    {
        try
        {
            if (!Utf8.IsValid(json))
                return Unjudged("JSON", "text that is not UTF-8", out problems);
            var run = new JsonSchemaRun(json, collects);
            var reader = new Utf8JsonReader(json, options);
            reader.Read();
            var goesOn = root(ref reader, ref run);
            while (goesOn && reader.Read())
            {
                // Nothing may follow the value; the reader throws where something does.
            }

            problems = run._problems;
            return goesOn && problems.Count == 0;
        }
        catch (JsonException wrong)
        {
            return Unjudged("JSON", string.Create(CultureInfo.InvariantCulture, $"text that is not JSON from line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1}"), out problems);
        }
        catch (RegexMatchTimeoutException slow)
        {
            var limit = slow.MatchTimeout.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return Unjudged($"text that can be matched against {slow.Pattern} within {limit} s", "text that takes longer", out problems);
        }
        catch (InsufficientExecutionStackException)
        {
            return Unjudged("JSON that the stack of this thread has room for", "deeper JSON", out problems);
        }
    }

    private static bool Unjudged(string expected, string received, out JsonProblems problems)
    {
        problems = default;
        problems.Add(expected, received);
        return false;
    }
}

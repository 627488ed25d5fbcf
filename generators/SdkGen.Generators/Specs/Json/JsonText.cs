using Microsoft.CodeAnalysis.Text;

namespace SdkGen.Generators.Specs.Json;

/// <summary>Reads JSON text (RFC 8259, nothing beyond it) into nodes that know their place.</summary>
/// <remarks>An own reader, because a JSON library beside an analyzer breaks some hosts, and because spec errors need a line and a column.</remarks>
internal sealed partial class JsonText
{
    /// <summary>No spec is deeper; keeps hostile input off the stack.</summary>
    public const int MaxDepth = 64;

    private readonly string _text;
    private readonly List<JsonProperty> _duplicates = [];
    private int _at;
    private int _depth;

    private JsonText(string text) => _text = text;

    /// <summary>Reads a whole text: one value and nothing after it. Never throws.</summary>
    public static JsonParse Parse(string text)
    {
        var reader = new JsonText(text);
        try
        {
            reader.SkipSpace();
            var root = reader.ReadValue();
            reader.SkipSpace();
            if (reader._at < text.Length)
                throw reader.Wrong("expected the end of the file");
            return new JsonParse(root, null, reader._duplicates);
        }
        catch (SyntaxException wrong)
        {
            return new JsonParse(null, new JsonError(wrong.Message, wrong.Span), reader._duplicates);
        }
    }

    private JsonNode ReadValue()
    {
        if (_at >= _text.Length)
            throw Wrong("expected a value");
        switch (_text[_at])
        {
            case '{': return ReadObject();
            case '[': return ReadArray();
            case '"':
                var start = _at;
                var value = ReadString();
                return new JsonString(TextSpan.FromBounds(start, _at), value);
            case 't': return new JsonBoolean(ReadWord("true"), true);
            case 'f': return new JsonBoolean(ReadWord("false"), false);
            case 'n': return new JsonNull(ReadWord("null"));
            case '-' or (>= '0' and <= '9'): return ReadNumber();
            default: throw Wrong("expected a value");
        }
    }

    private JsonObject ReadObject()
    {
        var start = Enter();
        var properties = new List<JsonProperty>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (!TryLeave('}', first: properties.Count == 0))
        {
            if (_at >= _text.Length || _text[_at] != '"')
                throw Wrong("expected a property name in double quotes");
            var nameStart = _at;
            var name = ReadString();
            var nameSpan = TextSpan.FromBounds(nameStart, _at);
            SkipSpace();
            if (!TryTake(':'))
                throw Wrong("expected ':' after the property name");
            SkipSpace();
            var property = new JsonProperty(name, nameSpan, ReadValue());
            if (!names.Add(name))
                _duplicates.Add(property);
            properties.Add(property);
        }

        return new JsonObject(TextSpan.FromBounds(start, _at), properties);
    }

    private JsonArray ReadArray()
    {
        var start = Enter();
        var items = new List<JsonNode>();
        while (!TryLeave(']', first: items.Count == 0))
            items.Add(ReadValue());
        return new JsonArray(TextSpan.FromBounds(start, _at), items);
    }

    private int Enter()
    {
        if (++_depth > MaxDepth)
            throw Wrong($"nested deeper than {MaxDepth}");
        return _at++;
    }

    /// <summary>Steps over the separator to the next item, or over the closing bracket.</summary>
    private bool TryLeave(char close, bool first)
    {
        SkipSpace();
        if (TryTake(close))
        {
            _depth--;
            return true;
        }

        if (!first)
        {
            if (!TryTake(','))
                throw Wrong($"expected ',' or '{close}'");
            SkipSpace();
        }

        return false;
    }

    private TextSpan ReadWord(string word)
    {
        if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0)
            throw Wrong("expected a value");
        _at += word.Length;
        return new TextSpan(_at - word.Length, word.Length);
    }

    private bool TryTake(char wanted)
    {
        if (_at >= _text.Length || _text[_at] != wanted)
            return false;
        _at++;
        return true;
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t' or '\n' or '\r')
            _at++;
    }

    private SyntaxException Wrong(string expected)
    {
        var length = _at < _text.Length ? 1 : 0;
        return new SyntaxException(expected, new TextSpan(Math.Min(_at, _text.Length), length));
    }

    private sealed class SyntaxException(string message, TextSpan span) : Exception(message)
    {
        public TextSpan Span { get; } = span;
    }
}

/// <summary>What a text holds.</summary>
/// <param name="Root">The value; null when the text is not JSON.</param>
/// <param name="Error">Why the text is not JSON.</param>
/// <param name="Duplicates">Properties whose name came before in the same object.</param>
internal sealed record JsonParse(JsonNode? Root, JsonError? Error, IReadOnlyList<JsonProperty> Duplicates);

internal sealed record JsonError(string Message, TextSpan Span);

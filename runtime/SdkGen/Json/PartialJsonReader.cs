using System.Text;
using System.Text.Json;

namespace SdkGen.Json;

/// <summary>Reads JSON while it arrives, cut anywhere, even inside a character, and shows at any time what is known of the value.</summary>
/// <remarks>Every byte is looked at once: the time is linear in the length of the text, however it is cut. Depth costs memory, not stack.</remarks>
public sealed partial class PartialJsonReader
{
    private readonly PartialJsonOptions _options;
    private readonly Stack<PartialJsonValue> _open = [];
    private readonly Stack<Place> _places = [];

    /// <summary>Open containers that are shown only when complete, with the key that each waits under.</summary>
    private readonly Stack<(PartialJsonValue Value, string? Key)> _hidden = [];

    private readonly StringBuilder _scalar = new();
    private State _state;
    private PartialJsonValue? _string;
    private PartialJsonValue? _pending;
    private string? _key;
    private int _escape;
    private int _escapeDigits;
    private char _highSurrogate;
    private char _cutSurrogate;
    private bool _isKey;

    /// <summary>Starts at the beginning of a text.</summary>
    /// <param name="options">What is shown of values that are cut off; null takes the defaults.</param>
    public PartialJsonReader(PartialJsonOptions? options = null)
    {
        _options = options ?? new PartialJsonOptions();
        _state = _options.SkipLeadingText ? State.Text : State.Value;
    }

    /// <summary>The value so far; null while nothing of it may be shown. Always the same object from then on.</summary>
    public PartialJsonValue? Value { get; private set; }

    /// <summary>How many bytes were appended.</summary>
    public long Length { get; private set; }

    /// <summary>The value is complete; what follows is not looked at, unless it is only blank.</summary>
    public bool IsComplete => _state == State.Done;

    /// <summary>The text is no JSON. The value stays as it was before the error; <see cref="JsonRepair"/> may find what was meant.</summary>
    public bool IsMalformed => _state == State.Malformed;

    /// <summary>Reads on.</summary>
    /// <param name="utf8">The next bytes of the text.</param>
    public void Append(ReadOnlySpan<byte> utf8)
    {
        Length += utf8.Length;
        var at = 0;
        while (at < utf8.Length && _state is not (State.Done or State.Malformed))
        {
            if (_state == State.String)
                at += AppendString(utf8[at..]);
            else if (Step(utf8[at]))
                at++;
        }

        ShowPending();
    }

    /// <summary>Reads on.</summary>
    /// <param name="text">The next characters of the text; a surrogate pair may be cut between two calls.</param>
    public void Append(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (_cutSurrogate != '\0')
            text = _cutSurrogate + text;
        _cutSurrogate = text.Length > 0 && char.IsHighSurrogate(text[^1]) ? text[^1] : '\0';
        Append(Encoding.UTF8.GetBytes(_cutSurrogate == '\0' ? text : text[..^1]));
    }

    /// <summary>Says that no more comes: a number that is the whole text is complete then. Anything else that is open stays cut off.</summary>
    public void Finish()
    {
        if (_state is State.Number or State.Literal && _open.Count == 0)
            EndScalar();
    }

    /// <summary>Takes one byte outside of a string's content. False when the byte must be looked at again in the new state.</summary>
    private bool Step(byte b)
    {
        switch (_state)
        {
            case State.Text:
                return b is not ((byte)'{' or (byte)'[') || StartValue(b);
            case State.Value or State.ItemOrEnd:
                return IsBlank(b) || StartValue(b);
            case State.KeyOrEnd or State.Key:
                return IsBlank(b) || StartKey(b);
            case State.Colon:
                if (b == ':')
                    _state = State.Value;
                else if (!IsBlank(b))
                    _state = State.Malformed;
                return true;
            case State.AfterValue:
                return IsBlank(b) || EndOrNext(b);
            case State.Escape:
                return StepEscape(b);
            case State.Unicode:
                return StepUnicode(b);
            case State.LowSurrogate:
                return StepLowSurrogate(b);
            default:
                if (b is (byte)',' or (byte)']' or (byte)'}' || IsBlank(b))
                {
                    EndScalar();
                    return false;
                }

                _scalar.Append((char)b);
                if (_state == State.Number && b == 'I' && _scalar.Length == 2)
                    _state = State.Literal;
                if (_state == State.Literal ? LiteralOf() is null : !IsNumberByte(b))
                    _state = State.Malformed;
                return true;
        }
    }

    private bool StartValue(byte b)
    {
        switch (b)
        {
            case (byte)'{':
                Open(new PartialJsonValue(JsonValueKind.Object), Place.Object, PartialJsonParts.Objects, State.KeyOrEnd);
                return true;
            case (byte)'[':
                Open(new PartialJsonValue(JsonValueKind.Array), Place.Array, PartialJsonParts.Arrays, State.ItemOrEnd);
                return true;
            case (byte)']' when _state == State.ItemOrEnd:
                CloseContainer();
                return true;
            case (byte)'"':
                _string = new PartialJsonValue(JsonValueKind.String);
                _isKey = false;
                _state = State.String;
                if (Shows(PartialJsonParts.Strings))
                    Attach(_string);
                return true;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                _scalar.Clear().Append((char)b);
                _state = State.Number;
                return true;
            default:
                _scalar.Clear().Append((char)b);
                _state = LiteralOf() is null ? State.Malformed : State.Literal;
                return true;
        }
    }

    private bool StartKey(byte b)
    {
        if (b == '"')
        {
            _string = new PartialJsonValue(JsonValueKind.String);
            _isKey = true;
            _state = State.String;
        }
        else if (b == '}' && _state == State.KeyOrEnd)
        {
            CloseContainer();
        }
        else
        {
            _state = State.Malformed;
        }

        return true;
    }

    private bool EndOrNext(byte b)
    {
        if (b == ',')
            _state = _places.Peek() == Place.Object ? State.Key : State.Value;
        else if (b == (_places.Peek() == Place.Object ? '}' : ']'))
            CloseContainer();
        else
            _state = State.Malformed;
        return true;
    }

    private void Open(PartialJsonValue container, Place place, PartialJsonParts part, State next)
    {
        if (Shows(part))
            Attach(container);
        else
            _hidden.Push((container, _key));
        _open.Push(container);
        _places.Push(place);
        _state = next;
    }

    private void CloseContainer()
    {
        var container = _open.Pop();
        _places.Pop();
        if (_hidden.TryPeek(out var hidden) && ReferenceEquals(hidden.Value, container))
        {
            _key = _hidden.Pop().Key;
            Attach(container);
        }

        container.Complete();
        AfterValue();
    }

    private void Attach(PartialJsonValue value)
    {
        if (!_open.TryPeek(out var parent))
            Value = value;
        else if (parent.Kind == JsonValueKind.Object)
            parent.Add(_key!, value);
        else
            parent.Add(value);
    }

    private void AfterValue() => _state = _open.Count == 0 ? State.Done : State.AfterValue;

    private bool Shows(PartialJsonParts part) => (_options.Show & part) != 0;

    private static bool IsNumberByte(byte b) => b is (>= (byte)'0' and <= (byte)'9') or (byte)'+' or (byte)'-' or (byte)'.' or (byte)'e' or (byte)'E';

    private static bool IsBlank(byte b) => b is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    private enum Place
    {
        Object,
        Array,
    }

    private enum State
    {
        Value,
        ItemOrEnd,
        KeyOrEnd,
        Key,
        Colon,
        AfterValue,
        String,
        Escape,
        Unicode,
        LowSurrogate,
        Number,
        Literal,
        Done,
        Malformed,
        Text,
    }
}

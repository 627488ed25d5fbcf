using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace SdkGen.Json;

/// <summary>A JSON value that is still being read: it grows with the text and never takes back what it showed.</summary>
/// <remarks>
/// Looking at it costs what is looked at, not what was read, so a caller may look after every chunk. It changes when its reader reads on:
/// <see cref="ToElement"/> makes a copy that does not. Not safe for reading while another thread feeds the reader.
/// </remarks>
public sealed class PartialJsonValue
{
    private List<PartialJsonValue>? _items;
    private List<KeyValuePair<string, PartialJsonValue>>? _members;
    private byte[] _utf8 = [];
    private int _length;
    private string? _text;

    internal PartialJsonValue(JsonValueKind kind)
    {
        Kind = kind;
        if (kind == JsonValueKind.Array)
            _items = [];
        else if (kind == JsonValueKind.Object)
            _members = [];
    }

    /// <summary>What it is. Known from its first character.</summary>
    public JsonValueKind Kind { get; }

    /// <summary>The text has shown its end.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The items of an array so far; empty for anything else.</summary>
    public IReadOnlyList<PartialJsonValue> Items => _items ?? (IReadOnlyList<PartialJsonValue>)[];

    /// <summary>The members of an object so far, in order and with repeated names; empty for anything else.</summary>
    public IReadOnlyList<KeyValuePair<string, PartialJsonValue>> Members => _members ?? (IReadOnlyList<KeyValuePair<string, PartialJsonValue>>)[];

    /// <summary>The characters of a string so far, the digits of a number, the word of a literal; empty for containers.</summary>
    public string Text => _text is { } text && (IsComplete || Kind != JsonValueKind.String) ? text : _text = Encoding.UTF8.GetString(_utf8, 0, WholeCharacters());

    /// <summary>Finds an object's member; of several with one name the last.</summary>
    /// <param name="name">The member's name.</param>
    /// <param name="value">Its value so far; null when the method returns false.</param>
    /// <returns>False when it has not come yet or this is no object.</returns>
    public bool TryGetMember(string name, [NotNullWhen(true)] out PartialJsonValue? value)
    {
        var at = _members?.FindLastIndex(member => member.Key == name) ?? -1;
        value = at < 0 ? null : _members![at].Value;
        return at >= 0;
    }

    /// <summary>Copies the value as it is now. Costs its whole size.</summary>
    /// <returns>An element that later text does not change. <c>NaN</c> and the infinities are strings in it.</returns>
    public JsonElement ToElement()
    {
        var utf8 = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(utf8, new JsonWriterOptions { MaxDepth = int.MaxValue }))
            WriteTo(writer);
        using var document = JsonDocument.Parse(utf8.WrittenMemory, new JsonDocumentOptions { MaxDepth = int.MaxValue });
        return document.RootElement.Clone();
    }

    /// <summary>Writes the value as it is now, closed where the text is not.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var open = new Stack<(PartialJsonValue Value, int Next)>();
        WriteOpening(writer, this, open);
        while (open.TryPop(out var top))
        {
            var count = top.Value._members?.Count ?? top.Value._items!.Count;
            if (top.Next == count)
            {
                if (top.Value.Kind == JsonValueKind.Object)
                    writer.WriteEndObject();
                else
                    writer.WriteEndArray();
                continue;
            }

            open.Push((top.Value, top.Next + 1));
            if (top.Value._members is { } members)
                writer.WritePropertyName(members[top.Next].Key);
            WriteOpening(writer, top.Value._members?[top.Next].Value ?? top.Value._items![top.Next], open);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => ToElement().GetRawText();

    internal void Add(PartialJsonValue item) => _items!.Add(item);

    internal void Add(string name, PartialJsonValue value) => _members!.Add(new(name, value));

    internal void Append(ReadOnlySpan<byte> utf8)
    {
        if (_length + utf8.Length > _utf8.Length)
            Array.Resize(ref _utf8, Math.Max(_length + utf8.Length, Math.Max(16, _utf8.Length * 2)));
        utf8.CopyTo(_utf8.AsSpan(_length));
        _length += utf8.Length;
        _text = null;
    }

    internal void SetText(string text) => _text = text;

    internal void Complete() => IsComplete = true;

    private static void WriteOpening(Utf8JsonWriter writer, PartialJsonValue value, Stack<(PartialJsonValue Value, int Next)> open)
    {
        switch (value.Kind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                open.Push((value, 0));
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                open.Push((value, 0));
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(value.Text);
                break;
            case JsonValueKind.Number when value.Text.Contains('N', StringComparison.Ordinal) || value.Text.Contains('I', StringComparison.Ordinal):
                writer.WriteStringValue(value.Text);
                break;
            default:
                writer.WriteRawValue(value.Text, skipInputValidation: true);
                break;
        }
    }

    /// <summary>The bytes up to the last character that is there in full.</summary>
    private int WholeCharacters()
    {
        if (IsComplete)
            return _length;
        var start = _length;
        while (start > 0 && _length - start < 4 && (_utf8[start - 1] & 0xC0) == 0x80)
            start--;
        if (start == 0)
            return 0;
        var lead = _utf8[start - 1];
        var needed = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        return _length - start + 1 < needed ? start - 1 : _length;
    }
}

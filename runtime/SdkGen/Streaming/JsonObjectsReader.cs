namespace SdkGen.Streaming;

/// <summary>Reads JSON objects that follow one another: a line each (NDJSON), or as the items of one array.</summary>
/// <remarks>Each byte is looked at once, however the stream is cut. What is no object between two of them ends in one last event, which nobody can read.</remarks>
internal sealed class JsonObjectsReader : FrameReader
{
    private int _scanned;
    private int _begin = -1;
    private int _depth;
    private bool _inString;
    private bool _escaped;
    private ReadOnlyMemory<byte> _data;

    /// <param name="stream">What is read; it is not closed.</param>
    /// <param name="received">What another reader has received of it.</param>
    public JsonObjectsReader(Stream stream, ReadOnlySpan<byte> received = default)
        : base(stream)
    {
        Begin(received);
    }

    public override ReadOnlyMemory<byte> Data => _data;

    public override bool IsError => false;

    protected override bool TryTake(out int length)
    {
        var unread = Unread.Span;
        for (; _scanned < unread.Length; _scanned++)
        {
            var value = unread[_scanned];
            if (_inString)
            {
                SkipString(unread, value);
            }
            else if (value == (byte)'"')
            {
                _inString = true;
                BeginObject();
            }
            else if (value is (byte)'{' || (_begin >= 0 && value is (byte)'['))
            {
                BeginObject();
                _depth++;
            }
            else if (_begin >= 0 && value is (byte)'}' or (byte)']' && _depth > 0 && --_depth == 0)
            {
                return Take(_scanned + 1, out length);
            }
            else if (_begin < 0 && !IsBetween(value))
            {
                BeginObject();
            }
        }

        // At its end, a stream that holds the beginning of something has been cut off, or is no JSON.
        if (Ended && _begin >= 0)
            return Take(unread.Length, out length);
        length = 0;
        return false;
    }

    // The mark of a text, white space, and what stands around the items of an array.
    private static bool IsBetween(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)',' or (byte)'[' or (byte)']' or 0xEF or 0xBB or 0xBF;

    private void BeginObject()
    {
        if (_begin < 0)
            _begin = _scanned;
    }

    private void SkipString(ReadOnlySpan<byte> unread, byte value)
    {
        if (_escaped)
        {
            _escaped = false;
            return;
        }

        var next = value is (byte)'"' or (byte)'\\' ? 0 : unread[_scanned..].IndexOfAny((byte)'"', (byte)'\\');
        if (next < 0)
        {
            _scanned = unread.Length - 1;
            return;
        }

        _scanned += next;
        _inString = unread[_scanned] != (byte)'"';
        _escaped = _inString;
    }

    private bool Take(int end, out int length)
    {
        _data = Unread[_begin..end];
        length = end;
        (_scanned, _begin, _depth, _inString, _escaped) = (0, -1, 0, false, false);
        return true;
    }
}

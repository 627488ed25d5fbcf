using System.Buffers;
using System.Buffers.Text;

namespace SdkGen.Streaming;

/// <summary>Reads server-sent events off a stream, in place: what it hands out are windows on its one pooled buffer.</summary>
/// <remarks>
/// <para>Grammar: WHATWG HTML, "server-sent events". Lines end in CR, LF or CRLF; one byte order mark may lead; unknown fields are skipped; an event
/// without a data line is not dispatched.</para>
/// <para>Departure, on request: <c>acceptUnterminated</c> dispatches a last event that no blank line follows, because some services end their streams so.</para>
/// <para>Data of several lines is moved together where it lies: what joins two lines is never longer than what stood between them.</para>
/// </remarks>
internal sealed class SseReader(Stream stream, bool acceptUnterminated = false, int capacity = 8192) : EventReader
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(capacity);
    private int _start;           // first byte that is still needed
    private int _line;            // first byte of the line being read
    private int _scan;            // up to here that line holds no terminator
    private int _end;             // end of what was received
    private bool _ended;          // the stream is
    private bool _first = true;   // nothing was read yet: a byte order mark may come
    private bool _skipLineFeed;   // the last line ended in CR: a LF that follows belongs to it
    private bool _dispatched;     // the fields below are in the caller's hands

    private int _dataStart;
    private int _dataLength = -1;
    private int _typeStart;
    private int _typeLength;
    private byte[] _id = [];
    private int _idLength;

    /// <summary>The event's data, without the last line's terminator. Valid until the next read.</summary>
    public override ReadOnlyMemory<byte> Data => _buffer.AsMemory(_dataStart, Math.Max(_dataLength, 0));

    /// <summary>The event's type; empty means <c>message</c>. Valid until the next read.</summary>
    public ReadOnlySpan<byte> EventType => _buffer.AsSpan(_typeStart, _typeLength);

    public override bool IsError => EventType.SequenceEqual("error"u8);

    /// <summary>The last id that any event so far has set; empty where none has.</summary>
    public ReadOnlySpan<byte> LastEventId => _id.AsSpan(0, _idLength);

    /// <summary>The reconnection time that the stream last asked for.</summary>
    public TimeSpan? Retry { get; private set; }

    public override bool Ended => _ended;

    public override ReadOnlyMemory<byte> Unread => _buffer.AsMemory(_start, _end - _start);

    public override bool TryRead()
    {
        if (_dispatched)
            Forget();
        if (_first && !SkipByteOrderMark())
            return false;

        while (true)
        {
            if (_skipLineFeed && _line < _end)
            {
                _skipLineFeed = false;
                if (_buffer[_line] == (byte)'\n')
                    _scan = ++_line;
            }

            var found = _buffer.AsSpan(_scan, _end - _scan).IndexOfAny((byte)'\n', (byte)'\r');
            if (found < 0)
            {
                _scan = _end;
                return _ended && TryReadUnterminated();
            }

            var begin = _line;
            var end = _scan + found;
            _skipLineFeed = _buffer[end] == (byte)'\r';
            _line = _scan = end + 1;

            if (end > begin)
                TakeField(begin, end);
            else if (_dataLength >= 0)
                return _dispatched = true;
            else
                Forget();
        }
    }

    public override async ValueTask<bool> FillAsync(CancellationToken cancellationToken = default)
    {
        if (_ended)
            return false;
        CheckLength(_end - _start);
        MakeRoom();
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += read;
        _ended = read == 0;
        return !_ended;
    }

    public override void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        _start = _line = _scan = _end = _dataStart = _typeStart = _typeLength = 0;
        _dataLength = -1;
        _ended = true;
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private bool TryReadUnterminated()
    {
        if (!acceptUnterminated)
            return false;
        if (_line < _end)
            TakeField(_line, _end);
        _line = _scan = _end;
        return _dispatched = _dataLength >= 0;
    }

    private void Forget()
    {
        _dispatched = false;
        _start = _line;
        _dataLength = -1;
        _typeLength = 0;
    }

    private bool SkipByteOrderMark()
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        var begin = _buffer.AsSpan(0, Math.Min(_end, 3));
        if (begin.Length < 3 && !_ended && mark.StartsWith(begin))
            return false;
        if (begin.SequenceEqual(mark))
            _start = _line = _scan = 3;
        _first = false;
        return true;
    }

    private void TakeField(int begin, int end)
    {
        var line = _buffer.AsSpan(begin, end - begin);
        var colon = line.IndexOf((byte)':');
        var name = colon < 0 ? line : line[..colon];
        var valueStart = colon < 0 ? end : begin + colon + 1;
        if (valueStart < end && _buffer[valueStart] == (byte)' ')
            valueStart++;
        var valueLength = end - valueStart;

        if (name.SequenceEqual("data"u8))
            AppendData(valueStart, valueLength);
        else if (name.SequenceEqual("event"u8))
            (_typeStart, _typeLength) = (valueStart, valueLength);
        else if (name.SequenceEqual("id"u8))
            TakeId(_buffer.AsSpan(valueStart, valueLength));
        else if (name.SequenceEqual("retry"u8))
            TakeRetry(_buffer.AsSpan(valueStart, valueLength));
        else if (_dataLength < 0 && _typeLength == 0)
            _start = _line;
    }

    private void AppendData(int start, int length)
    {
        if (_dataLength < 0)
        {
            (_dataStart, _dataLength) = (start, length);
            return;
        }

        var next = _dataStart + _dataLength;
        if (_typeLength > 0 && _typeStart >= next)
        {
            // The type stands between the two data lines, where the second is about to move: put it in front of the first.
            Span<byte> type = _typeLength <= 256 ? stackalloc byte[_typeLength] : new byte[_typeLength];
            _buffer.AsSpan(_typeStart, _typeLength).CopyTo(type);
            _buffer.AsSpan(_dataStart, _dataLength).CopyTo(_buffer.AsSpan(_dataStart + _typeLength));
            type.CopyTo(_buffer.AsSpan(_dataStart));
            _typeStart = _dataStart;
            _dataStart += _typeLength;
            next += _typeLength;
        }

        _buffer[next] = (byte)'\n';
        _buffer.AsSpan(start, length).CopyTo(_buffer.AsSpan(next + 1));
        _dataLength += 1 + length;
    }

    private void TakeId(ReadOnlySpan<byte> value)
    {
        if (value.Contains((byte)0))
            return;
        if (_id.Length < value.Length)
            _id = new byte[Math.Max(32, value.Length)];
        value.CopyTo(_id);
        _idLength = value.Length;
    }

    private void TakeRetry(ReadOnlySpan<byte> value)
    {
        if (!value.IsEmpty && !value.ContainsAnyExceptInRange((byte)'0', (byte)'9') && Utf8Parser.TryParse(value, out long milliseconds, out _)
            && milliseconds <= int.MaxValue)
            Retry = TimeSpan.FromMilliseconds(milliseconds);
    }

    private void MakeRoom()
    {
        if (_start == _end)
        {
            Shift(_start);
            return;
        }

        if (_buffer.Length - _end >= _buffer.Length / 4)
            return;
        if (_start >= _buffer.Length / 2)
        {
            var kept = _end - _start;
            _buffer.AsSpan(_start, kept).CopyTo(_buffer);
            Shift(_start);
            return;
        }

        var grown = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(_start, _end - _start).CopyTo(grown);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = grown;
        Shift(_start);
    }

    private void Shift(int by)
    {
        _start -= by;
        _line -= by;
        _scan -= by;
        _end -= by;
        _dataStart = Math.Max(0, _dataStart - by);
        _typeStart = Math.Max(0, _typeStart - by);
    }
}

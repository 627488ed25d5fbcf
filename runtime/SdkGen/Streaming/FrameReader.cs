using System.Buffers;

namespace SdkGen.Streaming;

/// <summary>What readers of frames share that lie in one piece: the buffer, and the frame that is in the caller's hands.</summary>
/// <param name="stream">What is read; it is not closed.</param>
/// <param name="capacity">Bytes that the buffer begins with.</param>
internal abstract class FrameReader(Stream stream, int capacity = 8192) : EventReader
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(capacity);
    private int _start;
    private int _end;
    private int _taken;
    private bool _ended;

    public override bool Ended => _ended;

    public override ReadOnlyMemory<byte> Unread => _buffer.AsMemory(_start, _end - _start);

    /// <summary>The same as <see cref="Unread"/>, for whoever puts a frame together where it lies.</summary>
    protected Memory<byte> Received => _buffer.AsMemory(_start, _end - _start);

    public override bool TryRead()
    {
        _start += _taken;
        _taken = 0;
        if (!TryTake(out var length))
            return false;
        _taken = length;
        return true;
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

    /// <summary>Takes what another reader has received of the same stream.</summary>
    protected void Begin(ReadOnlySpan<byte> received)
    {
        if (received.Length > _buffer.Length)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(received.Length);
        }

        received.CopyTo(_buffer);
        _end = received.Length;
    }

    public override void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        _start = _end = _taken = 0;
        _ended = true;
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Looks for a whole frame at the beginning of <see cref="EventReader.Unread"/>.</summary>
    /// <param name="length">How many bytes the frame takes, with what stands around it. They stay where they are until the next read.</param>
    /// <returns>Whether there is one.</returns>
    protected abstract bool TryTake(out int length);

    private void MakeRoom()
    {
        if (_end < _buffer.Length)
            return;
        var unread = _end - _start;
        var target = _start >= _buffer.Length / 2 ? _buffer : ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(_start, unread).CopyTo(target);
        if (target != _buffer)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = target;
        (_start, _end) = (0, unread);
    }
}

namespace SdkGen.Runtime.Tests.Support;

/// <summary>A response stream that hands out its bytes in the pieces given, one a read.</summary>
internal sealed class PiecewiseStream(IEnumerable<byte[]> pieces) : Stream
{
    private readonly IEnumerator<byte[]> _pieces = pieces.GetEnumerator();
    private byte[] _current = [];
    private int _position;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Cuts bytes into pieces of 1 to <paramref name="longest"/> bytes.</summary>
    public static IEnumerable<byte[]> Cut(byte[] bytes, int longest, Random random)
    {
        for (var i = 0; i < bytes.Length;)
        {
            var length = Math.Min(bytes.Length - i, longest == 1 ? 1 : random.Next(1, longest + 1));
            yield return bytes[i..(i + length)];
            i += length;
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override int Read(Span<byte> buffer)
    {
        while (_position == _current.Length)
        {
            if (!_pieces.MoveNext())
                return 0;
            (_current, _position) = (_pieces.Current, 0);
        }

        var count = Math.Min(buffer.Length, _current.Length - _position);
        _current.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

using System.Buffers;

namespace SdkGen.Json;

/// <summary>Bytes that grow in arrays of the shared pool; given back by <see cref="Dispose"/>.</summary>
internal sealed class PooledByteBuffer(int capacity = 4096) : IBufferWriter<byte>, IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    /// <summary>The content, to be changed in place.</summary>
    public Span<byte> GetSpanOfContent() => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - Length);
        Length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        EnsureFree(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        EnsureFree(sizeHint);
        return _bytes.AsSpan(Length);
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        Length += bytes.Length;
    }

    public void Dispose()
    {
        var bytes = _bytes;
        _bytes = [];
        Length = 0;
        if (bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(bytes);
    }

    private void EnsureFree(int sizeHint)
    {
        var free = Math.Max(sizeHint, 256);
        if (_bytes.Length - Length >= free)
            return;
        var grown = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, Length + free));
        _bytes.AsSpan(0, Length).CopyTo(grown);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = grown;
    }
}

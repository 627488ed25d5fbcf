using System.Net;

namespace SdkGen.Conformance.Tests.Playback;

/// <summary>
/// Hands a body to the client in the very pieces that the server sent. The operating system may join pieces on the way, and then a boundary
/// that a test is about would never be seen.
/// </summary>
internal sealed class PiecewiseReading(Func<IReadOnlyList<int>> pieces) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var content = new StreamContent(new PiecewiseStream(await response.Content.ReadAsStreamAsync(cancellationToken), pieces()));
        foreach (var (name, values) in response.Content.Headers.NonValidated)
            content.Headers.TryAddWithoutValidation(name, values);
        response.Content = content;
        return response;
    }

    private sealed class PiecewiseStream(Stream inner, IReadOnlyList<int> pieces) : Stream
    {
        private int _piece;
        private int _left = pieces.Count > 0 ? pieces[0] : 0;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var most = _left > 0 ? Math.Min(buffer.Length, _left) : buffer.Length;
            var read = await inner.ReadAsync(buffer[..most], cancellationToken);
            _left -= read;
            if (_left <= 0 && ++_piece < pieces.Count)
                _left = pieces[_piece];
            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The client reads without blocking.");

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}

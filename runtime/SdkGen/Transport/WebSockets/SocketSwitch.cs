namespace SdkGen.Transport;

/// <summary>Sends streamed requests of the Responses protocol over WebSockets from when the account asks for it to when it does so no longer: settings change while a program runs.</summary>
/// <remarks>Knows of WebSockets by the account alone, so that a native program that does not ask for them is made without.</remarks>
/// <param name="options">The account as it is now.</param>
/// <param name="time">The clock.</param>
internal sealed class SocketSwitch(Func<ProviderOptions> options, TimeProvider time) : DelegatingHandler
{
    private HttpMessageInvoker? _sockets;

    /// <summary>Whether a request is one that can go over a socket.</summary>
    public static bool IsFor(HttpRequestMessage request) => request.Content is JsonBody && request.RequestUri?.AbsolutePath.EndsWith("/responses", StringComparison.Ordinal) == true;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        IsFor(request) && options().SocketHandler is { } make ? (_sockets ?? Make(make)).SendAsync(request, cancellationToken) : base.SendAsync(request, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _sockets?.Dispose();
        base.Dispose(disposing);
    }

    private HttpMessageInvoker Make(Func<Func<ProviderOptions>, TimeProvider, DelegatingHandler> make)
    {
        var handler = make(options, time);
        handler.InnerHandler = InnerHandler!;
        return Interlocked.CompareExchange(ref _sockets, new HttpMessageInvoker(handler), null) ?? _sockets;
    }
}

using System.Runtime.CompilerServices;
using SdkGen.Json;

namespace SdkGen.Transport;

/// <summary>One account at one provider: sends operations and reads their answers. Generated wire clients are thin over it.</summary>
/// <param name="http">Makes the HTTP client of each exchange.</param>
/// <param name="profile">The provider.</param>
/// <param name="options">The account.</param>
public sealed class ProviderConnection(Func<HttpClient> http, ProviderProfile profile, ProviderOptions options)
{
    /// <summary>The provider.</summary>
    public ProviderProfile Profile { get; } = profile;

    /// <summary>The account.</summary>
    public ProviderOptions Options { get; } = options;

    /// <summary>Sends a request and reads the whole answer.</summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="path">Path below the base URL, without a leading slash.</param>
    /// <param name="request">The body.</param>
    /// <param name="requestCodec">Writes the body.</param>
    /// <param name="responseCodec">Reads the answer.</param>
    /// <param name="cancellationToken">Cancels the exchange.</param>
    /// <exception cref="HttpRequestException">Replaced by the provider exception when transport is complete.</exception>
    public Task<TResponse> SendAsync<TRequest, TResponse>(
        HttpMethod method, string path, TRequest request, JsonCodec<TRequest> requestCodec, JsonCodec<TResponse> responseCodec, CancellationToken cancellationToken = default)
        where TRequest : class, new()
        where TResponse : class, new() => throw new NotSupportedException(http.ToString());

    /// <summary>Sends a request and reads the answer as server-sent events, each straight off the response stream.</summary>
    /// <returns>The same event object each time: its content is valid until the next one is asked for.</returns>
    public async IAsyncEnumerable<TEvent> StreamAsync<TRequest, TEvent>(
        HttpMethod method, string path, TRequest request, JsonCodec<TRequest> requestCodec, JsonCodec<TEvent> eventCodec, string? endMarker,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where TRequest : class, new()
        where TEvent : class, new()
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield break;
    }
}

using SdkGen.Json;

namespace SdkGen.Transport;

/// <summary>The events that answer one operation, whose body is written when the first is asked for.</summary>
internal sealed class RequestedEvents<TRequest, TEvent>(
    ProviderConnection connection, HttpMethod method, string path, TRequest request, JsonCodec<TRequest> requestCodec, IReadOnlyList<KeyValuePair<string, string?>>? headers,
    JsonCodec<TEvent> eventCodec, StreamFraming framing, string? endMarker, CancellationToken cancellationToken)
    : EventEnumerator<TEvent>(connection, eventCodec, framing, endMarker, cancellationToken)
    where TRequest : class, new()
    where TEvent : class, new()
{
    protected override HttpRequestMessage CreateRequest() => Connection.Requests.Create(method, path, JsonBody.From(request, requestCodec), headers);
}

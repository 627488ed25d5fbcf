using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using SdkGen.Json;
using SdkGen.Streaming;

namespace SdkGen.Transport;

/// <summary>One account at one provider: sends operations and reads their answers. Generated wire clients are thin over it.</summary>
/// <remarks>Every failure but cancellation is an <see cref="LlmException"/>. One instance serves all threads.</remarks>
public sealed partial class ProviderConnection
{
    // An error says what it has to say in its first lines, and whatever else sends a status has no claim on more.
    private const int LongestError = 64 * 1024;

    private readonly Func<HttpClient> _http;
    private readonly TimeProvider _time;
    private readonly RateLimitMonitor _limits;

    /// <summary>Makes a connection. Nothing is sent before the first operation.</summary>
    /// <param name="http">Makes the HTTP client of each exchange.</param>
    /// <param name="profile">The provider.</param>
    /// <param name="options">The account.</param>
    /// <param name="time">Every clock; null means the system's.</param>
    /// <exception cref="ArgumentException">The account's base URL is no absolute URL, or its key cannot stand in a header.</exception>
    public ProviderConnection(Func<HttpClient> http, ProviderProfile profile, ProviderOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(options);
        _http = http;
        _time = time ?? TimeProvider.System;
        Requests = new RequestFactory(profile, options, _time);
        Profile = profile;
        Options = options;
        Failures = new FailureReader(profile, options, _time, model: null, Requests);
        _limits = new RateLimitMonitor(profile, options, BaseUrl, _time);
    }

    private ProviderConnection(ProviderConnection connection, string model)
    {
        _http = connection._http;
        Requests = connection.Requests;
        _time = connection._time;
        Log = connection.Log;
        States = connection.States;
        State = States?.GetOrAdd($"{connection._limits.Account}/{model}", static _ => new()) ?? new();
        Profile = connection.Profile;
        Options = connection.Options;
        Failures = new FailureReader(Profile, Options, _time, model, Requests);
        _limits = new RateLimitMonitor(connection._limits, model);
    }

    /// <summary>The provider.</summary>
    public ProviderProfile Profile { get; }

    /// <summary>The account.</summary>
    public ProviderOptions Options { get; }

    /// <summary>What the service says about the limits of this account, and of the model where the connection is one model's.</summary>
    public RateLimitMonitor RateLimits
    {
        get
        {
            _limits.IsWatched = true;
            return _limits;
        }
    }

    internal FailureReader Failures { get; }

    internal RequestFactory Requests { get; }

    /// <summary>Where to tell of what is sent otherwise than it was asked for; null where nobody reads it.</summary>
    internal ILogger? Log { get; init; }

    /// <summary>What layers remember of the accounts and models of an application, by their names; null where nobody keeps it.</summary>
    internal ConcurrentDictionary<string, LayerState>? States { get; init; }

    /// <summary>What layers remember of this account and model.</summary>
    internal LayerState State { get; } = new();

    /// <summary>Where requests go; ends in <c>/</c>.</summary>
    internal Uri BaseUrl => Requests.BaseUrl;

    /// <summary>The same connection, whose failures name a model.</summary>
    /// <param name="model">The model's id on the wire.</param>
    public ProviderConnection ForModel(string model) => new(this, model);

    /// <summary>The path of an operation: the dialect's, or the provider's own in its place, with its values filled in.</summary>
    /// <param name="operation">The dialect's id, a slash and the operation's name (<c>openai-chat/chat</c>); with <c>.stream</c> for its streaming form.</param>
    /// <param name="template">The dialect's path: <c>{name}</c> stands for a value that is escaped whole, <c>{+name}</c> for one that keeps its slashes. Behind a question mark, what has no value is left out.</param>
    /// <param name="values">The values of this request. What is not among them is a setting of the account.</param>
    /// <exception cref="ArgumentException">A value is missing.</exception>
    public string Path(string operation, string template, params ReadOnlySpan<(string Name, string? Value)> values) => Requests.Path(operation, template, values);

    /// <summary>Sends a request and reads the whole answer.</summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="path">Path below the base URL, without a leading slash.</param>
    /// <param name="request">The body.</param>
    /// <param name="requestCodec">Writes the body.</param>
    /// <param name="responseCodec">Reads the answer.</param>
    /// <param name="headers">Headers of this request alone; those without a value are left out.</param>
    /// <param name="cancellationToken">Cancels the exchange.</param>
    /// <exception cref="LlmException">The provider refused, failed, did not answer in time or answered with something else.</exception>
    public Task<ProviderResponse<TResponse>> SendAsync<TRequest, TResponse>(
        HttpMethod method, string path, TRequest request, JsonCodec<TRequest> requestCodec, JsonCodec<TResponse> responseCodec,
        IReadOnlyList<KeyValuePair<string, string?>>? headers = null, CancellationToken cancellationToken = default)
        where TRequest : class, new()
        where TResponse : class, new()
    {
        ArgumentNullException.ThrowIfNull(requestCodec);
        ArgumentNullException.ThrowIfNull(responseCodec);
        try
        {
            return SendAsync(Requests.Create(method, path, JsonBody.From(request, requestCodec), headers), responseCodec, cancellationToken);
        }
        catch (Exception exception)
        {
            return Task.FromException<ProviderResponse<TResponse>>(exception);
        }
    }

    /// <summary>Sends a request without a body and reads the whole answer.</summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="path">Path below the base URL, without a leading slash.</param>
    /// <param name="responseCodec">Reads the answer.</param>
    /// <param name="headers">Headers of this request alone; those without a value are left out.</param>
    /// <param name="cancellationToken">Cancels the exchange.</param>
    /// <exception cref="LlmException">The provider refused, failed, did not answer in time or answered with something else.</exception>
    public Task<ProviderResponse<TResponse>> SendAsync<TResponse>(
        HttpMethod method, string path, JsonCodec<TResponse> responseCodec, IReadOnlyList<KeyValuePair<string, string?>>? headers = null, CancellationToken cancellationToken = default)
        where TResponse : class, new()
    {
        ArgumentNullException.ThrowIfNull(responseCodec);
        return SendAsync(Requests.Create(method, path, content: null, headers), responseCodec, cancellationToken);
    }

    private async Task<ProviderResponse<TResponse>> SendAsync<TResponse>(HttpRequestMessage message, JsonCodec<TResponse> responseCodec, CancellationToken cancellationToken)
        where TResponse : class, new()
    {
        using var disposed = message;
        using var response = await OpenAsync(message, cancellationToken).ConfigureAwait(false);
        using var body = await ReadAsync(response, isError: false, cancellationToken).ConfigureAwait(false);
        var json = JsonText.WithoutMark(body.Memory);
        if (FailureReader.IsError(json.Span))
            throw Failures.FromBody(response, json);
        TResponse value;
        try
        {
            value = Decode(json.Span, responseCodec);
        }
        catch (JsonException exception)
        {
            throw Failures.Unreadable(response, json, exception);
        }

        return responseCodec.IsAnswer(value) ? new ProviderResponse<TResponse>(value, Failures.RequestId(response)) : throw Failures.NoAnswer(response, json);
    }

    /// <summary>Sends a request, when enumeration begins, and reads the answer as events, each straight off the response stream.</summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="path">Path below the base URL, without a leading slash.</param>
    /// <param name="request">The body. It must stay unchanged until enumeration has begun.</param>
    /// <param name="requestCodec">Writes the body.</param>
    /// <param name="eventCodec">Reads one event. A service that answers with one whole JSON object instead of a stream has that read as its only event.</param>
    /// <param name="framing">How the answer is cut into events.</param>
    /// <param name="endMarker">Data that ends the stream, for example <c>[DONE]</c>; null where there is none. A stream may always end without it.</param>
    /// <param name="headers">Headers of this request alone; those without a value are left out.</param>
    /// <param name="cancellationToken">Cancels the exchange.</param>
    /// <returns>The same event object each time: its content is valid until the next one is asked for.</returns>
    public ProviderStream<TEvent> StreamAsync<TRequest, TEvent>(
        HttpMethod method, string path, TRequest request, JsonCodec<TRequest> requestCodec, JsonCodec<TEvent> eventCodec, StreamFraming framing, string? endMarker,
        IReadOnlyList<KeyValuePair<string, string?>>? headers = null, CancellationToken cancellationToken = default)
        where TRequest : class, new()
        where TEvent : class, new()
    {
        ArgumentNullException.ThrowIfNull(requestCodec);
        ArgumentNullException.ThrowIfNull(eventCodec);
        return new ProviderStream<TEvent>(new RequestedEvents<TRequest, TEvent>(
            this, method, path, request, requestCodec, headers, eventCodec, framing, endMarker, cancellationToken));
    }

    /// <summary>Tells of a file of an answer that a request leaves out.</summary>
    internal void LeftOut(string mediaType)
    {
        if (Log is { } log)
            LeftOut(log, mediaType, Profile.Name);
    }

    [LoggerMessage(3, LogLevel.Warning, "A file of an earlier answer ({MediaType}) was left out of a request to {Provider}, which takes none there. It sees what a message of the user shows it.")]
    private static partial void LeftOut(ILogger log, string mediaType, string provider);

    internal static T Decode<T>(ReadOnlySpan<byte> json, JsonCodec<T> codec)
        where T : class, new()
    {
        if (JsonText.WithoutSpace(json) is not [(byte)'{', ..])
            throw new JsonException("it is not a JSON object.");
        var value = new T();
        Decode(json, codec, value);
        return value;
    }

    internal static void Decode<T>(ReadOnlySpan<byte> json, JsonCodec<T> codec, T value)
        where T : class, new()
    {
        // A value of the wrong kind is skipped: what else the answer says is worth more than an exception about it.
        var problems = new JsonProblems { ReadsAnswers = true };
        var reader = new Utf8JsonReader(json);
        reader.Read();
        codec.Read(ref reader, value, ref problems);
    }

    /// <summary>The failure that a whole answer tells of although its status was fine, for adapters to which it says so in words of its own.</summary>
    internal LlmException FailureOf(ReadOnlyMemory<byte> body, string? requestId) => Failures.FromBody(body, requestId);

    /// <summary>Sends the request and reads the answer's head; an error status becomes its exception.</summary>
    internal async ValueTask<HttpResponseMessage> OpenAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            if (Requests.AuthorizesEach)
                await Requests.AuthorizeAsync(message, cancellationToken).ConfigureAwait(false);
            response = await _http().SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (Translate(exception, response: null, cancellationToken) is { } failure)
        {
            throw failure;
        }

        _limits.Note(response.Headers);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
        using (var body = await ReadAsync(response, isError: true, cancellationToken).ConfigureAwait(false))
            throw Failures.FromResponse(response, body.Memory);
    }

    /// <summary>What the caller is told of an exchange that broke; null where the exception says it itself.</summary>
    internal Exception? Translate(Exception exception, HttpResponseMessage? response, CancellationToken cancellationToken)
    {
        if (IsTransportFailure(exception, cancellationToken))
            return Failures.FromTransport(exception, response);

        // Closing a connection under a read or a write throws whatever the layer beneath makes of it.
        return exception is not OperationCanceledException && cancellationToken.IsCancellationRequested
            ? new OperationCanceledException(exception.Message, exception, cancellationToken)
            : null;
    }

    private static bool IsTransportFailure(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        HttpRequestException or IOException or InvalidDataException or TimeoutException => !cancellationToken.IsCancellationRequested,
        _ => false,
    };

    private async ValueTask<PooledByteBuffer> ReadAsync(HttpResponseMessage response, bool isError, CancellationToken cancellationToken)
    {
        var length = response.Content.Headers.ContentLength;
        var body = new PooledByteBuffer(length is > 0 and < 1 << 20 && !isError ? (int)length + 256 : 4096);
        try
        {
            // The client's own timeout ends with the headers: a body that stalls must not hold the caller for ever.
            using var deadline = new Deadline(Options.Timeout, _time, cancellationToken);
            var stream = await response.Content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                int read;
                while ((read = await stream.ReadAsync(body.GetMemory(), deadline.Token).ConfigureAwait(false)) > 0)
                {
                    body.Advance(read);
                    if (isError && body.Length >= LongestError)
                        break;
                    if (body.Length > Options.MaxEventLength)
                        throw EventReader.TooLong("it", Options.MaxEventLength);
                }
            }

            return body;
        }
        catch (Exception exception)
        {
            body.Dispose();
            if (Translate(exception, response, cancellationToken) is { } failure)
                throw failure;
            throw;
        }
    }
}

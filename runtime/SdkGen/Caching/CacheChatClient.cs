using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;

namespace SdkGen;

/// <summary>Answers a request that was answered before from memory, and asks once where several ask the same at the same time.</summary>
internal sealed class CacheChatClient : DelegatingChatClient
{
    private readonly ConcurrentDictionary<string, CacheFlight> _flights = new(StringComparer.Ordinal);
    private readonly IDistributedCache _cache;
    private readonly ResponseCacheOptions _options;

    public CacheChatClient(IChatClient inner, ResponseCacheOptions options, IDistributedCache cache)
        : base(inner)
    {
        options.Validate();
        (_options, _cache) = (options, cache);
    }

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ChatMessage[] sent = [.. messages];
        if (KeyOf(sent, options) is not { } key)
            return await InnerClient.GetResponseAsync(sent, options, cancellationToken).ConfigureAwait(false);
        if (await FindAsync(key, cancellationToken).ConfigureAwait(false) is { } known)
            return known.ToChatResponse();
        var flight = Board(key, out var isFirst);
        if (isFirst)
            _ = AskAsync(flight, key, sent, options?.Clone());
        return await flight.WholeAsync(isFirst, cancellationToken).ConfigureAwait(false);
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ChatMessage[] sent = [.. messages];
        IAsyncEnumerable<ChatResponseUpdate>? updates = null;
        if (KeyOf(sent, options) is { } key)
        {
            if (await FindAsync(key, cancellationToken).ConfigureAwait(false) is { } known)
            {
                foreach (var update in known)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return update;
                }

                yield break;
            }

            var flight = Board(key, out var isFirst);
            if (isFirst)
                _ = StreamAsync(flight, key, sent, options?.Clone());
            updates = flight.ReadAsync(isFirst, cancellationToken);
        }

        await foreach (var update in (updates ?? InnerClient.GetStreamingResponseAsync(sent, options, cancellationToken)).ConfigureAwait(false))
            yield return update;
    }

    private string? KeyOf(ChatMessage[] messages, ChatOptions? options) =>
        _options.Applies is { } applies && !applies(messages, options) ? null : CacheKey.Of(InnerClient, messages, options, _options.Partition?.Invoke(options));

    private async Task<List<ChatResponseUpdate>?> FindAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return await _cache.GetAsync(key, cancellationToken).ConfigureAwait(false) is { } found ? CachedAnswer.Read(found) : null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // A cache that is down makes calls dearer, not impossible.
            return null;
        }
    }

    private CacheFlight Board(string key, out bool isFirst)
    {
        while (true)
        {
            var mine = new CacheFlight();
            var flight = _flights.GetOrAdd(key, mine);
            isFirst = ReferenceEquals(flight, mine);
            if (flight.TryBoard())
                return flight;
            _flights.TryRemove(new(key, flight));
        }
    }

    private async Task AskAsync(CacheFlight flight, string key, ChatMessage[] messages, ChatOptions? options)
    {
        try
        {
            var response = await InnerClient.GetResponseAsync(messages, options, flight.Token).ConfigureAwait(false);
            var json = CachedAnswer.Write(response);
            await KeepAsync(key, response, json).ConfigureAwait(false);
            _flights.TryRemove(new(key, flight));
            flight.Complete(response, json);
        }
        catch (Exception exception)
        {
            _flights.TryRemove(new(key, flight));
            flight.Fail(exception);
        }
    }

    private async Task StreamAsync(CacheFlight flight, string key, ChatMessage[] messages, ChatOptions? options)
    {
        try
        {
            var written = new List<byte[]>();
            var updates = new List<ChatResponseUpdate>();
            var isWhole = true;
            await foreach (var update in InnerClient.GetStreamingResponseAsync(messages, options, flight.Token).ConfigureAwait(false))
            {
                var json = CachedAnswer.Write(update);
                if (json is null)
                    isWhole = false;
                else
                    written.Add(json);
                // Who reads the updates may change their contents; what becomes of the answer must not depend on it.
                updates.Add(update is ToolCallDeltaUpdate ? update : Shallow(update));
                flight.Add(update, json);
            }

            var response = updates.ToChatResponse();
            var all = isWhole ? CachedAnswer.Join(written) : null;
            await KeepAsync(key, response, all).ConfigureAwait(false);
            _flights.TryRemove(new(key, flight));
            flight.Complete(response, all);
        }
        catch (Exception exception)
        {
            _flights.TryRemove(new(key, flight));
            flight.Fail(exception);
        }
    }

    private static ChatResponseUpdate Shallow(ChatResponseUpdate update)
    {
        var copy = update.Clone();
        copy.Contents = [.. update.Contents];
        return copy;
    }

    private async Task KeepAsync(string key, ChatResponse response, byte[]? json)
    {
        if (json is null || json.Length > _options.MaxAnswerBytes || !CacheVerdict.MayKeep(response))
            return;
        try
        {
            await _cache.SetAsync(key, json, new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = _options.Expiration }, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The answer is there; that it could not be kept is no reason to lose it.
        }
    }
}

using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>Judges each request by what is known of its model before the dialect's client sends it. A request that is fine passes without an allocation.</summary>
/// <param name="inner">The dialect's client.</param>
/// <param name="connection">Its account.</param>
/// <param name="model">Its model.</param>
internal sealed class GuardedChatClient(IChatClient inner, ProviderConnection connection, ModelFacts model) : DelegatingChatClient(inner)
{
    private readonly RequestGuard _guard = new(connection, model);

    /// <summary>The client with a guard in front, unless it has one already.</summary>
    public static IChatClient Around(IChatClient client, ProviderConnection connection, ModelFacts model) =>
        client.GetService(typeof(GuardedChatClient)) is null ? new GuardedChatClient(client, connection, model) : client;

    /// <inheritdoc/>
    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ThrowIfNullIn(ref messages, options);
        if (_guard.Drops)
            return AnswerAsync(new DroppedParameters(_guard), messages, options, cancellationToken);
        return _guard.Judge(ref messages, options, streaming: false) is { } refusal
            ? Task.FromException<ChatResponse>(refusal)
            : InnerClient.GetResponseAsync(messages, options, cancellationToken);
    }

    /// <inheritdoc/>
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ThrowIfNullIn(ref messages, options);
        if (_guard.Drops)
            return StreamAsync(new DroppedParameters(_guard), messages, options, cancellationToken);
        return _guard.Judge(ref messages, options, streaming: true) is { } refusal ? throw refusal : InnerClient.GetStreamingResponseAsync(messages, options, cancellationToken);
    }

    /// <summary>Conversations are put together from what others give: who finds a null in one is told where it is.</summary>
    private static void ThrowIfNullIn(ref IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var list = messages as IList<ChatMessage> ?? [.. messages];
        messages = list;
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is not { } message)
                throw new ArgumentException($"Message {i} of the conversation is null.", nameof(messages));
            var contents = message.Contents;
            for (var j = 0; j < contents.Count; j++)
            {
                if (contents[j] is null)
                    throw new ArgumentException($"Part {j} of message {i} of the conversation is null.", nameof(messages));
            }
        }

        for (var i = 0; i < (options?.Tools?.Count ?? 0); i++)
        {
            if (options!.Tools![i] is null)
                throw new ArgumentException($"Tool {i} of the options is null.", nameof(options));
        }
    }

    private async Task<ChatResponse> AnswerAsync(DroppedParameters dropped, IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        options = dropped.TakeFrom(ref messages, options, streaming: false);
        while (true)
        {
            try
            {
                var response = await InnerClient.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
                if (dropped.Any)
                    dropped.Tell(response.AdditionalProperties ??= []);
                return response;
            }
            catch (UnsupportedCapabilityException refusal) when (dropped.TryTake(refusal, ref options))
            {
                // What only the protocol's own adapter knows of: it refuses before it sends, too.
            }
        }
    }

    private async IAsyncEnumerable<ChatResponseUpdate> StreamAsync(
        DroppedParameters dropped, IEnumerable<ChatMessage> messages, ChatOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        options = dropped.TakeFrom(ref messages, options, streaming: true);
        IAsyncEnumerator<ChatResponseUpdate> updates;
        bool any;
        while (true)
        {
            updates = InnerClient.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
            try
            {
                any = await updates.MoveNextAsync().ConfigureAwait(false);
                break;
            }
            catch (UnsupportedCapabilityException refusal) when (dropped.TryTake(refusal, ref options))
            {
                await updates.DisposeAsync().ConfigureAwait(false);
            }
        }

        await using (updates.ConfigureAwait(false))
        {
            if (any && dropped.Any)
            {
                var warning = OpenedStream.HeadOf(updates.Current);
                dropped.Tell(warning.AdditionalProperties = []);
                yield return warning;
            }

            for (; any; any = await updates.MoveNextAsync().ConfigureAwait(false))
                yield return updates.Current;
        }
    }
}

using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace SdkGen.Hooks;

/// <summary>Runs hooks around each request. A tool loop around the client finds them as a service, and runs theirs for tools.</summary>
internal sealed class HooksChatClient(IChatClient inner, ChatHook[] hooks, TimeProvider? time = null) : DelegatingChatClient(inner)
{
    private readonly HookList _hooks = new(hooks);
    private ChatClientMetadata? _metadata;

    private ChatClientMetadata? Metadata => _metadata ??= InnerClient.GetService<ChatClientMetadata>();

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var request = new HookRequest(messages, options, Metadata, isStreaming: false, time);
        try
        {
            await _hooks.RequestAsync(request, cancellationToken).ConfigureAwait(false);
            var answer = request.Response ?? await InnerClient.GetResponseAsync(request.SentMessages, request.SentOptions, cancellationToken).ConfigureAwait(false);
            var response = new HookResponse(request, answer);
            await _hooks.ResponseAsync(response, cancellationToken).ConfigureAwait(false);
            return response.Response;
        }
        catch (Exception exception)
        {
            await _hooks.ErrorAsync(new HookError(request, exception)).ConfigureAwait(false);
            throw;
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var request = new HookRequest(messages, options, Metadata, isStreaming: true, time);
        var step = new HookUpdate(request);
        var seen = new List<ChatResponseUpdate>();
        IAsyncEnumerator<ChatResponseUpdate>? updates = null;
        var isOver = false;
        try
        {
            while (true)
            {
                try
                {
                    updates ??= (await BeginAsync(request, cancellationToken).ConfigureAwait(false)).GetAsyncEnumerator(cancellationToken);
                    if (!await updates.MoveNextAsync().ConfigureAwait(false))
                        break;
                    step.Update = updates.Current;
                    await _hooks.UpdateAsync(step, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception exception)
                {
                    isOver = true;
                    await _hooks.ErrorAsync(new HookError(request, exception)).ConfigureAwait(false);
                    throw;
                }

                if (step.Update is not { } update)
                    continue;
                seen.Add(update);
                yield return update;
            }
        }
        finally
        {
            if (updates is not null)
                await updates.DisposeAsync().ConfigureAwait(false);
            if (!isOver)
                await _hooks.ResponseAsync(new HookResponse(request, seen), cancellationToken).ConfigureAwait(false);
        }
    }

    public override object? GetService(Type serviceType, object? serviceKey = null)
    {
        if (serviceKey is not null || serviceType != typeof(HookList))
            return base.GetService(serviceType, serviceKey);
        return base.GetService(serviceType) is HookList within ? new HookList([.. _hooks.Hooks, .. within.Hooks]) : _hooks;
    }

    private async ValueTask<IAsyncEnumerable<ChatResponseUpdate>> BeginAsync(HookRequest request, CancellationToken cancellationToken)
    {
        await _hooks.RequestAsync(request, cancellationToken).ConfigureAwait(false);
        return request.Response is { } answer
            ? Streamed(answer.ToChatResponseUpdates())
            : InnerClient.GetStreamingResponseAsync(request.SentMessages, request.SentOptions, cancellationToken);
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> Streamed(ChatResponseUpdate[] updates)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var update in updates)
            yield return update;
    }
}

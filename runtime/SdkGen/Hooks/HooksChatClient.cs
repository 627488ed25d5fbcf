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
        messages = Repeatable.Of(messages);
        var request = Request(messages, options, isStreaming: false);
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

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return new HookedStream(_hooks, this, Repeatable.Of(messages), options, cancellationToken);
    }

    public override object? GetService(Type serviceType, object? serviceKey = null)
    {
        if (serviceKey is not null || serviceType != typeof(HookList))
            return base.GetService(serviceType, serviceKey);
        ChatHook[] forTools = [.. _hooks.Hooks.Where(hook => !hook.OnlyLimits), .. (base.GetService(serviceType) as HookList)?.Hooks ?? []];
        return forTools.Length > 0 ? new HookList(forTools) : null;
    }

    /// <summary>A request on its way to the client within.</summary>
    public HookRequest Request(IEnumerable<ChatMessage> messages, ChatOptions? options, bool isStreaming) => new(messages, options, InnerClient, Metadata, isStreaming, time);
}

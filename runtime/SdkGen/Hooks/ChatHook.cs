namespace SdkGen;

/// <summary>An application's own steps before and after what a client does. Override what is needed; what is not, costs nothing.</summary>
/// <remarks>
/// Hooks run one after another: before a request and before a tool call in the order in which they were added, afterwards in the opposite order, as layers around
/// the client would. One instance serves all requests at the same time. What a hook throws ends the request and reaches the caller.
/// </remarks>
public abstract class ChatHook
{
    /// <summary>It has no steps for tools, and needs no streamed answer as a whole.</summary>
    internal virtual bool OnlyLimits => false;

    /// <summary>Before a request is sent: change its messages and options, answer it, or refuse it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public virtual ValueTask OnRequestAsync(HookRequest request, CancellationToken cancellationToken) => default;

    /// <summary>For each chunk of a streamed answer, before the caller gets it: change it, or drop it.</summary>
    /// <param name="update">The chunk; the same object for all chunks of an answer.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public virtual ValueTask OnUpdateAsync(HookUpdate update, CancellationToken cancellationToken) => default;

    /// <summary>After an answer: change it where it is not streamed. Also where the caller leaves a stream, with what came until then.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public virtual ValueTask OnResponseAsync(HookResponse response, CancellationToken cancellationToken) => default;

    /// <summary>After a request failed or was cancelled. The exception then reaches the caller; to throw another one here replaces it.</summary>
    /// <param name="error">What happened.</param>
    public virtual ValueTask OnErrorAsync(HookError error) => default;

    /// <summary>Before a tool runs, in a loop of <c>WithTools</c> around the client: change the arguments, give the result, or refuse the call.</summary>
    /// <param name="call">The call. Its arguments fit the tool, and a person has approved it where that is needed.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public virtual ValueTask OnToolCallAsync(HookToolCall call, CancellationToken cancellationToken) => default;

    /// <summary>After a tool ran or failed, before the model gets the result: change it.</summary>
    /// <param name="call">The call with its result.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public virtual ValueTask OnToolResultAsync(HookToolCall call, CancellationToken cancellationToken) => default;
}

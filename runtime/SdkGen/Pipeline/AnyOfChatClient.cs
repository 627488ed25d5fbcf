using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Gives a failover over several models the type of all of them. Which of them answers is not for the options of a request to say.</summary>
/// <typeparam name="TAny">An <c>AnyOf</c> of the models.</typeparam>
/// <param name="inner">Chooses among the members.</param>
/// <param name="members">The members' ids, as a sentence names them.</param>
internal sealed class AnyOfChatClient<TAny>(IChatClient inner, string members) : DelegatingChatClient(inner), IChatClient<TAny>
    where TAny : IModel
{
    private const string Advice = "Leave ModelId out, or take an IChatClient of that model";

    /// <inheritdoc/>
    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        options?.ModelId is { } asked
            ? Task.FromException<ChatResponse>(CapabilityGuard.OtherModel(members, asked, Advice))
            : InnerClient.GetResponseAsync(messages, options, cancellationToken);

    /// <inheritdoc/>
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        options?.ModelId is { } asked ? throw CapabilityGuard.OtherModel(members, asked, Advice) : InnerClient.GetStreamingResponseAsync(messages, options, cancellationToken);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The members belong to the container, as every client that is injected.
    }
}

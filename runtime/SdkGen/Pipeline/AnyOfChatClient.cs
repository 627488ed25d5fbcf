using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Gives a client over several models the type of all of them, and refuses options that are meant for one.</summary>
/// <typeparam name="TAny">An <c>AnyOf</c> of the models.</typeparam>
/// <param name="inner">Chooses among the members.</param>
/// <param name="members">The members' ids, as a sentence names them.</param>
internal sealed class AnyOfChatClient<TAny>(IChatClient inner, string members) : DelegatingChatClient(inner), IChatClient<TAny>
    where TAny : IModel
{
    /// <inheritdoc/>
    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Judge(options) is { } refusal ? Task.FromException<ChatResponse>(refusal) : InnerClient.GetResponseAsync(messages, options, cancellationToken);

    /// <inheritdoc/>
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Judge(options) is { } refusal ? throw refusal : InnerClient.GetStreamingResponseAsync(messages, options, cancellationToken);

    private UnsupportedCapabilityException? Judge(ChatOptions? options) => options switch
    {
        { ModelId: { } asked } => CapabilityGuard.OtherModel(members, asked, "Leave ModelId out, or take an IChatClient of that model"),
        ModelOptions own => CapabilityGuard.OtherOptions(members, own, "a plain ChatOptions"),
        _ => null,
    };
}

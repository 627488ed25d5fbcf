using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Lets other clients answer where one cannot.</summary>
public static class ChatClientFailoverExtensions
{
    /// <summary>A client that asks the first of several that is well, and the next one where it fails before it has said anything.</summary>
    /// <param name="client">Who is asked first.</param>
    /// <param name="others">Who is asked then: of the same provider or of others.</param>
    /// <param name="options">When and whom; null means the defaults.</param>
    /// <remarks>
    /// Options that are meant for one model (its own options class, its id, its provider's raw object) go to that one only; what every model understands goes to all.
    /// A request with a <see cref="ChatOptions.ConversationId"/> goes to <paramref name="client"/> alone, because no other service has that conversation.
    /// </remarks>
    /// <exception cref="ArgumentException">There is no other client, or the weights do not fit.</exception>
    public static IChatClient WithFailover(this IChatClient client, IEnumerable<IChatClient> others, FailoverOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(others);
        IChatClient[] members = [client, .. others];
        return members.Length > 1 ? new FailoverChatClient(members, options ?? new()) : throw new ArgumentException("A failover needs another client to go to.", nameof(others));
    }

    /// <summary>A client of one model that asks another account, or another region, where one fails.</summary>
    /// <inheritdoc cref="WithFailover(IChatClient, IEnumerable{IChatClient}, FailoverOptions?)"/>
    public static IChatClient<TModel> WithFailover<TModel>(this IChatClient<TModel> client, IEnumerable<IChatClient<TModel>> others, FailoverOptions? options = null)
        where TModel : IModel => new TypedChatClient<TModel>(((IChatClient)client).WithFailover(others, options));
}

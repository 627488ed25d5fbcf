using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using SdkGen.Transport;
using SdkGen.Wire.OllamaChat;

namespace SdkGen.Dialects.OllamaChat;

/// <summary>Translates between the chat abstractions and the wire types of the protocol.</summary>
internal sealed class OllamaChatClient : DialectChatClient
{
    private readonly OllamaChatWireClient _wire;
    private readonly OllamaChatRequestFactory _requests;

    public OllamaChatClient(ProviderConnection connection, ModelFacts model)
        : this(connection, model, new OllamaChatWireClient(connection))
    {
    }

    private OllamaChatClient(ProviderConnection connection, ModelFacts model, OllamaChatWireClient wire)
        : base(OllamaChatDialect.Instance, connection, model, wire)
    {
        _wire = wire;
        Origin = new ReasoningOrigin(connection, connection.Profile.Id, takes: OllamaChatFacts.IsTaken);
        _requests = new OllamaChatRequestFactory(this, connection.Profile, model);
    }

    protected override ReasoningOrigin Origin { get; }

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var request = _requests.Create(Own(messages), options);

        // The server streams where nothing is said.
        request.Stream = false;
        var response = await _wire.ChatAsync(request, cancellationToken).ConfigureAwait(false);
        return OllamaChatAnswer.Read(response.Value, response.RequestId);
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var stream = _wire.StreamChatAsync(_requests.Create(Own(messages), options), cancellationToken);
        var answer = new OllamaChatStream();
        var first = true;
        await foreach (var piece in stream.ConfigureAwait(false))
        {
            var update = answer.Take(piece);
            if (first && answer.Head(stream.RequestId) is { } head)
                yield return head;
            first = false;
            if (update is not null)
                yield return update;
            for (var i = 0; i < answer.Deltas.Count; i++)
                yield return answer.Deltas[i];
        }

        if (answer.Complete(stream.IsComplete) is { } last)
            yield return last;
    }
}

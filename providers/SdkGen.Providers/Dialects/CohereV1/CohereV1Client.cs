using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using SdkGen.Transport;
using SdkGen.Wire.CohereV1;

namespace SdkGen.Dialects.CohereV1;

/// <summary>Translates between the chat abstractions and the wire types of the protocol.</summary>
internal sealed class CohereV1Client : DialectChatClient
{
    private readonly CohereV1WireClient _wire;
    private readonly CohereV1RequestFactory _requests;

    public CohereV1Client(ProviderConnection connection, ModelFacts model)
        : this(connection, model, new CohereV1WireClient(connection))
    {
    }

    private CohereV1Client(ProviderConnection connection, ModelFacts model, CohereV1WireClient wire)
        : base(CohereV1Dialect.Instance, connection, model, wire)
    {
        _wire = wire;
        Origin = new ReasoningOrigin(connection, connection.Profile.Id);
        _requests = new CohereV1RequestFactory(this, connection.Profile, model);
    }

    protected override ReasoningOrigin Origin { get; }

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var request = _requests.Create(Own(messages), options);
        var response = await _wire.ChatAsync(request, request.Model, cancellationToken).ConfigureAwait(false);
        return CohereV1Answer.Read(response.Value, response.RequestId);
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = _requests.Create(Own(messages), options);
        var stream = _wire.StreamChatAsync(request, request.Model, cancellationToken);
        var answer = new CohereV1Stream();
        await foreach (var piece in stream.ConfigureAwait(false))
        {
            if (answer.Take(piece) is { } update)
                yield return update;
        }

        foreach (var update in answer.Complete(stream.IsComplete, stream.RequestId))
            yield return update;
    }
}

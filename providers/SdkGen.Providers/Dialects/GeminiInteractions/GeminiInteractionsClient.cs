using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using SdkGen.Dialects.Gemini;
using SdkGen.Transport;
using SdkGen.Wire.GeminiInteractions;

namespace SdkGen.Dialects.GeminiInteractions;

/// <summary>Translates between the chat abstractions and the wire types of the protocol.</summary>
internal sealed class GeminiInteractionsClient : DialectChatClient
{
    private readonly GeminiInteractionsWireClient _wire;
    private readonly GeminiInteractionsRequestFactory _requests;
    private readonly ProviderConnection _connection;

    public GeminiInteractionsClient(ProviderConnection connection, ModelFacts model)
        : this(connection, model, new GeminiInteractionsWireClient(connection))
    {
    }

    private GeminiInteractionsClient(ProviderConnection connection, ModelFacts model, GeminiInteractionsWireClient wire)
        : base(GeminiInteractionsDialect.Instance, connection, model, wire)
    {
        _wire = wire;
        Origin = new ReasoningOrigin(connection, ReasoningOrigin.Google, GeminiInteractionsFacts.StepKey, GeminiPartWriter.IsReachable);
        _connection = connection;
        _requests = new GeminiInteractionsRequestFactory(this, connection, model);
    }

    protected override ReasoningOrigin Origin { get; }

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var request = _requests.Create(Own(messages), options);
        var response = await _wire.ChatAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (response.Value.Error is { } error)
            throw _connection.FailureOf(error.Utf8, response.RequestId);
        return Origin.Mark(GeminiInteractionsAnswer.Read(response.Value, response.RequestId, request.PreviousInteractionId is not null));
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = _requests.Create(Own(messages), options);
        var stream = _wire.StreamChatAsync(request, cancellationToken: cancellationToken);
        var answer = new GeminiInteractionsStream(request.PreviousInteractionId is not null);
        var marks = new ReasoningOrigin.Stream(Origin);
        var first = true;
        await foreach (var wire in stream.For(answer).ConfigureAwait(false))
        {
            if (answer.Take(wire) is { } error)
                throw stream.FailureOf(error.Utf8);
            if (first && answer.Head(stream.RequestId) is { } head)
                yield return head;
            first = false;
            for (var i = 0; i < answer.Updates.Count; i++)
                yield return marks.Mark(answer.Updates[i]);
        }

        answer.Complete();
        for (var i = 0; i < answer.Updates.Count; i++)
            yield return marks.Mark(answer.Updates[i]);
    }
}

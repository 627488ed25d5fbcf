using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.AI;
using SdkGen.Transport;
using SdkGen.Wire.OpenAIResponses;

namespace SdkGen.Dialects.OpenAIResponses;

/// <summary>Translates between the chat abstractions and the wire types of the protocol.</summary>
internal sealed class OpenAIResponsesClient : DialectChatClient, ITokenCounter
{
    private readonly OpenAIResponsesWireClient _wire;
    private readonly OpenAIResponsesRequestFactory _requests;

    public OpenAIResponsesClient(ProviderConnection connection, ModelFacts model)
        : this(connection, model, new OpenAIResponsesWireClient(connection))
    {
    }

    private OpenAIResponsesClient(ProviderConnection connection, ModelFacts model, OpenAIResponsesWireClient wire)
        : base(OpenAIResponsesDialect.Instance, connection, model, wire)
    {
        _wire = wire;
        Origin = new ReasoningOrigin(connection, connection.Profile.Id, OpenAIResponsesFacts.ItemKey);
        _requests = new OpenAIResponsesRequestFactory(this, connection.Profile, model, new OpenAIResponsesTraits(connection.Profile.Wire), connection.Options);
    }

    protected override ReasoningOrigin Origin { get; }

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var response = options?.ContinuationToken is { } token
            ? await _wire.RetrieveAsync(Encoding.UTF8.GetString(token.ToBytes().Span), cancellationToken: cancellationToken).ConfigureAwait(false)
            : await _wire.ChatAsync(_requests.Create(Own(messages), options), cancellationToken).ConfigureAwait(false);
        return Origin.Mark(OpenAIResponsesAnswer.Read(response.Value, response.RequestId));
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var stream = _wire.StreamChatAsync(_requests.Create(Own(messages), options), cancellationToken);
        var answer = new OpenAIResponsesStream();
        var marks = new ReasoningOrigin.Stream(Origin);
        var first = true;
        await foreach (var wire in stream.For(answer).ConfigureAwait(false))
        {
            answer.Take(wire);
            if (first)
                yield return answer.Head(stream.RequestId);
            first = false;
            for (var i = 0; i < answer.Updates.Count; i++)
                yield return marks.Mark(answer.Updates[i]);
            if (answer.Failure is { } failure)
                throw stream.FailureOf(failure);

            // Nothing comes behind the last event, and not every service closes the connection at once.
            if (answer.IsEnded)
                break;
        }

        if (answer.Complete() is { } last)
            yield return marks.Mark(last);
    }

    public async Task<long> CountTokensAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var answer = await _wire.InputTokensAsync(_requests.CreateCount(Own(messages), options), cancellationToken).ConfigureAwait(false);
        return answer.Value.InputTokens ?? 0;
    }
}

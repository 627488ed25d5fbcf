using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using SdkGen.Transport;
using SdkGen.Wire.AnthropicMessages;

namespace SdkGen.Dialects.AnthropicMessages;

/// <summary>Translates between the chat abstractions and the wire types of the protocol.</summary>
internal sealed class AnthropicMessagesClient : DialectChatClient, ITokenCounter
{
    private readonly AnthropicMessagesWireClient _wire;
    private readonly AnthropicMessagesRequestFactory _requests;
    private readonly AnthropicMessagesTraits _traits;

    public AnthropicMessagesClient(ProviderConnection connection, ModelFacts model)
        : this(connection, model, new AnthropicMessagesWireClient(connection))
    {
    }

    private AnthropicMessagesClient(ProviderConnection connection, ModelFacts model, AnthropicMessagesWireClient wire)
        : base(AnthropicMessagesDialect.Instance, connection, model, wire)
    {
        _wire = wire;
        Origin = new ReasoningOrigin(connection, ReasoningOrigin.Anthropic, AnthropicMessagesBlocks.Key);
        _traits = new AnthropicMessagesTraits(connection.Profile.Wire);
        _requests = new AnthropicMessagesRequestFactory(this, connection, model, _traits);
    }

    protected override ReasoningOrigin Origin { get; }

    protected override bool CountsTokens => _traits.CountsTokens;

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (request, model, betas) = _requests.Create(Own(messages), options);
        var response = await _wire.ChatAsync(request, model, betas, cancellationToken).ConfigureAwait(false);
        return Origin.Mark(AnthropicMessagesAnswer.Read(response.Value, response.RequestId));
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (request, model, betas) = _requests.Create(Own(messages), options);
        var stream = _wire.StreamChatAsync(request, model, betas, cancellationToken);
        if (_traits.StreamInPath)
            request.Stream = null;
        var answer = new AnthropicMessagesStream();
        var marks = new ReasoningOrigin.Stream(Origin);
        var first = true;
        await foreach (var item in stream.For(answer).ConfigureAwait(false))
        {
            var update = answer.Take(item);
            if (first && answer.Head(stream.RequestId) is { } head)
                yield return head;
            first = false;
            if (update is not null)
                yield return marks.Mark(update);
            if (answer.IsComplete)
                break;
        }

        if (answer.Complete() is { } last)
            yield return marks.Mark(last);
    }

    public async Task<long> CountTokensAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (request, model, betas) = _requests.Create(Own(messages), options);
        var response = await _wire.CountTokensAsync(AnthropicMessagesTokenCounting.Of(request, model, _traits), model, betas, cancellationToken).ConfigureAwait(false);
        return response.Value.InputTokens ?? response.Value.InputTokensAtBedrock ?? 0;
    }
}

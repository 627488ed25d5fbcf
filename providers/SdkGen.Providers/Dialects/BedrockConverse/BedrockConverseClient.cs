using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using SdkGen.Transport;
using SdkGen.Wire.BedrockConverse;

namespace SdkGen.Dialects.BedrockConverse;

/// <summary>Translates between the chat abstractions and the wire types of the protocol.</summary>
internal sealed class BedrockConverseClient : DialectChatClient, ITokenCounter
{
    private readonly BedrockConverseWireClient _wire;
    private readonly BedrockConverseRequestFactory _requests;
    private readonly BedrockConverseTraits _traits;
    private readonly ModelFacts _model;
    private readonly string? _geography;

    public BedrockConverseClient(ProviderConnection connection, ModelFacts model)
        : this(connection, model, new BedrockConverseWireClient(connection))
    {
    }

    private BedrockConverseClient(ProviderConnection connection, ModelFacts model, BedrockConverseWireClient wire)
        : base(BedrockConverseDialect.Instance, connection, model, wire)
    {
        _wire = wire;
        _model = model;
        _traits = new BedrockConverseTraits(connection.Profile.Wire);
        _requests = new BedrockConverseRequestFactory(this, connection.Profile, model, _traits);
        Origin = new ReasoningOrigin(
            connection, model.Id.StartsWith("anthropic.", StringComparison.Ordinal) ? ReasoningOrigin.Anthropic : connection.Profile.Id, BedrockConverseBlocks.Key);
        _geography = connection.Options.Settings.TryGetValue("inferenceProfile", out var geography) ? geography : null;
    }

    protected override ReasoningOrigin Origin { get; }

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var request = _requests.Create(Own(messages), options);
        var response = await _wire.ChatAsync(request, ModelId(options), cancellationToken: cancellationToken).ConfigureAwait(false);
        return Origin.Mark(BedrockConverseAnswer.Read(response.Value, response.RequestId, _traits));
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = _requests.Create(Own(messages), options);
        var stream = _wire.StreamChatAsync(request, ModelId(options), cancellationToken: cancellationToken);
        var answer = new BedrockConverseStream(_traits);
        var marks = new ReasoningOrigin.Stream(Origin);
        var first = true;
        await foreach (var item in stream.ConfigureAwait(false))
        {
            var update = answer.Take(item);
            if (first && AnswerParts.Properties(stream.RequestId) is { } properties)
                yield return new ChatResponseUpdate { Role = ChatRole.Assistant, AdditionalProperties = properties };
            first = false;
            if (update is not null)
                yield return marks.Mark(update);
            if (answer.Delta is { } delta)
                yield return delta;
        }

        if (!first)
            yield return marks.Mark(answer.Complete());
    }

    public async Task<long> CountTokensAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var request = _requests.Create(Own(messages), options);
        var counted = new BedrockConverseTokenCountRequest
        {
            Input = new()
            {
                Converse = new()
                {
                    Messages = request.Messages,
                    System = request.System,
                    ToolConfig = request.ToolConfig,
                    AdditionalModelRequestFields = request.AdditionalModelRequestFields,
                },
            },
        };

        // Tokens are counted by models, not by the profiles that lead to them.
        var response = await _wire.TokenCountAsync(counted, _traits.ModelOf(options?.ModelId ?? _model.Id), cancellationToken: cancellationToken).ConfigureAwait(false);
        return response.Value.InputTokens ?? 0;
    }

    private string ModelId(ChatOptions? options) => _traits.Addressed(options?.ModelId ?? _model.Id, _geography);
}

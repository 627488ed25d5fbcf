using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using SdkGen.Transport;
using SdkGen.Wire.Gemini;

namespace SdkGen.Dialects.Gemini;

/// <summary>Translates between the chat abstractions and the wire types of the protocol.</summary>
internal sealed class GeminiClient : DialectChatClient, ITokenCounter
{
    private readonly GeminiWireClient _wire;
    private readonly GeminiTraits _traits;
    private readonly GeminiRequestFactory _requests;

    public GeminiClient(ProviderConnection connection, ModelFacts model)
        : this(connection, model, new GeminiWireClient(connection))
    {
    }

    private GeminiClient(ProviderConnection connection, ModelFacts model, GeminiWireClient wire)
        : base(GeminiDialect.Instance, connection, model, wire)
    {
        _wire = wire;
        Origin = new ReasoningOrigin(connection, ReasoningOrigin.Google, GeminiFacts.PartKey, GeminiPartWriter.IsReachable);
        _traits = new GeminiTraits(connection.Profile.Wire);
        _requests = new GeminiRequestFactory(this, connection, model, _traits);
    }

    protected override ReasoningOrigin Origin { get; }

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (request, model) = _requests.Create(Own(messages), options);
        var response = await _wire.ChatAsync(request, model, cancellationToken: cancellationToken).ConfigureAwait(false);
        return Origin.Mark(GeminiAnswer.Read(response.Value, response.RequestId));
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (request, model) = _requests.Create(Own(messages), options);
        var stream = _wire.StreamChatAsync(request, model, cancellationToken: cancellationToken);
        var answer = new GeminiStream();
        var marks = new ReasoningOrigin.Stream(Origin);
        var first = true;
        await foreach (var chunk in stream.For(answer).ConfigureAwait(false))
        {
            answer.Take(chunk);
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

    public async Task<long> CountTokensAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (request, model) = _requests.Create(Own(messages), options);
        GeminiTokenCountRequest counted;
        if (_traits.NestsCountedRequest)
        {
            request.Model = GeminiFacts.ModelName(model);
            counted = new() { GenerateContentRequest = request };
        }
        else
        {
            counted = new() { Contents = request.Contents, SystemInstruction = request.SystemInstruction, Tools = request.Tools, GenerationConfig = request.GenerationConfig };
        }

        var response = await _wire.TokenCountAsync(counted, model, cancellationToken: cancellationToken).ConfigureAwait(false);
        return response.Value.TotalTokens ?? 0;
    }
}

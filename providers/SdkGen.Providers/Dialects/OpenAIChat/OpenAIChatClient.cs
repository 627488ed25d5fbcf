using Microsoft.Extensions.AI;
using SdkGen.Transport;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>Translates between the chat abstractions and the wire types of the protocol.</summary>
internal sealed class OpenAIChatClient : DialectChatClient, ITokenCounter
{
    private readonly OpenAIChatWireClient _wire;
    private readonly OpenAIChatRequestFactory _requests;
    private readonly OpenAIChatTraits _traits;

    // The chunk of a stream that has ended well, with all objects below it, for the next one.
    private OpenAIChatChunk? _chunk;

    public OpenAIChatClient(ProviderConnection connection, ModelFacts model)
        : this(connection, model, new OpenAIChatWireClient(connection))
    {
    }

    private OpenAIChatClient(ProviderConnection connection, ModelFacts model, OpenAIChatWireClient wire)
        : base(OpenAIChatDialect.Instance, connection, model, wire)
    {
        _wire = wire;
        _traits = new OpenAIChatTraits(connection.Profile.Wire);
        Origin = new ReasoningOrigin(connection, connection.Profile.Id, OpenAIChatAudioContent.IdKey, file => _traits.TakesAnswerImages && OpenAIChatFacts.IsImage(file));
        _requests = new OpenAIChatRequestFactory(this, connection.Profile, model, _traits, connection.Options);
    }

    protected override ReasoningOrigin Origin { get; }

    protected override bool CountsTokens => _traits.CountsMessages || _traits.CountsTemplate;

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var request = _requests.Create(Own(messages), options);
        var response = await _wire.ChatAsync(request, request.Model, cancellationToken).ConfigureAwait(false);
        return Origin.Mark(OpenAIChatAnswer.Read(response.Value, response.RequestId, _traits));
    }

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return new OpenAIChatUpdates(this, messages, options, cancellationToken);
    }

    public async Task<long> CountTokensAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var counted = _requests.CreateCount(Own(messages), options);
        if (_traits.CountsTemplate)
        {
            var prompt = (await _wire.ApplyTemplateAsync(counted, cancellationToken).ConfigureAwait(false)).Value.Prompt;
            counted = new() { Model = counted.Model, Content = prompt, AddSpecial = true };
        }

        var answer = (await _wire.TokenizeAsync(counted, cancellationToken).ConfigureAwait(false)).Value;
        return answer.Count ?? answer.Tokens?.Count ?? 0;
    }

    /// <summary>A chunk that no stream uses any more; null where there is none.</summary>
    public OpenAIChatChunk? TakeChunk() => Interlocked.Exchange(ref _chunk, null);

    /// <summary>Takes the chunk of a stream that has ended.</summary>
    public void KeepChunk(OpenAIChatChunk chunk) => _chunk = chunk;

    /// <summary>Asks for a streamed answer; nothing is sent before its first chunk is asked for.</summary>
    public (ProviderStream<OpenAIChatChunk> Chunks, OpenAIChatStream Answer) Stream(IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        var request = _requests.Create(Own(messages), options);
        if (_traits.AsksForStreamUsage && request.UnknownMembers?.ContainsKey("stream_options") != true)
            (request.StreamOptions ??= new()).IncludeUsage ??= true;
        return (_wire.StreamChatAsync(request, request.Model, cancellationToken), new OpenAIChatStream(_traits, Origin, OpenAIChatWholeAnswer.IsAskedFor(request)));
    }
}

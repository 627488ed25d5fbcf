using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using SdkGen.Transport;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>Translates between the chat abstractions and the wire types of the protocol.</summary>
internal sealed class OpenAIChatClient : DialectChatClient
{
    private readonly OpenAIChatWireClient _wire;
    private readonly OpenAIChatRequestFactory _requests;
    private readonly OpenAIChatTraits _traits;

    public OpenAIChatClient(ProviderConnection connection, ModelFacts model)
        : this(connection, model, new OpenAIChatWireClient(connection))
    {
    }

    private OpenAIChatClient(ProviderConnection connection, ModelFacts model, OpenAIChatWireClient wire)
        : base(OpenAIChatDialect.Instance, connection, model, wire)
    {
        _wire = wire;
        _traits = new OpenAIChatTraits(connection.Profile.Wire);
        _requests = new OpenAIChatRequestFactory(this, connection.Profile, model, _traits, connection.Options);
    }

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var request = _requests.Create(messages, options);
        var response = await _wire.ChatAsync(request, request.Model, cancellationToken).ConfigureAwait(false);
        return OpenAIChatAnswer.Read(response.Value, response.RequestId, _traits);
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var request = _requests.Create(messages, options);
        if (_traits.AsksForStreamUsage && request.UnknownMembers?.ContainsKey("stream_options") != true)
            (request.StreamOptions ??= new()).IncludeUsage ??= true;
        var stream = _wire.StreamChatAsync(request, request.Model, cancellationToken);
        var answer = new OpenAIChatStream(_traits, OpenAIChatWholeAnswer.IsAskedFor(request));
        var first = true;
        await foreach (var chunk in stream.ConfigureAwait(false))
        {
            var update = answer.Take(chunk);
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

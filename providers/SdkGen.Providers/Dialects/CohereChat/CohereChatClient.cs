using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using SdkGen.Transport;
using SdkGen.Wire.CohereChat;

namespace SdkGen.Dialects.CohereChat;

/// <summary>Translates between the chat abstractions and the wire types of the protocol.</summary>
internal sealed class CohereChatClient : DialectChatClient, ITokenCounter
{
    private readonly CohereChatWireClient _wire;
    private readonly CohereChatRequestFactory _requests;
    private readonly ModelFacts _model;
    private readonly ProviderConnection _connection;

    public CohereChatClient(ProviderConnection connection, ModelFacts model)
        : this(connection, model, new CohereChatWireClient(connection))
    {
    }

    private CohereChatClient(ProviderConnection connection, ModelFacts model, CohereChatWireClient wire)
        : base(CohereChatDialect.Instance, connection, model, wire)
    {
        _wire = wire;
        Origin = new ReasoningOrigin(connection, connection.Profile.Id);
        _model = model;
        _connection = connection;
        _requests = new CohereChatRequestFactory(this, connection.Profile, model);
    }

    protected override ReasoningOrigin Origin { get; }

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var request = _requests.Create(Own(messages), options);
        request.Stream = false;
        var response = await _wire.ChatAsync(request, cancellationToken).ConfigureAwait(false);
        return CohereChatAnswer.Read(response.Value, response.RequestId);
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var stream = _wire.StreamChatAsync(_requests.Create(Own(messages), options), cancellationToken);
        var answer = new CohereChatStream();
        var first = true;
        await foreach (var wireEvent in stream.ConfigureAwait(false))
        {
            var update = answer.Take(wireEvent);
            if (first && answer.Head(stream.RequestId) is { } head)
                yield return head;
            first = false;
            if (update is not null)
                yield return update;
        }

        if (answer.Complete(stream.IsComplete) is { } last)
            yield return last;
        if (answer.Failure is { } failure)
            throw stream.FailureOf(failure);
    }

    /// <summary>
    /// Counts the tokens of what is said, called and answered, all of it text: the service counts nothing else. Its own template around it (some hundred tokens, more with tools) is not among them.
    /// </summary>
    public async Task<long> CountTokensAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var parts = messages.SelectMany(message => message.Contents).Select(Text);
        var text = string.Join('\n', parts.Prepend(options?.Instructions).Where(part => !string.IsNullOrEmpty(part)));
        if (text.Length == 0)
            return 0;
        var response = await _wire.TokenizeAsync(new() { Model = options?.ModelId ?? _model.Id, Text = text }, cancellationToken).ConfigureAwait(false);
        return response.Value.Tokens?.Count ?? 0;
    }

    private string? Text(AIContent content) => content switch
    {
        TextContent text => text.Text,
        FunctionCallContent call => call.Name + (call.Arguments is RawArguments raw ? raw.ToString() : JsonValues.Text(call.Arguments)),
        FunctionResultContent { Result: AIContent part } => Text(part),
        FunctionResultContent { Result: IEnumerable<AIContent> parts } => string.Concat(parts.Select(Text)),
        FunctionResultContent { Result: { } result } => result as string ?? JsonValues.Of(result).ToString(),
        DataContent or UriContent or HostedFileContent => throw new LlmException(LlmErrorKind.Unsupported, $"{_connection.Profile.Name} counts the tokens of text, not those of files.") { Provider = _connection.Profile.Id },
        _ => null,
    };
}

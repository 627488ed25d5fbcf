using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>A request before it is sent.</summary>
public sealed class HookRequest
{
    private readonly IEnumerable<ChatMessage> _givenMessages;
    private readonly ChatOptions? _givenOptions;
    private readonly ChatClientMetadata? _metadata;
    private readonly TimeProvider _time;
    private readonly long _start;
    private List<ChatMessage>? _messages;
    private ChatOptions? _options;
    private Dictionary<object, object?>? _items;

    internal HookRequest(IEnumerable<ChatMessage> messages, ChatOptions? options, IChatClient client, ChatClientMetadata? metadata, bool isStreaming, TimeProvider? time = null)
    {
        _givenMessages = messages;
        _givenOptions = options;
        _metadata = metadata;
        Client = client;
        _time = time ?? TimeProvider.System;
        _start = _time.GetTimestamp();
        IsStreaming = isStreaming;
    }

    /// <summary>The conversation that is sent. The list is the hooks' own; a message in it is the caller's: replace one that is to be changed by a changed clone.</summary>
    public IList<ChatMessage> Messages => _messages ??= [.. _givenMessages];

    /// <summary>The options that are sent: a copy that hooks may change.</summary>
    public ChatOptions Options => _options ??= _givenOptions?.Clone() ?? new ChatOptions();

    /// <summary>The answer is streamed.</summary>
    public bool IsStreaming { get; }

    /// <summary>The provider's name, as telemetry says it; null where the client does not tell.</summary>
    public string? Provider => _metadata?.ProviderName;

    /// <summary>The model that is asked; null where nobody says.</summary>
    public string? Model => (_options ?? _givenOptions)?.ModelId ?? _metadata?.DefaultModelId;

    /// <summary>What hooks keep from one step of this request to the next.</summary>
    public IDictionary<object, object?> Items => _items ??= [];

    /// <summary>How long the request has taken so far.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_start);

    /// <summary>Whom the request goes to.</summary>
    internal IChatClient Client { get; }

    internal IEnumerable<ChatMessage> SentMessages => _messages ?? _givenMessages;

    internal ChatOptions? SentOptions => _options ?? _givenOptions;

    /// <summary>What a hook answered; null where the model is to answer.</summary>
    internal ChatResponse? Response { get; private set; }

    /// <summary>Answers in the place of the model: nothing is sent, and hooks that come later are not asked.</summary>
    /// <param name="response">The answer; a stream gets it as updates.</param>
    public void Answer(ChatResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        Response = response;
    }

    /// <summary>Refuses the request: nothing is sent, and the caller gets a <see cref="RefusalContent"/> with <see cref="ChatFinishReason.ContentFilter"/>. To have the caller get an exception, throw one.</summary>
    /// <param name="reason">What the caller reads.</param>
    public void Refuse(string reason) => Answer(new ChatResponse(new ChatMessage(ChatRole.Assistant, [new RefusalContent(reason)])) { FinishReason = ChatFinishReason.ContentFilter });
}

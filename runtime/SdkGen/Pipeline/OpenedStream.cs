using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>A streamed answer up to its first content: until then nothing has been delivered, and another attempt may take its place.</summary>
/// <remarks>Enumerated it is its head; the stream goes on in <see cref="Rest"/>.</remarks>
internal sealed class OpenedStream : IAsyncEnumerator<ChatResponseUpdate>
{
    private readonly IAsyncEnumerator<ChatResponseUpdate> _updates;
    private readonly List<ChatResponseUpdate> _head = [];
    private int _next;
    private bool _isOver;

    private OpenedStream(IAsyncEnumerator<ChatResponseUpdate> updates) => _updates = updates;

    /// <summary>Reads a stream up to its first content.</summary>
    /// <param name="stream">The stream; closed where it fails.</param>
    /// <param name="cancellationToken">Cancels the whole stream.</param>
    public static async ValueTask<OpenedStream> OpenAsync(IAsyncEnumerable<ChatResponseUpdate> stream, CancellationToken cancellationToken)
    {
        var opened = new OpenedStream(stream.GetAsyncEnumerator(cancellationToken));
        try
        {
            do
            {
                opened._isOver = !await opened._updates.MoveNextAsync().ConfigureAwait(false);
                if (!opened._isOver)
                    opened._head.Add(opened._updates.Current);
            }
            while (!opened._isOver && !StreamedContent.IsIn(opened._updates.Current));
            return opened;
        }
        catch (Exception exception)
        {
            if (exception is LlmException failure)
                failure.Usage = AttemptUsage.Sum(opened.Usage, failure.Usage);
            await opened.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public ChatResponseUpdate Current => _head[_next - 1];

    /// <summary>The stream to go on with: this one until its head was read, and then the one behind it, so that an update passes by one call.</summary>
    public IAsyncEnumerator<ChatResponseUpdate> Rest => _next < _head.Count || _isOver ? this : _updates;

    /// <summary>The first update; null where the stream is empty.</summary>
    public ChatResponseUpdate? First => _head.Count > 0 ? _head[0] : null;

    /// <summary>What the head says of tokens; null where it says nothing.</summary>
    public UsageDetails? Usage
    {
        get
        {
            UsageDetails? sum = null;
            foreach (var update in _head)
                sum = AttemptUsage.Sum(sum, AttemptUsage.Of(update.Contents));
            return sum;
        }
    }

    /// <summary>The model said something.</summary>
    public bool HasContent => !_isOver;

    /// <summary>Why a stream without content ended; null where it has content or does not say.</summary>
    public ChatFinishReason? FinishReason => _isOver ? _head.FindLast(update => update.FinishReason is not null)?.FinishReason : null;

    /// <summary>Puts something into the properties of the answer, and the usage of attempts before it into its usage. Nothing where the stream is empty.</summary>
    public void Note(Action<AdditionalPropertiesDictionary> note, UsageDetails? failed = null)
    {
        if (First is not { } head)
            return;

        // The properties of an update that names its message become the message's; those of one that does not, the response's.
        if (head.MessageId is not null)
            _head.Insert(0, head = HeadOf(head));
        note(head.AdditionalProperties ??= []);
        if (failed is not null)
            head.Contents.Add(new UsageContent(AttemptUsage.Marked(failed)));
    }

    /// <summary>An update in front of the first one: what it says is said of the response, and not of its message.</summary>
    public static ChatResponseUpdate HeadOf(ChatResponseUpdate first) => new()
    {
        Role = first.Role,
        AuthorName = first.AuthorName,
        ResponseId = first.ResponseId,
        ConversationId = first.ConversationId,
        ModelId = first.ModelId,
        CreatedAt = first.CreatedAt,
    };

    public ValueTask<bool> MoveNextAsync()
    {
        if (_next == _head.Count)
            return new(false);
        _next++;
        return new(true);
    }

    public ValueTask DisposeAsync() => _updates.DisposeAsync();
}

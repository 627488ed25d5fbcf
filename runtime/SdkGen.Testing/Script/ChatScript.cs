namespace SdkGen.Testing;

/// <summary>
/// What chat requests are answered with: the first answer for the first request, the second for the next, and so on; the last one stays.
/// Branches made by <see cref="When"/> are asked first, in the order in which they were made, and count for themselves.
/// </summary>
/// <remarks>Safe to change and to use from several threads.</remarks>
public sealed class ChatScript
{
    private readonly Lock _lock = new();
    private readonly List<(Func<ChatRequest, bool> Condition, ChatScript Script)> _branches = [];
    private readonly List<Func<ChatRequest, ChatAnswer>> _answers = [];
    private int _next;

    internal ChatScript()
    {
    }

    /// <summary>Answers with text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="delivery">How its bytes travel; null means whole.</param>
    public ChatScript Replies(string text, Delivery? delivery = null) => Answers(new ChatReply { Text = text, Delivery = delivery ?? Delivery.Whole });

    /// <summary>Answers with a text made from the request.</summary>
    /// <param name="text">Makes the text, for example from <see cref="ChatRequest.ToolResults"/>.</param>
    /// <param name="delivery">How its bytes travel; null means whole.</param>
    public ChatScript Replies(Func<ChatRequest, string> text, Delivery? delivery = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Answers(request => new ChatReply { Text = text(request), Delivery = delivery ?? Delivery.Whole });
    }

    /// <summary>Calls a tool.</summary>
    /// <param name="name">The tool's name.</param>
    /// <param name="arguments">The arguments' JSON text, sent as it is, valid or not.</param>
    /// <param name="delivery">How its bytes travel; null means whole.</param>
    public ChatScript CallsTool(string name, string arguments = "{}", Delivery? delivery = null) =>
        Answers(new ChatReply { ToolCalls = [new ScriptedToolCall(name, arguments)], Delivery = delivery ?? Delivery.Whole });

    /// <summary>Calls several tools in one answer.</summary>
    /// <param name="calls">The calls.</param>
    public ChatScript CallsTools(params IReadOnlyList<ScriptedToolCall> calls) => Answers(new ChatReply { ToolCalls = calls });

    /// <summary>Declines.</summary>
    /// <param name="refusal">The text with which the model declines.</param>
    public ChatScript Refuses(string refusal) => Answers(new ChatReply { Refusal = refusal });

    /// <summary>Fails as the service does.</summary>
    /// <param name="status">The HTTP status: 400 and above.</param>
    /// <param name="code">The error's code, for example <c>insufficient_quota</c>; null means what usually comes with the status.</param>
    /// <param name="message">The sentence for people; null means one that fits.</param>
    /// <param name="retryAfter">When to come back; null does not say.</param>
    public ChatScript Fails(int status, string? code = null, string? message = null, TimeSpan? retryAfter = null) =>
        Answers(new ChatFailure(status) { Code = code, Message = message, RetryAfter = retryAfter });

    /// <summary>Cuts the connection instead of answering.</summary>
    public ChatScript Disconnects() => Answers(new ChatReply { Delivery = Delivery.ResetBeforeHeaders });

    /// <summary>Gives an answer that is described in full.</summary>
    /// <param name="answer">The answer.</param>
    public ChatScript Answers(ChatAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return Answers(_ => answer);
    }

    /// <summary>Gives an answer made from the request.</summary>
    /// <param name="answer">Makes the answer.</param>
    public ChatScript Answers(Func<ChatRequest, ChatAnswer> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        lock (_lock)
            _answers.Add(answer);
        return this;
    }

    /// <summary>Makes a branch for the requests that fit a condition.</summary>
    /// <param name="condition">Whether a request belongs to the branch.</param>
    /// <returns>The branch: a script of its own. While it is empty, its requests are answered as if it were not there.</returns>
    public ChatScript When(Func<ChatRequest, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var branch = new ChatScript();
        lock (_lock)
            _branches.Add((condition, branch));
        return branch;
    }

    /// <summary>Forgets all answers and branches.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _branches.Clear();
            _answers.Clear();
            _next = 0;
        }
    }

    /// <summary>The answer for a request; null where the script has none.</summary>
    internal ChatAnswer? Next(ChatRequest request)
    {
        Func<ChatRequest, ChatAnswer>? answer;
        (Func<ChatRequest, bool> Condition, ChatScript Script)[] branches;
        lock (_lock)
            branches = [.. _branches];
        foreach (var (condition, script) in branches)
        {
            if (condition(request) && script.Next(request) is { } branched)
                return branched;
        }

        lock (_lock)
        {
            answer = _answers.Count == 0 ? null : _answers[Math.Min(_next, _answers.Count - 1)];
            _next++;
        }

        return answer?.Invoke(request);
    }
}

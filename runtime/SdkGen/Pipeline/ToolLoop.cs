using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>One call of a <see cref="ToolLoopChatClient"/> under way: what to send next and what has come of it so far.</summary>
internal sealed class ToolLoop
{
    private readonly ToolLoopOptions _options;
    private readonly ToolCallRunner _runner;
    private readonly List<FunctionCallContent> _calls = [];
    private List<ChatMessage> _history;
    private int _turn;

    public ToolLoop(IEnumerable<ChatMessage> messages, ChatOptions? request, AITool[] tools, ToolLoopOptions options)
    {
        _options = options;
        _history = [.. messages];
        Request = Offer(request, tools);
        _runner = new ToolCallRunner(Request?.Tools ?? [], options, ContextOf);
        if (IsLastTurn)
            StopOffering();
    }

    /// <summary>What to send.</summary>
    public IEnumerable<ChatMessage> History => _history;

    /// <summary>With which options.</summary>
    public ChatOptions? Request { get; private set; }

    /// <summary>Every message that the caller has to add to the conversation.</summary>
    public List<ChatMessage> Produced { get; } = [];

    /// <summary>The request that is next is the last one.</summary>
    public bool IsLastTurn => _turn + 1 >= _options.MaxTurns;

    /// <summary>Takes what tools report while they run; null where the caller takes nothing.</summary>
    public Action<ToolProgressUpdate>? Progress { get; set; }

    /// <summary>Some tool waits for a person's approval.</summary>
    public bool MayNeedApproval => _runner.MayNeedApproval;

    /// <summary>Runs what a person has approved since the last call, and puts the results where they belong in the history.</summary>
    /// <returns>The messages that came of it.</returns>
    public async Task<List<ChatMessage>> AnswerApprovalsAsync(CancellationToken cancellationToken)
    {
        if (ToolApprovals.Extract(_history) is not { } approvals)
            return [];
        var log = _options.ApprovalLog ?? RecentApprovals.Shared;
        var results = new List<AIContent>();
        foreach (var (call, decision) in approvals.Decisions)
        {
            results.Add(await log.OnceAsync(
                decision.RequestId,
                token => decision.Approved ? _runner.RunAsync(call, approved: true, token) : new(Refused(call, decision)),
                cancellationToken).ConfigureAwait(false));
        }

        if (results.Count == 0)
            return [];
        var message = ResultMessage(results);
        _history.Insert(approvals.InsertAt, message);

        // The conversation of the caller holds a request and a response, which the next call drops: these two take their place.
        Produced.Add(approvals.CallMessage);
        Produced.Add(message);
        return Produced;
    }

    /// <summary>Takes a turn's answer.</summary>
    /// <returns>Whether it asks for tools that <see cref="RunAsync"/> can run.</returns>
    public bool Take(IList<ChatMessage> messages, string? conversationId)
    {
        Produced.AddRange(messages);
        _calls.Clear();
        foreach (var message in messages)
        {
            foreach (var content in message.Contents)
            {
                if (content is FunctionCallContent { InformationalOnly: false } call && !IsAnswered(call, messages))
                    _calls.Add(call);
            }
        }

        if (_calls.Count == 0 || IsLastTurn || !_runner.CanRun(_calls))
            return false;
        if (NeedsApproval(_calls))
        {
            foreach (var message in messages)
                AskForApproval(message.Contents);
            return false;
        }

        if (conversationId is not null)
        {
            // The service keeps the conversation: it is sent nothing but the results.
            _history = [];
            (Request ??= new ChatOptions()).ConversationId = conversationId;
        }
        else
        {
            _history.AddRange(messages);
        }

        return true;
    }

    /// <summary>Runs the calls of the answer taken last.</summary>
    /// <returns>The message with their results.</returns>
    public async Task<ChatMessage> RunAsync(CancellationToken cancellationToken)
    {
        var results = new AIContent[_calls.Count];
        if (_options.Concurrent && results.Length > 1)
        {
            var running = _calls.ConvertAll(call => _runner.RunAsync(call, approved: false, cancellationToken).AsTask());

            // Also when one is cancelled: no tool may be running still when the caller goes on.
            var all = await Task.WhenAll(running).ConfigureAwait(false);
            all.CopyTo(results, 0);
        }
        else
        {
            for (var i = 0; i < results.Length; i++)
                results[i] = await _runner.RunAsync(_calls[i], approved: false, cancellationToken).ConfigureAwait(false);
        }

        var message = ResultMessage([.. results]);
        _history.Add(message);
        Produced.Add(message);
        _turn++;
        if (IsLastTurn)
            StopOffering();
        else if (Request?.ToolMode is RequiredChatToolMode)
            (Request = Request.Clone()).ToolMode = null; // It was met; to go on demanding a call would never end.
        return message;
    }

    /// <summary>Whether a person must see the calls before they run. Broken calls are answered first: nobody can judge half of a turn.</summary>
    public bool NeedsApproval(List<FunctionCallContent> calls)
    {
        if (!MayNeedApproval || !calls.Exists(_runner.NeedsApproval))
            return false;
        calls.ForEach(_runner.Repair);
        return !calls.Exists(_runner.IsUnfit);
    }

    /// <summary>Turns each call into a request for approval.</summary>
    public void AskForApproval(IList<AIContent> contents)
    {
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is FunctionCallContent { InformationalOnly: false } call)
                contents[i] = ToolApprovals.Ask(call, _runner.NeedsApproval(call));
        }
    }

    private static FunctionResultContent Refused(FunctionCallContent call, ToolApprovalResponseContent decision) => new(
        call.CallId, string.IsNullOrWhiteSpace(decision.Reason) ? "The user did not allow this call." : $"The user did not allow this call: {decision.Reason}");

    private ToolContext ContextOf(FunctionCallContent call)
    {
        var items = new Dictionary<object, object?>(_options.Items ?? new Dictionary<object, object?>());
        return new ToolContext(call.Name)
        {
            CallId = call.CallId,
            Messages = _history,
            Options = Request,
            Services = _options.Services,
            RemainingTurns = Math.Max(0, _options.MaxTurns - _turn - 1),
            Items = items,
            Progress = Report,
        };
    }

    private void Report(ToolProgressUpdate update)
    {
        Progress?.Invoke(update);
        _options.Progress?.Report(update);
    }

    private static ChatMessage ResultMessage(IList<AIContent> results) => new(ChatRole.Tool, results) { MessageId = Guid.NewGuid().ToString("N") };

    private static bool IsAnswered(FunctionCallContent call, IList<ChatMessage> messages)
    {
        foreach (var message in messages)
        {
            foreach (var content in message.Contents)
            {
                if (content is FunctionResultContent result && result.CallId == call.CallId)
                    return true;
            }
        }

        return false;
    }

    private static ChatOptions? Offer(ChatOptions? request, AITool[] tools)
    {
        // The request is changed from turn to turn, so it must not be the caller's.
        var offered = request?.Clone();
        if (tools.Length == 0)
            return offered;
        offered ??= new ChatOptions();
        var all = new List<AITool>(offered.Tools ?? []);
        foreach (var tool in tools)
        {
            if (!all.Exists(x => x.Name == tool.Name))
                all.Add(tool);
        }

        offered.Tools = all;
        return offered;
    }

    private void StopOffering()
    {
        if (Request is null)
            return;
        Request = Request.Clone(); // Tools may have kept the options that they were called with.
        Request.Tools = Request.Tools?.Where(x => x is not AIFunctionDeclaration).ToList() is { Count: > 0 } others ? others : null;
        Request.ToolMode = null;
    }
}

using System.Diagnostics;
using Microsoft.Extensions.AI;
using SdkGen.Telemetry;

namespace SdkGen;

/// <summary>One call of a <see cref="ToolLoopChatClient"/> under way: what to send next and what has come of it so far.</summary>
internal sealed partial class ToolLoop
{
    private readonly List<FunctionCallContent> _calls = new(1);
    private readonly string? _conversation;
    private List<ChatMessage> _history;
    private (List<ChatMessage> History, int Produced)? _before;
    private int _turn;
    private int _ran;
    private bool _stopped;

    public ToolLoop(IEnumerable<ChatMessage> messages, ChatOptions? request, AITool[] tools, ToolLoopOptions options, ToolLoopServices services)
    {
        Options = options;
        Services = services;
        // A turn adds two messages, and most loops have one with calls and one without.
        _history = new List<ChatMessage>((messages.TryGetNonEnumeratedCount(out var count) ? count : 0) + 4);
        _history.AddRange(messages);
        _conversation = request?.ConversationId;
        Request = Offer(request, tools);
        if (IsLastTurn)
            StopOffering();
    }

    public ToolLoopOptions Options { get; }

    public ToolLoopServices Services { get; }

    /// <summary>What to send.</summary>
    public IEnumerable<ChatMessage> History => _history;

    /// <summary>With which options.</summary>
    public ChatOptions? Request { get; private set; }

    /// <summary>Every message that the caller has to add to the conversation.</summary>
    public List<ChatMessage> Produced { get; } = new(3);

    /// <summary>The request that is next is the last one.</summary>
    public bool IsLastTurn => _stopped || _turn + 1 >= Options.MaxTurns;

    /// <summary>Takes what tools report while they run; null where the caller takes nothing.</summary>
    public Action<ToolProgressUpdate>? Progress { get; set; }

    private ToolCallRunner Runner => new(this);

    private static string? TraceId => Activity.Current?.TraceId.ToHexString();

    /// <summary>A tool by its name: of those that are offered, then of those that only run. Null where there is none.</summary>
    public AITool? Find(string name) => Find(Request?.Tools, name) ?? Options.AdditionalTools?.FirstOrDefault(tool => tool.Name == name);

    /// <summary>The names of all tools.</summary>
    public IEnumerable<string> ToolNames => Array.ConvertAll<AITool, string>([.. Request?.Tools ?? [], .. Options.AdditionalTools ?? []], tool => tool.Name);

    /// <summary>Takes a turn's answer.</summary>
    /// <param name="messages">The answer.</param>
    /// <param name="conversationId">The conversation, where the service keeps it.</param>
    /// <param name="mayAsk">A person may be asked about calls; not where the caller has them already.</param>
    /// <returns>Whether it asks for tools that <see cref="RunAsync"/> is to run, or to refuse.</returns>
    public bool Take(IList<ChatMessage> messages, string? conversationId, bool mayAsk)
    {
        AddTo(Produced, messages);
        _calls.Clear();
        for (var i = 0; i < messages.Count; i++)
            Collect(messages[i].Contents, messages);
        if (_calls.Count == 0)
            return false;
        if (IsLastTurn)
            return !Options.StopOnUnknownCalls; // Nothing was offered, so no call can be the caller's, unless all unknown ones are.
        if (!CanRun())
            return false;
        if (mayAsk && MayNeedApproval)
            Ask(messages, conversationId is not null);
        if (_calls.Count == 0)
            return false;
        KeepHistory(messages, conversationId);
        return true;
    }

    /// <summary>Hands on what a tool reports.</summary>
    public void Report(ToolContext context, object? value)
    {
        var update = new ToolProgressUpdate { CallId = context.CallId, ToolName = context.ToolName, Value = value };
        Progress?.Invoke(update);
        Options.Progress?.Report(update);
    }

    /// <summary>The context of a call.</summary>
    public ToolContext ContextOf(FunctionCallContent call) => new(call.Name)
    {
        CallId = call.CallId,
        Messages = _history,
        Options = Request,
        Services = Options.Services,
        RemainingTurns = Math.Max(0, Options.MaxTurns - _turn - 1),
        Items = Options.Items is { } items ? new Dictionary<object, object?>(items) : null,
        Loop = this,
    };

    private static AITool? Find(IList<AITool>? tools, string name)
    {
        for (var i = 0; i < tools?.Count; i++)
        {
            if (tools[i].Name == name)
                return tools[i];
        }

        return null;
    }

    private void Collect(IList<AIContent> contents, IList<ChatMessage> messages)
    {
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is FunctionCallContent { InformationalOnly: false } call && !IsAnswered(call, messages))
                _calls.Add(call);
        }
    }

    /// <summary>Whether the calls are for this loop: a tool that is only declared belongs to the caller, and so does the whole turn.</summary>
    private bool CanRun()
    {
        foreach (var call in _calls)
        {
            var tool = Find(call.Name);
            if (tool is null && Services.Telemetry is { } telemetry)
                TelemetryLog.ToolUnknown(telemetry.Logger, call.Name, new(TraceId), TraceId);
            if (tool is null ? Options.StopOnUnknownCalls : tool is not AIFunction)
                return false;
        }

        return true;
    }

    /// <summary>Makes the history of the next request: all of it, or where the service keeps the conversation what is new.</summary>
    private void KeepHistory(IList<ChatMessage> messages, string? conversationId)
    {
        if (conversationId is not null)
        {
            _before ??= (_history, Produced.Count - messages.Count);
            _history = [];
        }
        else if (_before is { } before)
        {
            // The service kept the conversation and does so no longer: it gets what it does not have.
            _history = [.. before.History, .. Produced.GetRange(before.Produced, Produced.Count - before.Produced)];
            _before = null;
        }
        else
        {
            AddTo(_history, messages);
        }

        if (Request?.ConversationId != conversationId || Request?.ContinuationToken is not null)
        {
            Request = Request?.Clone() ?? new ChatOptions(); // Tools may have kept the options that they were called with.
            Request.ConversationId = conversationId;
            Request.ContinuationToken = null;
        }
    }

    // Most answers are one message, for which nothing has to be copied as a whole.
    private static void AddTo(List<ChatMessage> list, IList<ChatMessage> messages)
    {
        for (var i = 0; i < messages.Count; i++)
            list.Add(messages[i]);
    }

    private static bool IsAnswered(FunctionCallContent call, IList<ChatMessage> messages)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            var contents = messages[i].Contents;
            for (var j = 0; j < contents.Count; j++)
            {
                if (contents[j] is FunctionResultContent result && result.CallId == call.CallId)
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
        if (offered.Tools is not { Count: > 0 } given)
        {
            var own = new List<AITool>(tools.Length);
            own.AddRange(tools.AsSpan());
            offered.Tools = own;
            return offered;
        }

        var all = new List<AITool>(given.Count + tools.Length);
        all.AddRange(given);
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
        Request.Tools = Request.Tools?.ToList().FindAll(tool => tool is not AIFunctionDeclaration) is { Count: > 0 } others ? others : null;
        Request.ToolMode = null;
    }
}

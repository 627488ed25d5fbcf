using Microsoft.Extensions.AI;
using SdkGen.Telemetry;

namespace SdkGen;

/// <summary>Asks a person about calls, and carries out what was answered.</summary>
internal sealed partial class ToolLoop
{
    private bool _isAsked;

    /// <summary>Some tool waits for a person's approval.</summary>
    public bool MayNeedApproval => NeedApproval(Request?.Tools) || Options.AdditionalTools?.Any(ToolCallRunner.IsToApprove) == true;

    /// <summary>Whether a call has to be kept from the caller until its turn is complete: it may become a question.</summary>
    /// <param name="call">The call.</param>
    /// <param name="isKept">The service keeps the conversation, as far as is known.</param>
    public bool IsHeld(FunctionCallContent call, bool isKept) => isKept || Runner.NeedsApproval(call);

    /// <summary>Whether the service keeps the conversation, before it has said so.</summary>
    public bool IsConversationKept => Request?.ConversationId is not null;

    /// <summary>The history holds answers of a person, or questions to one.</summary>
    public bool HasApprovals => ToolApprovals.AreIn(_history);

    /// <summary>Runs what a person has approved since the last call, and puts the results where they belong in the history.</summary>
    /// <returns>The messages that came of it.</returns>
    public async Task<List<ChatMessage>> AnswerApprovalsAsync(CancellationToken cancellationToken)
    {
        if (ToolApprovals.Extract(_history, isKept: _conversation is not null) is not { } approvals)
            return [];
        var log = Options.ApprovalLog ?? RecentApprovals.Shared;
        var results = new List<AIContent>();
        foreach (var (call, decision) in approvals.Decisions)
        {
            if (Services.Telemetry is { } telemetry)
                TelemetryLog.ApprovalAnswered(telemetry.Logger, call.Name, call.CallId, decision.Approved, new(TraceId), TraceId);
            results.Add(await log.OnceAsync(
                decision.RequestId,
                async token => decision.Approved ? (await Runner.RunAsync(call, approved: true, token).ConfigureAwait(false)).Content : Refused(call, decision),
                cancellationToken).ConfigureAwait(false));
        }

        if (results.Count == 0)
            return [];
        var message = new ChatMessage(ChatRole.Tool, results);
        approvals.Insert(_history, message);
        if (results.Exists(content => content is FunctionResultContent { Exception: not null }))
            _failedTurns++;

        // The conversation of the caller holds a request and a response, which the next call drops: these two take their place.
        Produced.Add(approvals.CallMessage);
        Produced.Add(message);
        return [.. Produced];
    }

    /// <summary>Makes the questions of a streamed turn, before the caller gets its last updates.</summary>
    public void Ask(List<ChatResponseUpdate> updates, bool isKept)
    {
        if (IsLastTurn)
            return;
        _calls.Clear();
        var whole = new List<ChatMessage>();
        foreach (var update in updates)
        {
            if (update is not ToolCallDeltaUpdate)
                whole.Add(new ChatMessage(ChatRole.Assistant, update.Contents));
        }

        foreach (var message in whole)
            Collect(message.Contents, whole);
        if (_calls.Count > 0 && CanRun())
            Ask(whole, isKept);
    }

    /// <summary>Turns calls that a person has to approve into requests. Other calls of the turn run meanwhile.</summary>
    /// <remarks>
    /// Where the service keeps the conversation, all of them wait: it takes the results of a turn together, and who answers later sends nothing but the answers.
    /// A broken call is then told to the model before anyone is asked.
    /// </remarks>
    private void Ask(IList<ChatMessage> messages, bool isKept)
    {
        _calls.ForEach(Runner.Repair);
        if (!_calls.Exists(call => Runner.NeedsApproval(call) && !Runner.IsUnfit(call)) || (isKept && _calls.Exists(Runner.IsUnfit)))
            return;
        var waiting = new HashSet<FunctionCallContent>(_calls.FindAll(call => isKept || (Runner.NeedsApproval(call) && !Runner.IsUnfit(call))), ReferenceEqualityComparer.Instance);
        foreach (var message in messages)
        {
            for (var i = 0; i < message.Contents.Count; i++)
            {
                if (message.Contents[i] is FunctionCallContent call && waiting.Contains(call))
                {
                    message.Contents[i] = ToolApprovals.Ask(call, Runner.NeedsApproval(call));
                    if (Services.Telemetry is { } telemetry)
                        TelemetryLog.ApprovalAsked(telemetry.Logger, call.Name, call.CallId, new(TraceId), TraceId);
                }
            }
        }

        _calls.RemoveAll(waiting.Contains);
        _isAsked = true;
    }

    private static bool NeedApproval(IList<AITool>? tools)
    {
        for (var i = 0; i < tools?.Count; i++)
        {
            if (ToolCallRunner.IsToApprove(tools[i]))
                return true;
        }

        return false;
    }

    private static FunctionResultContent Refused(FunctionCallContent call, ToolApprovalResponseContent decision) => new(
        call.CallId, string.IsNullOrWhiteSpace(decision.Reason) ? "The user did not allow this call." : $"The user did not allow this call: {decision.Reason}");
}

using Microsoft.Extensions.AI;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>Puts the fragments of streamed tool calls together.</summary>
internal sealed class OpenAIChatCalls
{
    private readonly List<StreamedCall> _calls = [];

    /// <summary>Takes a fragment.</summary>
    /// <returns>What it says, for whoever shows progress.</returns>
    public ToolCallDeltaUpdate Take(OpenAIChatToolCall fragment)
    {
        var call = Find(fragment);
        call.Id ??= AnswerParts.Text(fragment.Id);
        call.Name ??= AnswerParts.Text(fragment.Function?.Name ?? fragment.Custom?.Name);
        call.IsCustom |= fragment.Custom is not null;
        return call.Append(fragment.Function?.Arguments?.Json?.ToString() ?? fragment.Function?.Arguments?.Text ?? fragment.Custom?.Input);
    }

    /// <summary>Takes a fragment of the older form, which knows one call only.</summary>
    public ToolCallDeltaUpdate Take(OpenAIChatFunctionCall fragment)
    {
        if (_calls.Count == 0)
            _calls.Add(new StreamedCall(0));
        var call = _calls[^1];
        call.Name ??= AnswerParts.Text(fragment.Name);
        return call.Append(fragment.Arguments?.Json?.ToString() ?? fragment.Arguments?.Text);
    }

    public void AddTo(List<AIContent> contents, string? responseId, ChatFinishReason? finish, bool isComplete)
    {
        foreach (var call in _calls)
            contents.Add(call.ToContent(responseId, finish, isComplete));
    }

    /// <summary>The call that a fragment belongs to. Services that give no index, or the same to all, start a call with a new id.</summary>
    private StreamedCall Find(OpenAIChatToolCall fragment)
    {
        var id = AnswerParts.Text(fragment.Id);
        for (var i = _calls.Count - 1; i >= 0; i--)
        {
            var call = _calls[i];
            if (fragment.Index is { } index && call.Index != index)
                continue;
            if (id is null || call.Id is null || call.Id == id)
                return call;
            if (fragment.Index is null)
                continue;
            break;
        }

        var added = new StreamedCall(_calls.Count) { Index = fragment.Index };
        _calls.Add(added);
        return added;
    }
}

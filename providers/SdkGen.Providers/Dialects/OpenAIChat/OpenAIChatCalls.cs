using System.Text;
using Microsoft.Extensions.AI;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>Puts the fragments of streamed tool calls together.</summary>
internal sealed class OpenAIChatCalls
{
    private readonly List<Call> _calls = [];

    /// <summary>Takes a fragment.</summary>
    /// <returns>What it says, for whoever shows progress.</returns>
    public ToolCallDeltaUpdate Take(OpenAIChatToolCall fragment)
    {
        var call = Find(fragment);
        call.Id ??= OpenAIChatFacts.Text(fragment.Id);
        call.Name ??= OpenAIChatFacts.Text(fragment.Function?.Name ?? fragment.Custom?.Name);
        call.IsCustom |= fragment.Custom is not null;
        return call.Append(fragment.Function?.Arguments?.Json?.ToString() ?? fragment.Function?.Arguments?.Text ?? fragment.Custom?.Input, _calls.IndexOf(call));
    }

    /// <summary>Takes a fragment of the older form, which knows one call only.</summary>
    public ToolCallDeltaUpdate Take(OpenAIChatFunctionCall fragment)
    {
        if (_calls.Count == 0)
            _calls.Add(new Call());
        var call = _calls[^1];
        call.Name ??= OpenAIChatFacts.Text(fragment.Name);
        return call.Append(fragment.Arguments?.Json?.ToString() ?? fragment.Arguments?.Text, _calls.Count - 1);
    }

    public void AddTo(List<AIContent> contents, string? responseId, ChatFinishReason? finish, bool isComplete)
    {
        for (var i = 0; i < _calls.Count; i++)
        {
            var call = _calls[i];
            var id = OpenAIChatFacts.CallId(call.Id, responseId, i);
            contents.Add(call.IsCustom
                ? OpenAIChatFacts.CustomCall(id, call.Name, call.Arguments.ToString())
                : new FunctionCallContent(id, call.Name ?? "", OpenAIChatFacts.Arguments(call.Arguments.ToString(), finish, isComplete)));
        }
    }

    /// <summary>The call that a fragment belongs to. Services that give no index, or the same to all, start a call with a new id.</summary>
    private Call Find(OpenAIChatToolCall fragment)
    {
        var id = OpenAIChatFacts.Text(fragment.Id);
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

        var added = new Call { Index = fragment.Index };
        _calls.Add(added);
        return added;
    }

    private sealed class Call
    {
        public int? Index { get; init; }

        public string? Id { get; set; }

        public string? Name { get; set; }

        public bool IsCustom { get; set; }

        public StringBuilder Arguments { get; } = new();

        private ToolCallProgress Progress { get; } = new();

        public ToolCallDeltaUpdate Append(string? piece, int position)
        {
            Arguments.Append(piece);
            return new ToolCallDeltaUpdate
            {
                Index = position,
                CallId = Id,
                Name = Name,
                ArgumentsDelta = piece ?? "",
                Progress = Progress,
                Pieces = Progress.Add(piece ?? ""),
            };
        }
    }
}

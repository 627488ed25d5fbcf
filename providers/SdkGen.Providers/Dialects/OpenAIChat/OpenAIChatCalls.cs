using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>Puts the fragments of streamed tool calls together.</summary>
internal sealed class OpenAIChatCalls
{
    private readonly StreamedCalls _calls = new();

    /// <summary>Takes a fragment.</summary>
    /// <returns>What it says, for whoever shows progress.</returns>
    public ToolCallDeltaUpdate Take(OpenAIChatToolCall fragment)
    {
        var call = _calls.Find(fragment.Index, fragment.Id);
        call.Id ??= AnswerParts.Text(fragment.Id);
        call.Name ??= AnswerParts.Text(fragment.Function?.Name ?? fragment.Custom?.Name);
        call.IsCustom |= fragment.Custom is not null;
        return call.Append(fragment.Function?.Arguments?.Json?.ToString() ?? fragment.Function?.Arguments?.Text ?? fragment.Custom?.Input);
    }

    /// <summary>Takes a fragment of the older form, which knows one call only.</summary>
    public ToolCallDeltaUpdate Take(OpenAIChatFunctionCall fragment)
    {
        var call = _calls.Find(null, null);
        call.Name ??= AnswerParts.Text(fragment.Name);
        return call.Append(fragment.Arguments?.Json?.ToString() ?? fragment.Arguments?.Text);
    }

    public void AddTo(List<AIContent> contents, string? responseId, ChatFinishReason? finish, bool isComplete) => _calls.AddTo(contents, responseId, finish, isComplete);

    /// <summary>The calls as an answer in one piece has them; null where there is none.</summary>
    public ReusableList<OpenAIChatToolCall>? ToWire()
    {
        ReusableList<OpenAIChatToolCall>? wire = null;
        foreach (var call in _calls.All)
        {
            (wire ??= []).Add(call.IsCustom
                ? new() { Id = call.Id, Type = "custom", Custom = new() { Name = call.Name, Input = call.Arguments } }
                : new() { Id = call.Id, Type = "function", Function = new() { Name = call.Name, Arguments = call.Arguments } });
        }

        return wire;
    }
}

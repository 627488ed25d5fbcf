using System.Text;
using Microsoft.Extensions.AI;

namespace SdkGen.Dialects;

/// <summary>A tool call while its pieces arrive.</summary>
/// <param name="position">Its place among the calls of the answer, from 0.</param>
internal sealed class StreamedCall(int position)
{
    private readonly StringBuilder _arguments = new();
    private readonly ToolCallProgress _progress = new();

    /// <summary>Its place among the calls of the answer, from 0.</summary>
    public int Position => position;

    /// <summary>What the service numbers the call or its part with; null where it does not.</summary>
    public int? Index { get; init; }

    public string? Id { get; set; }

    public string? Name { get; set; }

    /// <summary>Its input is plain text, not JSON.</summary>
    public bool IsCustom { get; set; }

    /// <summary>The arguments so far.</summary>
    public string Arguments => _arguments.ToString();

    /// <summary>Takes the next piece of the arguments.</summary>
    /// <returns>What it says, for whoever shows progress.</returns>
    public ToolCallDeltaUpdate Append(string? piece)
    {
        _arguments.Append(piece);
        return new ToolCallDeltaUpdate
        {
            Index = position,
            CallId = Id,
            Name = Name,
            ArgumentsDelta = piece ?? "",
            Progress = _progress,
            Pieces = _progress.Add(piece ?? ""),
        };
    }

    /// <summary>The whole call.</summary>
    /// <param name="responseId">What an id is made up of where the service sent none.</param>
    /// <param name="finish">Why the answer ended; null where it does not say.</param>
    /// <param name="isComplete">The service has said in some other way that nothing is missing.</param>
    public FunctionCallContent ToContent(string? responseId, ChatFinishReason? finish, bool isComplete)
    {
        var id = AnswerParts.CallId(Id, responseId, position);
        return IsCustom
            ? AnswerParts.CustomCall(id, Name, Arguments)
            : new FunctionCallContent(id, Name ?? "", AnswerParts.Arguments(Arguments, finish, isComplete));
    }
}

using System.Text;
using Microsoft.Extensions.AI;
using SdkGen.Wire.Gemini;

namespace SdkGen.Dialects.Gemini;

/// <summary>A call, in one piece or in several.</summary>
/// <param name="position">Its place among the calls of the answer, from 0.</param>
internal sealed class GeminiStreamedCall(int position)
{
    private readonly ToolCallProgress _progress = new();
    private GeminiPartialArguments? _pieces;
    private ReadOnlyMemory<byte>? _whole;

    public string? Id { get; set; }

    public string? Name { get; set; }

    /// <summary>The signature of the part that began the call.</summary>
    public string? Signature { get; set; }

    /// <summary>Whether a piece belongs to this call, which is still open: a name begins another one.</summary>
    public bool IsContinuedBy(GeminiFunctionCall piece) =>
        string.IsNullOrEmpty(piece.Name) || (Id is not null && Id == piece.Id);

    public void Take(GeminiFunctionCall piece, List<ToolCallDeltaUpdate>? deltas)
    {
        Id ??= AnswerParts.Text(piece.Id);
        if (piece.Args is { } arguments)
        {
            _whole = arguments.Utf8;
            Tell(deltas, arguments.ToString());
            return;
        }

        string? text = null;
        for (var i = 0; i < (piece.PartialArgs?.Count ?? 0); i++)
        {
            if (piece.PartialArgs![i] is { JsonPath: { } path } argument)
                text += (_pieces ??= new()).Take(path, argument);
        }

        if (text is not null || _pieces is null)
            Tell(deltas, text ?? "");
    }

    /// <summary>The whole call.</summary>
    /// <param name="responseId">What an id is made up of where the service sent none.</param>
    /// <param name="isWhole">Nothing is missing; false means that the answer ended in the middle of the call.</param>
    /// <param name="deltas">Takes the last piece of the arguments' text.</param>
    public FunctionCallContent ToContent(string? responseId, bool isWhole, List<ToolCallDeltaUpdate>? deltas)
    {
        var content = new FunctionCallContent(AnswerParts.CallId(Id, responseId, position), Name ?? "", Arguments(isWhole, deltas));
        if (Id is null)
            content.AdditionalProperties = new() { [GeminiFacts.MadeUpIdKey] = true };
        return content;
    }

    private RawArguments Arguments(bool isWhole, List<ToolCallDeltaUpdate>? deltas)
    {
        if (!isWhole)
            return RawArguments.FromCutOff(_whole ?? Encoding.UTF8.GetBytes(_pieces?.Text ?? ""));
        if (_whole is { } whole)
            return RawArguments.FromJson(whole);
        if (_pieces is not { } pieces)
            return RawArguments.FromJson(default);
        if (pieces.Close() is { Length: > 0 } end)
            Tell(deltas, end);
        return RawArguments.FromJson(Encoding.UTF8.GetBytes(pieces.Text));
    }

    private void Tell(List<ToolCallDeltaUpdate>? deltas, string piece) => deltas?.Add(new ToolCallDeltaUpdate
    {
        Index = position,
        CallId = Id,
        Name = Name,
        ArgumentsDelta = piece,
        Progress = _progress,
        Pieces = _progress.Add(piece),
    });
}

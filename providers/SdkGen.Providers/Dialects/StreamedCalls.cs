using Microsoft.Extensions.AI;

namespace SdkGen.Dialects;

/// <summary>The tool calls of one streamed answer, in the order in which they began.</summary>
internal sealed class StreamedCalls
{
    private readonly List<StreamedCall> _calls = [];

    /// <summary>The calls so far.</summary>
    public IReadOnlyList<StreamedCall> All => _calls;

    /// <summary>The call that a fragment belongs to. Services that give no index, or the same to all, start a call with a new id.</summary>
    /// <param name="index">What the service numbers the call with; null where it does not.</param>
    /// <param name="id">The call's id; null where the fragment has none.</param>
    public StreamedCall Find(int? index, string? id)
    {
        id = AnswerParts.Text(id);
        for (var i = _calls.Count - 1; i >= 0; i--)
        {
            var call = _calls[i];
            if (index is not null && call.Index != index)
                continue;
            if (id is null || call.Id is null || call.Id == id)
                return call;
            if (index is null)
                continue;
            break;
        }

        var added = new StreamedCall(_calls.Count) { Index = index };
        _calls.Add(added);
        return added;
    }

    /// <summary>Adds the whole calls.</summary>
    /// <param name="contents">Where to add them.</param>
    /// <param name="responseId">What an id is made up of where the service sent none.</param>
    /// <param name="finish">Why the answer ended; null where it does not say.</param>
    /// <param name="isComplete">The service has said in some other way that nothing is missing.</param>
    public void AddTo(List<AIContent> contents, string? responseId, ChatFinishReason? finish, bool isComplete)
    {
        foreach (var call in _calls)
            contents.Add(call.ToContent(responseId, finish, isComplete));
    }
}

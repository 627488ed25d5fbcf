using System.Text;
using Microsoft.Extensions.AI;

namespace SdkGen.Dialects.OpenAIResponses;

/// <summary>An item while its events arrive.</summary>
/// <param name="index">Its place in the answer; null where the service does not say.</param>
internal sealed class OpenAIResponsesStreamedItem(int? index)
{
    private StringBuilder? _refusal;
    private List<AIAnnotation>? _annotations;

    public int? Index => index;

    /// <summary>The wire's type; null until it is known.</summary>
    public string? Type { get; set; }

    /// <summary>The id under which the item began: some services change it from event to event.</summary>
    public string? Id { get; set; }

    /// <summary>The item has come to its end.</summary>
    public bool IsDone { get; set; }

    /// <summary>How many characters of its text, or of its reasoning, were told.</summary>
    public int Told { get; set; }

    /// <summary>It is reasoning that the service tells itself, not in a summary.</summary>
    public bool IsFull { get; set; }

    /// <summary>What it calls; null where it calls none of the caller's tools.</summary>
    public StreamedCall? Call { get; set; }

    public string? Refusal => _refusal?.ToString();

    public IList<AIAnnotation>? Annotations => _annotations;

    public void AddRefusal(string? piece) => (_refusal ??= new()).Append(piece);

    public void Add(AIAnnotation annotation) => (_annotations ??= []).Add(annotation);
}

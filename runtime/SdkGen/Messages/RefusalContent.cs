using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>The model's words of refusal, where the service keeps them apart from the answer's text.</summary>
/// <param name="text">What the model said.</param>
/// <remarks>Conversations that hold one are saved and loaded with <see cref="LlmJson.Options"/>.</remarks>
public sealed class RefusalContent(string text) : AIContent
{
    /// <summary>What the model said.</summary>
    public string Text { get; } = text;

    /// <inheritdoc/>
    public override string ToString() => Text;
}

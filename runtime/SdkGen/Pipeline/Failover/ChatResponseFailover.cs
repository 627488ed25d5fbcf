using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Tells who answered.</summary>
public static class ChatResponseFailover
{
    /// <summary>The name under which an answer's <see cref="ChatResponse.AdditionalProperties"/> say it.</summary>
    public const string PropertyName = "sdkgen.served_by";

    /// <summary>Who answered, for example <c>claude-haiku-4-5 at anthropic</c>; null where there was no failover.</summary>
    /// <param name="response">The answer.</param>
    public static string? GetServedBy(this ChatResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return response.AdditionalProperties is { } properties && properties.TryGetValue<string>(PropertyName, out var name) ? name : null;
    }
}

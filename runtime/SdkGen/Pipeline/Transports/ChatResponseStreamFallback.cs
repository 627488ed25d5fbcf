using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Tells whether a streamed answer came in one piece.</summary>
public static class ChatResponseStreamFallback
{
    /// <summary>The name under which an answer's <see cref="ChatResponse.AdditionalProperties"/> say it: true, only where it did.</summary>
    public const string PropertyName = "sdkgen.stream_fallback";

    /// <summary>Whether the answer was asked for as a stream and came in one piece, because streams do not come through.</summary>
    /// <param name="response">The answer.</param>
    public static bool IsStreamFallback(this ChatResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return response.AdditionalProperties is { } properties && properties.TryGetValue<bool>(PropertyName, out var fell) && fell;
    }
}

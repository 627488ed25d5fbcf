using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Tells how often a call was tried.</summary>
public static class ChatResponseAttempts
{
    /// <summary>The name under which an answer's <see cref="ChatResponse.AdditionalProperties"/> say it: a number, only where it is above 1.</summary>
    public const string PropertyName = "sdkgen.attempts";

    /// <summary>How many attempts an answer took: 1 where the first one succeeded. A failure says it by <see cref="LlmException.Attempts"/>.</summary>
    /// <param name="response">The answer.</param>
    public static int GetAttempts(this ChatResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return response.AdditionalProperties is { } properties ? Of(properties) : 1;
    }

    internal static int Of(AdditionalPropertiesDictionary properties) => properties.TryGetValue<int>(PropertyName, out var attempts) ? attempts : 1;

    internal static void Note(AdditionalPropertiesDictionary properties, int attempts) => properties[PropertyName] = attempts;
}

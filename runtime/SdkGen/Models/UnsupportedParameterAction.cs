namespace SdkGen;

/// <summary>What happens to a parameter of a request that the model is known to refuse, whose value is out of its range, or whose word it does not know.</summary>
public enum UnsupportedParameterAction
{
    /// <summary>The request is refused by an <see cref="UnsupportedCapabilityException"/>; nothing is sent.</summary>
    Throw,

    /// <summary>
    /// The parameter is left out and the request goes on. The answer says so in <c>AdditionalProperties["sdkgen.warnings"]</c>
    /// (<see cref="Microsoft.Extensions.AI.ChatResponse"/>: a list of sentences), and so does a line of the log.
    /// </summary>
    Drop,
}

namespace SdkGen.Dialects.OpenAIResponses;

/// <summary>Where a service departs from the protocol: the <c>wire</c> keys of its spec, read once.</summary>
internal sealed class OpenAIResponsesTraits(IReadOnlyDictionary<string, string> wire)
{
    /// <summary>The role of system messages.</summary>
    public string SystemRole { get; } = wire.TryGetValue("systemRole", out var role) ? role : "system";

    /// <summary>The service takes parameters of sampling that the protocol does not have.</summary>
    public bool TakesSamplingExtras { get; } = Is(wire, "samplingExtras", "send");

    /// <summary>The service takes audio in messages.</summary>
    public bool TakesAudio { get; } = Is(wire, "inputAudio", "send");

    /// <summary>Requests that the service shall not keep ask for the reasoning itself, encrypted.</summary>
    public bool AsksForEncryptedReasoning { get; } = !Is(wire, "encryptedReasoning", "omit");

    /// <summary>Results stand right behind their calls: nothing that was said may come between.</summary>
    public bool ResultsFollowCalls { get; } = Is(wire, "callResults", "next");

    private static bool Is(IReadOnlyDictionary<string, string> wire, string key, string value) => wire.TryGetValue(key, out var found) && found == value;
}

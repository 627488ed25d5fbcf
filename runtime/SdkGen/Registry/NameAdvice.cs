namespace SdkGen;

/// <summary>Says what somebody may have meant.</summary>
internal static class NameAdvice
{
    /// <returns><c> Did you mean openai?</c>; empty where nothing is near.</returns>
    public static string Sentence(string name, IEnumerable<string> known) => NearestName.Of(name, known) is { } near ? $" Did you mean {near}?" : "";
}

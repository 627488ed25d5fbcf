namespace SdkGen.Dialects.OpenAIChat;

/// <summary>The members of a request, by the names that callers give.</summary>
internal static class OpenAIChatMembers
{
    /// <summary>A wire name as the dialect's parameters are named: <c>reasoning_effort</c> is <c>reasoningEffort</c>.</summary>
    public static string ParameterName(string wire)
    {
        if (wire == "n")
            return "choices";
        if (wire is "max_tokens" or "max_completion_tokens")
            return "maxOutputTokens";
        if (!wire.Contains('_', StringComparison.Ordinal))
            return wire;
        var parts = wire.Split('_', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 0 ? wire : parts[0] + string.Concat(parts.Skip(1).Select(x => char.ToUpperInvariant(x[0]) + x[1..]));
    }

    /// <summary>What is said by the client, the messages and the method that is called, and so by no setting.</summary>
    public static bool IsRequestItself(string wire) => wire is "model" or "messages" or "stream";
}

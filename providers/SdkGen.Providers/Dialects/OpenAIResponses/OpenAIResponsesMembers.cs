namespace SdkGen.Dialects.OpenAIResponses;

/// <summary>The members of a request, by the names that callers give: those of this protocol, and of Chat Completions for models that were declared with it.</summary>
internal static class OpenAIResponsesMembers
{
    /// <summary>The member that a name stands for; a dot leads into an object.</summary>
    public static string Of(string name) => name switch
    {
        "reasoning_effort" => "reasoning.effort",
        "reasoning_summary" => "reasoning.summary",
        "verbosity" => "text.verbosity",
        "max_tokens" or "max_completion_tokens" => "max_output_tokens",
        _ => name,
    };

    /// <summary>The dialect's parameter that a member belongs to: <c>reasoning.effort</c> and <c>reasoning_effort</c> are <c>reasoningEffort</c>.</summary>
    public static string ParameterName(string member)
    {
        switch (member)
        {
            case "n":
                return "choices";
            case "max_output_tokens":
                return "maxOutputTokens";
            case "text.verbosity":
                return "verbosity";
        }

        var parts = member.Split(['_', '.'], StringSplitOptions.RemoveEmptyEntries);
        for (var i = 1; i < parts.Length; i++)
            parts[i] = char.ToUpperInvariant(parts[i][0]) + parts[i][1..];
        return parts.Length <= 1 ? member : string.Concat(parts);
    }

    /// <summary>What is said by the client, the messages and the method that is called, and so by no setting.</summary>
    public static bool IsRequestItself(string member) => member is "model" or "input" or "messages" or "stream";

    /// <summary>What Chat Completions knows and this protocol does not.</summary>
    /// <returns>What to do instead; null for every other name.</returns>
    public static string? Missing(string member) => member switch
    {
        "stop" => "the Responses protocol has no stop sequences. Cut the answer instead, or ask over Chat Completions",
        "seed" or "frequency_penalty" or "presence_penalty" or "logit_bias" or "top_k" => "the Responses protocol does not have it. Leave it out, or ask over Chat Completions",
        "n" => "the Responses protocol gives one answer. Ask several times",
        "modalities" or "audio" or "prediction" or "functions" or "function_call" => "the Responses protocol does not have it. Ask over Chat Completions",
        _ => null,
    };
}

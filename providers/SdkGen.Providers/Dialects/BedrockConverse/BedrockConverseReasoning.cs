using Microsoft.Extensions.AI;

namespace SdkGen.Dialects.BedrockConverse;

/// <summary>Says how much a model is to reason, in the words of its vendor. Which these are, the model's parameters tell: where each lies, and which are refused.</summary>
internal static class BedrockConverseReasoning
{
    private const int LeastBudget = 1024;

    public static void Take(BedrockConverseMembers members, ReasoningOptions? options)
    {
        var knows = members.Parameters.Facts;
        var takesBudget = knows.WireNames?.ContainsKey("thinkingBudget") == true;
        var mode = knows.WireNames?.ContainsKey("thinking") == true ? members.PathOf("thinking") : null;
        var effort = members.PathOf("reasoningEffort");
        if (options?.Effort is { } wanted && !members.Has(effort) && !(takesBudget && members.Has(members.PathOf("thinkingBudget"))))
        {
            if (wanted == ReasoningEffort.None)
                Forbid(members, mode, effort);
            else if (takesBudget && knows.Refused?.ContainsKey("reasoningEffort") == true)
                members.Set("thinkingBudget", Budget(wanted, members.Request.InferenceConfig?.MaxTokens));
            else
                Ask(members, mode, effort, wanted);
        }

        if (options?.Output is { } output && knows.WireNames?.ContainsKey("thinkingDisplay") == true && mode is not null && members.Has(mode))
            members.Set("thinkingDisplay", JsonValues.Of(output == ReasoningOutput.None ? "omitted" : "summarized"));
        Complete(members, mode, effort, takesBudget);
    }

    private static void Ask(BedrockConverseMembers members, string? mode, string effort, ReasoningEffort wanted)
    {
        members.Set("reasoningEffort", JsonValues.Of(members.Parameters.Effort("reasoningEffort", wanted)));

        // Effort that stands apart from the thinking does not bring it about.
        if (mode is not null && ObjectOf(mode) != ObjectOf(effort) && !members.Has(mode))
            members.Set("thinking", JsonValues.Of("adaptive"));
    }

    private static void Forbid(BedrockConverseMembers members, string? mode, string effort)
    {
        if (mode is not null)
            members.Set("thinking", JsonValues.Of("disabled"));
        else if (!effort.StartsWith("outputConfig.", StringComparison.Ordinal))
            members.Set("reasoningEffort", JsonValues.Of("none"));
    }

    /// <summary>A vendor that has an object for its reasoning wants to hear in it that there is to be some.</summary>
    private static void Complete(BedrockConverseMembers members, string? mode, string effort, bool takesBudget)
    {
        if (mode is null || members.Has(mode))
            return;
        var hasBudget = takesBudget && members.Has(members.PathOf("thinkingBudget"));
        if (hasBudget || (ObjectOf(mode) == ObjectOf(effort) && members.Has(effort)))
            members.Put(mode, JsonValues.Of("enabled"));
    }

    private static string ObjectOf(string path) => path[..path.LastIndexOf('.')];

    /// <summary>A budget in tokens, which leaves room for the answer.</summary>
    private static int Budget(ReasoningEffort effort, int? maximum)
    {
        var budget = effort switch
        {
            ReasoningEffort.Low => 2048,
            ReasoningEffort.Medium => 8192,
            ReasoningEffort.High => 16384,
            _ => 32768,
        };
        return maximum is { } most ? Math.Max(LeastBudget, Math.Min(budget, most / 2)) : budget;
    }
}

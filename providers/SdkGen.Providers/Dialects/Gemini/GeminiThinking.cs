using Microsoft.Extensions.AI;
using SdkGen.Wire.Gemini;

namespace SdkGen.Dialects.Gemini;

/// <summary>How much a model thinks: by a level, or by a budget of tokens, whichever it takes.</summary>
internal static class GeminiThinking
{
    private const string Level = "thinkingLevel";
    private const string Budget = "thinkingBudget";

    // All of these models think, and not all know less than low.
    private static readonly string[] s_usual = ["low", "medium", "high"];

    /// <summary>Whether a model thinks by levels. Models that do check the signatures of calls, too.</summary>
    public static bool ByLevel(ModelFacts facts) => facts.Refused?.ContainsKey(Level) != true;

    /// <exception cref="LlmException">The model takes neither.</exception>
    public static void Write(GeminiGenerationConfig config, ReasoningOptions reasoning, in RequestParameters parameters)
    {
        var thinking = config.ThinkingConfig ??= new();
        if (reasoning.Output is { } output)
            thinking.IncludeThoughts ??= output != ReasoningOutput.None;
        if (reasoning.Effort is not { } effort || thinking.ThinkingLevel is not null || thinking.ThinkingBudget is not null)
            return;
        if (ByLevel(parameters.Facts))
        {
            thinking.ThinkingLevel = parameters.Effort(Level, effort, s_usual);
        }
        else
        {
            parameters.Allow(Budget, "generationConfig.thinkingConfig.thinkingBudget");
            thinking.ThinkingBudget = Tokens(effort);
        }
    }

    /// <summary>Budgets that every model of the family takes; 0 turns thinking off.</summary>
    private static int Tokens(ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.None => 0,
        ReasoningEffort.Low => 1024,
        ReasoningEffort.Medium => 8192,
        _ => 24576,
    };
}

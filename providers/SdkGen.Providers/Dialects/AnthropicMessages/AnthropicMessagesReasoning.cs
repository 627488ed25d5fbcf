using Microsoft.Extensions.AI;
using SdkGen.Transport;
using SdkGen.Wire.AnthropicMessages;

namespace SdkGen.Dialects.AnthropicMessages;

/// <summary>Writes how much the model reasons, in the way that it takes: as much as it sees fit with an effort, or within a budget of tokens.</summary>
internal static class AnthropicMessagesReasoning
{
    private const int LeastBudget = 1024;

    private static readonly string[] s_thinking = ["disabled", "enabled", "adaptive"];
    private static readonly string[] s_efforts = ["low", "medium", "high", "xhigh", "max"];

    /// <exception cref="LlmException">The model cannot do what is asked.</exception>
    public static void Write(AnthropicMessagesRequest request, ReasoningOptions reasoning, ProviderProfile profile, RequestParameters parameters)
    {
        if (reasoning.Effort is { } effort)
            WriteEffort(request, effort, profile, parameters);
        if (reasoning.Output is not { } output)
            return;
        if (request.Thinking is null && parameters.Values("thinking", s_thinking).Contains("adaptive"))
            request.Thinking = new() { Type = "adaptive" };
        if (request.Thinking is { Type: not "disabled" } thinking)
            thinking.Display ??= output == ReasoningOutput.None ? "omitted" : "summarized";
    }

    private static void WriteEffort(AnthropicMessagesRequest request, ReasoningEffort effort, ProviderProfile profile, RequestParameters parameters)
    {
        var kinds = parameters.Values("thinking", s_thinking);
        if (effort == ReasoningEffort.None)
        {
            if (!kinds.Contains("disabled"))
                throw CapabilityGuard.RefusedParameter(profile, parameters.Facts, "thinking.type: disabled", "it always reasons. Ask for the least effort instead");
            request.Thinking ??= new() { Type = "disabled" };
            return;
        }

        parameters.Allow("thinking", "thinking");
        if (!parameters.Refuses("reasoningEffort") && request.OutputConfig?.Effort is null)
            (request.OutputConfig ??= new()).Effort = parameters.Effort("reasoningEffort", effort, s_efforts);
        if (request.Thinking is not null)
            return;
        request.Thinking = kinds.Contains("adaptive")
            ? new() { Type = "adaptive" }
            : new() { Type = "enabled", BudgetTokens = Budget(effort, request.MaxTokens, profile, parameters) };
    }

    /// <summary>Tokens to reason with. They are part of the answer's tokens, of which half stays for the answer itself.</summary>
    private static int Budget(ReasoningEffort effort, int? maximum, ProviderProfile profile, RequestParameters parameters)
    {
        var budget = effort switch
        {
            ReasoningEffort.Low => 2048,
            ReasoningEffort.Medium => 8192,
            ReasoningEffort.High => 16384,
            _ => 32768,
        };
        if (maximum is not { } most)
            return budget;
        if (most <= LeastBudget)
            throw CapabilityGuard.RefusedParameter(profile, parameters.Facts, "thinking", $"it reasons with {LeastBudget} tokens or more, which are part of MaxOutputTokens. Ask for more of these");
        return Math.Max(LeastBudget, Math.Min(budget, most / 2));
    }
}

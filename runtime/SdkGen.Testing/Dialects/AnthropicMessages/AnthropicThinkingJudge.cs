using System.Text.Json;

namespace SdkGen.Testing.Dialects.AnthropicMessages;

/// <summary>Finds what the service would refuse in the reasoning that a request asks for.</summary>
internal static class AnthropicThinkingJudge
{
    private const int LeastBudget = 1024;
    private const double LeastTopP = 0.95;

    public static AnthropicError? Judge(JsonElement body)
    {
        if (body.Member("thinking") is not { } thinking)
            return null;
        switch (thinking.Text("type"))
        {
            case "disabled":
                return null;
            case "adaptive":
                return thinking.Member("budget_tokens") is null ? null : AnthropicError.At("thinking.adaptive.budget_tokens", "Extra inputs are not permitted");
            case "enabled":
                return JudgeBudget(body, thinking) ?? JudgeSampling(body);
            default:
                return AnthropicError.At("thinking", "Input tag found using 'type' does not match any of the expected tags: 'adaptive', 'disabled', 'enabled'");
        }
    }

    private static AnthropicError? JudgeBudget(JsonElement body, JsonElement thinking)
    {
        if (thinking.Member("budget_tokens") is not { ValueKind: JsonValueKind.Number } budget)
            return AnthropicError.At("thinking.enabled.budget_tokens", "Field required");
        if (budget.GetDouble() < LeastBudget)
            return AnthropicError.At("thinking.enabled.budget_tokens", $"Input should be greater than or equal to {LeastBudget}");
        return body.Member("max_tokens") is { } maximum && maximum.GetDouble() <= budget.GetDouble()
            ? new AnthropicError(400, "`max_tokens` must be greater than `thinking.budget_tokens`.")
            : null;
    }

    private static AnthropicError? JudgeSampling(JsonElement body)
    {
        if (body.Member("temperature") is { } temperature && temperature.GetDouble() != 1)
            return new AnthropicError(400, "`temperature` may only be set to 1 when thinking is enabled.");
        if (body.Member("top_k") is not null)
            return new AnthropicError(400, "`top_k` must be unset when thinking is enabled.");
        if (body.Member("top_p") is { } topP && topP.GetDouble() < LeastTopP)
            return new AnthropicError(400, "`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled.");
        return body.Member("tool_choice")?.Text("type") is "any" or "tool"
            ? new AnthropicError(400, "Thinking may not be enabled when tool_choice forces tool use.")
            : null;
    }
}

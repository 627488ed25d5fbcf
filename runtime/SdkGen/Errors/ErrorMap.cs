using SdkGen.Transport;

namespace SdkGen;

/// <summary>Finds what an error is: the provider's own rows first, then words that many services share, then the status.</summary>
internal static class ErrorMap
{
    private static readonly ErrorRule[] s_common =
    [
        new(LlmErrorKind.QuotaExceeded) { Code = "insufficient_quota" },
        new(LlmErrorKind.QuotaExceeded) { Type = "insufficient_quota" },
        new(LlmErrorKind.QuotaExceeded) { Code = "billing_hard_limit_reached" },
        new(LlmErrorKind.ContextLength) { Code = "context_length_exceeded" },
        new(LlmErrorKind.ContextLength) { Type = "exceed_context_size_error" },
        new(LlmErrorKind.ContextLength) { Code = "string_above_max_length" },
        new(LlmErrorKind.ContentFiltered) { Code = "content_filter" },
        new(LlmErrorKind.ContentFiltered) { Code = "content_policy_violation" },
        new(LlmErrorKind.ContentFiltered) { Code = "moderation_blocked" },
        new(LlmErrorKind.NotFound) { Code = "model_not_found" },
        new(LlmErrorKind.NotFound) { Type = "not_found_error" },
        new(LlmErrorKind.Authentication) { Code = "invalid_api_key" },
        new(LlmErrorKind.Authentication) { Type = "authentication_error" },
        new(LlmErrorKind.Permission) { Type = "permission_error" },
        new(LlmErrorKind.RateLimited) { Code = "rate_limit_exceeded" },
        new(LlmErrorKind.RateLimited) { Type = "rate_limit_error" },
        new(LlmErrorKind.Overloaded) { Type = "overloaded_error" },
        new(LlmErrorKind.ContextLength) { Status = 400, MessageContains = "maximum context length" },
        new(LlmErrorKind.ContextLength) { Status = 400, MessageContains = "context window" },
    ];

    public static ErrorRule Find(ProviderProfile profile, int? status, in ErrorBody body)
    {
        foreach (var rule in profile.Errors)
        {
            if (Fits(rule, status, body))
                return rule;
        }

        foreach (var rule in s_common)
        {
            if (Fits(rule, status, body))
                return rule;
        }

        var kind = FromStatus(status);

        // Words for everything say less than a status does.
        if (kind == LlmErrorKind.Unknown)
            kind = Vague(body.Code) is var said and not LlmErrorKind.Unknown ? said : Vague(body.Type);
        return new ErrorRule(kind);
    }

    public static LlmErrorKind FromStatus(int? status) => status switch
    {
        >= 300 and < 400 => LlmErrorKind.InvalidResponse,
        401 => LlmErrorKind.Authentication,
        402 => LlmErrorKind.QuotaExceeded,
        403 => LlmErrorKind.Permission,
        404 or 410 => LlmErrorKind.NotFound,
        408 or 504 or 524 => LlmErrorKind.Timeout,
        429 => LlmErrorKind.RateLimited,
        503 => LlmErrorKind.Unavailable,
        529 => LlmErrorKind.Overloaded,
        >= 400 and < 500 => LlmErrorKind.InvalidRequest,
        >= 500 and < 600 => LlmErrorKind.ServerError,
        _ => LlmErrorKind.Unknown,
    };

    private static LlmErrorKind Vague(string? word) => word switch
    {
        "server_error" or "internal_error" or "internal_server_error" => LlmErrorKind.ServerError,
        "invalid_request_error" => LlmErrorKind.InvalidRequest,
        _ => LlmErrorKind.Unknown,
    };

    private static bool Fits(ErrorRule rule, int? status, in ErrorBody body) =>
        FitsStatus(rule, status)
        && (rule.Code is null || rule.Code == (body.Code ?? body.Number?.ToString(System.Globalization.CultureInfo.InvariantCulture)))
        && (rule.Type is null || rule.Type == body.Type)
        && (rule.MessageContains is null || body.Message?.Contains(rule.MessageContains, StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>An error inside an answer that began well names no status: there the other conditions of a row decide, and the status of the answer itself.</summary>
    private static bool FitsStatus(ErrorRule rule, int? status) =>
        rule.Status is null || rule.Status == (status ?? 200) || (status is null && (rule.Code ?? rule.Type ?? rule.MessageContains) is not null);
}

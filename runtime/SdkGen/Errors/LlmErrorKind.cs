namespace SdkGen;

/// <summary>What went wrong, the same for every provider.</summary>
public enum LlmErrorKind
{
    /// <summary>The service gave no evidence that says more.</summary>
    Unknown,

    /// <summary>The request is wrong; sending it again will not help.</summary>
    InvalidRequest,

    /// <summary>The key or token is missing or wrong.</summary>
    Authentication,

    /// <summary>The key is right and not allowed to do this.</summary>
    Permission,

    /// <summary>No such model, deployment or resource.</summary>
    NotFound,

    /// <summary>Too many requests or tokens for now; wait and send again.</summary>
    RateLimited,

    /// <summary>The account is out of quota or balance; waiting does not help.</summary>
    QuotaExceeded,

    /// <summary>The prompt does not fit the model's context.</summary>
    ContextLength,

    /// <summary>A content filter refused the prompt or the answer.</summary>
    ContentFiltered,

    /// <summary>The service is overloaded (529 and its like).</summary>
    Overloaded,

    /// <summary>The service is unavailable (503).</summary>
    Unavailable,

    /// <summary>The service failed (500 and unclassified 5xx).</summary>
    ServerError,

    /// <summary>No answer within the time allowed.</summary>
    Timeout,

    /// <summary>The stream stopped sending content. For layers above that watch over it: a connection itself waits for the next event until it is cancelled.</summary>
    Stalled,

    /// <summary>The socket: refused, reset, cut.</summary>
    Connection,

    /// <summary>The service answered with something that is not an answer.</summary>
    InvalidResponse,

    /// <summary>The model or provider cannot do what the request asks; nothing was sent.</summary>
    Unsupported,

    /// <summary>A budget of the caller is spent; nothing was sent.</summary>
    BudgetExceeded,
}

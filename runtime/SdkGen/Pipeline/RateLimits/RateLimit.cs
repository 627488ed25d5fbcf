namespace SdkGen;

/// <summary>What a model may be asked in a minute.</summary>
/// <param name="RequestsPerMinute">Requests; null does not limit them.</param>
/// <param name="TokensPerMinute">Tokens, input and output together; null does not limit them.</param>
public sealed record RateLimit(int? RequestsPerMinute = null, long? TokensPerMinute = null);

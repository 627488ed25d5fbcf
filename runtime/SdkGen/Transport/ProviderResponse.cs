namespace SdkGen.Transport;

/// <summary>A whole answer.</summary>
/// <typeparam name="T">The wire type.</typeparam>
/// <param name="Value">What the body holds.</param>
/// <param name="RequestId">The request's id at the provider; null where the answer has none.</param>
public sealed record ProviderResponse<T>(T Value, string? RequestId)
    where T : class;

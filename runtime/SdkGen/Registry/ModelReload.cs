namespace SdkGen;

/// <summary>What came of asking a provider for its models.</summary>
/// <param name="Provider">The provider's id; of a named account <c>id:account</c>.</param>
/// <param name="Models">The models that it serves now; empty where it could not be asked.</param>
/// <param name="At">When it was asked.</param>
public sealed record ModelReload(string Provider, IReadOnlyList<CatalogModel> Models, DateTimeOffset At)
{
    /// <summary>Why it could not be asked; null where it answered.</summary>
    public string? Failure { get; init; }

    /// <summary>What was thrown; null where it answered.</summary>
    public Exception? Exception { get; init; }
}

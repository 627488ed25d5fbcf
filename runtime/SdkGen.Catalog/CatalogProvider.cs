namespace SdkGen;

/// <summary>A provider and its models.</summary>
internal sealed record CatalogProvider(string Id, string Name, string Runtime)
{
    /// <summary>The runtime of a service on the net, which serves no more than it lists.</summary>
    public const string Cloud = "cloud";

    public IReadOnlyList<CatalogModel> Models { get; init; } = [];
}

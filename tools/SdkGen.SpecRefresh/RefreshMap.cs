using System.Text.Json;

namespace SdkGen.SpecRefresh;

/// <summary>Which spec takes its facts from where, and what a catalogue cannot know of our specs: <c>refresh.json</c>.</summary>
internal sealed record RefreshMap(IReadOnlyList<SpecSource> Specs, IReadOnlyDictionary<string, string> Vendors)
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip };

    public static RefreshMap Read(string path) =>
        JsonSerializer.Deserialize<RefreshMap>(File.ReadAllText(path), s_options) ?? throw new RefreshException($"{path} is empty.");

    /// <summary>Who made a model, told from its family or its id; the longest beginning counts. Null where neither says.</summary>
    public string? VendorOf(CatalogueModel model) => Longest(model.Family) ?? Longest(model.Id[(model.Id.LastIndexOf('/') + 1)..].ToLowerInvariant());

    private string? Longest(string? text) => text is null
        ? null
        : Vendors.Where(vendor => text.StartsWith(vendor.Key, StringComparison.OrdinalIgnoreCase)).OrderByDescending(vendor => vendor.Key.Length).Select(vendor => vendor.Value).FirstOrDefault();
}

/// <param name="Id">The spec's id.</param>
/// <param name="File">Where it is, below the repository.</param>
/// <param name="From">The provider's id in the catalogue.</param>
internal sealed record SpecSource(string Id, string File, string From)
{
    /// <summary>Who makes all of the provider's models; null where it serves those of several.</summary>
    public string? Vendor { get; init; }

    /// <summary>
    /// Parameter sets of a new model by what is known of it: <c>alwaysReasons</c> (and takes no temperature), <c>withoutReasoning</c>, <c>budgetOnly</c>,
    /// <c>effortOrOff</c> (levels and a switch, no budget), <c>withoutTemperature</c>.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Sets { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Operations by kind of model; <c>chat</c> needs none, and a kind that is not here has none in the dialect.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Operations { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Ids that the provider serves in another protocol than the spec's: beginnings, or whole ids with a <c>$</c> behind them.</summary>
    public IReadOnlyList<string> Skip { get; init; } = [];

    /// <summary>The only beginnings of ids that belong here; empty means all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>The dialect of new models by the beginning of their ids, or behind a star by a piece of them, where it is not the provider's first.</summary>
    public IReadOnlyDictionary<string, string> Dialects { get; init; } = new Dictionary<string, string>();

    /// <summary>The spec that this one extends, where a new model of the same id is like that one's.</summary>
    public string? LikeIn { get; init; }

    /// <summary>Members by model in which a person knows better than the catalogue.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Keep { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The dialect that serves a model; null for the provider's first.</summary>
    public string? DialectOf(string id)
    {
        foreach (var (piece, dialect) in Dialects)
        {
            if (piece.StartsWith('*') ? id.Contains(piece[1..], StringComparison.Ordinal) : id.StartsWith(piece, StringComparison.Ordinal))
                return dialect;
        }

        return null;
    }

    public bool Takes(string id) =>
        !Skip.Any(start => start.EndsWith('$') ? id == start[..^1] : id.StartsWith(start, StringComparison.Ordinal)) && (Only.Count == 0 || Only.Any(start => id.StartsWith(start, StringComparison.Ordinal)));
}

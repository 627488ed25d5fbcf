namespace SdkGen.Conformance.Tests.Recordings;

/// <summary>The recordings at hand: <c>wire/public</c> below <c>SDKGEN_SHARED</c>, else below <c>../shared</c> beside the repository. They are no part of it.</summary>
public static class RecordingSet
{
    private static readonly Lazy<IReadOnlyList<Recording>> s_all = new(LoadAll);

    /// <summary>Where the recordings are, or would be.</summary>
    public static string Folder { get; } = Path.Combine(SharedFolder.Root, "wire", "public");

    /// <summary>Every recording.</summary>
    public static IReadOnlyList<Recording> All => s_all.Value;

    /// <summary>One theory row per recording; a single row that is skipped where there are none.</summary>
    public static IEnumerable<TheoryDataRow<string>> Rows(Func<Recording, bool> include)
    {
        var rows = s_all.Value.Where(include).Select(recording => new TheoryDataRow<string>(recording.Id)).ToList();
        return rows.Count > 0 ? rows : [new TheoryDataRow<string>("none") { Skip = $"There are no recordings in {Folder}; SDKGEN_SHARED names the folder that holds wire/public." }];
    }

    public static Recording Find(string id) => s_all.Value.Single(recording => recording.Id == id);

    private static List<Recording> LoadAll() => Directory.Exists(Folder)
        ? [.. Directory.GetDirectories(Folder).SelectMany(Directory.GetDirectories).Order(StringComparer.Ordinal).Select(Recording.Load).OfType<Recording>()]
        : [];
}

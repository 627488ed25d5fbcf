using System.Globalization;
using System.Text;
using SdkGen.Conformance.Tests.Recordings;

namespace SdkGen.Conformance.Tests.Outcomes;

/// <summary>A table of recordings that are read without being due yet.</summary>
internal sealed class Report
{
    private readonly List<(Recording Recording, IReadOnlyList<string> Differences)> _rows = [];

    public void Add(Recording recording, IReadOnlyList<string> differences) => _rows.Add((recording, differences));

    /// <summary>Writes the table beside the test's binaries, in <c>TestResults</c>.</summary>
    public void Save(string name)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "TestResults");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name), ToString());
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var vendor in _rows.GroupBy(row => row.Recording.Id.Split('/')[0]))
            text.AppendLine(CultureInfo.InvariantCulture, $"{vendor.Key,-12} {vendor.Count(IsRight),3} of {vendor.Count(),3} as expected");
        text.AppendLine(CultureInfo.InvariantCulture, $"{"all",-12} {_rows.Count(IsRight),3} of {_rows.Count,3} as expected");
        foreach (var (recording, differences) in _rows.Where(row => !IsRight(row)))
            text.AppendLine(CultureInfo.InvariantCulture, $"{recording.Id}{(recording.IsDoubtful ? " (doubtful)" : "")}: {string.Join("; ", differences)}");
        return text.ToString();
    }

    private static bool IsRight((Recording Recording, IReadOnlyList<string> Differences) row) => row.Differences.Count == 0;
}

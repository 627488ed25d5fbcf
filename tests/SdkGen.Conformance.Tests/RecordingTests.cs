using System.Globalization;
using System.Text.Json;
using SdkGen.Conformance.Tests.Outcomes;
using SdkGen.Conformance.Tests.Playback;
using SdkGen.Conformance.Tests.Recordings;

namespace SdkGen.Conformance.Tests;

/// <summary>What providers really answered, read through the shipped client: every field of every recording, however its bytes arrive.</summary>
public sealed class RecordingTests(Player player, ITestOutputHelper output) : IClassFixture<Player>
{
    private static readonly string[] s_others = ["embeddings", "models", "count-tokens"];

    public static IEnumerable<TheoryDataRow<string>> Recordings => RecordingSet.Rows(IsRead);

    public static IEnumerable<TheoryDataRow<string>> Streams =>
        RecordingSet.Rows(recording => IsRead(recording) && !s_others.Contains(recording.Dialect) && recording.IsStreaming && recording.Expected.GetProperty("error").ValueKind == JsonValueKind.Null);

    [Theory]
    [MemberData(nameof(Recordings))]
    public async Task A_recording_is_read_as_expected(string id)
    {
        var recording = RecordingSet.Find(id);
        var differences = new List<string>();
        foreach (var (name, delivery) in Deliveries.All)
            differences.AddRange(Comparison.Differences(recording.Expected, await player.ReadAsync(recording, delivery)).Select(difference => $"{name}: {difference}"));
        Judge(recording, differences);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task A_stream_read_as_one_response_is_the_same(string id)
    {
        var recording = RecordingSet.Find(id);
        var differences = new List<string>();
        foreach (var (name, delivery) in Deliveries.All)
            differences.AddRange(Comparison.Differences(recording.Expected, await player.ReadCollectedAsync(recording, delivery)).Select(difference => $"{name}: {difference}"));
        Judge(recording, differences);
    }

    [Fact]
    public void The_recordings_are_counted()
    {
        var all = RecordingSet.All;
        Assert.SkipUnless(all.Count > 0, $"There are no recordings in {RecordingSet.Folder}.");
        foreach (var dialect in all.GroupBy(recording => recording.Dialect).OrderBy(group => group.Key, StringComparer.Ordinal))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{dialect.Key,-20} {dialect.Count(IsRead),3} of {dialect.Count(),3} recordings are read"));

        // Every folder there is a case: none may be left out because it could not be loaded.
        all.Count.ShouldBe(Directory.GetDirectories(RecordingSet.Folder).Sum(provider => Directory.GetDirectories(provider).Length));
    }

    private static bool IsRead(Recording recording) => RecordedService.Of(recording) is not null;

    private void Judge(Recording recording, List<string> differences)
    {
        if (recording.IsDoubtful)
            output.WriteLine($"{recording.Id} (doubtful): {(differences.Count == 0 ? "as expected" : string.Join(Environment.NewLine, differences))}");
        else
            differences.ShouldBeEmpty($"{recording.Id}:{Environment.NewLine}{string.Join(Environment.NewLine, differences)}");
    }
}

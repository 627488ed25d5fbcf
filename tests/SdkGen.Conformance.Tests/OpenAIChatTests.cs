using System.Globalization;
using SdkGen.Conformance.Tests.Outcomes;
using SdkGen.Conformance.Tests.Playback;
using SdkGen.Conformance.Tests.Recordings;
using SdkGen.Testing;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Conformance.Tests;

/// <summary>What OpenAI really answered, read through the shipped client: every field of every recording, however its bytes arrive.</summary>
public sealed class OpenAIChatTests(Player player, ITestOutputHelper output) : IClassFixture<Player>
{
    private const string Dialect = "openai-chat";

    public static IEnumerable<TheoryDataRow<string>> Recordings => RecordingSet.Rows(IsOurs);

    public static IEnumerable<TheoryDataRow<string>> Streams => RecordingSet.Rows(recording => IsOurs(recording) && recording.IsStreaming && recording.Status == 200);

    public static IEnumerable<TheoryDataRow<string>> WholeAnswers => RecordingSet.Rows(recording => IsOurs(recording) && !recording.IsStreaming && recording.Status == 200);

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

    /// <summary>A response of the standard abstractions is one choice with a finish reason in the common words. What the service said beyond that stays at hand.</summary>
    [Theory]
    [MemberData(nameof(WholeAnswers))]
    public async Task The_raw_answer_keeps_every_choice_and_the_services_words(string id)
    {
        var recording = RecordingSet.Find(id);

        var wire = (await player.AskAsync(recording)).RawRepresentation.ShouldBeOfType<OpenAIChatResponse>();

        wire.Choices!.Select(choice => choice.Index).Distinct().Count().ShouldBe(recording.Expected.GetProperty("choices").GetInt32());
        wire.Choices!.MinBy(choice => choice.Index)!.FinishReason.ShouldBe(recording.Expected.GetProperty("rawFinish").GetString());
    }

    [Fact]
    public async Task Other_vendors_of_the_dialect_are_reported()
    {
        var recordings = RecordingSet.OfDialect(Dialect).Where(recording => !IsOurs(recording)).ToList();
        Assert.SkipUnless(recordings.Count > 0, $"There are no recordings in {RecordingSet.Folder}.");
        var report = new Report();
        foreach (var recording in recordings)
            report.Add(recording, Comparison.Differences(recording.Expected, await player.ReadAsync(recording, Delivery.Whole)));
        output.WriteLine(report.ToString());
        report.Save("openai-chat-other-vendors.txt");
    }

    [Fact]
    public void The_recordings_are_counted()
    {
        var all = RecordingSet.OfDialect(Dialect);
        Assert.SkipUnless(all.Count > 0, $"There are no recordings in {RecordingSet.Folder}.");
        // Every folder there is a case: none may be left out because it could not be read.
        all.Count(IsOurs).ShouldBe(Directory.GetDirectories(Path.Combine(RecordingSet.Folder, RecordingSet.Owner)).Length);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Dialect}: {all.Count(IsOurs)} recordings of OpenAI, {all.Count(recording => !IsOurs(recording))} of other vendors, in {RecordingSet.Folder}"));
    }

    private void Judge(Recording recording, List<string> differences)
    {
        if (recording.IsDoubtful)
            output.WriteLine($"{recording.Id} (doubtful): {(differences.Count == 0 ? "as expected" : string.Join(Environment.NewLine, differences))}");
        else
            differences.ShouldBeEmpty($"{recording.Id}:{Environment.NewLine}{string.Join(Environment.NewLine, differences)}");
    }

    private static bool IsOurs(Recording recording) => recording.Dialect == Dialect && recording.Id.StartsWith($"{RecordingSet.Owner}/", StringComparison.Ordinal);
}

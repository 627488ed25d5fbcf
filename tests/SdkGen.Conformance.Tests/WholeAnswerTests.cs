using System.Text.Json;
using SdkGen.Conformance.Tests.Outcomes;
using SdkGen.Conformance.Tests.Playback;
using SdkGen.Conformance.Tests.Recordings;

namespace SdkGen.Conformance.Tests;

/// <summary>A service, or a gateway in its place, may answer a request for a stream with the whole answer: it is read as if it had been asked for.</summary>
public sealed class WholeAnswerTests(Player player) : IClassFixture<Player>
{
    private static readonly string[] s_others = ["embeddings", "models", "count-tokens"];

    public static IEnumerable<TheoryDataRow<string>> Answers => RecordingSet.Rows(recording => RecordedService.Of(recording) is not null && !s_others.Contains(recording.Dialect)
        && !recording.IsStreaming && !recording.IsDoubtful && recording.Expected.GetProperty("error").ValueKind == JsonValueKind.Null);

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_whole_answer_to_a_request_for_a_stream_is_read(string id)
    {
        var recording = RecordingSet.Find(id);
        Comparison.Differences(recording.Expected, await player.ReadCollectedAsync(recording, SdkGen.Testing.Delivery.Whole)).ShouldBeEmpty();
    }
}

using System.Text;
using System.Text.Json;
using SdkGen.Conformance.Tests.Outcomes;
using SdkGen.Conformance.Tests.Playback;
using SdkGen.Conformance.Tests.Recordings;
using SdkGen.Conformance.Tests.Written;
using SdkGen.Testing;

namespace SdkGen.Conformance.Tests.Tolerance;

/// <summary>What services may send tomorrow, and what they send when they break: it changes nothing, or it ends in the one exception.</summary>
public sealed class ToleranceTests(Player player) : IClassFixture<Player>
{
    private const int Rounds = 12;

    public static IEnumerable<TheoryDataRow<string>> Recordings =>
        RecordingSet.Rows(IsFramed).Concat(WrittenExchange.Recordings.Where(IsFramed).Select(recording => new TheoryDataRow<string>(recording.Id)));

    // A message that is an object is told as it is, with whatever is new in it.
    private static bool IsFramed(Recording recording) => RecordedService.Of(recording) is not null && !recording.IsDoubtful && FramedBody.Of(recording) is not null
        && !(recording.Expected.GetProperty("error") is { ValueKind: JsonValueKind.Object } error && error.GetProperty("message") is { ValueKind: JsonValueKind.String } message && message.GetString()!.StartsWith('{'));

    private static Recording Find(string id) => WrittenExchange.Recordings.FirstOrDefault(written => written.Id == id) ?? RecordingSet.Find(id);

    [Theory]
    [MemberData(nameof(Recordings))]
    public async Task What_is_new_changes_nothing(string id)
    {
        var recording = Find(id);
        for (var round = 0; round < Rounds; round++)
        {
            var body = FramedBody.Of(recording)!;
            Mutation.Grow(body, new Random(Deliveries.Seed + round));
            var changed = recording.With(body.ToBytes());

            Comparison.Differences(recording.Expected, await player.ReadAsync(changed, Delivery.Whole)).ShouldBeEmpty(Story(changed, round));
        }
    }

    [Theory]
    [MemberData(nameof(Recordings))]
    public async Task What_is_broken_ends_in_an_answer_or_in_the_exception_for_it(string id)
    {
        var recording = Find(id);
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(Deliveries.Seed + round);
            var body = FramedBody.Of(recording)!;
            Mutation.Break(body, random);
            var bytes = body.ToBytes();
            var changed = recording.With(random.Next(4) == 0 ? bytes[..random.Next(bytes.Length + 1)] : bytes);
            try
            {
                await player.ReadAsync(changed, Delivery.Whole);
            }
            catch (Exception exception)
            {
                Assert.Fail($"{exception}\n{Story(changed, round)}");
            }
        }
    }

    [Fact]
    public void The_changes_are_real()
    {
        Assert.SkipUnless(RecordingSet.All.Count > 0, $"There are no recordings in {RecordingSet.Folder}.");
        var (grown, broken, all) = (0, 0, 0);
        foreach (var recording in RecordingSet.All.Where(recording => FramedBody.Of(recording) is not null))
        {
            var before = FramedBody.Of(recording)!.ToBytes();
            grown += Changed(body => Mutation.Grow(body, new Random(1)));
            broken += Changed(body => Mutation.Break(body, new Random(1)));
            all++;

            int Changed(Action<FramedBody> change)
            {
                var body = FramedBody.Of(recording)!;
                change(body);
                return body.ToBytes().AsSpan().SequenceEqual(before) ? 0 : 1;
            }
        }

        // Small answers have few places, so that now and then nothing is changed.
        grown.ShouldBeGreaterThan(all * 8 / 10);
        broken.ShouldBeGreaterThan(all * 8 / 10);
    }

    private static string Story(Recording recording, int round)
    {
        var text = Encoding.UTF8.GetString(recording.Body);
        return $"{recording.Id}, round {round} of SDKGEN_SEED={Deliveries.Seed}:\n{(text.Length > 4000 ? text[..4000] + "…" : text)}";
    }
}

using SdkGen.Conformance.Tests.Outcomes;
using SdkGen.Conformance.Tests.Playback;
using SdkGen.Testing;

namespace SdkGen.Conformance.Tests.Written;

/// <summary>What no recording shows is read by the same rules: whole and streamed, which mean the same.</summary>
public sealed class WrittenExchangeTests(Player player) : IClassFixture<Player>
{
    public static IEnumerable<TheoryDataRow<string>> Whole => WrittenExchange.All.Where(exchange => exchange.Whole is not null).Select(exchange => new TheoryDataRow<string>(exchange.Id));

    public static IEnumerable<TheoryDataRow<string>> Streams => WrittenExchange.All.Where(exchange => exchange.Stream is not null).Select(exchange => new TheoryDataRow<string>(exchange.Id));

    [Theory]
    [MemberData(nameof(Whole))]
    public async Task A_whole_answer_is_read(string id) => Comparison.Differences(WrittenExchange.Find(id).Whole!.Expected, await player.ReadAsync(WrittenExchange.Find(id).Whole!, Delivery.Whole)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task A_stream_is_read(string id)
    {
        var recording = WrittenExchange.Find(id).Stream!;

        Comparison.Differences(recording.Expected, await player.ReadAsync(recording, Delivery.Whole)).ShouldBeEmpty();
        Comparison.Differences(recording.Expected, await player.ReadAsync(recording, Delivery.ByteByByte)).ShouldBeEmpty();
        if (recording.Expected.GetProperty("error").ValueKind == System.Text.Json.JsonValueKind.Null)
            Comparison.Differences(recording.Expected, await player.ReadCollectedAsync(recording, Delivery.Whole)).ShouldBeEmpty();
    }
}

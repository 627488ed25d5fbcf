using SdkGen.Conformance.Tests.Playback;
using SdkGen.Conformance.Tests.Recordings;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Conformance.Tests;

/// <summary>A response of the standard abstractions is one choice with a finish reason in the common words. What the service said beyond that stays at hand.</summary>
public sealed class OpenAIChatTests(Player player) : IClassFixture<Player>
{
    public static IEnumerable<TheoryDataRow<string>> WholeAnswers =>
        RecordingSet.Rows(recording => recording.Dialect == "openai-chat" && !recording.IsStreaming && recording.Status == 200 && !recording.IsDoubtful);

    [Theory]
    [MemberData(nameof(WholeAnswers))]
    public async Task The_raw_answer_keeps_every_choice_and_the_services_words(string id)
    {
        var recording = RecordingSet.Find(id);

        var wire = (await player.AskAsync(recording)).RawRepresentation.ShouldBeOfType<OpenAIChatResponse>();

        wire.Choices!.Select(choice => choice.Index).Distinct().Count().ShouldBe(recording.Expected.GetProperty("choices").GetInt32());
        wire.Choices!.MinBy(choice => choice.Index)!.FinishReason.ShouldBe(recording.Expected.GetProperty("rawFinish").GetString());
    }
}

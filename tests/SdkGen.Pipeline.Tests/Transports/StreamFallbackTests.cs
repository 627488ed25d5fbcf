using Microsoft.Extensions.AI;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Testing;

namespace SdkGen.Pipeline.Tests.Transports;

public class StreamFallbackTests
{
    // Long enough for a first connection on a busy machine.
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_stream_that_is_held_back_comes_in_one_piece()
    {
        await using var application = await StartAsync();
        application.Server.Chat.Replies("never", Delivery.StallsBeforeHeaders).Replies("one two three");
        var response = await application.AskAsync(streaming: true);
        (response.Text, response.FinishReason, response.IsStreamFallback()).ShouldBe(("one two three", ChatFinishReason.Stop, true));
        response.Usage.ShouldNotBeNull();
        Streams(application).ShouldBe([true, false]);
    }

    [Fact]
    public async Task A_stream_that_is_refused_comes_in_one_piece_and_is_not_tried_again_for_a_while()
    {
        var clock = new ManualClock();
        await using var application = await Application.StartAsync(llm => llm.AddStreamFallback(), clock);
        application.Server.Chat.Fails(400, "unsupported_value", "Streaming is not available for this deployment.").Replies("one").Replies("two").Replies("three");
        (await application.AskAsync(streaming: true)).Text.ShouldBe("one");
        (await application.AskAsync(streaming: true)).Text.ShouldBe("two");
        clock.Advance(TimeSpan.FromMinutes(11));
        var third = await application.AskAsync(streaming: true);
        (third.Text, third.IsStreamFallback()).ShouldBe(("three", false));
        Streams(application).ShouldBe([true, false, false, true]);
    }

    [Theory]
    [InlineData(401, null)]
    [InlineData(429, null)]
    [InlineData(503, null)]
    [InlineData(400, "The temperature is too high.")]
    public async Task What_is_not_of_the_stream_stays_a_failure(int status, string? message)
    {
        await using var application = await StartAsync();
        application.Server.Chat.Fails(status, message: message).Replies("never");
        (await Should.ThrowAsync<LlmException>(() => application.AskAsync(streaming: true))).Status.ShouldBe(status);
        application.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_service_that_is_silent_either_way_is_not_blamed_on_streams()
    {
        await using var application = await StartAsync(whole: s_silence * 2);
        application.Server.Chat.Replies("never", Delivery.StallsBeforeHeaders).Replies("never", Delivery.StallsBeforeHeaders).Replies("here");
        (await Should.ThrowAsync<LlmException>(() => application.AskAsync(streaming: true))).Kind.ShouldBe(LlmErrorKind.Timeout);
        (await application.AskAsync(streaming: true)).Text.ShouldBe("here");
        Streams(application).ShouldBe([true, false, true]);
    }

    [Fact]
    public async Task What_has_begun_is_not_begun_again()
    {
        await using var application = await StartAsync();
        application.Server.Chat.Replies("one two three four", Delivery.StallsAfter(3)).Replies("never");
        var seen = new List<string>();
        (await Should.ThrowAsync<LlmException>(() => application.AskAsync(streaming: true, seen))).Kind.ShouldBe(LlmErrorKind.Stalled);
        seen.ShouldNotBeEmpty();
        application.Server.Requests.Count.ShouldBe(1);
    }

    private static Task<Application> StartAsync(TimeSpan? whole = null) => Application.StartAsync(llm => llm
        .AddStreamFallback()
        .AddTimeouts(options =>
        {
            options.FirstContent = options.BetweenContents = s_silence;
            options.WholeCall = whole ?? options.WholeCall;
        }));

    private static IEnumerable<bool> Streams(Application application) =>
        application.Server.Requests.Select(request => request.Json.TryGetProperty("stream", out var stream) && stream.GetBoolean());
}

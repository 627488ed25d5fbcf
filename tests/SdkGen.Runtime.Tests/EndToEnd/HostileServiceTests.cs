using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Testing;

namespace SdkGen.Runtime.Tests.EndToEnd;

/// <summary>Services, proxies and networks that misbehave: nothing hangs, nothing is lost or doubled, no key goes astray.</summary>
public sealed class HostileServiceTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(307, false)]
    [InlineData(308, true)]
    [InlineData(302, false)]
    public async Task A_redirect_to_another_host_takes_neither_key_nor_prompt_along(int status, bool streaming)
    {
        await using var service = await OpenAIService.StartAsync();
        await using var elsewhere = await LlmEmulator.StartAsync();
        service.Server.Chat.Answers(new RawAnswer(status, default) { Headers = new Dictionary<string, string> { ["Location"] = $"{elsewhere.OpenAIUrl}/chat/completions?ticket=secret" } });

        var failure = await FailAsync(service, streaming);

        failure.Status.ShouldBe(status);
        failure.Kind.ShouldBe(LlmErrorKind.InvalidResponse);
        failure.IsRetryable.ShouldBeFalse();
        failure.Message.ShouldContain($"it redirects to {elsewhere.OpenAIUrl}/chat/completions, and redirects are not followed");
        failure.Message.ShouldNotContain("secret");
        elsewhere.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("<html><body>Sign in to the hotel's network</body></html>", false)]
    [InlineData("<html><body>Sign in to the hotel's network</body></html>", true)]
    [InlineData("", false)]
    [InlineData("", true)]
    [InlineData("{\"id\":\"chatcmpl-1\",\"choices\":[{\"ind", false)]
    [InlineData("{\"id\":\"chatcmpl-1\",\"choices\":[{\"ind", true)]
    [InlineData("data: {\"id\":\"chatcmpl-1\",\"choi\n\n", true)]
    [InlineData("[1, 2, 3]", false)]
    public async Task An_answer_that_is_none_is_an_invalid_response(string body, bool streaming)
    {
        await using var service = await OpenAIService.StartAsync();
        service.Server.Chat.Answers(new RawAnswer(200, Encoding.UTF8.GetBytes(body)) { Headers = new Dictionary<string, string> { ["Content-Type"] = "text/html" } });

        var failure = await FailAsync(service, streaming);

        failure.Kind.ShouldBe(LlmErrorKind.InvalidResponse);
        failure.Status.ShouldBe(200);
        failure.Message.ShouldContain("it is a web page");
    }

    [Fact]
    public async Task A_connection_that_cannot_be_made_secure_says_why()
    {
        await using var server = await LlmEmulator.StartAsync();
        using var services = new ServiceCollection().AddLlm(llm => llm.AddOpenAI(options => options.BaseUrl = server.OpenAIUrl.Replace("http:", "https:", StringComparison.Ordinal))).BuildServiceProvider();

        var failure = await Should.ThrowAsync<LlmException>(() => services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>().GetResponseAsync("hi"));

        failure.Kind.ShouldBe(LlmErrorKind.Connection);
        failure.Message.ShouldStartWith("The connection to OpenAI failed: it could not be made secure: ");
        failure.Message.ShouldNotContain("inner exception");
    }

    [Fact]
    public async Task A_whole_answer_to_a_request_for_a_stream_is_read()
    {
        await using var service = await OpenAIService.StartAsync();
        service.Server.Chat.Answers(new RawAnswer(200, """
            {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"All at once."},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}
            """u8.ToArray()) { Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" } });

        var response = await AskAsync(service, streaming: true);

        response.Text.ShouldBe("All at once.");
        response.FinishReason.ShouldBe(ChatFinishReason.Stop);
        response.Usage!.OutputTokenCount.ShouldBe(4);
    }

    [Fact]
    public async Task A_line_of_many_megabytes_is_read()
    {
        await using var service = await OpenAIService.StartAsync();
        var word = new string('x', 8 * 1024 * 1024);
        service.Server.Chat.Answers(new ChatReply { Text = "a" + word + "b", TextPieces = ["a", word, "b"] });

        var response = await AskAsync(service, streaming: true);

        response.Text.Length.ShouldBe(word.Length + 2);
        response.Text[^1].ShouldBe('b');
    }

    [Fact]
    public async Task A_slow_drip_changes_nothing()
    {
        await using var service = await OpenAIService.StartAsync();
        service.Server.Chat.Replies("Grüße aus Köln 👋", Delivery.Drips(TimeSpan.FromMilliseconds(1), pieceSize: 11));

        var response = await AskAsync(service, streaming: true);

        response.Text.ShouldBe("Grüße aus Köln 👋");
    }

    [Fact]
    public async Task Comments_do_not_hide_a_stall_from_whoever_cancels()
    {
        await using var service = await OpenAIService.StartAsync();
        service.Server.Chat.Replies("one two three", Delivery.StallsAfter(2) with { Pings = TimeSpan.FromMilliseconds(2) });
        using var cancellation = new CancellationTokenSource();
        var text = "";

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in service.Chat.GetStreamingResponseAsync("Hello", cancellationToken: cancellation.Token))
            {
                if ((text += update.Text).Length > 0)
                    cancellation.CancelAfter(TimeSpan.FromMilliseconds(50));
            }
        });

        text.ShouldBe("one");
        (await service.Server.Requests[0].Outcome.WaitAsync(s_patience)).ShouldBe(RequestOutcome.Abandoned);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_service_that_never_answers_ends_in_a_timeout(bool streaming)
    {
        await using var service = await OpenAIService.StartAsync(options => options.Timeout = TimeSpan.FromSeconds(2));
        service.Server.Chat.Replies("never", Delivery.StallsBeforeHeaders);

        var failure = await FailAsync(service, streaming);

        failure.Kind.ShouldBe(LlmErrorKind.Timeout);
        failure.IsRetryable.ShouldBeTrue();
        (await service.Server.Requests[0].Outcome.WaitAsync(s_patience)).ShouldBe(RequestOutcome.Abandoned);
    }

    [Fact]
    public async Task A_whole_answer_that_stalls_half_way_ends_in_a_timeout()
    {
        await using var service = await OpenAIService.StartAsync(options => options.Timeout = TimeSpan.FromSeconds(2));
        service.Server.Chat.Replies("never", Delivery.StallsAfter(0));

        var failure = await FailAsync(service, streaming: false);

        failure.Kind.ShouldBe(LlmErrorKind.Timeout);
        (await service.Server.Requests[0].Outcome.WaitAsync(s_patience)).ShouldBe(RequestOutcome.Abandoned);
    }

    [Fact]
    public async Task An_early_end_without_a_marker_ends_the_stream_and_keeps_the_text()
    {
        await using var service = await OpenAIService.StartAsync();
        service.Server.Chat.Replies("one two three", Delivery.EndsAfter(3));

        var response = await AskAsync(service, streaming: true);

        response.Text.ShouldBe("one two");
        response.FinishReason.ShouldBeNull();
    }

    private static Task<LlmException> FailAsync(OpenAIService service, bool streaming) => Should.ThrowAsync<LlmException>(() => AskAsync(service, streaming).WaitAsync(s_patience));

    private static Task<ChatResponse> AskAsync(OpenAIService service, bool streaming) => streaming
        ? service.Chat.GetStreamingResponseAsync("Hello").ToChatResponseAsync()
        : service.Chat.GetResponseAsync("Hello");
}

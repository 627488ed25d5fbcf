using Microsoft.Extensions.AI;
using SdkGen.Testing;

namespace SdkGen.Runtime.Tests.EndToEnd;

/// <summary>How failures of the service and of the wire reach the caller, streaming and not.</summary>
public sealed class ServiceFailureTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    public static TheoryData<int, string?, LlmErrorKind, bool, bool> Failures
    {
        get
        {
            (int Status, string? Code, LlmErrorKind Kind, bool Retryable)[] failures =
            [
                (400, null, LlmErrorKind.InvalidRequest, false),
                (400, "context_length_exceeded", LlmErrorKind.ContextLength, false),
                (401, null, LlmErrorKind.Authentication, false),
                (403, "unsupported_country_region_territory", LlmErrorKind.Permission, false),
                (404, null, LlmErrorKind.NotFound, false),
                (429, null, LlmErrorKind.RateLimited, true),
                (429, "insufficient_quota", LlmErrorKind.QuotaExceeded, false),
                (500, null, LlmErrorKind.ServerError, true),
                (503, null, LlmErrorKind.Unavailable, true),
            ];
            var rows = new TheoryData<int, string?, LlmErrorKind, bool, bool>();
            foreach (var (status, code, kind, retryable) in failures)
            {
                rows.Add(status, code, kind, retryable, false);
                rows.Add(status, code, kind, retryable, true);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_refusal_of_the_service_is_one_exception_with_its_facts(int status, string? code, LlmErrorKind kind, bool retryable, bool streaming)
    {
        await using var service = await OpenAIService.StartAsync();
        service.Server.Chat.Fails(status, code, message: "What went wrong.");

        var failure = await FailAsync(service, streaming);

        failure.Kind.ShouldBe(kind);
        failure.Status.ShouldBe(status);
        failure.ProviderMessage.ShouldBe("What went wrong.");
        failure.IsRetryable.ShouldBe(retryable);
        failure.Provider.ShouldBe("openai");
        failure.RequestId!.ShouldStartWith("req_");
        if (code is not null)
            failure.Code.ShouldBe(code);
        failure.ToString().ShouldNotContain("sk-test");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_rate_limit_says_when_to_come_back(bool streaming)
    {
        await using var service = await OpenAIService.StartAsync();
        service.Server.Chat.Fails(429, retryAfter: TimeSpan.FromSeconds(1.5));

        (await FailAsync(service, streaming)).RetryAfter.ShouldBe(TimeSpan.FromSeconds(1.5));
    }

    [Fact]
    public async Task A_wrong_key_is_refused_and_not_repeated()
    {
        await using var service = await OpenAIService.StartAsync();
        service.Server.ApiKey = "another-key";

        var failure = await FailAsync(service, streaming: false);

        failure.Kind.ShouldBe(LlmErrorKind.Authentication);
        failure.Code.ShouldBe("invalid_api_key");
        failure.ToString().ShouldNotContain("sk-test-0123456789");
        service.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_error_inside_a_stream_comes_after_the_text_before_it()
    {
        await using var service = await OpenAIService.StartAsync();
        service.Server.Chat.Answers(new ChatFailure(500) { AfterText = "Half an answer", Message = "It broke." });

        var (text, failure) = await StreamUntilFailureAsync(service);

        text.ShouldBe("Half an answer");
        failure.Kind.ShouldBe(LlmErrorKind.ServerError);
        failure.ProviderMessage.ShouldBe("It broke.");
    }

    public static TheoryData<string> Breaks => ["after headers", "after two events", "inside an event", "inside a character", "before headers", "inside headers"];

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task A_cut_connection_is_a_connection_failure(string where)
    {
        await using var service = await OpenAIService.StartAsync();
        service.Server.Chat.Replies("Grüße aus Köln", Delivery(where));

        var (text, failure) = await StreamUntilFailureAsync(service);

        failure.Kind.ShouldBe(LlmErrorKind.Connection);
        failure.IsRetryable.ShouldBeTrue();
        failure.InnerException.ShouldNotBeNull();
        text.ShouldBe(where == "after two events" ? "Grüße" : "");

        static Delivery Delivery(string where) => where switch
        {
            "after headers" => Testing.Delivery.ResetAfter(0),
            "after two events" => Testing.Delivery.ResetAfter(2),
            "inside an event" => Testing.Delivery.ResetInside(2),
            "inside a character" => Testing.Delivery.ResetInsideCharacter,
            "before headers" => Testing.Delivery.ResetBeforeHeaders,
            _ => Testing.Delivery.ResetInsideHeaders,
        };
    }

    [Fact]
    public async Task A_unary_answer_that_breaks_off_is_a_connection_failure()
    {
        await using var service = await OpenAIService.StartAsync();
        service.Server.Chat.Replies("Hello", Delivery.ResetInside());

        (await FailAsync(service, streaming: false)).Kind.ShouldBe(LlmErrorKind.Connection);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_is_not_there_is_a_connection_failure(bool streaming)
    {
        await using var service = await OpenAIService.StartAsync();
        await service.Server.DisposeAsync();

        (await FailAsync(service, streaming)).Kind.ShouldBe(LlmErrorKind.Connection);
    }

    [Fact]
    public async Task A_failed_TLS_handshake_is_a_connection_failure()
    {
        await using var service = await OpenAIService.StartAsync(options => options.BaseUrl = options.BaseUrl!.Replace("http:", "https:", StringComparison.Ordinal));

        (await FailAsync(service, streaming: true)).Kind.ShouldBe(LlmErrorKind.Connection);
    }

    [Fact]
    public async Task Leaving_the_loop_closes_the_connection()
    {
        await using var service = await OpenAIService.StartAsync();
        service.Server.Chat.Answers(new ChatReply { Text = "on and on", Endless = true });

        await foreach (var update in service.Chat.GetStreamingResponseAsync("Talk."))
        {
            if (update.Text.Length > 0)
                break;
        }

        (await service.Server.Requests[0].Outcome.WaitAsync(s_patience)).ShouldBe(RequestOutcome.Abandoned);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancellation_stays_cancellation_and_closes_the_connection(bool streaming)
    {
        await using var service = await OpenAIService.StartAsync();
        service.Server.Chat.Replies("never", Delivery.StallsBeforeHeaders);
        using var cancellation = new CancellationTokenSource();

        var asking = AskAsync(service, streaming, cancellation.Token);
        while (service.Server.Requests.Count == 0)
            await Task.Delay(5);
        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(asking.WaitAsync(s_patience));
        (await service.Server.Requests[0].Outcome.WaitAsync(s_patience)).ShouldBe(RequestOutcome.Abandoned);
    }

    [Fact]
    public async Task Images_come_and_fail_the_same_way()
    {
        await using var service = await OpenAIService.StartAsync();
        service.Server.Images.Returns("a picture"u8.ToArray()).Fails(429, retryAfter: TimeSpan.FromSeconds(2));

        var response = await service.Images.GenerateImageAsync("a lighthouse");
        response.Contents.OfType<DataContent>().ShouldHaveSingleItem().Data.ToArray().ShouldBe("a picture"u8.ToArray());
        service.Server.Requests[0].Json.GetProperty("model").GetString().ShouldBe("gpt-image-2");

        var failure = await Should.ThrowAsync<LlmException>(() => service.Images.GenerateImageAsync("a lighthouse"));
        failure.Kind.ShouldBe(LlmErrorKind.RateLimited);
        failure.RetryAfter.ShouldBe(TimeSpan.FromSeconds(2));
    }

    private static Task<LlmException> FailAsync(OpenAIService service, bool streaming) => Should.ThrowAsync<LlmException>(() => AskAsync(service, streaming).WaitAsync(s_patience));

    private static Task<ChatResponse> AskAsync(OpenAIService service, bool streaming, CancellationToken cancellationToken = default) => streaming
        ? service.Chat.GetStreamingResponseAsync("Hello", cancellationToken: cancellationToken).ToChatResponseAsync(cancellationToken)
        : service.Chat.GetResponseAsync("Hello", cancellationToken: cancellationToken);

    private static async Task<(string Text, LlmException Failure)> StreamUntilFailureAsync(OpenAIService service)
    {
        var text = new System.Text.StringBuilder();
        using var patience = new CancellationTokenSource(s_patience);
        try
        {
            await foreach (var update in service.Chat.GetStreamingResponseAsync("Hello", cancellationToken: patience.Token))
                text.Append(update.Text);
        }
        catch (LlmException failure)
        {
            return (text.ToString(), failure);
        }

        throw new InvalidOperationException($"The stream ended without a failure after '{text}'.");
    }
}

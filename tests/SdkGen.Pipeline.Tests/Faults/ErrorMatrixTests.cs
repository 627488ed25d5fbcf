using System.Text;
using SdkGen.Testing;

namespace SdkGen.Pipeline.Tests.Faults;

/// <summary>Errors that a service reports, in each dialect's own form.</summary>
public class ErrorMatrixTests
{
    public static TheoryData<string, int, LlmErrorKind, int> Errors
    {
        get
        {
            var rows = new TheoryData<string, int, LlmErrorKind, int>();
            foreach (var dialect in FaultyService.Dialects)
            {
                // These services' own words go before the status: a type that stands for every failure of the service.
                var (isAws, isAnthropic, isGoogle) = (dialect == "bedrock-converse", dialect == "anthropic-messages", dialect == "gemini");
                rows.Add(dialect, 400, LlmErrorKind.InvalidRequest, 1);
                rows.Add(dialect, 401, isAws ? LlmErrorKind.Permission : LlmErrorKind.Authentication, 1);
                rows.Add(dialect, 404, LlmErrorKind.NotFound, 1);
                rows.Add(dialect, 429, LlmErrorKind.RateLimited, 3);
                rows.Add(dialect, 500, LlmErrorKind.ServerError, 3);
                rows.Add(dialect, 503, isAnthropic ? LlmErrorKind.ServerError : LlmErrorKind.Unavailable, 3);
                rows.Add(dialect, 504, isAws ? LlmErrorKind.ServerError : LlmErrorKind.Timeout, 3);
                rows.Add(dialect, 529, isAws || isGoogle ? LlmErrorKind.ServerError : LlmErrorKind.Overloaded, 3);
            }

            return rows;
        }
    }

    public static TheoryData<string> Dialects => [.. FaultyService.Dialects];

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task An_error_is_of_its_kind_and_tried_as_often_as_that_allows(string dialect, int status, LlmErrorKind kind, int attempts)
    {
        foreach (var streaming in (bool[])[false, true])
        {
            await using var service = await FaultyService.StartAsync(dialect);
            service.Server.Chat.Fails(status, message: $"It broke, and {FaultyService.Key} was the key.");

            var exchange = await service.AskAsync(streaming);

            var failure = exchange.Failure.ShouldNotBeNull();
            failure.Kind.ShouldBe(kind);
            failure.Status.ShouldBe(status);
            failure.Attempts.ShouldBe(attempts);
            failure.IsRetryable.ShouldBe(attempts > 1);
            service.Server.Requests.Count.ShouldBe(attempts);
            failure.Model.ShouldNotBeNull();
            failure.Provider.ShouldBe(Provider(dialect));
            failure.ProviderMessage.ShouldBe("It broke, and *** was the key.");
            failure.Body.ShouldNotBeNull().ShouldNotContain(FaultyService.Key);
            failure.ToString().ShouldNotContain(FaultyService.Key);
            exchange.Text.ShouldBe("");
        }
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task An_error_inside_a_stream_comes_after_the_text_before_it_and_is_not_tried_again(string dialect)
    {
        await using var service = await FaultyService.StartAsync(dialect);
        service.Server.Chat.Answers(new ChatFailure(500) { AfterText = "Half an answer", Message = "It broke." });

        var exchange = await service.AskAsync(streaming: true);

        exchange.Text.ShouldBe("Half an answer");
        exchange.Failure.ShouldNotBeNull().ProviderMessage.ShouldBe("It broke.");
        exchange.Attempts.ShouldBe(1);
        service.Server.Requests.Count.ShouldBe(1);
    }

    public static TheoryData<string, string> Hints
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var dialect in FaultyService.Dialects)
            {
                foreach (var hint in (string[])["seconds", "milliseconds", "date", "retry info", "none"])
                    rows.Add(dialect, hint);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Hints))]
    public async Task A_service_that_says_when_to_come_back_is_asked_then(string dialect, string hint)
    {
        foreach (var streaming in (bool[])[false, true])
        {
            await using var service = await FaultyService.StartAsync(dialect, withTimeouts: false);
            var next = 0;
            service.Server.Chat.Answers(_ => next++ == 0 ? Refusal(hint) : new ChatReply { Text = FaultyService.Text });

            var exchange = await service.AskAsync(streaming);

            exchange.Failure.ShouldBeNull();
            exchange.Text.ShouldBe(FaultyService.Text);
            exchange.Attempts.ShouldBe(2);
            service.Server.Requests.Count.ShouldBe(2);
            var (least, most) = hint switch
            {
                "none" => (1, 3), // half a second with jitter, in steps of a second
                "date" => (16, 19), // the server's clock counts in seconds
                _ => (17, 17),
            };
            exchange.Waited.ShouldBeInRange(TimeSpan.FromSeconds(least), TimeSpan.FromSeconds(most));
        }
    }

    private static RawAnswer Refusal(string hint)
    {
        var body = hint == "retry info"
            ? """{"error":{"code":429,"message":"Slow down.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"17s"}]}}"""
            : """{"error":{"message":"Slow down."}}""";
        var headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" };
        if (hint == "seconds")
            headers["Retry-After"] = "17";
        else if (hint == "milliseconds")
            (headers["Retry-After-Ms"], headers["Retry-After"]) = ("17000", "60");
        else if (hint == "date")
            headers["Retry-After"] = DateTimeOffset.UtcNow.AddSeconds(17).ToString("R");
        return new RawAnswer(429, Encoding.UTF8.GetBytes(body)) { Headers = headers };
    }

    private static string Provider(string dialect) => dialect.Split('-')[0];
}

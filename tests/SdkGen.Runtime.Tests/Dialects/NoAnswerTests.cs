using Microsoft.Extensions.AI;

namespace SdkGen.Runtime.Tests.Dialects;

/// <summary>JSON with status 200 that is no answer of the dialect: whoever stands in the service's place has sent something else.</summary>
public sealed class NoAnswerTests
{
    public static TheoryData<string> Dialects => [.. DialectServices.All.Keys];

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task An_object_without_anything_of_an_answer_is_a_failure_that_shows_it(string dialect)
    {
        foreach (var body in (string[])["{}", """{"hello":"world"}"""])
        {
            foreach (var failure in await FailuresAsync(dialect, body))
            {
                (failure.Kind, failure.Body, failure.IsRetryable).ShouldBe((LlmErrorKind.InvalidResponse, body, false));
                failure.Message.ShouldEndWith($"answered with something that is not an answer: it has nothing that an answer has, and begins with {body}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task What_tells_of_an_error_in_such_an_object_is_the_failure(string dialect)
    {
        foreach (var failure in await FailuresAsync(dialect, """{"code":500,"msg":"404 NOT_FOUND","success":false}"""))
            (failure.Kind, failure.Status, failure.ProviderMessage).ShouldBe((LlmErrorKind.ServerError, 500, "404 NOT_FOUND"));
    }

    private static async Task<IEnumerable<LlmException>> FailuresAsync(string dialect, string body)
    {
        var (profile, protocol) = DialectServices.All[dialect];
        var stub = new DialectStub(profile, protocol).Answer(body).Answer(body);
        return
        [
            await Should.ThrowAsync<LlmException>(() => stub.Chat("new-model").GetResponseAsync("Hi", new() { MaxOutputTokens = 5 })),
            await Should.ThrowAsync<LlmException>(() => stub.Chat("new-model").GetStreamingResponseAsync("Hi", new() { MaxOutputTokens = 5 }).ToChatResponseAsync()),
        ];
    }
}

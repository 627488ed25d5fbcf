using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Runtime.Tests.Support;

namespace SdkGen.Runtime.Tests.Dialects;

/// <summary>The same protocol at Vertex AI and at Amazon Bedrock: other paths, other framing, the version in the body.</summary>
public class AnthropicElsewhereTests
{
    private const string Ok = """{"id":"m","type":"message","role":"assistant","model":"x","content":[{"type":"text","text":"ok"}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1}}""";

    [Fact]
    public async Task Vertex_names_the_model_in_the_path_and_the_version_in_the_body()
    {
        var stub = new AnthropicStub(AnthropicVertexProvider.Profile).Answer(Ok).Stream(AnthropicEvents.Of(Ok, 3)).Answer("""{"input_tokens":5}""");
        var client = stub.Chat("claude-haiku-4-5@20251001");
        await client.GetResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken);
        (await client.GetStreamingResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken)).Text.ShouldBe("ok");
        (await client.CountTokensAsync("hi", cancellationToken: TestContext.Current.CancellationToken)).Tokens.ShouldBe(5);

        const string Models = "https://aiplatform.googleapis.com/v1/projects/a-project/locations/global/publishers/anthropic/models/";
        stub.Requests.Select(request => request.Message.RequestUri!.OriginalString).ShouldBe([Models + "claude-haiku-4-5%4020251001:rawPredict", Models + "claude-haiku-4-5%4020251001:streamRawPredict", Models + "count-tokens:rawPredict"]);
        stub.Requests.Select(request => request.Body).ShouldBe(
        [
            """{"anthropic_version":"vertex-2023-10-16","max_tokens":64000,"messages":[{"role":"user","content":"hi"}]}""",
            """{"anthropic_version":"vertex-2023-10-16","max_tokens":64000,"messages":[{"role":"user","content":"hi"}],"stream":true}""",
            """{"anthropic_version":"vertex-2023-10-16","model":"claude-haiku-4-5@20251001","messages":[{"role":"user","content":"hi"}]}""",
        ]);
        stub.Requests[0].Message.Headers.GetValues("Authorization").ShouldBe(["Bearer test-key-123"]);
        stub.Requests[0].Message.Headers.Contains("anthropic-version").ShouldBeFalse();
        client.GetService<IModelList>().ShouldBeNull();
    }

    [Fact]
    public async Task Bedrock_names_model_and_stream_in_the_path_and_features_in_the_body()
    {
        var stub = new AnthropicStub(AnthropicBedrockProvider.Profile) { Settings = { ["region"] = "eu-west-1", ["inferenceProfile"] = "eu" } }.Answer(Ok).Answer("""{"inputTokens":7}""");
        var client = stub.Chat("anthropic.claude-haiku-4-5-20251001-v1:0");
        await client.GetResponseAsync("hi", new() { MaxOutputTokens = 9, AdditionalProperties = new() { ["anthropic_beta"] = "a,b" } }, TestContext.Current.CancellationToken);
        (await client.CountTokensAsync("hi", cancellationToken: TestContext.Current.CancellationToken)).Tokens.ShouldBe(7);

        stub.Requests[0].Message.RequestUri!.OriginalString.ShouldBe("https://bedrock-runtime.eu-west-1.amazonaws.com/model/eu.anthropic.claude-haiku-4-5-20251001-v1%3A0/invoke");
        stub.Requests[0].Body.ShouldBe("""{"anthropic_version":"bedrock-2023-05-31","max_tokens":9,"messages":[{"role":"user","content":"hi"}],"anthropic_beta":["a","b"]}""");
        stub.Requests[0].Message.Headers.Contains("anthropic-beta").ShouldBeFalse();
        var counted = Convert.FromBase64String(JsonDocument.Parse(stub.Requests[1].Body).RootElement.GetProperty("input").GetProperty("invokeModel").GetProperty("body").GetString()!);
        Encoding.UTF8.GetString(counted).ShouldBe("""{"anthropic_version":"bedrock-2023-05-31","max_tokens":64000,"messages":[{"role":"user","content":"hi"}]}""");
    }

    [Fact]
    public async Task Bedrock_streams_the_same_events_in_frames_of_its_own()
    {
        const string Answer = """{"id":"m","type":"message","role":"assistant","model":"x","content":[{"type":"thinking","thinking":"Hm…","signature":"s"},{"type":"text","text":"Grüße"}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1}}""";
        var frames = AnthropicEvents.Of(Answer, 2).SelectMany(item => EventStreamMessage.Event("chunk", JsonSerializer.Serialize(new { bytes = Convert.ToBase64String(Encoding.UTF8.GetBytes(item)), p = "abc" }))).ToArray();
        var stub = new AnthropicStub(AnthropicBedrockProvider.Profile).Bytes(frames, "application/vnd.amazon.eventstream").Answer(Answer);
        var client = stub.Chat("anthropic.claude-haiku-4-5-20251001-v1:0");

        var streamed = await client.GetStreamingResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken);
        var whole = await client.GetResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken);

        JsonSerializer.Serialize(streamed, LlmJson.Options).ShouldBe(JsonSerializer.Serialize(whole, LlmJson.Options));
        stub.Requests[0].Message.RequestUri!.AbsolutePath.ShouldEndWith("/invoke-with-response-stream");
        stub.Requests[0].Body.ShouldNotContain("\"stream\"");
    }

    [Fact]
    public async Task A_failure_in_a_frame_ends_the_stream()
    {
        var frames = EventStreamMessage.Event("chunk", JsonSerializer.Serialize(new { bytes = Convert.ToBase64String("""{"type":"message_start","message":{"id":"m"}}"""u8.ToArray()) }))
            .Concat(EventStreamMessage.Exception("throttlingException", """{"message":"Slow down."}""")).ToArray();
        var stub = new AnthropicStub(AnthropicBedrockProvider.Profile).Bytes(frames, "application/vnd.amazon.eventstream");

        var failure = await Should.ThrowAsync<LlmException>(() => stub.Chat("anthropic.claude-haiku-4-5-20251001-v1:0").GetStreamingResponseAsync("hi").ToChatResponseAsync());
        (failure.Kind, failure.IsRetryable, failure.ProviderMessage).ShouldBe((LlmErrorKind.RateLimited, true, "Slow down."));
    }
}

using System.Net;
using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Testing;
using SdkGen.Transport;

namespace SdkGen.Runtime.Tests.Emulator;

/// <summary>Amazon Bedrock over real sockets, as an application asks it: signatures, streams, errors.</summary>
public class BedrockEmulatorTests
{
    private const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_conversation_with_tools_runs_over_signed_requests(bool streamed)
    {
        await using var server = await LlmEmulator.StartAsync();
        server.AwsKeys["AKIDEXAMPLE"] = Secret;
        server.Chat.CallsTool("get_weather", """{"city":"Paris"}""").Replies(request => $"It is {request.ToolResults.Single()}.");
        await using var services = Services(server, options =>
        {
            options.Settings["accessKeyId"] = "AKIDEXAMPLE";
            options.Settings["secretAccessKey"] = Secret;
            options.Settings["sessionToken"] = "token/1==";
            options.Settings["region"] = "eu-west-1";
            options.Settings["inferenceProfile"] = "eu";
        });
        var client = Client(services).WithTools([AIFunctionFactory.Create((string city) => city == "Paris" ? "sunny" : "?", "get_weather", "Tells the weather.")]);

        var response = streamed ? await client.GetStreamingResponseAsync("Weather?").ToChatResponseAsync() : await client.GetResponseAsync("Weather?");

        response.Text.ShouldBe("It is sunny.");
        var request = server.Requests[^1];
        request.Path.ShouldBe($"/bedrock/model/eu.anthropic.claude-haiku-4-5-20251001-v1%3A0/converse{(streamed ? "-stream" : "")}");
        request.Headers["Authorization"].ShouldContain("/eu-west-1/bedrock/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, ");
        request.Headers["X-Amz-Security-Token"].ShouldBe("token/1==");
    }

    [Fact]
    public async Task Keys_that_change_are_asked_for_before_every_request_and_appear_in_no_failure()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.AwsKeys["AKID1"] = Secret;
        server.Chat.Replies("One.").Fails(400, message: $"The canonical string should have been x-amz-security-token:a-session-token-2 {Secret}");
        var asked = 0;
        await using var services = Services(server, options => options.AwsCredentials = _ => new(new AwsCredentials("AKID1", Secret, $"a-session-token-{++asked}")));
        var client = Client(services);

        (await client.GetResponseAsync("Hi")).Text.ShouldBe("One.");
        var failure = await Should.ThrowAsync<LlmException>(() => client.GetResponseAsync("Hi"));

        asked.ShouldBe(2);
        server.Requests.Select(request => request.Headers["X-Amz-Security-Token"]).ShouldBe(["a-session-token-1", "a-session-token-2"]);
        foreach (var text in new[] { failure.Message, failure.ProviderMessage!, failure.Body!, failure.ToString() })
        {
            text.ShouldNotContain(Secret);
            text.ShouldNotContain("a-session-token-2");
            text.ShouldContain("***");
        }
    }

    [Fact]
    public async Task Models_are_listed_by_another_host_unless_the_account_has_an_address_of_its_own()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.AwsKeys["AKID1"] = Secret;
        server.Models.Add("amazon.nova-2-lite-v1:0");
        await using var services = Services(server, options => options.AwsCredentials = _ => new(new AwsCredentials("AKID1", Secret)));

        var page = await services.GetRequiredKeyedService<IModelList>("Bedrock").GetPageAsync();

        page.Models.ShouldHaveSingleItem().ShouldSatisfyAllConditions(model => model.Id.ShouldBe("amazon.nova-2-lite-v1:0"), model => model.OwnedBy.ShouldBe("amazon"));
        server.Requests[^1].Path.ShouldBe("/bedrock/foundation-models");
        var requests = new RequestFactory(BedrockProvider.Profile, new() { ApiKey = "test-key-1", Settings = { ["region"] = "eu-west-1" } });
        using var request = requests.Create(HttpMethod.Get, requests.Path("bedrock-converse/models", "foundation-models", []), null, null);
        request.RequestUri!.AbsoluteUri.ShouldBe("https://bedrock.eu-west-1.amazonaws.com/foundation-models");
    }

    [Fact]
    public async Task A_key_goes_before_signatures()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.ApiKey = "bedrock-api-key-1";
        await using var services = Services(server, options =>
        {
            options.ApiKey = "bedrock-api-key-1";
            options.AwsCredentials = _ => throw new InvalidOperationException("not asked");
        });

        (await Client(services).GetResponseAsync("Hi")).Text.ShouldNotBeEmpty();

        server.Requests[0].Headers["Authorization"].ShouldBe("Bearer bedrock-api-key-1");
        server.Requests[0].Headers.ContainsKey("X-Amz-Date").ShouldBeFalse();
    }

    [Theory]
    [InlineData("AKIDEXAMPLE", "a-wrong-secret", "InvalidSignatureException")]
    [InlineData("AKIDOTHER", Secret, "UnrecognizedClientException")]
    [InlineData(null, null, "MissingAuthenticationTokenException")]
    public async Task Wrong_signatures_are_refused(string? id, string? secret, string code)
    {
        await using var server = await LlmEmulator.StartAsync();
        server.AwsKeys["AKIDEXAMPLE"] = Secret;
        await using var services = Services(server, options =>
        {
            if (id is null)
                return;
            options.Settings["accessKeyId"] = id;
            options.Settings["secretAccessKey"] = secret!;
        });
        var failure = await Should.ThrowAsync<LlmException>(() => Client(services).GetResponseAsync("Hi"));
        (failure.Kind, failure.Status, failure.Code).ShouldBe((LlmErrorKind.Authentication, 403, code));
        failure.RequestId.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_account_without_any_proof_says_what_it_needs()
    {
        var services = new ServiceCollection();
        services.AddLlm(llm => llm.AddBedrock("second", options => options.Settings["profile"] = "a profile that nobody has"));
        await using var provider = services.BuildServiceProvider();
        var failure = await Should.ThrowAsync<InvalidOperationException>(() => provider.GetRequiredKeyedService<IChatClient<BedrockModels.ClaudeHaiku45>>("second").GetResponseAsync("Hi"));
        failure.Message.ShouldContain("Llm:Bedrock:second:accessKeyId");
    }

    [Fact]
    public async Task Failures_inside_a_stream_end_it()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Answers(new ChatFailure(429) { AfterText = "Some text" });
        await using var services = Services(server, options => options.ApiKey = "any-key-1");
        var text = new StringBuilder();
        var failure = await Should.ThrowAsync<LlmException>(async () =>
        {
            await foreach (var update in Client(services).GetStreamingResponseAsync("Hi"))
                text.Append(update.Text);
        });
        text.ToString().ShouldBe("Some text");
        (failure.Kind, failure.Code).ShouldBe((LlmErrorKind.RateLimited, "throttlingException"));
    }

    [Fact]
    public async Task Streams_cut_anywhere_are_read_and_streams_broken_off_are_told()
    {
        await using var server = await LlmEmulator.StartAsync();
        await using var services = Services(server, options => options.ApiKey = "any-key-1");
        server.Chat.Replies("Ünïcödé text of several words.", Delivery.ByteByByte);
        (await Client(services).GetStreamingResponseAsync("Hi").ToChatResponseAsync()).Text.ShouldBe("Ünïcödé text of several words.");

        server.Chat.Clear();
        server.Chat.Answers(new RawAnswer(200, EventStream.Event("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"text":"Hi"}}"""u8).AsMemory(0, 60)) { Headers = new Dictionary<string, string> { ["content-type"] = "application/vnd.amazon.eventstream" } });
        var failure = await Should.ThrowAsync<LlmException>(() => Client(services).GetStreamingResponseAsync("Hi").ToChatResponseAsync());
        (failure.Kind, failure.IsRetryable).ShouldBe((LlmErrorKind.Connection, true));
    }

    [Fact]
    public async Task Tokens_are_counted_by_the_service()
    {
        await using var server = await LlmEmulator.StartAsync();
        await using var services = Services(server, options => { options.ApiKey = "any-key-1"; options.Settings["inferenceProfile"] = "us"; });
        (await Client(services).CountTokensAsync("How many tokens are these?")).Tokens.ShouldBeGreaterThan(5);
        server.Requests[0].Path.ShouldEndWith("/model/anthropic.claude-haiku-4-5-20251001-v1%3A0/count-tokens");
    }

    [Theory]
    [InlineData("""{"messages":[]}""", "start with a user message")]
    [InlineData("""{"messages":[{"role":"assistant","content":[{"text":"Hi"}]}]}""", "start with a user message")]
    [InlineData("""{"messages":[{"role":"user","content":[{"text":"a"}]},{"role":"user","content":[{"text":"b"}]}]}""", "must alternate")]
    [InlineData("""{"messages":[{"role":"user","content":[{"text":" "}]}]}""", "is blank")]
    [InlineData("""{"messages":[{"role":"user","content":[]}]}""", "is empty")]
    [InlineData("""{"messages":[{"role":"user","content":[{"document":{"format":"pdf","name":"a.b","source":{"bytes":""}}},{"text":"x"}]}]}""", "document file name")]
    [InlineData("""{"messages":[{"role":"user","content":[{"document":{"format":"pdf","name":"a","source":{"bytes":""}}}]}]}""", "text block")]
    [InlineData("""{"messages":[{"role":"user","content":[{"text":"a"}]},{"role":"assistant","content":[{"toolUse":{"toolUseId":"t","name":"f","input":{}}}]},{"role":"user","content":[{"toolResult":{"toolUseId":"t","content":[]}}]}]}""", "toolConfig field must be defined")]
    [InlineData("""{"toolConfig":{"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{"type":"object"}}}}]},"messages":[{"role":"user","content":[{"text":"a"}]},{"role":"assistant","content":[{"toolUse":{"toolUseId":"t","name":"f","input":{}}}]},{"role":"user","content":[{"text":"b"}]}]}""", "Expected toolResult blocks")]
    [InlineData("""{"toolConfig":{"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{"type":"object"}}}}]},"messages":[{"role":"user","content":[{"toolResult":{"toolUseId":"t","content":[]}}]}]}""", "exceeds the number of toolUse")]
    [InlineData("""{"toolConfig":{"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{"type":"object"}}}}],"toolChoice":{"tool":{"name":"g"}}},"messages":[{"role":"user","content":[{"text":"a"}]}]}""", "not among the tools")]
    [InlineData("""{"toolConfig":{"tools":[{"toolSpec":{"name":"f.g","inputSchema":{"json":{"type":"object"}}}}]},"messages":[{"role":"user","content":[{"text":"a"}]}]}""", "toolConfig.tools.0.toolSpec.name")]
    [InlineData("""{"toolConfig":{"tools":[]},"messages":[{"role":"user","content":[{"text":"a"}]}]}""", "toolConfig.tools")]
    [InlineData("""{"inferenceConfig":{"maxTokens":0},"messages":[{"role":"user","content":[{"text":"a"}]}]}""", "inferenceConfig.maxTokens")]
    [InlineData("""{"inferenceConfig":{"temperature":1.5},"messages":[{"role":"user","content":[{"text":"a"}]}]}""", "inferenceConfig.temperature")]
    [InlineData("""{"additionalModelRequestFields":{"thinking":{"type":"enabled","budget_tokens":2000}},"inferenceConfig":{"maxTokens":1500},"messages":[{"role":"user","content":[{"text":"a"}]}]}""", "must be greater than")]
    [InlineData("""{"additionalModelRequestFields":{"thinking":{"type":"enabled"}},"messages":[{"role":"user","content":[{"text":"a"}]}]}""", "Field required")]
    [InlineData("""{"messages":[{"role":"user","content":[{"text":"a"}]},{"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"x"}}},{"text":"b"}]},{"role":"user","content":[{"text":"c"}]}]}""", "signature")]
    [InlineData("""{"outputConfig":{"textFormat":{"type":"json_schema","structure":{"jsonSchema":{"schema":"{"}}}},"messages":[{"role":"user","content":[{"text":"a"}]}]}""", "not valid JSON")]
    public async Task Requests_are_judged_as_the_service_judges_them(string body, string words)
    {
        await using var server = await LlmEmulator.StartAsync();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{server.BedrockUrl}/model/anthropic.claude-haiku-4-5-20251001-v1%3A0/converse") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", "any");
        using var response = await http.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Headers.GetValues("x-amzn-errortype").Single().ShouldStartWith("ValidationException:");
        (await response.Content.ReadAsStringAsync()).ShouldContain(words);
    }

    private static ServiceProvider Services(LlmEmulator server, Action<ProviderOptions> configure)
    {
        var services = new ServiceCollection();
        services.AddLlm(llm => llm.AddBedrock(options =>
        {
            options.BaseUrl = server.BedrockUrl;
            options.Settings.Remove("profile");
            configure(options);
        }));
        return services.BuildServiceProvider();
    }

    private static IChatClient<BedrockModels.ClaudeHaiku45> Client(ServiceProvider services) => services.GetRequiredService<IChatClient<BedrockModels.ClaudeHaiku45>>();
}

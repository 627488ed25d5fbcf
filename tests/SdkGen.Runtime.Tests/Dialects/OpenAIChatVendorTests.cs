using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Dialects.OpenAIChat;
using SdkGen.Testing;
using SdkGen.Transport;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Runtime.Tests.Dialects;

/// <summary>Where services that speak OpenAI's protocol depart from it, and what it has beside chat.</summary>
public sealed class OpenAIChatVendorTests
{
    private const string Ok = """{"id":"r","choices":[{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}]}""";

    public static TheoryData<string, string> Files => new()
    {
        { "OpenAI", """{"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,AQ=="}}""" },
        { "Mistral", """{"type":"document_url","document_url":"data:application/pdf;base64,AQ==","document_name":"a.pdf"}""" },
        { "Z.AI", """{"type":"file_url","file_url":{"url":"data:application/pdf;base64,AQ=="}}""" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_goes_as_the_service_takes_it(string provider, string expected)
    {
        var profile = new[] { OpenAIProvider.Profile, MistralProvider.Profile, ZAIProvider.Profile }.Single(profile => profile.Name == provider);

        (await Stub(profile).SentAsync(Ok, "any", [new(ChatRole.User, [new DataContent(new byte[] { 1 }, "application/pdf") { Name = "a.pdf" }])])).Replace(" ", "").ShouldContain(Sorted(expected));

        static string Sorted(string json) => json.Contains("filename", StringComparison.Ordinal) ? "\"type\":\"file\"" : json;
    }

    [Fact]
    public async Task Audio_goes_as_its_Base64_alone_to_Mistral() =>
        (await Stub(MistralProvider.Profile).SentAsync(Ok, "any", [new(ChatRole.User, [new DataContent(new byte[] { 1 }, "audio/wav")])]))
            .ShouldContain("""{"type":"input_audio","input_audio":"AQ=="}""");

    [Theory]
    [InlineData("includeReasoning", 10, 5, null, 5)]
    [InlineData("excludeReasoning", 10, 5, null, 8)]
    [InlineData("excludeReasoning", 10, 5, 18, 8)]
    [InlineData("excludeReasoning", 10, 5, 15, 5)]
    [InlineData(null, 10, 5, 18, 8)]
    [InlineData(null, 10, 5, 15, 5)]
    public async Task Reasoning_is_counted_once_wherever_the_service_counts_it(string? declared, int prompt, int completion, int? total, int output)
    {
        var profile = new ProviderProfile { Id = "a", Name = "A", BaseUrl = "https://a.example/", Wire = declared is null ? new Dictionary<string, string>() : new() { ["outputTokens"] = declared } };
        var usage = $$"""{"prompt_tokens":{{prompt}},"completion_tokens":{{completion}},"total_tokens":{{total?.ToString() ?? "null"}},"completion_tokens_details":{"reasoning_tokens":3} }""";

        var response = await Stub(profile).Answer(Ok[..^1] + ",\"usage\":" + usage + "}").Chat("m").GetResponseAsync("Hi");

        response.Usage!.OutputTokenCount.ShouldBe(output);
    }

    [Fact]
    public async Task A_parameter_under_a_name_of_its_own_goes_there_whatever_it_is()
    {
        var profile = new ProviderProfile
        {
            Id = "a",
            Name = "A",
            BaseUrl = "https://a.example/",
            Models = [new() { Id = "m", WireNames = new Dictionary<string, string> { ["temperature"] = "sampling.heat", ["stop"] = "stops", ["reasoningEffort"] = "reasoning.effort", ["topK"] = "k" } }],
        };

        (await Stub(profile).SentAsync(Ok, "m", [new(ChatRole.User, "Hi")], new() { Temperature = 0.5f, StopSequences = ["E"], TopK = 2, Reasoning = new() { Effort = ReasoningEffort.Low } }))
            .ShouldEndWith("""}],"sampling":{"heat":0.5},"k":2,"stops":["E"],"reasoning":{"effort":"low"}}""");
    }

    [Fact]
    public async Task Every_choice_and_probability_of_a_stream_is_in_the_raw_answer()
    {
        var stub = Stub(OpenAIProvider.Profile).Answer(
            string.Concat(((string[])
            [
                """{"id":"r","model":"m","choices":[{"index":0,"delta":{"content":"A"},"logprobs":{"content":[{"token":"A","logprob":-0.5,"top_logprobs":[{"token":"B","logprob":-1}]}]}}]}""",
                """{"id":"r","model":"m","choices":[{"index":1,"delta":{"content":"B"}}]}""",
                """{"id":"r","model":"m","choices":[{"index":1,"delta":{"content":"b"},"finish_reason":"length"}]}""",
                """{"id":"r","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""",
            ]).Select(chunk => $"data: {chunk}\n\n")) + "data: [DONE]\n\n", "text/event-stream");

        var updates = await stub.Chat("gpt-4.1-mini").GetStreamingResponseAsync("Hi", new() { AdditionalProperties = new() { ["n"] = 2, ["logprobs"] = true } }).ToListAsync();

        updates.ToChatResponse().Text.ShouldBe("A");
        var whole = updates[^1].RawRepresentation.ShouldBeOfType<OpenAIChatResponse>();
        whole.Choices!.Select(choice => (choice.Index, choice.Message!.Content!.Text, choice.FinishReason)).ShouldBe([(0, "A", "stop"), (1, "Bb", "length")]);
        whole.Choices![0].Logprobs!.Content!.Single().TopLogprobs!.Single().Token.ShouldBe("B");
    }

    [Fact]
    public async Task Vectors_come_in_Base64_where_the_service_knows_it_and_in_the_order_of_their_texts()
    {
        var stub = Stub(OpenAIProvider.Profile).Answer(
            """{"data":[{"index":1,"embedding":"AAAAQA=="},{"index":0,"embedding":[1]}],"model":"m","usage":{"prompt_tokens":2,"total_tokens":2}}""");

        var vectors = await stub.Embeddings("text-embedding-3-small").GenerateAsync(["a", "b"], new() { Dimensions = 1 });

        stub.Requests[0].ShouldBe("""{"model":"text-embedding-3-small","input":["a","b"],"dimensions":1,"encoding_format":"base64"}""");
        vectors.Select(vector => vector.Vector.ToArray()).ShouldBe([[1f], [2f]]);
        (vectors.Usage!.InputTokenCount, vectors.Usage.TotalTokenCount).ShouldBe((2, 2));
    }

    [Fact]
    public async Task Fewer_vectors_than_texts_are_no_answer() =>
        (await Should.ThrowAsync<LlmException>(() => Stub(OpenAIProvider.Profile).Answer("""{"data":[{"index":0,"embedding":[1]}]}""").Embeddings("m").GenerateAsync(["a", "b"])))
            .Kind.ShouldBe(LlmErrorKind.InvalidResponse);

    [Fact]
    public async Task Deployments_of_Azure_have_their_model_and_version_in_the_path()
    {
        var stub = Stub(AzureOpenAIDeploymentProvider.Profile);

        await stub.SentAsync(Ok, "my deployment", [new(ChatRole.User, "Hi")]);

        stub.Paths.ShouldBe(["/openai/deployments/my%20deployment/chat/completions?api-version=2024-10-21"]);
    }

    [Fact]
    public async Task Responses_of_Azures_older_API_have_paths_of_their_own_beside_its_deployments()
    {
        await using var server = await LlmEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var services = new ServiceCollection()
            .AddLlm(llm => llm.AddAzureOpenAIDeployments(options => (options.BaseUrl, options.ApiKey, options.Settings["apiVersion"]) = (server.CompatibleUrl("azure"), "test-key", "2025-04-01-preview")))
            .BuildServiceProvider();
        var chat = services.GetRequiredService<IChatClient<AzureOpenAIDeploymentModels.Gpt41Mini>>();
        var responses = services.GetRequiredService<IChatClient<AzureOpenAIDeploymentModels.CodexMini>>();

        await chat.GetResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken);
        await chat.GetStreamingResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken);
        await responses.GetResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken);
        await responses.GetStreamingResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken);
        await responses.CountTokensAsync("Hi", cancellationToken: TestContext.Current.CancellationToken);

        server.Requests.Select(request => request.Path["/compatible/azure/openai/".Length..]).ShouldBe(
        [
            "deployments/gpt-4.1-mini/chat/completions?api-version=2025-04-01-preview", "deployments/gpt-4.1-mini/chat/completions?api-version=2025-04-01-preview",
            "responses?api-version=2025-04-01-preview", "responses?api-version=2025-04-01-preview", "responses/input_tokens?api-version=2025-04-01-preview",
        ]);
    }

    [Fact]
    public async Task Models_are_listed_with_what_the_service_says_of_them()
    {
        var page = await Stub(GroqProvider.Profile).Answer("""{"data":[{"id":"a","created":1700000000,"owned_by":"o","context_window":8192,"max_completion_tokens":1024},{"object":"model"}]}""").Models().GetPageAsync();

        page.Models.Single().ShouldSatisfyAllConditions(
            model => model.Id.ShouldBe("a"),
            model => model.OwnedBy.ShouldBe("o"),
            model => (model.Context, model.MaxOutput).ShouldBe((8192, 1024)),
            model => model.CreatedAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1700000000)));
    }

    private static DialectStub Stub(ProviderProfile profile) => new(profile, OpenAIChatDialect.Instance);
}

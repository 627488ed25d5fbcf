using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Transport;

namespace SdkGen.Runtime.Tests.DependencyInjection;

public class AddLlmTests
{
    private static readonly string s_keyVariable = $"ACME_{Guid.NewGuid():N}_KEY";
    private static readonly string s_urlVariable = $"ACME_{Guid.NewGuid():N}_URL";

    private static ProviderProfile Profile { get; } = new()
    {
        Id = "acme",
        Name = "Acme",
        BaseUrl = "https://acme.example/",
        Auth = AuthScheme.Bearer,
        KeyVariable = s_keyVariable,
        BaseUrlVariable = s_urlVariable,
        Models = [new() { Id = "acme-1", Type = typeof(Acme1), Price = new(1, 2, new(2026, 1, 1)) }, new() { Id = "acme-paint", Type = typeof(AcmePaint) }],
    };

    [Fact]
    public async Task A_constructor_gets_the_client_of_its_model()
    {
        using var services = Build(llm => llm.AddProvider(Profile, new EchoDialect(), configure: options => options.ApiKey = "k"), extra: x => x.AddSingleton<Consumer>());
        var consumer = services.GetRequiredService<Consumer>();
        (await consumer.Chat.GetResponseAsync("hi")).Text.ShouldBe("acme-1 k https://acme.example/");
        (await consumer.Images.GenerateAsync(new("a lighthouse"))).Contents.Single().ToString().ShouldBe("acme-paint a lighthouse");
        consumer.Chat.GetService<ModelFacts>()!.Id.ShouldBe("acme-1");
        consumer.Chat.GetService<EchoClient>().ShouldNotBeNull();
        consumer.Chat.GetService<IChatClient<Acme1>>().ShouldBeSameAs(consumer.Chat);
        services.GetRequiredService<IChatClient<Acme1>>().ShouldBeSameAs(consumer.Chat);
    }

    [Fact]
    public async Task Settings_come_from_configuration_then_environment_then_code()
    {
        Environment.SetEnvironmentVariable(s_keyVariable, "from-environment");
        Environment.SetEnvironmentVariable(s_urlVariable, "https://environment.example/");
        try
        {
            (await AskAsync(Build(llm => llm.AddProvider(Profile, new EchoDialect())))).ShouldBe("acme-1 from-environment https://environment.example/");

            var configuration = new Dictionary<string, string?> { ["Llm:Acme:ApiKey"] = "from-section", ["Llm:Acme:Timeout"] = "00:00:07", ["Llm:Acme:BaseUrl"] = " " };
            using var configured = Build(llm => llm.AddProvider(Profile, new EchoDialect()), configuration);
            (await AskAsync(configured)).ShouldBe("acme-1 from-section https://environment.example/");
            configured.GetRequiredService<IHttpClientFactory>().CreateClient("SdkGen.Acme").Timeout.ShouldBe(TimeSpan.FromSeconds(7));

            (await AskAsync(Build(llm => llm.AddProvider(Profile, new EchoDialect(), configure: x => x.ApiKey += "-and-code"), configuration)))
                .ShouldBe("acme-1 from-section-and-code https://environment.example/");
        }
        finally
        {
            Environment.SetEnvironmentVariable(s_keyVariable, null);
            Environment.SetEnvironmentVariable(s_urlVariable, null);
        }
    }

    [Fact]
    public async Task A_named_account_is_a_keyed_service_with_its_own_section_and_never_takes_the_variables()
    {
        var configuration = new Dictionary<string, string?> { ["Llm:Acme:ApiKey"] = "first", ["Llm:Acme:second:ApiKey"] = "second", ["Llm:Acme:second:BaseUrl"] = "https://second.example/" };
        using var services = Build(llm => llm.AddProvider(Profile, new EchoDialect()).AddProvider(Profile, new EchoDialect(), "second").AddProvider(Profile, new EchoDialect(), "third"), configuration);
        (await AskAsync(services)).ShouldBe("acme-1 first https://acme.example/");
        (await services.GetRequiredKeyedService<IChatClient<Acme1>>("second").GetResponseAsync("hi")).Text.ShouldBe("acme-1 second https://second.example/");
        services.GetRequiredKeyedService<IImageGenerator<AcmePaint>>("second").ShouldNotBeNull();
        var exception = await Should.ThrowAsync<InvalidOperationException>(async () => await services.GetRequiredKeyedService<IChatClient<Acme1>>("third").GetResponseAsync("hi"));
        exception.Message.ShouldBe("The account 'third' at Acme has no API key. Set the configuration value Llm:Acme:third:ApiKey, or pass options => options.ApiKey to AddAcme.");
    }

    [Fact]
    public async Task A_missing_key_is_told_at_first_use_with_what_to_set()
    {
        using var services = Build(llm => llm.AddProvider(Profile, new EchoDialect()));
        var chat = services.GetRequiredService<IChatClient<Acme1>>();
        var exception = await Should.ThrowAsync<InvalidOperationException>(async () => await chat.GetResponseAsync("hi"));
        exception.Message.ShouldBe(
            $"Acme has no API key. Set the environment variable {s_keyVariable} or the configuration value Llm:Acme:ApiKey, or pass options => options.ApiKey to AddAcme.");
        chat.GetService<ModelFacts>()!.Id.ShouldBe("acme-1");
    }

    [Fact]
    public async Task A_server_on_this_machine_needs_no_key()
    {
        using var services = Build(llm => llm.AddProvider(Profile, new EchoDialect(), configure: options => options.BaseUrl = "http://127.0.0.1:8000/v1"));
        (await AskAsync(services)).ShouldBe("acme-1  http://127.0.0.1:8000/v1");
    }

    [Fact]
    public void Names_of_a_provider_that_are_no_identifiers_do_not_reach_messages_about_code()
    {
        using var services = Build(llm => { });
        Should.Throw<InvalidOperationException>(() => services.GetRequiredService<IChatClient<ZAIModels.Glm5>>())
            .Message.ShouldBe("Z.AI, which serves glm-5, was not added: call services.AddLlm(llm => llm.AddZAI()).");
    }

    [Fact]
    public void A_model_whose_provider_was_not_added_is_told_with_the_method_to_call()
    {
        using var services = Build(llm => llm.AddProvider(Profile, new EchoDialect()));
        Should.Throw<InvalidOperationException>(() => services.GetRequiredService<IChatClient<Other2>>())
            .Message.ShouldBe("Other, which serves other-2, was not added: call services.AddLlm(llm => llm.AddOther()).");
        using var named = Build(llm => llm.AddProvider(Profile, new EchoDialect(), "second"));
        Should.Throw<InvalidOperationException>(() => named.GetRequiredKeyedService<IChatClient<Other2>>("second"))
            .Message.ShouldBe("Other, which serves other-2, was not added under the name 'second': call services.AddLlm(llm => llm.AddOther(\"second\")).");
    }

    [Fact]
    public async Task A_client_that_does_not_fit_its_model_says_so_where_the_compiler_could_not()
    {
        using var services = Build(llm => llm.AddOpenAI(options => options.ApiKey = "k"));
        (await Should.ThrowAsync<LlmException>(Chat<OpenAIModels.GptImage1>(services).GetResponseAsync("hi")))
            .Message.ShouldBe("LLM2002: gpt-image-1 does not produce text. Models of OpenAI that do: OpenAIModels.Gpt41, OpenAIModels.Gpt41Mini, OpenAIModels.Gpt4o, OpenAIModels.Gpt4oMini. gpt-image-1 itself is used as IImageGenerator<OpenAIModels.GptImage1>.");
        (await Should.ThrowAsync<LlmException>(Images<OpenAIModels.Gpt41Mini>(services).GenerateAsync(new("x"))))
            .Message.ShouldBe("LLM2002: gpt-4.1-mini does not produce images. Models of OpenAI that do: OpenAIModels.GptImage1Mini, OpenAIModels.GptImage15, OpenAIModels.GptImage2, OpenAIModels.ChatgptImageLatest. gpt-4.1-mini itself is used as IChatClient<OpenAIModels.Gpt41Mini>.");

        // Generic code: the analyzer sees no model here.
        static IChatClient Chat<TModel>(IServiceProvider services)
            where TModel : IModel => services.GetRequiredService<IChatClient<TModel>>();
        static IImageGenerator Images<TModel>(IServiceProvider services)
            where TModel : IModel => services.GetRequiredService<IImageGenerator<TModel>>();
    }

    [Fact]
    public async Task An_image_is_asked_of_the_generator_and_of_a_chat_model_that_has_one()
    {
        using var services = Build(llm => llm.AddProvider(Profile, new EchoDialect(), configure: options => options.ApiKey = "k"));
        (await services.GetRequiredService<IImageGenerator<AcmePaint>>().GenerateImageAsync("a lighthouse")).Contents.Single().ToString().ShouldBe("acme-paint a lighthouse");
        (await Should.ThrowAsync<NotSupportedException>(async () => await services.GetRequiredService<IChatClient<AcmePaint>>().GenerateImageAsync("a lighthouse"))).Message.ShouldContain("AcmePaint");
    }

    [Fact]
    public async Task Two_calls_of_AddLlm_add_up()
    {
        var services = new ServiceCollection();
        services.AddLlm(llm => llm.AddProvider(Profile, new EchoDialect(), configure: x => x.ApiKey = "one"));
        services.AddLlm(llm => llm.AddProvider(Profile, new EchoDialect(), "b", x => x.ApiKey = "two"));
        using var provider = services.BuildServiceProvider();
        (await AskAsync(provider)).ShouldContain("one");
        (await provider.GetRequiredKeyedService<IChatClient<Acme1>>("b").GetResponseAsync("hi")).Text.ShouldContain("two");
    }

    [Fact]
    public async Task Adding_an_account_again_replaces_it_down_to_its_HTTP_client()
    {
        await using var server = await SdkGen.Testing.LlmEmulator.StartAsync();
        server.Chat.Replies("Hello");
        var services = new ServiceCollection();

        // The first account could not be used: nothing may read its settings any more.
        services.AddLlm(llm => llm.AddProvider(Profile, new EchoDialect(), configure: x => x.Timeout = TimeSpan.FromSeconds(-5)));
        services.AddLlm(llm => llm.AddProvider(Profile, SdkGen.Dialects.OpenAIChat.OpenAIChatDialect.Instance, configure: x =>
        {
            x.ApiKey = "sk-test-0123456789";
            x.BaseUrl = server.OpenAIUrl;
            x.Timeout = TimeSpan.FromSeconds(9);
        }));
        using var provider = services.BuildServiceProvider();
        (await AskAsync(provider)).ShouldBe("Hello");
        provider.GetRequiredService<IHttpClientFactory>().CreateClient("SdkGen.Acme").Timeout.ShouldBe(TimeSpan.FromSeconds(9));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("1 MB")]
    [InlineData("536870913")]
    public async Task A_longest_event_that_no_buffer_can_hold_is_told_with_its_key(string bytes)
    {
        using var services = Build(llm => llm.AddProvider(Profile, new EchoDialect()), new() { ["Llm:Acme:ApiKey"] = "k", ["Llm:Acme:MaxEventLength"] = bytes });
        (await Should.ThrowAsync<InvalidOperationException>(AskAsync(services))).Message.ShouldBe("Llm:Acme:MaxEventLength must be a number of bytes from 1 to 536870912.");
        using var good = Build(llm => llm.AddProvider(Profile, new EchoDialect()), new() { ["Llm:Acme:ApiKey"] = "k", ["Llm:Acme:MaxEventLength"] = "65536" });
        (await AskAsync(good)).ShouldStartWith("acme-1 k");
    }

    [Theory]
    [InlineData("30")]
    [InlineData("30.00:00:00")]
    [InlineData("-00:00:05")]
    [InlineData("soon")]
    public async Task A_timeout_that_no_client_can_have_is_told_with_its_key(string timeout)
    {
        using var services = Build(llm => llm.AddProvider(Profile, new EchoDialect()), new() { ["Llm:Acme:ApiKey"] = "k", ["Llm:Acme:Timeout"] = timeout });
        (await Should.ThrowAsync<InvalidOperationException>(AskAsync(services)))
            .Message.ShouldBe($"Llm:Acme:Timeout is '{timeout}'; it must be a time span above zero and below 24 days, for example 00:05:00.");
        using var coded = Build(llm => llm.AddProvider(Profile, new EchoDialect(), configure: x => (x.ApiKey, x.Timeout) = ("k", TimeSpan.FromDays(30))));
        (await Should.ThrowAsync<InvalidOperationException>(AskAsync(coded))).Message.ShouldStartWith("Llm:Acme:Timeout is '30.00:00:00'");
        using var endless = Build(llm => llm.AddProvider(Profile, new EchoDialect(), configure: x => (x.ApiKey, x.Timeout) = ("k", Timeout.InfiniteTimeSpan)));
        (await AskAsync(endless)).ShouldStartWith("acme-1 k");
    }

    [Fact]
    public void Cost_follows_the_price_of_the_clients_model_through_the_tool_loop()
    {
        using var services = Build(llm => llm.AddProvider(Profile, new EchoDialect(), configure: x => x.ApiKey = "k"));
        var chat = services.GetRequiredService<IChatClient<Acme1>>().WithTools([]);
        chat.CostOf(new UsageDetails { InputTokenCount = 1_000_000, OutputTokenCount = 500_000 }).ShouldBe(2m);
        var price = new ModelPrice(1, 2, new(2026, 1, 1)) { CacheRead = 0.1m, CacheWrite = 1.25m };
        price.CostOf(new()
        {
            InputTokenCount = 1000,
            CachedInputTokenCount = 600,
            OutputTokenCount = 10,
            ReasoningTokenCount = 5,
            AdditionalCounts = new() { [UsageCounts.CacheWriteInput] = 300 },
        }).ShouldBe((100m + 60m + 375m + 20m) / 1_000_000m);
    }

    private static async Task<string> AskAsync(IServiceProvider services) => (await services.GetRequiredService<IChatClient<Acme1>>().GetResponseAsync("hi")).Text;

    private static ServiceProvider Build(Action<LlmBuilder> configure, Dictionary<string, string?>? configuration = null, Action<IServiceCollection>? extra = null)
    {
        var services = new ServiceCollection();
        if (configuration is not null)
            services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(configuration).Build());
        services.AddLlm(configure);
        extra?.Invoke(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    public sealed class Acme1 : ICallsTools;

    public sealed class AcmePaint : IProducesImages;

    [LlmModel("other-2", "other", ProviderName = "Other")]
    public sealed class Other2 : IProducesText;

    public static class ZAIModels
    {
        [LlmModel("glm-5", "zai", ProviderName = "Z.AI")]
        public sealed class Glm5 : IProducesText;
    }

    public sealed record Consumer(IChatClient<Acme1> Chat, IImageGenerator<AcmePaint> Images);

    private sealed class EchoDialect : Dialect
    {
        public override string Id => "echo";

        public override IChatClient CreateChatClient(ProviderConnection connection, ModelFacts model) => new EchoClient(connection, model);

        public override IImageGenerator CreateImageGenerator(ProviderConnection connection, ModelFacts model) => new EchoPainter(model);
    }

    private sealed class EchoClient(ProviderConnection connection, ModelFacts model) : FakeChatClient
    {
        public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, $"{model.Id} {connection.Options.ApiKey} {connection.Options.BaseUrl ?? connection.Profile.BaseUrl}")));
    }

    private sealed class EchoPainter(ModelFacts model) : IImageGenerator
    {
        public Task<ImageGenerationResponse> GenerateAsync(ImageGenerationRequest request, ImageGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ImageGenerationResponse([new TextContent($"{model.Id} {request.Prompt}")]));

        public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

        public void Dispose() { }
    }
}

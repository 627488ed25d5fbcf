using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SdkGen.Testing;

namespace SdkGen.Pipeline.Tests.Registry;

public class ModelRegistryTests
{
    private const string DeadUrl = "http://127.0.0.1:1";

    [Fact]
    public async Task A_client_by_id_has_the_layers_of_the_application()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Replies("hello");
        using var services = Services(llm => llm.AddOpenAI(options => (options.BaseUrl, options.ApiKey) = (server.OpenAIUrl, "any")).AddCost());

        using var chat = services.GetRequiredService<ModelRegistry>().CreateChatClient("gpt-4.1-mini");

        var response = await chat.GetResponseAsync("hi");
        response.Text.ShouldBe("hello");
        response.Cost().ShouldNotBeNull().ShouldBePositive();
        chat.GetService<ModelFacts>()!.Type.ShouldBe(typeof(OpenAIModels.Gpt41Mini));
        server.Requests.Single().Json.GetProperty("model").GetString().ShouldBe("gpt-4.1-mini");
    }

    [Theory]
    [InlineData("gpt4.1-mni")]
    public void A_wrong_id_is_told_what_it_may_have_meant(string mistyped)
    {
        using var services = Services(llm => llm.AddOpenAI(options => options.ApiKey = "any"));
        var registry = services.GetRequiredService<ModelRegistry>();

        var wrong = Should.Throw<ArgumentException>(() => registry.CreateChatClient(mistyped));
        wrong.Message.ShouldStartWith("No model 'gpt4.1-mni' is known at OpenAI. Did you mean gpt-4.1-mini");
        Should.Throw<ArgumentException>(() => registry.CreateChatClient("claude-haiku-4-5")).Message.ShouldStartWith("No model 'claude-haiku-4-5' is known at OpenAI.");
        Should.Throw<ArgumentException>(() => registry.CreateChatClient("gpt-4.1-mini:openai@localhost:1")).Message.ShouldContain("Set Llm:OpenAI:BaseUrl instead.");
        registry.Find("nothing-like-it").ShouldBeNull();
        Should.Throw<LlmException>(() => registry.CreateChatClient("gpt-image-1")).Kind.ShouldBe(LlmErrorKind.Unsupported);
    }

    [Fact]
    public async Task Identifiers_name_provider_runtime_and_address()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Replies("hello");
        using var services = Services(llm => llm
            .AddOllama(options => (options.BaseUrl, options.ApiKey) = (DeadUrl, "secret-of-another-host"))
            .AddOpenAI(options => options.ApiKey = "any").AddAzureOpenAI(options => (options.ApiKey, options.BaseUrl) = ("any", "https://a.openai.azure.com")));
        var registry = services.GetRequiredService<ModelRegistry>();

        registry.Find("gpt-4.1-mini")!.Provider.ShouldBe("openai");
        registry.Find("gpt-4.1-mini:azure-openai")!.Provider.ShouldBe("azure-openai");
        registry.Find("llama3:latest")!.Provider.ShouldBe("ollama");
        registry.Find("my-own:7b:ollama")!.IsListed.ShouldBeFalse();
        var found = registry.Find("llama3:latest:ollama@localhost:11434")!;
        (found.Id, found.Runtime, found.Address).ShouldBe(("llama3:latest", "ollama", "localhost:11434"));

        using var chat = registry.CreateChatClient($"llama3:latest:ollama@{new Uri(server.OllamaUrl).Authority}{new Uri(server.OllamaUrl).AbsolutePath}");
        (await chat.GetResponseAsync("hi")).Text.ShouldBe("hello");
        server.Requests.Single().Headers.Keys.ShouldNotContain("Authorization", "the key belongs to another host");
    }

    [Fact]
    public async Task A_reload_takes_what_the_provider_tells_and_a_failed_one_leaves_it_empty()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Models.Add("gpt-4.1-mini");
        server.Models.Add("gpt-99-preview");
        using var services = Services(llm => llm.AddOpenAI(options => (options.BaseUrl, options.ApiKey) = (server.OpenAIUrl, "right")));
        var registry = services.GetRequiredService<ModelRegistry>();
        registry.Find("gpt-99-preview").ShouldBeNull();

        var reload = await registry.ReloadAsync("OpenAI");

        reload.Failure.ShouldBeNull();
        registry.Find("gpt-99-preview")!.IsListed.ShouldBeFalse();
        registry.Find("gpt-4.1-mini")!.Price.ShouldNotBeNull();
        registry.CreateChatClient("gpt-99-preview").GetService<ModelFacts>()!.Id.ShouldBe("gpt-99-preview");

        server.ApiKey = "another";
        var failed = await registry.ReloadAsync("openai");
        failed.Failure.ShouldStartWith("OpenAI could not be asked for its models: ");
        failed.Exception.ShouldBeOfType<LlmException>().Kind.ShouldBe(LlmErrorKind.Authentication);
        registry.Models.ShouldBeEmpty();
        registry.Reloads.ShouldHaveSingleItem().Failure.ShouldBe(failed.Failure);
        Should.Throw<ArgumentException>(() => registry.CreateChatClient("gpt-4.1-mini")).Message.ShouldContain(failed.Failure!);
        (await Should.ThrowAsync<ArgumentException>(() => registry.ReloadAsync("opnai"))).Message.ShouldStartWith("No provider 'opnai' was added. Did you mean openai?");
    }

    [Fact]
    public async Task Runtimes_of_ones_own_are_found_when_the_application_starts()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Models.Add("qwen3:4b");
        using var services = Services(llm => llm
            .AddOllama(options => options.BaseUrl = server.OllamaUrl)
            .AddLMStudio(options => (options.BaseUrl, options.ApiKey) = (server.OpenAIUrl, "any"))
            .AddVLlm(options => options.BaseUrl = DeadUrl)
            .AddOpenAI(options => options.ApiKey = "any")
            .AddDiscovery());
        var hosted = services.GetServices<IHostedService>().OfType<BackgroundService>().Single();

        await hosted.StartAsync(TestContext.Current.CancellationToken);
        await hosted.ExecuteTask!;

        var registry = services.GetRequiredService<ModelRegistry>();
        registry.Reloads.Select(reload => reload.Provider).Order().ShouldBe(["lmstudio", "ollama", "vllm"]);
        registry.Reloads.Single(reload => reload.Provider == "vllm").Failure.ShouldStartWith("vLLM could not be asked for its models: ");
        registry.Find("qwen3:4b:ollama")!.Tools.ShouldBe(Fact.Yes);
        registry.Find("qwen3:4b:lmstudio").ShouldNotBeNull();
        registry.Find("other:ollama").ShouldBeNull("the server has said what it serves");
    }

    private static ServiceProvider Services(Action<LlmBuilder> configure) => new ServiceCollection().AddLlm(configure).BuildServiceProvider();
}

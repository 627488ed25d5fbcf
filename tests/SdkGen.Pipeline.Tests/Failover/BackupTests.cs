using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Testing;

namespace SdkGen.Pipeline.Tests.Failover;

public class BackupTests
{
    [Fact]
    public async Task A_backup_in_configuration_takes_over_key_and_deployment()
    {
        await using var west = await LlmEmulator.StartAsync();
        await using var east = await LlmEmulator.StartAsync();
        using var services = Build(west, new() { ["Llm:AzureOpenAI:Backups:0:Endpoint"] = east.OpenAIUrl });
        west.Chat.Fails(503);
        east.Chat.Replies("from the east");
        var response = await services.GetRequiredService<IChatClient<AzureOpenAIModels.Gpt41Mini>>().GetResponseAsync("hi");
        (response.Text, response.GetAttempts()).ShouldBe(("from the east", 2));
        var (first, second) = (west.Requests.Single(), east.Requests.Single());
        second.Path.ShouldBe(first.Path);
        second.Text.ShouldBe(first.Text);
        second.Headers["api-key"].ShouldBe("the-key-of-the-account");
    }

    [Fact]
    public async Task Retries_are_made_at_each_place_before_the_next()
    {
        await using var west = await LlmEmulator.StartAsync();
        await using var east = await LlmEmulator.StartAsync();
        using var services = Build(west, new() { ["Llm:AzureOpenAI:Backups:0:BaseUrl"] = east.OpenAIUrl, ["Llm:AzureOpenAI:Backups:0:ApiKey"] = "the-key-of-the-east" },
            llm => llm.AddRetry(options => (options.MaxRetries, options.BaseDelay) = (1, TimeSpan.FromMilliseconds(1))));
        west.Chat.Fails(503).Fails(503).Replies("never");
        east.Chat.Fails(503).Replies("from the east");
        var response = await services.GetRequiredService<IChatClient<AzureOpenAIModels.Gpt41Mini>>().GetResponseAsync("hi");
        (response.Text, response.GetAttempts()).ShouldBe(("from the east", 4));
        (west.Requests.Count, east.Requests.Count).ShouldBe((2, 2));
        east.Requests[0].Headers["api-key"].ShouldBe("the-key-of-the-east");
    }

    [Fact]
    public async Task A_backup_without_an_address_names_its_key()
    {
        await using var west = await LlmEmulator.StartAsync();
        using var services = Build(west, new() { ["Llm:AzureOpenAI:Backups:0:ApiKey"] = "k" });
        var chat = services.GetRequiredService<IChatClient<AzureOpenAIModels.Gpt41Mini>>();
        (await Should.ThrowAsync<InvalidOperationException>(() => chat.GetResponseAsync("hi"))).Message
            .ShouldBe("Llm:AzureOpenAI:Backups:0 has no address. Set Llm:AzureOpenAI:Backups:0:Endpoint to where the backup is, for example https://eastus.example.com.");
    }

    private static ServiceProvider Build(LlmEmulator server, Dictionary<string, string?> configuration, Action<LlmBuilder>? configure = null)
    {
        configuration["Llm:AzureOpenAI:BaseUrl"] = server.OpenAIUrl;
        configuration["Llm:AzureOpenAI:ApiKey"] = "the-key-of-the-account";
        return new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(configuration).Build())
            .AddLlm(llm =>
            {
                llm.AddAzureOpenAI();
                configure?.Invoke(llm);
            })
            .BuildServiceProvider();
    }
}

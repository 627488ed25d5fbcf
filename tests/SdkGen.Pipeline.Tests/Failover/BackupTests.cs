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

    [Theory]
    [InlineData("Timeout", "00:07:00", 1)]
    [InlineData("Other", "whatever", 1)]
    [InlineData("ApiKey", "another-key-of-the-account", 2)]
    public async Task A_reload_forgets_nothing_of_the_places_that_it_does_not_change(string key, string value, int asked)
    {
        await using var west = await LlmEmulator.StartAsync();
        await using var east = await LlmEmulator.StartAsync();
        using var services = Build(west, new() { ["Llm:AzureOpenAI:Backups:0:Endpoint"] = east.OpenAIUrl });
        west.Chat.Fails(503);
        east.Chat.Replies("from the east");
        var chat = services.GetRequiredService<IChatClient<AzureOpenAIModels.Gpt41Mini>>();
        await chat.GetResponseAsync("hi");

        var configuration = (IConfigurationRoot)services.GetRequiredService<IConfiguration>();
        configuration[$"Llm:AzureOpenAI:{key}"] = value;
        configuration.Reload();

        (await chat.GetResponseAsync("hi")).Text.ShouldBe("from the east");
        west.Requests.Count.ShouldBe(asked, "whoever failed is left alone, unless it is another account now");
    }

    [Fact]
    public async Task Retries_left_and_streams_given_up_are_remembered_across_a_reload()
    {
        await using var west = await LlmEmulator.StartAsync();
        using var services = Build(west, [], llm => llm.AddRetry(options => (options.BaseDelay, options.MaxDelay, options.RetryReserve, options.RetryShare) = (TimeSpan.Zero, TimeSpan.Zero, 3, 0)).AddStreamFallback());
        var chat = services.GetRequiredService<IChatClient<AzureOpenAIModels.Gpt41Mini>>();
        west.Chat.Answers(request => request.IsStreaming ? new ChatFailure(405) : new ChatReply { Text = "whole" });
        await chat.GetStreamingResponseAsync("hi").ToChatResponseAsync();
        west.Chat.Clear();
        west.Chat.Fails(503);
        await Should.ThrowAsync<LlmException>(() => chat.GetResponseAsync("hi"));
        west.Requests.Count.ShouldBe(2 + 4);

        var configuration = (IConfigurationRoot)services.GetRequiredService<IConfiguration>();
        configuration["Llm:AzureOpenAI:Timeout"] = "00:07:00";
        configuration.Reload();

        await Should.ThrowAsync<LlmException>(() => chat.GetStreamingResponseAsync("hi").ToChatResponseAsync());
        west.Requests.Count.ShouldBe(2 + 4 + 1, "no retry is left");
        west.Requests[^1].Text.ShouldNotContain("\"stream\":true");
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

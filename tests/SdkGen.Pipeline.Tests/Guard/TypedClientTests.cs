using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Testing;

#pragma warning disable LLM2012, LLM2013 // What the build says of these requests is refused at run time too.

namespace SdkGen.Pipeline.Tests.Guard;

/// <summary>What only a typed client can be asked wrongly: with the options of another model, or to ask another model.</summary>
public class TypedClientTests
{
    [Fact]
    public async Task Options_of_another_model_are_refused()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Replies("ok");
        using var services = Services(server);
        var chat = services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>();
        ChatOptions others = new OpenAIModels.Gpt41.Options { Seed = 1 };

        var refusal = await Should.ThrowAsync<UnsupportedCapabilityException>(chat.GetResponseAsync("hi", others));
        refusal.Message.ShouldBe("LLM2012: gpt-4.1-mini is asked with the options of gpt-4.1. Use OpenAIModels.Gpt41Mini.Options.");
        Should.Throw<UnsupportedCapabilityException>(() => chat.GetStreamingResponseAsync("hi", others)).Rule.ShouldBe("LLM2012");
        server.Requests.ShouldBeEmpty();

        (await chat.GetResponseAsync("hi", new OpenAIModels.Gpt41Mini.Options { Seed = 1 })).Text.ShouldBe("ok");
    }

    [Fact]
    public async Task An_id_of_another_model_is_refused_and_another_name_of_the_same_is_not()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Replies("ok").Replies("ok");
        using var services = Services(server);
        var chat = services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>();
        string other = "gpt-4.1", tuned = "ft:gpt-4.1-mini:acme", own = "gpt-4.1-mini";

        (await Should.ThrowAsync<UnsupportedCapabilityException>(chat.GetResponseAsync("hi", new() { ModelId = other })))
            .Message.ShouldBe("LLM2013: The client talks to gpt-4.1-mini, and the options send the request to gpt-4.1. Leave ModelId out, or take an IChatClient<OpenAIModels.Gpt41>.");
        server.Requests.ShouldBeEmpty();

        await chat.GetResponseAsync("hi", new() { ModelId = tuned });
        await chat.GetResponseAsync("hi", new() { ModelId = own });
        server.Requests.Count.ShouldBe(2);
    }

    private static ServiceProvider Services(LlmEmulator server) =>
        new ServiceCollection().AddLlm(llm => llm.AddOpenAI(options => (options.BaseUrl, options.ApiKey) = (server.OpenAIUrl, "any"))).BuildServiceProvider();
}

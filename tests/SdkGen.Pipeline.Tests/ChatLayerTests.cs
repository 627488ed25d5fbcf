using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Testing;

namespace SdkGen.Pipeline.Tests;

public class ChatLayerTests
{
    [Fact]
    public async Task Layers_stand_in_their_order_and_not_in_that_of_the_calls()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Replies("hello");
        var seen = new List<string>();
        using var services = new ServiceCollection().AddLlm(llm => llm
            .AddOpenAI(options => (options.BaseUrl, options.ApiKey) = (server.OpenAIUrl, "any"))
            .AddLayer(ChatLayer.Timeout, (_, inner) => new Noting(inner, "replaced", seen))
            .AddLayer(ChatLayer.Timeout, (_, inner) => new Noting(inner, "timeout", seen))
            .AddLayer(ChatLayer.Hooks, (_, inner) => new Noting(inner, "hooks", seen))
            .AddLayer(ChatLayer.Retry, (_, inner) => new Noting(inner, "retry", seen)))
            .BuildServiceProvider();

        var chat = services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>();

        (await chat.GetResponseAsync("hi")).Text.ShouldBe("hello");
        seen.ShouldBe(["hooks", "retry", "timeout"]);
        chat.GetService<ModelFacts>()!.Id.ShouldBe("gpt-4.1-mini");
    }

    private sealed class Noting(IChatClient inner, string name, List<string> seen) : DelegatingChatClient(inner)
    {
        public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            seen.Add(name);
            return base.GetResponseAsync(messages, options, cancellationToken);
        }
    }
}

using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Dialects.AnthropicMessages;
using SdkGen.Runtime.Tests.EndToEnd;
using SdkGen.Testing;
using SdkGen.Transport;

namespace SdkGen.Runtime.Tests.Emulator;

/// <summary>Servers of one's own count tokens beside the version of their API: vLLM of a conversation, llama.cpp of the text that its template makes of one.</summary>
public sealed class TokenizeTests
{
    [Theory]
    [InlineData("vllm")]
    [InlineData("llamacpp")]
    public async Task Tokens_are_counted_as_the_model_reads_them(string service)
    {
        await using var server = await LlmEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var services = Services(service, server);
        var client = services.GetRequiredService<ModelRegistry>().CreateChatClient($"qwen3:{service}");

        var few = await client.CountTokensAsync("How many are these?", cancellationToken: TestContext.Current.CancellationToken);
        var more = await client.CountTokensAsync(
            [new(ChatRole.System, "Be brief."), new(ChatRole.User, "How many are these?")], new() { Tools = [.. Weather.Tools], Temperature = 0.5f }, TestContext.Current.CancellationToken);

        few.IsEstimate.ShouldBeFalse();
        few.Tokens.ShouldBeGreaterThan(5);
        more.Tokens.ShouldBeGreaterThan(few.Tokens + 30, "instructions and tools are read as well");
    }

    [Fact]
    public async Task VLlm_is_sent_the_conversation()
    {
        await using var server = await LlmEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var services = Services("vllm", server);

        await Count(services, "vllm");

        var request = server.Requests.Single();
        request.Path.ShouldBe("/compatible/vllm/tokenize");
        request.Text.ShouldBe("""{"model":"qwen3","messages":[{"role":"user","content":"Hi"}],"chat_template_kwargs":{"enable_thinking":false}}""");
    }

    [Fact]
    public async Task LlamaCpp_is_asked_for_the_text_first()
    {
        await using var server = await LlmEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var services = Services("llamacpp", server);

        await Count(services, "llamacpp");

        server.Requests.Select(request => request.Path).ShouldBe(["/compatible/llamacpp/apply-template", "/compatible/llamacpp/tokenize"]);
        server.Requests[0].Text.ShouldBe("""{"model":"qwen3","messages":[{"role":"user","content":"Hi"}],"chat_template_kwargs":{"enable_thinking":false}}""");
        server.Requests[1].Text.ShouldBe("""{"model":"qwen3","content":"<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n","add_special":true}""");
    }

    [Fact]
    public async Task Who_has_no_such_operation_is_no_counter_and_its_tokens_are_estimated()
    {
        using var services = new ServiceCollection().AddLlm(llm => llm.AddLMStudio()).BuildServiceProvider();
        var gateway = new ProviderConnection(
            () => new HttpClient(), new ProviderProfile { Id = "g", Name = "G", BaseUrl = "https://g.example", Wire = new Dictionary<string, string> { ["tokenCount"] = "none" } }, new());

        AnthropicMessagesDialect.Instance.CreateChatClient(gateway, new ModelFacts { Id = "claude" }).GetService<ITokenCounter>().ShouldBeNull();
        services.GetRequiredService<ModelRegistry>().CreateChatClient("qwen3:lmstudio").GetService<ITokenCounter>().ShouldBeNull();
        (await services.GetRequiredService<ModelRegistry>().CreateChatClient("qwen3:lmstudio").CountTokensAsync("Hi")).IsEstimate.ShouldBeTrue();
    }

    [Fact]
    public async Task A_server_that_refuses_is_heard()
    {
        await using var server = await LlmEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        server.Models.Add("another");
        using var services = Services("vllm", server);

        var failure = await Should.ThrowAsync<LlmException>(() => services.GetRequiredService<ModelRegistry>().CreateChatClient("qwen3:vllm").GetService<ITokenCounter>()!.CountTokensAsync([new(ChatRole.User, "Hi")]));

        failure.Kind.ShouldBe(LlmErrorKind.NotFound);
    }

    private static Task<TokenCount> Count(IServiceProvider services, string service) =>
        services.GetRequiredService<ModelRegistry>().CreateChatClient($"qwen3:{service}")
            .CountTokensAsync("Hi", new() { MaxOutputTokens = 9, AdditionalProperties = new() { ["chat_template_kwargs.enable_thinking"] = false, ["min_p"] = 0.1 } }, TestContext.Current.CancellationToken);

    private static ServiceProvider Services(string service, LlmEmulator server)
    {
        void Account(ProviderOptions options) => options.BaseUrl = $"{server.CompatibleUrl(service)}/v1";
        return new ServiceCollection().AddLlm(llm => _ = service == "vllm" ? llm.AddVLlm(Account) : llm.AddLlamaCpp(Account)).BuildServiceProvider();
    }
}

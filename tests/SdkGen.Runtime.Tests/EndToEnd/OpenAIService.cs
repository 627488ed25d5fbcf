using Microsoft.Extensions.DependencyInjection;
using SdkGen.Testing;
using SdkGen.Transport;

namespace SdkGen.Runtime.Tests.EndToEnd;

/// <summary>The emulator in OpenAI's place, and an application that was told to use it.</summary>
internal sealed class OpenAIService : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private OpenAIService(LlmEmulator server, Action<ProviderOptions>? configure)
    {
        Server = server;
        _services = new ServiceCollection()
            .AddLlm(llm => llm.AddOpenAI(options =>
            {
                options.BaseUrl = server.OpenAIUrl;
                options.ApiKey = "sk-test-0123456789";
                configure?.Invoke(options);
            }))
            .BuildServiceProvider();
    }

    public LlmEmulator Server { get; }

    public IChatClient<OpenAIModels.Gpt41Mini> Chat => _services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>();

    public IImageGenerator<OpenAIModels.GptImage2> Images => _services.GetRequiredService<IImageGenerator<OpenAIModels.GptImage2>>();

    public static async Task<OpenAIService> StartAsync(Action<ProviderOptions>? configure = null) => new(await LlmEmulator.StartAsync(), configure);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Server.DisposeAsync();
    }
}

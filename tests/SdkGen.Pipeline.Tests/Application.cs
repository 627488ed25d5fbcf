using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Testing;

namespace SdkGen.Pipeline.Tests;

/// <summary>An application that asks OpenAI's model, with the emulator in the place of the service.</summary>
internal sealed class Application : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    // No limit of the connection runs by the clock: whoever waits by it waits for the layer that is tested.
    private Application(LlmEmulator server, Action<LlmBuilder> configure, TimeProvider? clock)
    {
        Server = server;
        var services = new ServiceCollection();
        if (clock is not null)
            services.AddSingleton(clock);
        _services = services.AddLlm(llm => configure(llm.AddOpenAI(options => (options.BaseUrl, options.ApiKey, options.Timeout) = (server.OpenAIUrl, "any", Timeout.InfiniteTimeSpan)))).BuildServiceProvider();
    }

    public LlmEmulator Server { get; }

    public IChatClient<OpenAIModels.Gpt41Mini> Chat => _services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>();

    public static async Task<Application> StartAsync(Action<LlmBuilder> configure, TimeProvider? clock = null) => new(await LlmEmulator.StartAsync(), configure, clock);

    /// <summary>Asks and reads the answer to its end, in one piece or as a stream.</summary>
    public async Task<ChatResponse> AskAsync(bool streaming, List<string>? seen = null, CancellationToken cancellationToken = default)
    {
        if (!streaming)
            return await Chat.GetResponseAsync("hi", cancellationToken: cancellationToken);
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in Chat.GetStreamingResponseAsync("hi", cancellationToken: cancellationToken))
        {
            updates.Add(update);
            if (update.Text.Length > 0)
                seen?.Add(update.Text);
        }

        return updates.ToChatResponse();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Server.DisposeAsync();
    }
}

internal static class ManualClockRunning
{
    /// <summary>Lets time pass whenever somebody waits for it, until a task has ended.</summary>
    /// <returns>What was waited for, in steps of the clock.</returns>
    public static async Task<TimeSpan> RunAsync(this ManualClock clock, Task task, TimeSpan step)
    {
        var waited = TimeSpan.Zero;
        while (!task.IsCompleted)
        {
            await Task.Delay(2);
            if (clock.Running == 0)
                continue;
            clock.Advance(step);
            waited += step;
        }

        return waited;
    }
}

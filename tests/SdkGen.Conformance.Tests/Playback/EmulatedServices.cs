using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Conformance.Tests.Recordings;
using SdkGen.Testing;

namespace SdkGen.Conformance.Tests.Playback;

/// <summary>Tests in which the clients of all recorded services, as a container resolves them, talk to one emulator.</summary>
public abstract class EmulatedServices : IAsyncLifetime
{
    private protected LlmEmulator Server { get; private set; } = null!;

    private protected ServiceProvider Services { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await LlmEmulator.StartAsync();
        var services = new ServiceCollection();
        services.AddLlm(llm =>
        {
            foreach (var service in RecordedService.All)
                service.Add(llm, options => (options.BaseUrl, options.ApiKey) = (service.Address(Server), "test-key"));
        });
        Services = services.BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>What a client reads of a recorded answer.</summary>
    private protected async Task<IList<ChatMessage>> ReadAsync(IChatClient client, Recording recording)
    {
        Server.Playback = new RawAnswer(recording.Status, recording.Body) { Headers = recording.Headers };
        var response = recording.IsStreaming ? await client.GetStreamingResponseAsync("Hello").ToChatResponseAsync() : await client.GetResponseAsync("Hello");
        return response.Messages;
    }
}

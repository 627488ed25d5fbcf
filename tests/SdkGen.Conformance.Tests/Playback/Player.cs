using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Conformance.Tests.Outcomes;
using SdkGen.Conformance.Tests.Recordings;
using SdkGen.Testing;

namespace SdkGen.Conformance.Tests.Playback;

/// <summary>Serves recordings over a real socket and reads them through the shipped client, as dependency injection resolves it.</summary>
public sealed class Player : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private LlmEmulator _server = null!;
    private ServiceProvider _services = null!;
    private IReadOnlyList<int> _pieces = [];

    public async ValueTask InitializeAsync()
    {
        _server = await LlmEmulator.StartAsync();
        var services = new ServiceCollection();
        services.ConfigureHttpClientDefaults(http => http.AddHttpMessageHandler(() => new PiecewiseReading(() => _pieces)));
        services.AddLlm(llm =>
        {
            foreach (var service in RecordedService.All)
            {
                service.Add(llm, options =>
                {
                    options.BaseUrl = _server.OpenAIUrl;
                    options.ApiKey = "test-key";
                });
            }
        });
        _services = services.BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _server.DisposeAsync();
    }

    /// <summary>Reads a recording in the form in which it was recorded.</summary>
    internal async Task<Outcome> ReadAsync(Recording recording, Delivery delivery)
    {
        var service = Serve(recording, delivery);
        switch (recording.Dialect)
        {
            case "embeddings":
                return await ReadAsync(service.Embeddings(_services).GenerateAsync(["Hello"]), OutcomeReader.Read);
            case "models":
                return await ReadAsync(service.Models(_services).GetPageAsync(), OutcomeReader.Read);
            case "count-tokens":
                return await ReadAsync(service.Chat(_services).GetService<ITokenCounter>()!.CountTokensAsync([new(ChatRole.User, "Hello")]), count => new Outcome { CountTokens = count });
            default:
                var client = service.Chat(_services);
                return recording.IsStreaming ? await ReadStreamAsync(client) : await ReadAsync(client.GetResponseAsync("Hello"), OutcomeReader.Read);
        }
    }

    /// <summary>Reads a recorded stream as one response.</summary>
    internal async Task<Outcome> ReadCollectedAsync(Recording recording, Delivery delivery) =>
        await ReadAsync(Serve(recording, delivery).Chat(_services).GetStreamingResponseAsync("Hello").ToChatResponseAsync(), OutcomeReader.Read);

    /// <summary>The whole response, for what an outcome has no word for.</summary>
    internal Task<ChatResponse> AskAsync(Recording recording) => Serve(recording, Delivery.Whole).Chat(_services).GetResponseAsync("Hello");

    private RecordedService Serve(Recording recording, Delivery delivery)
    {
        _server.Playback = new RawAnswer(recording.Status, recording.Body) { Headers = recording.Headers, Delivery = delivery };
        _pieces = delivery.PiecesOf(recording.Body);
        return RecordedService.Of(recording) ?? throw new InvalidOperationException($"No service reads {recording.Id}.");
    }

    private static async Task<Outcome> ReadAsync<T>(Task<T> answer, Func<T, Outcome> read)
    {
        try
        {
            return read(await answer.WaitAsync(s_patience));
        }
        catch (LlmException failure)
        {
            return new Outcome { Error = OutcomeReader.Read(failure) };
        }
    }

    private static async Task<Outcome> ReadStreamAsync(IChatClient client)
    {
        using var patience = new CancellationTokenSource(s_patience);
        var updates = new List<ChatResponseUpdate>();
        try
        {
            await foreach (var update in client.GetStreamingResponseAsync("Hello", cancellationToken: patience.Token))
                updates.Add(update);
        }
        catch (LlmException failure)
        {
            return OutcomeReader.Read(updates, failure);
        }

        return OutcomeReader.Read(updates, null);
    }
}

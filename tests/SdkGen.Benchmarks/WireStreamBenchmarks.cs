using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net.ServerSentEvents;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using OpenAI;
using OpenAI.Chat;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Benchmarks;

/// <summary>One chunk of a stream as its wire type, without any abstraction: hand-written code, the OpenAI package, the generated wire client.</summary>
[MemoryDiagnoser]
public class WireStreamBenchmarks
{
    private readonly HttpClient _http = new(new CannedHandler(OpenAIStream.Body, "text/event-stream"));
    private ChatClient _peer = null!;
    private OpenAIChatWireClient _wire = null!;

    [GlobalSetup]
    public void Setup()
    {
        _peer = new ChatClient("gpt-4o", new ApiKeyCredential("k"), new OpenAIClientOptions { Transport = new HttpClientPipelineTransport(_http) });

        var services = new ServiceCollection();
        services.AddLlm(llm => llm.AddOpenAI(options => options.ApiKey = "k"));
        services.AddHttpClient("SdkGen.OpenAI").ConfigurePrimaryHttpMessageHandler(() => new CannedHandler(OpenAIStream.Body, "text/event-stream"));
        _wire = services.BuildServiceProvider().GetRequiredService<IChatClient<OpenAIModels.Gpt4o>>().GetRequiredService<OpenAIChatWireClient>();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = OpenAIStream.Chunks)]
    public async Task<int> Limit()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/v1/chat/completions");
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
        await using var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        var chunk = new HandWrittenChunk();
        var length = 0;
        await foreach (var item in SseParser.Create(stream, chunk.Read).EnumerateAsync().ConfigureAwait(false))
            length += item.Data?.Content?.Length ?? 0;
        return length;
    }

    [Benchmark(OperationsPerInvoke = OpenAIStream.Chunks)]
    public async Task<int> OpenAIPackage()
    {
        var length = 0;
        await foreach (var update in _peer.CompleteChatStreamingAsync(new UserChatMessage("Hello")).ConfigureAwait(false))
        {
            foreach (var part in update.ContentUpdate)
                length += part.Text.Length;
        }

        return length;
    }

    [Benchmark(OperationsPerInvoke = OpenAIStream.Chunks)]
    public async Task<int> SdkGen()
    {
        var request = new OpenAIChatRequest { Model = "gpt-4o", Messages = [new() { Role = "user", Content = "Hello" }] };
        var length = 0;
        await foreach (var chunk in _wire.StreamChatAsync(request).ConfigureAwait(false))
            length += chunk.Choices is [{ Delta.Content.Text: { } text }, ..] ? text.Length : 0;
        return length;
    }
}

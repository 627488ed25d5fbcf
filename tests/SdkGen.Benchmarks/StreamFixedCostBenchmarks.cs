using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using OpenAI;
using OpenAI.Chat;

namespace SdkGen.Benchmarks;

/// <summary>What a stream costs beside its chunks: a request, one chunk, the end.</summary>
[MemoryDiagnoser]
public class StreamFixedCostBenchmarks
{
    private static readonly byte[] s_body = Encoding.UTF8.GetBytes(
        """
        data: {"id":"chatcmpl-CUzglwb3vNl0g1HVqwc4FHmdbAevC","object":"chat.completion.chunk","created":1761503007,"model":"gpt-4o-2024-08-06","choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]}

        data: [DONE]


        """);

    private readonly HttpClient _http = new(new CannedHandler(s_body, "text/event-stream"));
    private ChatClient _peer = null!;
    private IChatClient<OpenAIModels.Gpt4o> _sdkGen = null!;

    [GlobalSetup]
    public void Setup()
    {
        _peer = new ChatClient("gpt-4o", new ApiKeyCredential("k"), new OpenAIClientOptions { Transport = new HttpClientPipelineTransport(_http) });
        var services = new ServiceCollection();
        services.AddLlm(llm => llm.AddOpenAI(options => options.ApiKey = "k"));
        services.AddHttpClient("SdkGen.OpenAI").ConfigurePrimaryHttpMessageHandler(() => new CannedHandler(s_body, "text/event-stream"));
        _sdkGen = services.BuildServiceProvider().GetRequiredService<IChatClient<OpenAIModels.Gpt4o>>();
    }

    [Benchmark(Baseline = true)]
    public async Task<int> Limit()
    {
        using var content = new ByteArrayContent("""{"model":"gpt-4o","messages":[{"role":"user","content":"Hello"}],"stream":true,"stream_options":{"include_usage":true}}"""u8.ToArray());
        content.Headers.ContentType = new("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/v1/chat/completions") { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer k");
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
        await using var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        var count = 0;
        await foreach (var item in SseParser.Create(stream, static (_, data) => Read(data)).EnumerateAsync().ConfigureAwait(false))
            count += item.Data?.Contents.Count ?? 0;
        return count;
    }

    [Benchmark]
    public async Task<int> OpenAIPackage()
    {
        var count = 0;
        await foreach (var update in _peer.CompleteChatStreamingAsync(new UserChatMessage("Hello")).ConfigureAwait(false))
            count += update.ContentUpdate.Count;
        return count;
    }

    [Benchmark]
    public async Task<int> SdkGen()
    {
        var count = 0;
        await foreach (var update in _sdkGen.GetStreamingResponseAsync("Hello").ConfigureAwait(false))
            count += update.Contents.Count;
        return count;
    }

    private static ChatResponseUpdate? Read(ReadOnlySpan<byte> data)
    {
        if (data.SequenceEqual("[DONE]"u8))
            return null;
        var update = new ChatResponseUpdate { Role = ChatRole.Assistant };
        var reader = new Utf8JsonReader(data);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;
            if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                update.ResponseId = update.MessageId = reader.GetString();
            }
            else if (reader.ValueTextEquals("model"u8))
            {
                reader.Read();
                update.ModelId = reader.GetString();
            }
            else if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                update.Contents.Add(new TextContent(reader.GetString()));
            }
        }

        return update;
    }
}

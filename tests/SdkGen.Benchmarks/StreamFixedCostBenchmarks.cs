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
using SdkGen.Dialects.OpenAIChat;
using SdkGen.Transport;

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

    private static readonly Microsoft.Extensions.AI.ChatMessage[] s_messages = [new(ChatRole.User, "Hello")];
    private static readonly OpenAI.Chat.ChatMessage[] s_peerMessages = [new UserChatMessage("Hello")];
    private static readonly Action<Utf8JsonWriter, Microsoft.Extensions.AI.ChatMessage[]> s_write = WriteRequest;

    private readonly HttpClient _http = new(new CannedHandler(s_body, "text/event-stream"));
    private HttpClient _factoryHttp = null!;
    private ChatClient _peer = null!;
    private IChatClient _sdkGen = null!;
    private IChatClient<OpenAIModels.Gpt4o> _injected = null!;

    [GlobalSetup]
    public void Setup()
    {
        _peer = new ChatClient("gpt-4o", new ApiKeyCredential("k"), new OpenAIClientOptions { Transport = new HttpClientPipelineTransport(_http) });
        var services = new ServiceCollection();
        services.AddLlm(llm => llm.AddOpenAI(options => options.ApiKey = "k"));
        services.AddHttpClient("SdkGen.OpenAI").ConfigurePrimaryHttpMessageHandler(() => new CannedHandler(s_body, "text/event-stream"));
        var provider = services.BuildServiceProvider();
        _injected = provider.GetRequiredService<IChatClient<OpenAIModels.Gpt4o>>();
        _factoryHttp = provider.GetRequiredService<IHttpClientFactory>().CreateClient("SdkGen.OpenAI");
        _sdkGen = OpenAIChatDialect.Instance.CreateChatClient(
            new ProviderConnection(() => _http, OpenAIProvider.Profile, new ProviderOptions { ApiKey = "k" }), new ModelFacts { Id = OpenAIModels.Gpt4o.Id, Type = typeof(OpenAIModels.Gpt4o) });
    }

    [Benchmark(Baseline = true)]
    public Task<int> Limit() => AskByHandAsync(_http);

    /// <summary>The same with an HTTP client of the factory, whose handlers log and count: what <see cref="SdkGenInjected"/> sends through.</summary>
    [Benchmark]
    public Task<int> LimitOnFactoryClient() => AskByHandAsync(_factoryHttp);

    [Benchmark]
    public async Task<int> OpenAIPackage()
    {
        var count = 0;
        await foreach (var update in _peer.CompleteChatStreamingAsync(s_peerMessages).ConfigureAwait(false))
            count += update.ContentUpdate.Count;
        return count;
    }

    [Benchmark]
    public Task<int> SdkGen() => AskAsync(_sdkGen);

    [Benchmark]
    public Task<int> SdkGenInjected() => AskAsync(_injected);

    private static async Task<int> AskAsync(IChatClient client)
    {
        var count = 0;
        await foreach (var update in client.GetStreamingResponseAsync(s_messages).ConfigureAwait(false))
            count += update.Contents.Count;
        return count;
    }

    private static async Task<int> AskByHandAsync(HttpClient http)
    {
        using var request = PooledRequest.Create(s_messages, s_write);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
        await using var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        var count = 0;
        await foreach (var item in SseParser.Create(stream, static (_, data) => Read(data)).EnumerateAsync().ConfigureAwait(false))
            count += item.Data?.Contents.Count ?? 0;
        return count;
    }

    private static void WriteRequest(Utf8JsonWriter writer, Microsoft.Extensions.AI.ChatMessage[] messages)
    {
        writer.WriteStartObject();
        writer.WriteString("model"u8, "gpt-4o");
        writer.WriteStartArray("messages"u8);
        foreach (var message in messages)
        {
            writer.WriteStartObject();
            writer.WriteString("role"u8, message.Role.Value);
            writer.WriteString("content"u8, message.Text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteBoolean("stream"u8, true);
        writer.WriteStartObject("stream_options"u8);
        writer.WriteBoolean("include_usage"u8, true);
        writer.WriteEndObject();
        writer.WriteEndObject();
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
            else if (reader.ValueTextEquals("created"u8))
            {
                reader.Read();
                update.CreatedAt = DateTimeOffset.FromUnixTimeSeconds(reader.GetInt64());
            }
            else if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                update.Contents.Add(new TextContent(reader.GetString()));
            }
            else if (reader.ValueTextEquals("finish_reason"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.String)
                    update.FinishReason = new Microsoft.Extensions.AI.ChatFinishReason(reader.GetString()!);
            }
        }

        return update;
    }
}

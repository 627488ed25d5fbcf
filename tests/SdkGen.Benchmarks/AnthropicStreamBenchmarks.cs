using System.Net.ServerSentEvents;
using System.Text.Json;
using Anthropic;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace SdkGen.Benchmarks;

/// <summary>One event of a stream, read as <see cref="ChatResponseUpdate"/>: hand-written code, the Anthropic package's own adapter, SdkGen.</summary>
[MemoryDiagnoser]
public class AnthropicStreamBenchmarks
{
    private readonly HttpClient _http = new(new CannedHandler(AnthropicStream.Body, "text/event-stream"));
    private IChatClient _peer = null!;
    private IChatClient<AnthropicModels.ClaudeHaiku55> _sdkGen = null!;

    [GlobalSetup]
    public void Setup()
    {
        _peer = new AnthropicClient { ApiKey = "k", HttpClient = _http, MaxRetries = 0 }.AsIChatClient("claude-haiku-5-5", 1024);

        var services = new ServiceCollection();
        services.AddLlm(llm => llm.AddAnthropic(options => options.ApiKey = "k"));
        services.AddHttpClient("SdkGen.Anthropic").ConfigurePrimaryHttpMessageHandler(() => new CannedHandler(AnthropicStream.Body, "text/event-stream"));
        _sdkGen = services.BuildServiceProvider().GetRequiredService<IChatClient<AnthropicModels.ClaudeHaiku55>>();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = AnthropicStream.Events)]
    public async Task<int> Limit()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/v1/messages");
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
        await using var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        var reader = new HandWrittenEventReader();
        var count = 0;
        await foreach (var item in SseParser.Create(stream, reader.Read).EnumerateAsync().ConfigureAwait(false))
        {
            if (item.Data is not null)
                count += item.Data.Contents.Count;
        }

        return count;
    }

    [Benchmark(OperationsPerInvoke = AnthropicStream.Events)]
    public Task<int> AnthropicPackage() => CountAsync(_peer);

    [Benchmark(OperationsPerInvoke = AnthropicStream.Events)]
    public Task<int> SdkGen() => CountAsync(_sdkGen);

    private static async Task<int> CountAsync(IChatClient client)
    {
        var count = 0;
        await foreach (var update in client.GetStreamingResponseAsync("Hello").ConfigureAwait(false))
            count += update.Contents.Count;
        return count;
    }

    /// <summary>What a person would write for this one stream: no object but the update's own.</summary>
    private sealed class HandWrittenEventReader
    {
        private string? _id;
        private string? _model;

        public ChatResponseUpdate? Read(string eventType, ReadOnlySpan<byte> data)
        {
            var reader = new Utf8JsonReader(data);
            if (eventType == "content_block_delta")
            {
                string? text = null;
                while (reader.Read())
                {
                    if (reader.TokenType != JsonTokenType.PropertyName)
                        continue;
                    var isText = reader.CurrentDepth == 2 && reader.ValueTextEquals("text"u8);
                    reader.Read();
                    if (isText)
                        text = reader.GetString();
                }

                return new ChatResponseUpdate { Role = ChatRole.Assistant, ResponseId = _id, MessageId = _id, ModelId = _model, Contents = [new TextContent(text)] };
            }

            if (eventType == "message_start")
            {
                while (reader.Read())
                {
                    if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 2)
                        continue;
                    if (reader.ValueTextEquals("id"u8))
                    {
                        reader.Read();
                        _id = reader.GetString();
                    }
                    else if (reader.ValueTextEquals("model"u8))
                    {
                        reader.Read();
                        _model = reader.GetString();
                    }
                }
            }

            return null;
        }
    }
}

using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net.ServerSentEvents;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using OpenAI;
using OpenAI.Chat;
using ChatFinishReason = Microsoft.Extensions.AI.ChatFinishReason;

namespace SdkGen.Benchmarks;

/// <summary>One chunk of a stream, read as <see cref="ChatResponseUpdate"/>: hand-written code, the OpenAI package, SdkGen.</summary>
[MemoryDiagnoser]
public class OpenAIStreamBenchmarks
{
    private readonly HttpClient _http = new(new CannedHandler(OpenAIStream.Body, "text/event-stream"));
    private ChatClient _peer = null!;
    private IChatClient<OpenAIModels.Gpt4o> _sdkGen = null!;

    [GlobalSetup]
    public void Setup()
    {
        _peer = new ChatClient("gpt-4o", new ApiKeyCredential("k"), new OpenAIClientOptions { Transport = new HttpClientPipelineTransport(_http) });

        var services = new ServiceCollection();
        services.AddLlm(llm => llm.AddOpenAI(options => options.ApiKey = "k"));
        services.AddHttpClient("SdkGen.OpenAI").ConfigurePrimaryHttpMessageHandler(() => new CannedHandler(OpenAIStream.Body, "text/event-stream"));
        _sdkGen = services.BuildServiceProvider().GetRequiredService<IChatClient<OpenAIModels.Gpt4o>>();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = OpenAIStream.Chunks)]
    public async Task<int> Limit()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/v1/chat/completions");
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
        await using var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        var reader = new HandWrittenChunkReader();
        var count = 0;
        await foreach (var item in SseParser.Create(stream, reader.Read).EnumerateAsync().ConfigureAwait(false))
        {
            if (item.Data is not null)
                count += item.Data.Contents.Count;
        }

        return count;
    }

    [Benchmark(OperationsPerInvoke = OpenAIStream.Chunks)]
    public async Task<int> OpenAIPackage()
    {
        var count = 0;
        await foreach (var update in _peer.CompleteChatStreamingAsync(new UserChatMessage("Hello")).ConfigureAwait(false))
        {
            var mapped = new ChatResponseUpdate { ResponseId = update.CompletionId, MessageId = update.CompletionId, ModelId = update.Model, CreatedAt = update.CreatedAt };
            foreach (var part in update.ContentUpdate)
                mapped.Contents.Add(new TextContent(part.Text));
            count += mapped.Contents.Count;
        }

        return count;
    }

    [Benchmark(OperationsPerInvoke = OpenAIStream.Chunks)]
    public async Task<int> SdkGen()
    {
        var count = 0;
        await foreach (var update in _sdkGen.GetStreamingResponseAsync("Hello").ConfigureAwait(false))
            count += update.Contents.Count;
        return count;
    }

    /// <summary>What a person would write for this one stream: no object but the update's own.</summary>
    private sealed class HandWrittenChunkReader
    {
        private string _id = "";
        private string _model = "";

        public ChatResponseUpdate? Read(string eventType, ReadOnlySpan<byte> data)
        {
            if (data.SequenceEqual("[DONE]"u8))
                return null;
            var reader = new Utf8JsonReader(data);
            var update = new ChatResponseUpdate { Role = ChatRole.Assistant };
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("id"u8))
                {
                    reader.Read();
                    update.ResponseId = update.MessageId = Keep(ref reader, ref _id);
                }
                else if (reader.ValueTextEquals("model"u8))
                {
                    reader.Read();
                    update.ModelId = Keep(ref reader, ref _model);
                }
                else if (reader.ValueTextEquals("created"u8))
                {
                    reader.Read();
                    update.CreatedAt = DateTimeOffset.FromUnixTimeSeconds(reader.GetInt64());
                }
                else if (reader.ValueTextEquals("choices"u8))
                {
                    reader.Read();
                    ReadChoices(ref reader, update);
                }
                else
                {
                    reader.Read();
                    reader.Skip();
                }
            }

            return update;
        }

        private static string Keep(ref Utf8JsonReader reader, ref string kept) => reader.ValueTextEquals(kept) ? kept : kept = reader.GetString()!;

        private static void ReadChoices(ref Utf8JsonReader reader, ChatResponseUpdate update)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    if (reader.ValueTextEquals("delta"u8))
                    {
                        reader.Read();
                        ReadDelta(ref reader, update);
                    }
                    else if (reader.ValueTextEquals("finish_reason"u8))
                    {
                        reader.Read();
                        if (reader.TokenType == JsonTokenType.String)
                            update.FinishReason = new ChatFinishReason(reader.GetString()!);
                    }
                    else
                    {
                        reader.Read();
                        reader.Skip();
                    }
                }
            }
        }

        private static void ReadDelta(ref Utf8JsonReader reader, ChatResponseUpdate update)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("content"u8))
                {
                    reader.Read();
                    if (reader.TokenType == JsonTokenType.String)
                        update.Contents.Add(new TextContent(reader.GetString()));
                }
                else
                {
                    reader.Read();
                    reader.Skip();
                }
            }
        }
    }
}

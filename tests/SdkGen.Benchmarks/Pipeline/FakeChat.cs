using Microsoft.Extensions.AI;

namespace SdkGen.Benchmarks.Pipeline;

/// <summary>A model without a network: a stream of new updates, or one call of a tool and then an answer. What stands around it is what is measured.</summary>
internal sealed class FakeChat(AIFunction? tool = null) : IChatClient
{
    /// <summary>How many updates a stream has.</summary>
    public const int Updates = 1000;

    private static readonly byte[] s_arguments = """{"city":"Paris","days":3,"metric":true}"""u8.ToArray();
    private static readonly ChatClientMetadata s_metadata = new("openai", new Uri("https://api.openai.com/v1/"), "gpt-4o");

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var calls = tool is not null && messages is IList<ChatMessage> list && list[^1].Role != ChatRole.Tool;
        AIContent content = calls ? new FunctionCallContent("call_1", tool!.Name, RawArguments.FromJson(s_arguments)) : new TextContent("Rain.");
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, [content]))
        {
            ModelId = "gpt-4o",
            FinishReason = calls ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
            Usage = new UsageDetails { InputTokenCount = 12, OutputTokenCount = 5, TotalTokenCount = 17 },
        });
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => new Stream();

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? s_metadata : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private sealed class Stream : IAsyncEnumerable<ChatResponseUpdate>, IAsyncEnumerator<ChatResponseUpdate>
    {
        private int _next;

        public ChatResponseUpdate Current { get; private set; } = null!;

        public IAsyncEnumerator<ChatResponseUpdate> GetAsyncEnumerator(CancellationToken cancellationToken = default) => this;

        public ValueTask<bool> MoveNextAsync()
        {
            if (_next == Updates)
                return new(false);
            var isLast = ++_next == Updates;
            Current = new ChatResponseUpdate
            {
                Role = ChatRole.Assistant,
                ResponseId = "chatcmpl-1",
                MessageId = "chatcmpl-1",
                ModelId = "gpt-4o",
                Contents = [isLast ? new UsageContent(new UsageDetails { InputTokenCount = 12, OutputTokenCount = Updates }) : new TextContent(" light")],
                FinishReason = isLast ? ChatFinishReason.Stop : null,
            };
            return new(true);
        }

        public ValueTask DisposeAsync() => default;
    }
}

using Microsoft.Extensions.AI;
using SdkGen.Runtime.Tests.Support;

namespace SdkGen.Pipeline.Tests.Telemetry;

/// <summary>A client that says who it is, and answers from a function.</summary>
internal sealed class ScriptedModel(string model, Func<int, ChatResponse> answer) : IChatClient
{
    private readonly ChatClientMetadata _metadata = new("openai", new Uri("https://api.example.org:8443/v1/"), model);

    public int Calls { get; private set; }

    /// <summary>Called while a request is under way.</summary>
    public Action? Asked { get; init; }

    public ManualClock? Clock { get; init; }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Asked?.Invoke();
        Clock?.Advance(TimeSpan.FromSeconds(2));
        return Task.FromResult(answer(Calls++));
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetResponseAsync(messages, options, cancellationToken);
        foreach (var update in response.ToChatResponseUpdates())
        {
            await Task.Yield();
            yield return update;
            Clock?.Advance(TimeSpan.FromSeconds(1));
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? _metadata : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    /// <summary>An answer with everything that a service may say.</summary>
    public static ChatResponse Says(string text, string? model = null) => new(new ChatMessage(ChatRole.Assistant, text) { MessageId = "m1" })
    {
        ResponseId = "resp_1",
        ModelId = model,
        ConversationId = "conv_1",
        FinishReason = ChatFinishReason.Stop,
        Usage = new() { InputTokenCount = 100, OutputTokenCount = 20, TotalTokenCount = 120, CachedInputTokenCount = 60, ReasoningTokenCount = 5, AdditionalCounts = new() { [UsageCounts.CacheWriteInput] = 7 } },
    };
}

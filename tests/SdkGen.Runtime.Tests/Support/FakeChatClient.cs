using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace SdkGen.Runtime.Tests.Support;

/// <summary>A chat client that answers from a script and keeps what it was sent.</summary>
internal class FakeChatClient(params ChatMessage[] script) : IChatClient
{
    private int _next;

    /// <summary>What each request held, copied when it came.</summary>
    public List<(List<ChatMessage> Messages, ChatOptions? Options)> Requests { get; } = [];

    public virtual Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Requests.Add(([.. messages], options?.Clone()));
        var turn = _next++;
        return Task.FromResult(new ChatResponse(script[turn])
        {
            ResponseId = $"r{turn}",
            ModelId = "fake",
            FinishReason = script[turn].Contents.Any(x => x is FunctionCallContent) ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
            Usage = new() { InputTokenCount = 10 + turn, OutputTokenCount = 1, TotalTokenCount = 11 + turn },
        });
    }

    public virtual async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetResponseAsync(messages, options, cancellationToken);
        var message = response.Messages.Single();
        foreach (var content in message.Contents)
        {
            await Task.Yield();
            yield return new(ChatRole.Assistant, [content]) { ResponseId = response.ResponseId, MessageId = response.ResponseId, ModelId = "fake" };
        }

        yield return new(ChatRole.Assistant, [new UsageContent(response.Usage!)]) { ResponseId = response.ResponseId, MessageId = response.ResponseId, FinishReason = response.FinishReason };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }
}

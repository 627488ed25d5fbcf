using System.Diagnostics;
using Microsoft.Extensions.AI;

namespace SdkGen.Telemetry;

/// <summary>Records each call where somebody listens; where nobody does, calls pass as they are.</summary>
internal sealed class TelemetryChatClient(IChatClient inner, TelemetryOptions options) : DelegatingChatClient(inner)
{
    private ChatTelemetry? _telemetry;

    /// <summary>Made when it is first needed: asking a typed client who it is connects it.</summary>
    private ChatTelemetry Telemetry =>
        _telemetry ?? Interlocked.CompareExchange(ref _telemetry, new ChatTelemetry(options, InnerClient.GetService<ChatClientMetadata>()), null) ?? _telemetry;

    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? chatOptions = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return Telemetry.IsChatListenedTo ? RecordAsync(messages, chatOptions, cancellationToken) : InnerClient.GetResponseAsync(messages, chatOptions, cancellationToken);
    }

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? chatOptions = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return Telemetry.IsChatListenedTo
            ? new RecordedStream(Telemetry, InnerClient, messages, chatOptions, cancellationToken)
            : InnerClient.GetStreamingResponseAsync(messages, chatOptions, cancellationToken);
    }

    public override object? GetService(Type serviceType, object? serviceKey = null)
    {
        if (serviceKey is not null)
            return base.GetService(serviceType, serviceKey);
        if (serviceType == typeof(ChatTelemetry))
            return Telemetry;

        // Where the loop of Microsoft.Extensions.AI puts the spans of its tools.
        return serviceType == typeof(ActivitySource) ? Telemetry.Instruments.Source : base.GetService(serviceType);
    }

    private async Task<ChatResponse> RecordAsync(IEnumerable<ChatMessage> messages, ChatOptions? chatOptions, CancellationToken cancellationToken)
    {
        var recording = new ChatRecording(Telemetry, messages, chatOptions, isStreaming: false);
        RecordedCalls.Enter(recording.Span); // Ends with this method: what is set in here is not seen by the caller.
        try
        {
            var response = await InnerClient.GetResponseAsync(messages, chatOptions, cancellationToken).ConfigureAwait(false);
            recording.Complete(response);
            return response;
        }
        catch (Exception exception)
        {
            recording.Fail(exception);
            throw;
        }
    }
}

using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using SdkGen.Telemetry;

namespace SdkGen;

/// <summary>Asks for an answer in one piece where its stream does not come through.</summary>
internal sealed class StreamFallbackChatClient(IChatClient inner, StreamFallbackOptions options) : DelegatingChatClient(inner)
{
    private readonly TimeProvider _time = options.TimeProvider ?? TimeProvider.System;
    private readonly ILogger? _logger = options.LoggerFactory?.CreateLogger("SdkGen.StreamFallback");
    private long _failedAt;
    private volatile bool _hasFailed;

    private bool RemembersFailure => _hasFailed && _time.GetElapsedTime(Volatile.Read(ref _failedAt)) < options.Remember;

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? chatOptions = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        messages = ChatResponseAttempts.Repeatable(messages);
        return new DeferredStream(token => OpenAsync(messages, chatOptions, token), cancellationToken);
    }

    private async ValueTask<OpenedStream> OpenAsync(IEnumerable<ChatMessage> messages, ChatOptions? chatOptions, CancellationToken cancellationToken)
    {
        if (RemembersFailure)
            return await WholeAsync(messages, chatOptions, cancellationToken).ConfigureAwait(false);
        try
        {
            return await OpenedStream.OpenAsync(InnerClient.GetStreamingResponseAsync(messages, chatOptions, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (LlmException failure) when (IsOfTheStream(failure))
        {
            Tell(failure, chatOptions);
        }

        var whole = await WholeAsync(messages, chatOptions, cancellationToken).ConfigureAwait(false);

        // Only now is it known that it was the stream, and not the service.
        Volatile.Write(ref _failedAt, _time.GetTimestamp());
        _hasFailed = true;
        return whole;
    }

    private ValueTask<OpenedStream> WholeAsync(IEnumerable<ChatMessage> messages, ChatOptions? chatOptions, CancellationToken cancellationToken) =>
        OpenedStream.OpenAsync(ReadAsync(messages, chatOptions, cancellationToken), cancellationToken);

    private async IAsyncEnumerable<ChatResponseUpdate> ReadAsync(IEnumerable<ChatMessage> messages, ChatOptions? chatOptions, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var response = await InnerClient.GetResponseAsync(messages, chatOptions, cancellationToken).ConfigureAwait(false);
        (response.AdditionalProperties ??= [])[ChatResponseStreamFallback.PropertyName] = true;
        foreach (var update in response.ToChatResponseUpdates())
            yield return update;
    }

    /// <summary>Refused because it is a stream, mangled on its way, or held back: nothing of it has been delivered.</summary>
    private static bool IsOfTheStream(LlmException failure) => failure.Kind switch
    {
        LlmErrorKind.Stalled or LlmErrorKind.Timeout or LlmErrorKind.InvalidResponse => true,
        _ when failure.Status is (int)HttpStatusCode.MethodNotAllowed or (int)HttpStatusCode.NotAcceptable or (int)HttpStatusCode.NotImplemented => true,
        LlmErrorKind.InvalidRequest or LlmErrorKind.Unsupported => failure.Message.Contains("stream", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private void Tell(LlmException failure, ChatOptions? chatOptions)
    {
        Activity.Current?.AddEvent(new ActivityEvent(AttemptEvents.StreamFallback, tags: new ActivityTagsCollection { ["error.type"] = failure.Kind.ToString() }));
        if (_logger is not null)
            StreamFallbackLog.Asked(_logger, ClientIdentity.Of(InnerClient, chatOptions).ToString(), failure.Kind.ToString(), Activity.Current?.TraceId.ToString());
    }
}

internal static partial class StreamFallbackLog
{
    [LoggerMessage(32, LogLevel.Warning, "The stream of {Service} does not come through ({Reason}): the answer is asked for in one piece. Trace {TraceId}.")]
    public static partial void Asked(ILogger logger, string service, string reason, string? traceId);
}

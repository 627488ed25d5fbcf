using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using SdkGen.Telemetry;

namespace SdkGen;

/// <summary>Asks for an answer in one piece where its stream does not come through.</summary>
/// <param name="inner">The client.</param>
/// <param name="options">How long a failure is remembered.</param>
/// <param name="state">Where it is remembered; null remembers it here.</param>
internal sealed class StreamFallbackChatClient(IChatClient inner, StreamFallbackOptions options, LayerState? state = null) : DelegatingChatClient(inner)
{
    private readonly TimeProvider _time = options.TimeProvider ?? TimeProvider.System;
    private readonly ILogger? _logger = options.LoggerFactory?.CreateLogger("SdkGen.StreamFallback");
    private readonly RecentFailure _failure = (state ?? new()).Of(static () => new RecentFailure());

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? chatOptions = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        messages = Repeatable.Of(messages);
        return new DeferredStream(token => OpenAsync(messages, chatOptions, token), cancellationToken);
    }

    private async ValueTask<OpenedStream> OpenAsync(IEnumerable<ChatMessage> messages, ChatOptions? chatOptions, CancellationToken cancellationToken)
    {
        UsageDetails? failed;
        if (_failure.IsWithin(options.Remember, _time))
            return await WholeAsync(messages, chatOptions, cancellationToken).ConfigureAwait(false);
        try
        {
            return await OpenedStream.OpenAsync(InnerClient.GetStreamingResponseAsync(messages, chatOptions, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (LlmException failure) when (IsOfTheStream(failure))
        {
            Tell(failure, chatOptions);
            failed = failure.Usage;
        }

        var whole = await WholeAsync(messages, chatOptions, cancellationToken, failed).ConfigureAwait(false);

        // Only now is it known that it was the stream, and not the service.
        _failure.Note(_time);
        return whole;
    }

    private ValueTask<OpenedStream> WholeAsync(IEnumerable<ChatMessage> messages, ChatOptions? chatOptions, CancellationToken cancellationToken, UsageDetails? failed = null) =>
        OpenedStream.OpenAsync(ReadAsync(messages, chatOptions, failed, cancellationToken), cancellationToken);

    private async IAsyncEnumerable<ChatResponseUpdate> ReadAsync(IEnumerable<ChatMessage> messages, ChatOptions? chatOptions, UsageDetails? failed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ChatResponse response;
        try
        {
            response = await InnerClient.GetResponseAsync(messages, chatOptions, cancellationToken).ConfigureAwait(false);
        }
        catch (LlmException failure)
        {
            failure.Usage = AttemptUsage.Sum(failed, failure.Usage);
            throw;
        }

        response.Usage = AttemptUsage.With(response.Usage, failed);
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
        Activity.Current?.AddEvent(new ActivityEvent(AttemptEvents.StreamFallback, tags: new ActivityTagsCollection { [GenAI.ErrorType] = ChatTelemetry.ErrorTypeOf(failure) }));
        if (_logger is not null)
            StreamFallbackLog.Asked(_logger, ClientIdentity.Of(InnerClient, chatOptions).ToString(), failure.Kind.ToString(), new(Activity.Current?.TraceId.ToHexString()), Activity.Current?.TraceId.ToHexString());
    }
}

internal static partial class StreamFallbackLog
{
    [LoggerMessage(32, LogLevel.Warning, "The stream of {Service} does not come through ({Reason}): the answer is asked for in one piece{Reference}.")]
    public static partial void Asked(ILogger logger, string service, string reason, LogReference reference, string? traceId);
}

using System.Diagnostics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using SdkGen.Telemetry;

namespace SdkGen;

/// <summary>Asks one of several clients, and the next one where that fails before it has said anything.</summary>
internal sealed class FailoverChatClient : IChatClient
{
    private readonly FailoverMember[] _members;
    private readonly FailoverOptions _options;
    private readonly FailoverOrder _order;
    private readonly TimeProvider _time;
    private readonly ILogger? _logger;

    /// <param name="members">Who may be asked.</param>
    /// <param name="options">When and whom.</param>
    /// <param name="outlives">How a member has been is remembered of its account and model, and not of the client.</param>
    public FailoverChatClient(IReadOnlyList<IChatClient> members, FailoverOptions options, bool outlives = false)
    {
        _options = options.Validated(members.Count);
        _time = options.TimeProvider ?? TimeProvider.System;
        _members = new FailoverMember[members.Count];
        for (var i = 0; i < _members.Length; i++)
        {
            var client = members[i];
            _members[i] = new FailoverMember(client, options.Weights?[i] ?? 1, ((outlives ? client.GetService<LayerState>() : null) ?? new()).Of(() => new MemberHealth(_time)));
        }

        _order = new FailoverOrder(_members, options.Strategy);
        _logger = options.LoggerFactory?.CreateLogger("SdkGen.Failover");
    }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        messages = Repeatable.Of(messages);
        var (response, member, attempts) = await RunAsync(
            async (client, own, token) =>
            {
                var answer = await client.GetResponseAsync(messages, own, token).ConfigureAwait(false);
                return (answer, IsFiltered(answer.FinishReason, answer.Text.Length > 0) ? answer.Usage ?? new() : null, answer.GetAttempts());
            },
            options, cancellationToken).ConfigureAwait(false);
        Note(response.AdditionalProperties ??= [], member, attempts);
        response.Usage = AttemptUsage.With(response.Usage, attempts.Failed);
        return response;
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        messages = Repeatable.Of(messages);
        return new DeferredStream(
            async token =>
            {
                var (stream, member, attempts) = await RunAsync(
                    async (client, own, token) =>
                    {
                        var opened = await OpenedStream.OpenAsync(client.GetStreamingResponseAsync(messages, own, token), token).ConfigureAwait(false);
                        return (opened, IsFiltered(opened.FinishReason, opened.HasContent) ? opened.Usage ?? new() : null, opened.First?.AdditionalProperties is { } said ? ChatResponseAttempts.Of(said) : 1);
                    },
                    options, token).ConfigureAwait(false);
                stream.Note(properties => Note(properties, member, attempts), attempts.Failed);
                return stream;
            },
            cancellationToken);
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);

        // What is asked of the whole is answered by the member that is asked first; images are made where each member can make them, as any may be asked.
        if (serviceKey is null && serviceType == typeof(IImageGenerator))
            return Array.TrueForAll(_members, member => member.Client.GetService(typeof(IImageGenerator)) is not null) ? new Images(this) : null;
        return serviceKey is null && serviceType.IsInstanceOfType(this) ? this : _members[0].Client.GetService(serviceType, serviceKey);
    }

    public void Dispose()
    {
        foreach (var member in _members)
            member.Client.Dispose();
    }

    /// <param name="ask">Asks a member, and says what an answer used that its filter left nothing of; null where that is not so.</param>
    /// <param name="options">The options of the request.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    private async ValueTask<(T Answer, FailoverMember Member, AttemptsMade Attempts)> RunAsync<T>(
        Func<IChatClient, ChatOptions?, CancellationToken, ValueTask<(T Answer, UsageDetails? Filtered, int Attempts)>> ask, ChatOptions? options, CancellationToken cancellationToken)
    {
        // A conversation that a service keeps is known to nobody else.
        var order = options?.ConversationId is null ? _order.Next() : _members[..1];
        var failures = new List<LlmException>();
        var attempts = default(AttemptsMade);
        for (var i = 0; ; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var member = order[i];
            var isLast = i == order.Length - 1;
            member.Health.Take();
            var start = _time.GetTimestamp();
            try
            {
                var (answer, filtered, tries) = await ask(member.Client, FailoverRequest.OptionsFor(member, _members[0], options), cancellationToken).ConfigureAwait(false);
                member.Health.Answered(_time.GetElapsedTime(start));
                if (filtered is null || isLast)
                    return (answer, member, attempts.And(tries, null));
                if (answer is IAsyncDisposable open)
                    await open.DisposeAsync().ConfigureAwait(false);
                failures.Add(Filtered(member));
                attempts = attempts.And(tries, filtered);
            }
            catch (Exception exception) when (Failure(exception, member, cancellationToken) is { } failure)
            {
                attempts = attempts.And(failure.Attempts, failure.Usage);
                if (IsOfTheMember(failure.Kind))
                    member.Health.Failed(failure.RetryAfter > _options.CoolDown ? failure.RetryAfter.Value : _options.CoolDown);
                failures.Add(failure);
                if (isLast && failures.Count == 1)
                    throw;
                if (isLast)
                    throw AllFailed(failures, attempts);
            }
            catch (LlmException last) when (failures.Count > 0)
            {
                last.Attempts += attempts.Count;
                last.Usage = AttemptUsage.Sum(attempts.Failed, last.Usage);
                throw;
            }

            Tell(member, failures[^1].Kind, order[i + 1], attempts.Count + 1);
        }
    }

    /// <summary>The failure that lets the next member be asked; null where it ends the call.</summary>
    private LlmException? Failure(Exception exception, FailoverMember member, CancellationToken cancellationToken)
    {
        var failure = exception as LlmException ?? exception switch
        {
            _ when cancellationToken.IsCancellationRequested => null,
            OperationCanceledException or TimeoutException => Foreign(LlmErrorKind.Timeout),
            HttpRequestException { StatusCode: { } status } => Foreign(ErrorMap.FromStatus((int)status)),
            HttpRequestException or IOException => Foreign(LlmErrorKind.Connection),
            _ => null,
        };
        return failure is not null && _options.Kinds.Contains(failure.Kind) ? failure : null;

        LlmException Foreign(LlmErrorKind kind) => new(kind, exception.Message, exception) { Provider = member.Identity.Provider, Model = member.Identity.Model };
    }

    /// <summary>Whether a failure says something of who was asked, and not of what was asked.</summary>
    private static bool IsOfTheMember(LlmErrorKind kind) => kind is not (LlmErrorKind.ContextLength or LlmErrorKind.ContentFiltered);

    private bool IsFiltered(ChatFinishReason? finish, bool hasContent) =>
        !hasContent && finish == ChatFinishReason.ContentFilter && _options.Kinds.Contains(LlmErrorKind.ContentFiltered);

    private static LlmException Filtered(FailoverMember member) => new(LlmErrorKind.ContentFiltered, "The content filter left nothing of the answer.")
    {
        Provider = member.Identity.Provider,
        Model = member.Identity.Model,
    };

    private static LlmException AllFailed(List<LlmException> failures, AttemptsMade attempts)
    {
        var last = failures[^1];
        TimeSpan? soonest = null;
        foreach (var failure in failures)
        {
            if (soonest is null || failure.RetryAfter < soonest)
                soonest = failure.RetryAfter;
        }

        var message = $"None of {failures.Count} services answered. {string.Join(" ", failures.ConvertAll(failure => $"{failure.Provider ?? "Unknown"}: {failure.Message}"))}";
        return new LlmException(last.Kind, message, new AggregateException(failures))
        {
            Provider = last.Provider,
            Model = last.Model,
            Status = last.Status,
            Code = last.Code,
            ErrorType = last.ErrorType,
            ProviderMessage = last.ProviderMessage,
            RequestId = last.RequestId,
            RetryAfter = soonest,
            Body = last.Body,
            IsRetryable = failures.Exists(failure => failure.IsRetryable),
            Attempts = attempts.Count,
            Usage = attempts.Failed,
        };
    }

    private static void Note(AdditionalPropertiesDictionary properties, FailoverMember member, AttemptsMade attempts)
    {
        properties[ChatResponseFailover.PropertyName] = member.Identity.ToString();
        attempts.Note(properties);
    }

    private void Tell(FailoverMember failed, LlmErrorKind kind, FailoverMember next, int attempt)
    {
        Activity.Current?.AddEvent(new ActivityEvent(AttemptEvents.Failover, tags: new ActivityTagsCollection
        {
            [AttemptEvents.Attempt] = attempt,
            [AttemptEvents.Target] = next.Identity.ToString(),
            [GenAI.ErrorType] = ChatTelemetry.ErrorTypeOf(kind),
        }));
        if (_logger is not null)
            FailoverLog.GoesOn(_logger, failed.Identity.ToString(), kind.ToString(), next.Identity.ToString(), new(Activity.Current?.TraceId.ToHexString()), Activity.Current?.TraceId.ToHexString());
    }

    /// <summary>Asks the members in the same order for images.</summary>
    private sealed class Images(FailoverChatClient clients) : IImageGenerator
    {
        public async Task<ImageGenerationResponse> GenerateAsync(ImageGenerationRequest request, ImageGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(request);
            var (response, _, _) = await clients.RunAsync<ImageGenerationResponse>(
                async (client, _, token) => (await ((IImageGenerator)client.GetService(typeof(IImageGenerator))!).GenerateAsync(request, options, token).ConfigureAwait(false), null, 1),
                null, cancellationToken).ConfigureAwait(false);
            return response;
        }

        public object? GetService(Type serviceType, object? serviceKey = null)
        {
            ArgumentNullException.ThrowIfNull(serviceType);
            return serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;
        }

        public void Dispose()
        {
            // The members are the chat clients'.
        }
    }
}

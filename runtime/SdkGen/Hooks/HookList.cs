namespace SdkGen.Hooks;

/// <summary>Hooks in their order. Those that end at once cost neither an object nor a state machine.</summary>
internal sealed class HookList(ChatHook[] hooks)
{
    public ChatHook[] Hooks { get; } = hooks;

    public ValueTask RequestAsync(HookRequest request, CancellationToken cancellationToken) =>
        ForwardsAsync(request, static (hook, asked, token) => asked.Response is null ? hook.OnRequestAsync(asked, token) : default, cancellationToken);

    public ValueTask ToolCallAsync(HookToolCall call, CancellationToken cancellationToken) =>
        ForwardsAsync(call, static (hook, asked, token) => asked.HasResult ? default : hook.OnToolCallAsync(asked, token), cancellationToken);

    public ValueTask UpdateAsync(HookUpdate update, CancellationToken cancellationToken) =>
        BackwardsAsync(update, static (hook, chunk, token) => chunk.Update is null ? default : hook.OnUpdateAsync(chunk, token), cancellationToken);

    public ValueTask ResponseAsync(HookResponse response, CancellationToken cancellationToken) =>
        BackwardsAsync(response, static (hook, answer, token) => hook.OnResponseAsync(answer, token), cancellationToken);

    public ValueTask ErrorAsync(HookError error) =>
        BackwardsAsync(error, static (hook, failure, _) => hook.OnErrorAsync(failure), CancellationToken.None);

    public ValueTask ToolResultAsync(HookToolCall call, CancellationToken cancellationToken) =>
        BackwardsAsync(call, static (hook, result, token) => hook.OnToolResultAsync(result, token), cancellationToken);

    private ValueTask ForwardsAsync<T>(T context, Func<ChatHook, T, CancellationToken, ValueTask> run, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Hooks.Length; i++)
        {
            var step = run(Hooks[i], context, cancellationToken);
            if (!step.IsCompletedSuccessfully)
                return RestAsync(step, context, run, i + 1, Hooks.Length, cancellationToken);
        }

        return default;
    }

    private ValueTask BackwardsAsync<T>(T context, Func<ChatHook, T, CancellationToken, ValueTask> run, CancellationToken cancellationToken)
    {
        for (var i = Hooks.Length - 1; i >= 0; i--)
        {
            var step = run(Hooks[i], context, cancellationToken);
            if (!step.IsCompletedSuccessfully)
                return RestAsync(step, context, run, i - 1, -1, cancellationToken);
        }

        return default;
    }

    /// <summary>Goes on behind a step that takes its time, up to <paramref name="end"/> or down to it.</summary>
    private async ValueTask RestAsync<T>(ValueTask step, T context, Func<ChatHook, T, CancellationToken, ValueTask> run, int next, int end, CancellationToken cancellationToken)
    {
        await step.ConfigureAwait(false);
        for (var by = end < 0 ? -1 : 1; next != end; next += by)
            await run(Hooks[next], context, cancellationToken).ConfigureAwait(false);
    }
}

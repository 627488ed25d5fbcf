using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Fills in what a request leaves open.</summary>
/// <param name="inner">Who is asked.</param>
/// <param name="defaults">What holds where a request says nothing. Never changed.</param>
internal sealed class DefaultOptionsChatClient(IChatClient inner, ChatOptions defaults) : DelegatingChatClient(inner)
{
    /// <inheritdoc/>
    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        InnerClient.GetResponseAsync(messages, Fill(options), cancellationToken);

    /// <inheritdoc/>
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        InnerClient.GetStreamingResponseAsync(messages, Fill(options), cancellationToken);

    /// <summary>What a request says once all defaults behind this client are filled in.</summary>
    internal ChatOptions Effective(ChatOptions? given)
    {
        var filled = Fill(given);
        return InnerClient.GetService<DefaultOptionsChatClient>() is { } next ? next.Effective(filled) : filled;
    }

    /// <summary>Options of a request over the defaults; neither is changed.</summary>
    private ChatOptions Fill(ChatOptions? given)
    {
        if (given is null)
            return defaults.Clone();
        var filled = given.Clone();
        filled.Instructions ??= defaults.Instructions;
        filled.Temperature ??= defaults.Temperature;
        filled.TopP ??= defaults.TopP;
        filled.TopK ??= defaults.TopK;
        filled.FrequencyPenalty ??= defaults.FrequencyPenalty;
        filled.PresencePenalty ??= defaults.PresencePenalty;
        filled.MaxOutputTokens ??= defaults.MaxOutputTokens;
        filled.Seed ??= defaults.Seed;
        filled.StopSequences ??= defaults.StopSequences is { } stops ? [.. stops] : null;
        filled.Reasoning ??= defaults.Reasoning;
        filled.ResponseFormat ??= defaults.ResponseFormat;
        filled.AllowMultipleToolCalls ??= defaults.AllowMultipleToolCalls;
        filled.ToolMode ??= defaults.ToolMode;
        filled.Tools ??= defaults.Tools is { } tools ? [.. tools] : null;
        filled.RawRepresentationFactory ??= defaults.RawRepresentationFactory;
        foreach (var (name, value) in defaults.AdditionalProperties ?? [])
            (filled.AdditionalProperties ??= []).TryAdd(name, value);
        return filled;
    }
}

/// <summary>Gives clients options of their own.</summary>
public static class ChatClientDefaultsExtensions
{
    /// <summary>The same client, with options for whatever a request leaves open: <c>chat.WithDefaults(new OpenAIModels.Gpt41Mini.Options { Instructions = "Answer in French." })</c>.</summary>
    /// <param name="client">The client.</param>
    /// <param name="defaults">What holds where a request says nothing. A request goes before them, property by property.</param>
    public static IChatClient<TModel> WithDefaults<TModel>(this IChatClient<TModel> client, ChatOptions defaults)
        where TModel : IModel
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(defaults);
        return new TypedChatClient<TModel>(new DefaultOptionsChatClient(client, defaults.Clone()));
    }

    /// <inheritdoc cref="WithDefaults{TModel}(IChatClient{TModel}, ChatOptions)"/>
    public static IChatClient WithDefaults(this IChatClient client, ChatOptions defaults)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(defaults);
        return new DefaultOptionsChatClient(client, defaults.Clone());
    }
}

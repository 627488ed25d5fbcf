using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SdkGen;

/// <summary>Keeps answers.</summary>
public static class ChatClientCacheExtensions
{
    private const long MemoryLimit = 64 * 1024 * 1024;

    /// <summary>The same client, which answers a request that was answered before from a cache, and asks once where several callers ask the same at the same time.</summary>
    /// <param name="client">The client: any.</param>
    /// <param name="options">Where and how long answers are kept; null means an hour in this process's memory.</param>
    /// <remarks>
    /// <para>The key is made of provider, address, model, options, tools with their schemas and all messages, but not of their ids and times. A streamed answer comes again update by update, an answer in
    /// one piece serves streams and the other way round. Usage tells the tokens as they were, with <see cref="UsageCounts.FromResponseCache"/> and a cost of 0.</para>
    /// <para>Not kept: failures, what a filter stopped or the model refused, answers without an end, broken calls, answers in the background. Not looked up: requests with a conversation that the service
    /// keeps, with tools of the service, or with a wire object of the caller's own.</para>
    /// <para>A caller that is cancelled leaves the others waiting; the last one to leave ends the exchange. A cache that is down is passed by.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">An option makes no sense.</exception>
    public static IChatClient<TModel> WithCache<TModel>(this IChatClient<TModel> client, ResponseCacheOptions? options = null)
        where TModel : IModel
    {
        ArgumentNullException.ThrowIfNull(client);
        return new TypedChatClient<TModel>(((IChatClient)client).WithCache(options));
    }

    /// <inheritdoc cref="WithCache{TModel}(IChatClient{TModel}, ResponseCacheOptions?)"/>
    public static IChatClient WithCache(this IChatClient client, ResponseCacheOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        options ??= new();
        return new CacheChatClient(client, options, options.Cache ?? Memory());
    }

    /// <summary>Keeps the answers of every chat client of the container: in its <see cref="IDistributedCache"/> where it has one, else in this process's memory.</summary>
    /// <param name="llm">The application.</param>
    /// <param name="configure">Sets where and how long.</param>
    /// <inheritdoc cref="WithCache{TModel}(IChatClient{TModel}, ResponseCacheOptions?)" path="/remarks"/>
    public static LlmBuilder AddResponseCache(this LlmBuilder llm, Action<ResponseCacheOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(llm);
        var memory = new Lazy<IDistributedCache>(Memory);
        return llm.AddLayer(ChatLayer.Cache, (services, inner) =>
        {
            var options = new ResponseCacheOptions { Cache = services.GetService<IDistributedCache>() };
            configure?.Invoke(options);
            return new CacheChatClient(inner, options, options.Cache ?? memory.Value);
        });
    }

    private static MemoryDistributedCache Memory() => new(Options.Create(new MemoryDistributedCacheOptions { SizeLimit = MemoryLimit }));
}

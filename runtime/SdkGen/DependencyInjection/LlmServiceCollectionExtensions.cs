using Microsoft.Extensions.DependencyInjection;

namespace SdkGen;

/// <summary>Adds LLM clients to an application.</summary>
public static class LlmServiceCollectionExtensions
{
    /// <summary>Adds LLM clients: <c>services.AddLlm(llm => llm.AddOpenAI())</c>, then inject <c>IChatClient&lt;OpenAIModels.Gpt41Mini&gt;</c>.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Names the providers.</param>
    public static IServiceCollection AddLlm(this IServiceCollection services, Action<LlmBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        configure(new LlmBuilder(services));
        return services;
    }
}

using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SdkGen.Hooks;

namespace SdkGen;

/// <summary>Puts an application's own steps around clients.</summary>
public static class ChatClientHookExtensions
{
    /// <summary>The same client with hooks. Their steps for tools run in a loop around it: <c>client.WithHooks(hook).WithTools(tools)</c>.</summary>
    /// <param name="client">The client: any, of this library or not.</param>
    /// <param name="hooks">The hooks, the outermost first. Those of a client that has some already stand within these.</param>
    public static IChatClient WithHooks(this IChatClient client, params ChatHook[] hooks)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new HooksChatClient(client, Checked(hooks));
    }

    /// <inheritdoc cref="WithHooks(IChatClient, ChatHook[])"/>
    public static IChatClient<TModel> WithHooks<TModel>(this IChatClient<TModel> client, params ChatHook[] hooks)
        where TModel : IModel
    {
        ArgumentNullException.ThrowIfNull(client);
        return new TypedChatClient<TModel>(new HooksChatClient(client, Checked(hooks)));
    }

    /// <summary>Puts hooks around every chat client of the application. More hooks may be added by further calls; they stand within the first.</summary>
    /// <param name="llm">The application's clients.</param>
    /// <param name="hooks">The hooks, the outermost first.</param>
    public static LlmBuilder AddHooks(this LlmBuilder llm, params ChatHook[] hooks)
    {
        ArgumentNullException.ThrowIfNull(llm);
        foreach (var hook in Checked(hooks))
            llm.Add(_ => hook);
        return llm;
    }

    /// <summary>Puts a hook around every chat client of the application that the container makes, once, with its services.</summary>
    /// <typeparam name="THook">The hook's class; registered as a singleton, unless it is already.</typeparam>
    /// <param name="llm">The application's clients.</param>
    public static LlmBuilder AddHook<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THook>(this LlmBuilder llm)
        where THook : ChatHook
    {
        ArgumentNullException.ThrowIfNull(llm);
        llm.Services.TryAddSingleton<THook>();
        llm.Add(static services => services.GetRequiredService<THook>());
        return llm;
    }

    private static void Add(this LlmBuilder llm, Func<IServiceProvider, ChatHook> make)
    {
        var hooks = llm.Hooks;
        hooks.Add(make);
        if (hooks.Count == 1)
            llm.AddLayer(ChatLayer.Hooks, (services, client) => new HooksChatClient(client, [.. hooks.Select(hook => hook(services))], services.GetService<TimeProvider>()));
    }

    private static ChatHook[] Checked(ChatHook[] hooks)
    {
        ArgumentNullException.ThrowIfNull(hooks);
        foreach (var hook in hooks)
            ArgumentNullException.ThrowIfNull(hook, nameof(hooks));
        return hooks;
    }
}

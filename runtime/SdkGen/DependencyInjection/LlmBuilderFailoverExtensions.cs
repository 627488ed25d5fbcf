using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace SdkGen;

/// <summary>Adds clients over several models, typed by all of them.</summary>
public static class LlmBuilderFailoverExtensions
{
    /// <summary>Makes <c>IChatClient&lt;AnyOf&lt;T1, T2&gt;&gt;</c> available: it asks the first model, and the second where the first fails before it has said anything.</summary>
    /// <param name="llm">The builder; the providers of all members are added to it, before or after.</param>
    /// <param name="configure">Says when the next one is asked, and in which order. The clock and the log are the application's unless it says otherwise.</param>
    /// <remarks>Each member is the application's client of its model, with every layer around it; telemetry stands around them all, so that a request is one call with its attempts. What needs a capability is offered where all members have it.</remarks>
    /// <typeparam name="T1">The model that is asked first.</typeparam>
    /// <typeparam name="T2">The model that is asked where the first cannot answer.</typeparam>
    /// <exception cref="ArgumentException">A member stands there twice, or is a combination itself.</exception>
    public static LlmBuilder AddFailover<T1, T2>(this LlmBuilder llm, Action<FailoverOptions>? configure = null)
        where T1 : IModel
        where T2 : IModel => Add<AnyOf<T1, T2>>(llm, configure, Member.Of<T1>(), Member.Of<T2>());

    /// <summary>Makes <c>IChatClient&lt;AnyOf&lt;T1, T2, T3&gt;&gt;</c> available.</summary>
    /// <inheritdoc cref="AddFailover{T1, T2}(LlmBuilder, Action{FailoverOptions}?)"/>
    /// <typeparam name="T1">The model that is asked first.</typeparam>
    /// <typeparam name="T2">The model that is asked where the first cannot answer.</typeparam>
    /// <typeparam name="T3">The model that is asked where neither can.</typeparam>
    public static LlmBuilder AddFailover<T1, T2, T3>(this LlmBuilder llm, Action<FailoverOptions>? configure = null)
        where T1 : IModel
        where T2 : IModel
        where T3 : IModel => Add<AnyOf<T1, T2, T3>>(llm, configure, Member.Of<T1>(), Member.Of<T2>(), Member.Of<T3>());

    /// <summary>Makes <c>IChatClient&lt;AnyOf&lt;T1, T2, T3, T4&gt;&gt;</c> available.</summary>
    /// <inheritdoc cref="AddFailover{T1, T2}(LlmBuilder, Action{FailoverOptions}?)"/>
    /// <typeparam name="T1">The model that is asked first.</typeparam>
    /// <typeparam name="T2">The model that is asked where the first cannot answer.</typeparam>
    /// <typeparam name="T3">The model that is asked where neither can.</typeparam>
    /// <typeparam name="T4">The model that is asked where none of these can.</typeparam>
    public static LlmBuilder AddFailover<T1, T2, T3, T4>(this LlmBuilder llm, Action<FailoverOptions>? configure = null)
        where T1 : IModel
        where T2 : IModel
        where T3 : IModel
        where T4 : IModel => Add<AnyOf<T1, T2, T3, T4>>(llm, configure, Member.Of<T1>(), Member.Of<T2>(), Member.Of<T3>(), Member.Of<T4>());

    // A closed service: the container has no code for an open one over generic arguments under NativeAOT. What is asked of the combination's type keeps it known to reflection there, by which
    // the container looks the service up; of a type that is never made nothing would be left but its name.
    private static LlmBuilder Add<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.NonPublicConstructors)] TAny>(LlmBuilder llm, Action<FailoverOptions>? configure, params Member[] members)
        where TAny : IModel
    {
        ArgumentNullException.ThrowIfNull(llm);
        if (Array.Find(members, member => member.Model.IsGenericType) is { } nested)
            throw new ArgumentException($"A member of AnyOf is a model, and {nested.Model.Name} is several. Name its members in its place: AnyOf takes up to four.");
        if (members.DistinctBy(member => member.Model).Count() < members.Length)
            throw new ArgumentException("A model stands twice in AnyOf. For two accounts of one model there is WithFailover over the clients of both.");
        var ids = AnyOfModels.IdsOf(members.Select(member => member.Model));
        llm.Services.Replace(ServiceDescriptor.Singleton<IChatClient<TAny>>(services =>
        {
            var options = new FailoverOptions { TimeProvider = services.GetService<TimeProvider>(), LoggerFactory = services.GetService<ILoggerFactory>() };
            configure?.Invoke(options);
            var failover = new FailoverChatClient([.. members.Select(member => member.Resolve(services))], options);
            return new AnyOfChatClient<TAny>(services.GetRequiredService<LlmRegistry>().Layers.Record(services, failover), ids);
        }));
        return llm;
    }

    /// <param name="Model">The model's type.</param>
    /// <param name="Resolve">Gets the application's client of the model.</param>
    private sealed record Member(Type Model, Func<IServiceProvider, Microsoft.Extensions.AI.IChatClient> Resolve)
    {
        public static Member Of<TModel>()
            where TModel : IModel => new(typeof(TModel), static services => services.GetRequiredService<IChatClient<TModel>>());
    }
}

using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace SdkGen;

/// <summary>The tools of a class or interface whose instance comes from the services: inject it, and give it to <c>WithTools</c>.</summary>
/// <remarks><c>AddTools</c> registers it. The instance is asked for when the tools are first looked at, from the services that the set itself came from: a set of a scope runs in that scope.</remarks>
/// <typeparam name="T">The type whose methods carry <see cref="LlmToolAttribute"/>.</typeparam>
public sealed class ToolSet<T> : IReadOnlyList<AIFunction>
    where T : class
{
    private readonly Lazy<IReadOnlyList<AIFunction>> _tools;

    /// <summary>The tools of the instance that the services hold.</summary>
    public ToolSet(IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);
        _tools = new(() => ToolSets.Of(services.GetRequiredService<T>()));
    }

    /// <summary>How many tools there are.</summary>
    public int Count => _tools.Value.Count;

    /// <inheritdoc/>
    public AIFunction this[int index] => _tools.Value[index];

    /// <inheritdoc/>
    public IEnumerator<AIFunction> GetEnumerator() => _tools.Value.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Where generated code says which tools a type has.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ToolSets
{
    private static readonly ConcurrentDictionary<Type, Delegate> s_sets = new();

    /// <summary>Says how the tools of a type are made. Generated code calls it when its assembly is loaded.</summary>
    public static void Add<T>(Func<T, IReadOnlyList<AIFunction>> create)
        where T : class => s_sets[typeof(T)] = create;

    /// <exception cref="InvalidOperationException">The type has no tools.</exception>
    internal static IReadOnlyList<AIFunction> Of<T>(T instance)
        where T : class => Find<T>()(instance);

    /// <exception cref="InvalidOperationException">The type has no tools.</exception>
    internal static Func<T, IReadOnlyList<AIFunction>> Find<T>()
        where T : class
    {
        if (!s_sets.TryGetValue(typeof(T), out var create))
        {
            // An assembly of which nothing ran yet has not said anything yet.
            RuntimeHelpers.RunModuleConstructor(typeof(T).Module.ModuleHandle);
            s_sets.TryGetValue(typeof(T), out create);
        }

        return create as Func<T, IReadOnlyList<AIFunction>> ?? throw new InvalidOperationException(
            $"No tools were generated for {typeof(T)}. Mark its methods with [LlmTool]; for a generic type, or for inherited methods, write [assembly: LlmTools<…>] as well.");
    }
}

using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>The call that a tool runs in. A method takes it as a parameter, which no model sees.</summary>
/// <remarks>Functions that are not generated find it with <see cref="Of(AIFunctionArguments?, string)"/> in the arguments that they are called with.</remarks>
public sealed class ToolContext
{
    private IDictionary<object, object?>? _items;

    /// <summary>A call; for tests of a tool, and for loops of one's own.</summary>
    /// <param name="toolName">The name by which the model called.</param>
    public ToolContext(string toolName)
    {
        ArgumentNullException.ThrowIfNull(toolName);
        ToolName = toolName;
    }

    /// <summary>The name by which the model called.</summary>
    public string ToolName { get; }

    /// <summary>The call's id; null where nobody but a program called.</summary>
    public string? CallId { get; init; }

    /// <summary>The conversation up to the message that holds the call, that one included; empty outside of a conversation. With a conversation that the service keeps, only what was sent last.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; init; } = [];

    /// <summary>The options of the request that the call answers; null where it had none. Not to be changed.</summary>
    public ChatOptions? Options { get; init; }

    /// <summary>Services of the call; null where there are none.</summary>
    public IServiceProvider? Services { get; init; }

    /// <summary>How many more requests the loop may make, the one with this call's result included; null outside of a loop.</summary>
    public int? RemainingTurns { get; init; }

    /// <summary>What else belongs to the call, by key: that of <see cref="ToolLoopOptions.Items"/>, such as a session or a budget. The same as <see cref="AIFunctionArguments.Context"/>.</summary>
    [AllowNull]
    public IDictionary<object, object?> Items
    {
        get => _items ??= new ToolItems(this);
        init => _items = value;
    }

    /// <summary>The loop that the call runs in; null outside of one.</summary>
    internal ToolLoop? Loop { get; init; }

    /// <summary>The context of a call.</summary>
    /// <param name="arguments">What the tool was called with.</param>
    /// <param name="toolName">The tool's name, for a call that has no context: it then gets one that knows the services only.</param>
    public static ToolContext Of(AIFunctionArguments? arguments, string toolName) => Find(arguments) ?? new ToolContext(toolName)
    {
        Services = arguments?.Services,
        Items = arguments?.Context ?? new Dictionary<object, object?>(),
    };

    /// <summary>What <see cref="Items"/> hold under the type itself; null where they hold none.</summary>
    public T? Find<T>()
        where T : class => _items is not null && _items.TryGetValue(typeof(T), out var item) ? item as T : null;

    /// <summary>Tells the caller how far the call is: as a <see cref="ToolProgressUpdate"/> in the stream, and to <see cref="ToolLoopOptions.Progress"/>.</summary>
    /// <param name="value">Whatever the caller can use. Reports that come after the call has ended are dropped.</param>
    public void Report(object? value) => Loop?.Report(this, value);

    /// <summary>Ends the loop with this turn: the caller gets the results, and the model is not asked again. Calls of the turn that have not begun are not run.</summary>
    /// <remarks>Outside of a loop it does nothing.</remarks>
    public void EndLoop() => Loop?.End(this);

    /// <summary>Arguments that carry this context to any function.</summary>
    /// <param name="values">The arguments by name; null where there are none.</param>
    public AIFunctionArguments ToArguments(IDictionary<string, object?>? values = null)
    {
        if (Items is not ToolItems)
            Items[typeof(ToolContext)] = this;
        return new AIFunctionArguments(values) { Services = Services, Context = Items };
    }

    internal static ToolContext? Find(AIFunctionArguments? arguments) =>
        arguments?.Context is { } items && items.TryGetValue(typeof(ToolContext), out var context) ? context as ToolContext : null;
}

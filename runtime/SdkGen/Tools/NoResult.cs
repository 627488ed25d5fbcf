using System.ComponentModel;

namespace SdkGen;

/// <summary>The result of a tool that returns nothing.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct NoResult
{
    /// <summary>The end of a task, as a result.</summary>
    public static ValueTask<NoResult> Of(Task task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.IsCompletedSuccessfully ? default : AwaitAsync(new ValueTask(task));
    }

    /// <summary>The end of a task, as a result.</summary>
    public static ValueTask<NoResult> Of(ValueTask task)
    {
        if (!task.IsCompletedSuccessfully)
            return AwaitAsync(task);
        task.GetAwaiter().GetResult();
        return default;
    }

    private static async ValueTask<NoResult> AwaitAsync(ValueTask task)
    {
        await task.ConfigureAwait(false);
        return default;
    }
}

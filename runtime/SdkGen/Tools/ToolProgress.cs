using System.ComponentModel;
using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>What a tool's method takes as <see cref="IProgress{T}"/>. Generated code calls it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ToolProgress
{
    /// <summary>Reports to whoever listens to the call; to nobody where there is none.</summary>
    public static IProgress<T> Of<T>(AIFunctionArguments? context) => new Reporter<T>(ToolContext.Find(context));

    /// <summary>Reports where it is called: <see cref="Progress{T}"/> would post to a thread pool and mix up the order.</summary>
    private sealed class Reporter<T>(ToolContext? context) : IProgress<T>
    {
        public void Report(T value) => context?.Report(value);
    }
}

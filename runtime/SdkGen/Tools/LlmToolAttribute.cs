namespace SdkGen;

/// <summary>Makes a method a tool that a model can call. The generator emits the <see cref="LlmTool"/>; neither class nor method needs <c>partial</c>.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class LlmToolAttribute : Attribute
{
    /// <summary>Takes the tool's name from the method: <c>GetForecastAsync</c> is <c>GetForecast</c>.</summary>
    public LlmToolAttribute()
    {
    }

    /// <summary>Names the tool.</summary>
    /// <param name="name">The name that the model sees: letters, digits, <c>_</c> and <c>-</c>, 64 at most.</param>
    public LlmToolAttribute(string name) => Name = name;

    /// <summary>The name that the model sees; null takes it from the method.</summary>
    public string? Name { get; }

    /// <summary>A person must approve each call before it runs.</summary>
    public bool RequiresApproval { get; init; }

    /// <summary>No two calls of it run at the same time in a turn of a tool loop (<see cref="ToolLoopOptions.Concurrent"/>).</summary>
    public bool IsExclusive { get; init; }

    /// <summary>How many seconds a call may take in a tool loop; 0 where the loop's own limit holds. When they are over the method's token is cancelled and the model is told.</summary>
    public double TimeoutSeconds { get; init; }
}

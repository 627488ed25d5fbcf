namespace SdkGen;

/// <summary>A request that failed.</summary>
public sealed class HookError
{
    internal HookError(HookRequest request, Exception exception)
    {
        Request = request;
        Exception = exception;
    }

    /// <summary>What was asked.</summary>
    public HookRequest Request { get; }

    /// <summary>What was thrown: an <see cref="LlmException"/> where the provider failed.</summary>
    public Exception Exception { get; }
}

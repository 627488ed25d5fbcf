using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>A chunk of a streamed answer.</summary>
public sealed class HookUpdate
{
    internal HookUpdate(HookRequest request) => Request = request;

    /// <summary>What was asked.</summary>
    public HookRequest Request { get; }

    /// <summary>The chunk; null drops it.</summary>
    public ChatResponseUpdate? Update { get; set; }
}

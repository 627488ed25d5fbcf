using Microsoft.Extensions.AI;
using SdkGen.Hooks;
using SdkGen.Telemetry;

namespace SdkGen;

/// <summary>What a tool loop takes from the client that it stands around.</summary>
/// <param name="Telemetry">Who records; null where nobody does.</param>
/// <param name="Hooks">Who is asked before tools run; null where nobody is.</param>
internal sealed record ToolLoopServices(ChatTelemetry? Telemetry, HookList? Hooks)
{
    public static ToolLoopServices Of(IChatClient client) => new(client.GetService<ChatTelemetry>(), client.GetService<HookList>());
}

using Microsoft.Extensions.AI;
using SdkGen.Json;

namespace SdkGen;

/// <summary>A piece of a tool call while the model writes it: to show progress. It holds no contents; the whole call follows as one <see cref="FunctionCallContent"/>.</summary>
/// <remarks>Collecting a stream into a <see cref="ChatResponse"/> leaves it out of the messages.</remarks>
public sealed class ToolCallDeltaUpdate : ChatResponseUpdate
{
    /// <summary>Position of the call among the calls of the answer, from 0.</summary>
    public int Index { get; init; }

    /// <summary>The call's id; null until the service has sent it.</summary>
    public string? CallId { get; init; }

    /// <summary>The tool's name; null until the service has sent it.</summary>
    public string? Name { get; init; }

    /// <summary>The next piece of the arguments' JSON text; empty where the piece only names the call.</summary>
    public string ArgumentsDelta { get; init; } = "";

    /// <summary>The arguments as far as this piece brings them: never less than an earlier piece showed. Null while nothing can be shown.</summary>
    /// <remarks>
    /// Nothing is read before the first look, and looks in the order of the stream read each piece once. The value grows with the next look at a later piece;
    /// <see cref="PartialJsonValue.ToElement"/> keeps it. It shows what the model writes, before anything is checked.
    /// </remarks>
    public PartialJsonValue? Snapshot => Progress?.After(Pieces);

    /// <summary>The pieces of the call.</summary>
    internal ToolCallProgress? Progress { get; init; }

    /// <summary>How many pieces there were with this one.</summary>
    internal int Pieces { get; init; }
}

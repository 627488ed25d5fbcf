namespace SdkGen.Testing;

/// <summary>A call of a tool.</summary>
/// <param name="Name">The tool's name.</param>
/// <param name="Arguments">The arguments' JSON text. It is sent as it is, valid or not.</param>
public sealed record ScriptedToolCall(string Name, string Arguments = "{}")
{
    /// <summary>The call's id; null makes one up.</summary>
    public string? Id { get; init; }

    /// <summary>How a stream cuts <see cref="Arguments"/>; null cuts every few characters, as services do.</summary>
    public IReadOnlyList<string>? ArgumentPieces { get; init; }
}

/// <summary>Tokens of one exchange.</summary>
/// <param name="Input">Tokens of the request, cached ones included.</param>
/// <param name="Output">Tokens of the answer, reasoning included.</param>
public sealed record TokenCounts(int Input, int Output)
{
    /// <summary>How many of <see cref="Input"/> a cache served.</summary>
    public int CachedInput { get; init; }

    /// <summary>How many of <see cref="Output"/> were spent on reasoning.</summary>
    public int Reasoning { get; init; }
}

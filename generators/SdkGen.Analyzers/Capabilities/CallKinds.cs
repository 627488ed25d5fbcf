namespace SdkGen.Analyzers.Capabilities;

/// <summary>Which rules a called method concerns.</summary>
[Flags]
internal enum CallKinds
{
    None = 0,

    /// <summary>It asks a model, or may: it takes options, or tools for a client.</summary>
    Request = 1,

    /// <summary>It is of this project, and takes a client, options or messages that it may ask by.</summary>
    HandsOn = 2,

    /// <summary>Calls of another overload, which asks for a capability, fall back to it.</summary>
    MayFallBack = 4,

    /// <summary>It takes the id of a model.</summary>
    NamesModel = 8,

    /// <summary>What it returns is to be read or disposed.</summary>
    Opens = 16,

    /// <summary>It may add a provider.</summary>
    Adds = 32,
}

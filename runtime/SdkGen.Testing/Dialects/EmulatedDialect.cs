using SdkGen.Testing.Hosting;

namespace SdkGen.Testing.Dialects;

/// <summary>One wire protocol of the emulator: knows its paths, judges requests, and writes a script's answers in its own form.</summary>
internal abstract class EmulatedDialect
{
    /// <summary>The answer, or null where the path is not one of this dialect.</summary>
    public abstract WireAnswer? TryAnswer(RecordedRequest request);

    /// <summary>What the service says to a path that it does not have.</summary>
    public abstract WireAnswer UnknownPath(RecordedRequest request);
}

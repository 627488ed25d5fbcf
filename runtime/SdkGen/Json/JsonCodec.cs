using System.Text.Json;

namespace SdkGen.Json;

/// <summary>Reads and writes one wire type. Generated code derives from it; one instance serves all threads.</summary>
/// <typeparam name="T">The wire type.</typeparam>
public abstract class JsonCodec<T>
    where T : class, new()
{
    /// <summary>How long the last value was as text: the next one is written into so much room.</summary>
    internal int LastLength { get; private set; }

    /// <summary>Fills <paramref name="value"/> from the JSON value at the reader, which stands on its first token and is left on its last.</summary>
    /// <param name="reader">Stands on the value's first token.</param>
    /// <param name="value">Every member is set anew: what is absent is null. Objects and lists that it holds are used again where possible.</param>
    /// <param name="problems">Takes what does not fit; reading goes on after it. Unknown members and enum values are no problem.</param>
    public abstract void Read(ref Utf8JsonReader reader, T value, ref JsonProblems problems);

    /// <summary>Writes the value. Members that are null are left out.</summary>
    public abstract void Write(Utf8JsonWriter writer, T value);

    /// <summary>Whether the value, as it was read, has any of the members that make it an answer. A service that is none, or something in its place, sends other objects.</summary>
    public virtual bool IsAnswer(T value) => true;

    /// <summary>Writes the value as it is sent.</summary>
    internal void Write(PooledByteBuffer text, T value)
    {
        var writer = WireWriter.Take(text);
        Write(writer, value);
        writer.Flush();
        WireWriter.Keep(writer);
        LastLength = text.Length;
    }
}

using System.Buffers;
using System.Text.Json;
using SdkGen.Json;

namespace SdkGen;

/// <summary>What was done to the arguments of a call so that they fit the tool. Recorded on the call; nothing is ever changed in silence.</summary>
public sealed class ArgumentRepair
{
    /// <summary>The name under which a call's additional properties hold the record as JSON, so that a saved conversation has it too.</summary>
    public const string PropertyName = "sdkgen.argumentRepair";

    internal ArgumentRepair(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after, IReadOnlyList<ArgumentRepairStep> steps, IReadOnlyList<JsonRepairStep> textSteps)
    {
        Before = before;
        After = after;
        Steps = steps;
        TextSteps = textSteps;
    }

    /// <summary>The arguments as the model wrote them, in UTF-8.</summary>
    public ReadOnlyMemory<byte> Before { get; }

    /// <summary>The arguments that the tool got: one JSON object that its contract accepts.</summary>
    public ReadOnlyMemory<byte> After { get; }

    /// <summary>What was done, in order.</summary>
    public IReadOnlyList<ArgumentRepairStep> Steps { get; }

    /// <summary>The details of <see cref="ArgumentRepairKind.Text"/> steps.</summary>
    public IReadOnlyList<JsonRepairStep> TextSteps { get; }

    /// <summary>The record as JSON: <c>{"before": text, "steps": [{"kind", "path", "before", "after"}]}</c>.</summary>
    public JsonElement ToElement()
    {
        using var buffer = new PooledByteBuffer(1024);
        using (var writer = new Utf8JsonWriter((IBufferWriter<byte>)buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("before"u8, Before.Span);
            writer.WriteStartArray("steps"u8);
            foreach (var step in Steps)
            {
                writer.WriteStartObject();
                writer.WriteString("kind"u8, step.Kind.ToString());
                writer.WriteString("path"u8, step.Path);
                writer.WriteString("before"u8, step.Before);
                writer.WriteString("after"u8, step.After);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        var reader = new Utf8JsonReader(buffer.Span);
        return JsonElement.ParseValue(ref reader);
    }
}

/// <summary>One change to the arguments of a call.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Path">Where: <c>.days</c>, <c>.stops[2]</c>; empty for the whole.</param>
/// <param name="Before">The text before, shortened to 200 characters.</param>
/// <param name="After">The text after, shortened to 200 characters.</param>
public sealed record ArgumentRepairStep(ArgumentRepairKind Kind, string Path, string Before, string After);

/// <summary>Ways to make arguments fit.</summary>
public enum ArgumentRepairKind
{
    /// <summary>The text was no JSON and was repaired by <see cref="JsonRepair"/>.</summary>
    Text,

    /// <summary>JSON inside a JSON string was taken out of it.</summary>
    Decoded,

    /// <summary>The arguments stood inside another object or list: <c>{"arguments": {…}}</c>.</summary>
    Unwrapped,

    /// <summary>A value of another type or spelling was taken for the declared one. Only where <see cref="ArgumentCoercions"/> allow it.</summary>
    Coerced,
}

/// <summary>Values that are taken although their type or spelling is not the declared one.</summary>
[Flags]
public enum ArgumentCoercions
{
    /// <summary>The contract holds to the letter.</summary>
    None = 0,

    /// <summary>A number, truth value or null written as a string: <c>"3"</c>, <c>"true"</c>.</summary>
    Scalars = 1,

    /// <summary>An enum value in another case, where only one has these letters: <c>"celsius"</c> for <c>"Celsius"</c>.</summary>
    EnumCase = 2,

    /// <summary>An array or object written as a string of JSON: <c>"[1, 2]"</c>.</summary>
    Containers = 4,

    /// <summary>All of them.</summary>
    All = Scalars | EnumCase | Containers,
}

/// <summary>Says what is wrong with arguments without running anything.</summary>
/// <param name="argumentsUtf8">One JSON object.</param>
/// <returns>Every problem; none when the arguments fit.</returns>
public delegate JsonProblems ArgumentCheck(ReadOnlySpan<byte> argumentsUtf8);

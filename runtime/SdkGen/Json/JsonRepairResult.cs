using System.Text;

namespace SdkGen.Json;

/// <summary>The JSON that <see cref="JsonRepair"/> made and how.</summary>
public sealed class JsonRepairResult
{
    private string? _text;

    internal JsonRepairResult(byte[] utf8, IReadOnlyList<JsonRepairStep> steps)
    {
        Utf8 = utf8;
        Steps = steps;
    }

    /// <summary>One JSON value as UTF-8: the given bytes where nothing was to do, else compact JSON.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>The same as text.</summary>
    public string Text => _text ??= Encoding.UTF8.GetString(Utf8.Span);

    /// <summary>What was done, in the order of the text; the first 64 of them. Empty when the text was JSON already.</summary>
    public IReadOnlyList<JsonRepairStep> Steps { get; }

    /// <summary>The text was no JSON and something had to be done.</summary>
    public bool Changed => Steps.Count > 0;
}

/// <summary>One thing that was done to make JSON of a text.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Position">Where in the text, in UTF-16 characters from its start.</param>
public sealed record JsonRepairStep(JsonRepairKind Kind, int Position);

/// <summary>What <see cref="JsonRepair"/> can do to a text.</summary>
public enum JsonRepairKind
{
    /// <summary>Prose, a code fence, a function call or anything else around the value was taken away.</summary>
    Unwrapped,

    /// <summary>A comment was removed.</summary>
    CommentRemoved,

    /// <summary>A quote was added, replaced or taken away, or text without quotes became a string.</summary>
    Quotes,

    /// <summary>A quote, control character or escape inside a string was written as JSON asks for it.</summary>
    Escapes,

    /// <summary>A comma, colon or ellipsis was added or taken away.</summary>
    Separators,

    /// <summary>A bracket or brace was added, replaced or taken away.</summary>
    Brackets,

    /// <summary>The text was cut off; what was open was closed.</summary>
    Completed,

    /// <summary>A number or literal in another notation (<c>.5</c>, <c>1_000</c>, <c>True</c>) was written as JSON.</summary>
    Literal,

    /// <summary>A member without a value got <c>null</c>.</summary>
    MissingValue,

    /// <summary>Words that belong to no key and no value were left out.</summary>
    WordsRemoved,

    /// <summary>Several values in one text became one array, or one object where they are its members.</summary>
    Joined,

    /// <summary>One level of escaping was undone.</summary>
    Unescaped,
}

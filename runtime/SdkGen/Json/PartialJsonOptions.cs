namespace SdkGen.Json;

/// <summary>What a <see cref="PartialJsonReader"/> shows of values that are not complete yet.</summary>
/// <remarks>A key is shown with the start of its value, never before.</remarks>
public sealed class PartialJsonOptions
{
    /// <summary>The values that are shown while they are cut off. Default: all but numbers, whose digits may still change the value.</summary>
    public PartialJsonParts Show { get; init; } = PartialJsonParts.Strings | PartialJsonParts.Literals | PartialJsonParts.Containers;

    /// <summary>How a shown number that is cut off becomes one. Default: its longest part that is a number.</summary>
    public PartialNumberStyle NumberStyle { get; init; }

    /// <summary>Text in front of the first <c>{</c> or <c>[</c> is passed over: prose or the start of a code fence. Default: false.</summary>
    public bool SkipLeadingText { get; init; }
}

/// <summary>Kinds of values that may be shown while they are cut off.</summary>
[Flags]
public enum PartialJsonParts
{
    /// <summary>Only what is complete.</summary>
    None = 0,

    /// <summary>The characters of a string so far. Half of a character or escape is left out.</summary>
    Strings = 1,

    /// <summary>The digits of a number so far.</summary>
    Numbers = 2,

    /// <summary><c>null</c> from its first letter on.</summary>
    Nulls = 4,

    /// <summary><c>true</c> and <c>false</c> from their first letter on.</summary>
    Booleans = 8,

    /// <summary>The items of an array so far.</summary>
    Arrays = 16,

    /// <summary>The members of an object so far.</summary>
    Objects = 32,

    /// <summary><c>NaN</c>, from its first letter on. Without this flag it is no JSON.</summary>
    NaN = 64,

    /// <summary><c>Infinity</c>, from its first letter on. Without this flag it is no JSON.</summary>
    Infinity = 128,

    /// <summary><c>-Infinity</c>, from its second letter on. Without this flag it is no JSON.</summary>
    NegativeInfinity = 256,

    /// <summary><see cref="Nulls"/> and <see cref="Booleans"/>.</summary>
    Literals = Nulls | Booleans,

    /// <summary><see cref="Arrays"/> and <see cref="Objects"/>.</summary>
    Containers = Arrays | Objects,
}

/// <summary>How a number that is cut off becomes a number.</summary>
public enum PartialNumberStyle
{
    /// <summary>The longest part that is a number: <c>12.</c> is 12, <c>2.5e-</c> is 2.5, <c>-</c> is not shown.</summary>
    LongestPart,

    /// <summary>A zero is added where digits are missing: <c>12.</c> is 12.0, <c>2e</c> is 2e0, <c>-</c> is -0.</summary>
    AddZero,
}

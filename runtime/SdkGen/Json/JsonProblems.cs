using System.Text.Json;

namespace SdkGen.Json;

/// <summary>Every place where JSON does not fit its contract. Costs nothing while there is none.</summary>
/// <remarks>
/// A reader adds a problem with an empty path; each level that it returns through puts its own step in front (<see cref="Prefix(int, string)"/>),
/// so that no path is built where all is well.
/// </remarks>
public struct JsonProblems
{
    private List<JsonProblem>? _items;

    /// <summary>How many there are.</summary>
    public readonly int Count => _items?.Count ?? 0;

    /// <summary>The problems in document order.</summary>
    public readonly IReadOnlyList<JsonProblem> Items => _items ?? (IReadOnlyList<JsonProblem>)[];

    /// <summary>Adds a problem at the current place.</summary>
    /// <param name="expected">What the contract asks for, for example <c>an integer from 1 to 14</c>.</param>
    /// <param name="received">What came, shortened.</param>
    public void Add(string expected, string received) => (_items ??= []).Add(new JsonProblem("", expected, received));

    /// <summary>Adds a problem about the value at the reader and steps over that value.</summary>
    public void Expected(ref Utf8JsonReader reader, string expected)
    {
        Add(expected, Describe(ref reader));
        reader.Skip();
    }

    /// <summary>Puts <c>.name</c> in front of every path added since there were <paramref name="from"/>.</summary>
    public readonly void Prefix(int from, string name)
    {
        for (var i = from; i < Count; i++)
            _items![i] = _items[i] with { Path = $".{name}{_items[i].Path}" };
    }

    /// <summary>Puts <c>[index]</c> in front of every path added since there were <paramref name="from"/>.</summary>
    public readonly void Prefix(int from, int index)
    {
        for (var i = from; i < Count; i++)
            _items![i] = _items[i] with { Path = $"[{index}]{_items[i].Path}" };
    }

    private static string Describe(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.Null => "null",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => System.Text.Encoding.UTF8.GetString(reader.HasValueSequence ? System.Buffers.BuffersExtensions.ToArray(reader.ValueSequence) : reader.ValueSpan),
    };
}

/// <summary>One place where JSON does not fit its contract.</summary>
/// <param name="Path">Steps from the root: <c>.days</c>, <c>.stops[2].city</c>; empty at the root.</param>
/// <param name="Expected">What the contract asks for.</param>
/// <param name="Received">What came, shortened.</param>
public sealed record JsonProblem(string Path, string Expected, string Received);

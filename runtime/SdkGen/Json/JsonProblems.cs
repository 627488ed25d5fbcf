using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace SdkGen.Json;

/// <summary>Every place where JSON does not fit its contract. Costs nothing while there is none.</summary>
/// <remarks>
/// A reader adds a problem with an empty path; each level that it returns through puts its own step in front (<see cref="Prefix(int, string)"/>),
/// so that no path is built where all is well. Past <see cref="Limit"/> problems are counted and no longer kept: hostile input stays cheap.
/// </remarks>
public struct JsonProblems
{
    /// <summary>How many problems are kept.</summary>
    public const int Limit = 50;

    private const int LongestReceived = 80;

    private List<JsonProblem>? _items;
    private int _count;

    /// <summary>What is read is a service's answer and not the arguments of a tool: what can be understood is no problem.</summary>
    internal bool ReadsAnswers { get; init; }

    /// <summary>How many there are, kept or not.</summary>
    public readonly int Count => _count;

    /// <summary>The problems in document order, no more than <see cref="Limit"/>.</summary>
    public readonly IReadOnlyList<JsonProblem> Items => _items ?? (IReadOnlyList<JsonProblem>)[];

    /// <summary>Adds a problem at the current place.</summary>
    /// <param name="expected">What the contract asks for, for example <c>an integer from 1 to 14</c>.</param>
    /// <param name="received">What came, shortened.</param>
    public void Add(string expected, string received)
    {
        _count++;
        _items ??= [];
        if (_items.Count < Limit)
            _items.Add(new JsonProblem("", expected, received));
    }

    /// <summary>Adds a problem about the value at the reader and steps over that value.</summary>
    public void Expected(ref Utf8JsonReader reader, string expected)
    {
        Add(expected, Describe(ref reader));
        reader.Skip();
    }

    /// <summary>Adds the absence of a member.</summary>
    public void Missing(string name, string expected)
    {
        var from = _count;
        Add(expected, "nothing");
        Prefix(from, name);
    }

    /// <summary>Adds a member that the contract does not know, and steps over its value.</summary>
    /// <param name="reader">Stands on the member's value.</param>
    /// <param name="known">The names that the contract knows, as a list for a person.</param>
    public void Unknown(ref Utf8JsonReader reader, string known) =>
        Expected(ref reader, known.Length == 0 ? "no members" : $"nothing by this name (the names are {known})");

    /// <summary>Puts <c>.name</c> in front of every path added since there were <paramref name="from"/>.</summary>
    public readonly void Prefix(int from, string name)
    {
        if (_count != from)
            PrefixStep(from, IsPlain(name) ? "." + name : $"[\"{Shorten(name)}\"]");
    }

    /// <summary>Puts <c>.name</c> in front of every path added since there were <paramref name="from"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Prefix(int from, ReadOnlySpan<byte> name)
    {
        if (_count != from)
            PrefixName(from, name);
    }

    /// <summary>Puts <c>[index]</c> in front of every path added since there were <paramref name="from"/>.</summary>
    public readonly void Prefix(int from, int index)
    {
        if (_count != from)
            PrefixStep(from, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"[{index}]"));
    }

    /// <summary>Puts steps in front of every path added since there were <paramref name="from"/>.</summary>
    internal readonly void PrefixPath(int from, string steps)
    {
        if (_count != from)
            PrefixStep(from, steps);
    }

    /// <summary>What stands at the reader, in words and shortened: <c>"Paris"</c>, <c>99</c>, <c>an object</c>.</summary>
    internal static string Describe(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject or JsonTokenType.EndObject => "an object",
        JsonTokenType.StartArray or JsonTokenType.EndArray => "an array",
        JsonTokenType.Null => "null",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.String => $"\"{RawText(ref reader)}\"",
        _ => RawText(ref reader),
    };

    private static string RawText(ref Utf8JsonReader reader) =>
        Shorten(Encoding.UTF8.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan));

    private static string Shorten(string text)
    {
        if (text.Length <= LongestReceived)
            return text;
        var end = char.IsHighSurrogate(text[LongestReceived - 1]) ? LongestReceived - 1 : LongestReceived;
        return text[..end] + "…";
    }

    private static bool IsPlain(string name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-'))
                return false;
        }

        return name.Length is > 0 and <= LongestReceived;
    }

    private readonly void PrefixName(int from, ReadOnlySpan<byte> name) => Prefix(from, Encoding.UTF8.GetString(name));

    private readonly void PrefixStep(int from, string step)
    {
        for (var i = from; i < _items!.Count; i++)
            _items[i] = _items[i] with { Path = step + _items[i].Path };
    }
}

/// <summary>One place where JSON does not fit its contract.</summary>
/// <param name="Path">Steps from the root: <c>.days</c>, <c>.stops[2].city</c>; empty at the root.</param>
/// <param name="Expected">What the contract asks for.</param>
/// <param name="Received">What came, shortened.</param>
public sealed record JsonProblem(string Path, string Expected, string Received);

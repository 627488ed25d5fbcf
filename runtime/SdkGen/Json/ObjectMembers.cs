using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace SdkGen.Json;

/// <summary>The members of one object while generated code reads it: at which of them the reader stands, and which have come.</summary>
/// <remarks>Names and expectations are data, so that a type costs the compiler a constant and one line per member.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct ObjectMembers
{
    private readonly ReadOnlySpan<byte> _names;
    private ReadOnlySpan<byte> _name;
    private int _start;
    private int _from;
    private int _following;
    private int _followingIndex;

    /// <summary>Begins with no member.</summary>
    /// <param name="names">The names of all members in UTF-8, each after one byte that is its length.</param>
    public ObjectMembers(ReadOnlySpan<byte> names) => _names = names;

    /// <summary>The number of the member on whose value the reader stands; -1 where it has no such name.</summary>
    public int Index { get; private set; }

    /// <summary>The name of that member, unescaped.</summary>
    public readonly ReadOnlySpan<byte> Name => _name;

    /// <summary>A bit for each of the first 64 members that has come.</summary>
    public ulong Seen { get; private set; }

    /// <summary>Whether an object begins here; if not, that is a problem and the value is stepped over.</summary>
    public bool Begin(ref Utf8JsonReader reader, ref JsonProblems problems)
    {
        _start = _from = problems.Count;
        return ContractReader.StartObject(ref reader, ref problems);
    }

    /// <summary>Moves to the value of the next member; false at the object's end.</summary>
    public bool Next(ref Utf8JsonReader reader, ref JsonProblems problems)
    {
        problems.Prefix(_from, _name);
        _from = problems.Count;
        reader.Read();
        if (reader.TokenType != JsonTokenType.PropertyName)
            return false;

        var name = reader.ValueIsEscaped || reader.HasValueSequence ? ContractReader.Unescape(ref reader) : reader.ValueSpan;
        _name = name;
        reader.Read();
        if (IsAt(_following, name))
            Found(_followingIndex, _following + 1 + name.Length);
        else
            Find(name);
        return true;
    }

    /// <summary>Whether the value is there; <c>null</c> is the member's absence.</summary>
    public bool HasValue(ref Utf8JsonReader reader)
    {
        if (!ContractReader.IsNull(ref reader))
            return true;
        Seen &= ~(1UL << Index);
        return false;
    }

    /// <summary>Adds a member that the contract does not know, and steps over its value.</summary>
    public readonly void Unknown(ref Utf8JsonReader reader, ref JsonProblems problems)
    {
        var known = new StringBuilder();
        for (var at = 0; at < _names.Length; at += 1 + _names[at])
            known.Append(at == 0 ? "" : ", ").Append(Encoding.UTF8.GetString(_names.Slice(at + 1, _names[at])));
        problems.Unknown(ref reader, known.ToString());
    }

    /// <summary>Ends an object of which nothing is required.</summary>
    /// <returns>Whether it has no problem.</returns>
    public readonly bool End(ref JsonProblems problems) => problems.Count == _start;

    /// <summary>Ends the object: required members that have not come are problems.</summary>
    /// <param name="problems">Takes them.</param>
    /// <param name="required">A bit for each required member.</param>
    /// <param name="expected">What the contract asks for at each of these, a line per member.</param>
    /// <returns>Whether the object has no problem.</returns>
    public readonly bool End(ref JsonProblems problems, ulong required, string expected)
    {
        if ((Seen & required) != required)
            AddMissing(ref problems, required, expected);
        return problems.Count == _start;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool IsAt(int place, scoped ReadOnlySpan<byte> name) =>
        place < _names.Length && _names[place] == name.Length && _names.Slice(place + 1, name.Length).SequenceEqual(name);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Found(int index, int following)
    {
        Index = index;
        Seen |= 1UL << index;
        (_following, _followingIndex) = (following, index + 1);
    }

    private void Find(scoped ReadOnlySpan<byte> name)
    {
        var index = ContractReader.IndexOf(_names, name, out var following);
        if (index < 0)
            Index = -1;
        else
            Found(index, following);
    }

    private readonly void AddMissing(ref JsonProblems problems, ulong required, string expected)
    {
        var lines = expected.Split('\n');
        var (index, line) = (0, 0);
        for (var at = 0; at < _names.Length; at += 1 + _names[at])
        {
            var bit = 1UL << index++;
            if ((required & bit) == 0)
                continue;
            if ((Seen & bit) == 0)
                problems.Missing(Encoding.UTF8.GetString(_names.Slice(at + 1, _names[at])), lines[line]);
            line++;
        }
    }
}

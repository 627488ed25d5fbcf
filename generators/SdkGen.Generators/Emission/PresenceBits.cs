using System.Globalization;
using SdkGen.Generators.Contracts;

namespace SdkGen.Generators.Emission;

/// <summary>One bit for every member of which a reader must know whether it was there.</summary>
/// <param name="members">Those members, in order.</param>
/// <param name="variable">The variable or field that holds the bits; past 64 members there is a second, and so on.</param>
internal sealed class PresenceBits(IReadOnlyList<Member> members, string variable)
{
    private const int BitsPerVariable = 64;

    public bool IsEmpty => members.Count == 0;

    /// <summary>Declarations of the variables, for example <c>uint seen = 0</c>.</summary>
    public IEnumerable<string> Declarations => Enumerable.Range(0, (members.Count + BitsPerVariable - 1) / BitsPerVariable)
        .Select(i => $"{(members.Count > 32 ? "ulong" : "uint")} {Variable(i * BitsPerVariable)}");

    public bool Has(Member member) => IndexOf(member) >= 0;

    public string Set(Member member) => $"{Variable(IndexOf(member))} |= {Bit(IndexOf(member))};";

    /// <summary>The variable that holds the member's bit.</summary>
    public string Field(Member member) => Variable(IndexOf(member));

    /// <summary>The member's bit.</summary>
    public string Flag(Member member) => Bit(IndexOf(member));

    public string IsPresent(Member member) => $"({Variable(IndexOf(member))} & {Bit(IndexOf(member))}) != 0";

    public string IsAbsent(Member member) => $"({Variable(IndexOf(member))} & {Bit(IndexOf(member))}) == 0";

    private string Variable(int index) => index < BitsPerVariable ? variable : variable + (index / BitsPerVariable + 1).ToString(CultureInfo.InvariantCulture);

    private static string Bit(int index) => "0x" + (1UL << (index % BitsPerVariable)).ToString("x", CultureInfo.InvariantCulture);

    private int IndexOf(Member member)
    {
        for (var i = 0; i < members.Count; i++)
        {
            if (members[i].WireName == member.WireName)
                return i;
        }

        return -1;
    }
}

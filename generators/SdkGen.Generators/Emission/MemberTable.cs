using System.Text;
using SdkGen.Generators.Contracts;

namespace SdkGen.Generators.Emission;

/// <summary>The names of an object's members as one constant, each after its length, and what is asked for where a required one is missing.</summary>
/// <remarks>Emitted code then has one case per member instead of tests and messages for each: the compiler's time goes by the pieces of code, whatever their size.</remarks>
/// <param name="known">The members, in the order of their numbers.</param>
internal sealed class MemberTable(IReadOnlyList<Member> known)
{
    private const int MostMembers = 64;
    private const int LongestName = 127;

    public IReadOnlyList<Member> Known => known;

    /// <summary>A literal of all names.</summary>
    public string Names => NamesOf(known);

    /// <summary>A bit for each member.</summary>
    public PresenceBits Bits { get; } = new(known, "members.Seen");

    /// <summary>The table of a type; null where its names or messages do not fit into one.</summary>
    public static MemberTable? Of(ObjectType type)
    {
        var known = type.Members.ToList();
        if (type.Discriminator is { } tag)
            known.Add(new Member(tag, tag, new Node(new AnyShape(), "")) { Direction = MemberDirection.WriteOnly });
        return known.Count is > 0 and <= MostMembers && HasNames(known) && !Required(known).Any(member => Expectation.Of(member.Node).Contains('\n')) ? new MemberTable(known) : null;
    }

    /// <summary>Whether a length of one byte says how long each name is.</summary>
    public static bool HasNames(IEnumerable<Member> members) => members.All(member => Encoding.UTF8.GetByteCount(member.WireName) <= LongestName);

    /// <inheritdoc cref="Names"/>
    public static string NamesOf(IEnumerable<Member> members) =>
        CSharpLiteral.Utf8(string.Concat(members.Select(member => (char)Encoding.UTF8.GetByteCount(member.WireName) + member.WireName)));

    /// <summary>The expression that ends the object.</summary>
    public string End()
    {
        var required = Required(known).ToArray();
        if (required.Length == 0)
            return "members.End(ref problems)";
        var bits = required.Aggregate(0UL, (mask, member) => mask | 1UL << IndexOf(member));
        return $"members.End(ref problems, 0x{bits.ToString("x", System.Globalization.CultureInfo.InvariantCulture)}, {CSharpLiteral.Of(string.Join("\n", required.Select(member => Expectation.Of(member.Node))))})";
    }

    private static IEnumerable<Member> Required(IEnumerable<Member> members) => members.Where(member => member.Required && member.Direction != MemberDirection.WriteOnly);

    private int IndexOf(Member member)
    {
        for (var i = 0; i < known.Count; i++)
        {
            if (ReferenceEquals(known[i], member))
                return i;
        }

        return -1;
    }
}

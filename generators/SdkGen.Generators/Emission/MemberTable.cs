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
        var known = KnownOf(type);
        return known.Count is > 0 and <= MostMembers && HasNames(known) && !known.Any(member => IsRequired(member) && Expectation.Of(member.Node).Contains('\n')) ? new MemberTable(known) : null;
    }

    /// <summary>The members of a type, and the one that tells it apart from others, which is stepped over.</summary>
    public static IReadOnlyList<Member> KnownOf(ObjectType type) => type.Discriminator is { } tag
        ? [.. type.Members, new Member(tag, tag, new Node(new AnyShape(), "")) { Direction = MemberDirection.WriteOnly }]
        : [.. type.Members];

    /// <summary>Whether a length of one byte says how long each name is.</summary>
    public static bool HasNames(IEnumerable<Member> members) => members.All(member => Encoding.UTF8.GetByteCount(member.WireName) <= LongestName);

    /// <inheritdoc cref="Names"/>
    public static string NamesOf(IEnumerable<Member> members)
    {
        var names = TextBuilders.Take();
        foreach (var member in members)
            names.Append((char)Encoding.UTF8.GetByteCount(member.WireName)).Append(member.WireName);
        return CSharpLiteral.Utf8(TextBuilders.Finish(names));
    }

    /// <summary>The expression that ends the object.</summary>
    public string End()
    {
        var bits = 0UL;
        var expected = TextBuilders.Take();
        for (var i = 0; i < known.Count; i++)
        {
            if (!IsRequired(known[i]))
                continue;
            expected.Append(bits == 0 ? "" : "\n").Append(Expectation.Of(known[i].Node));
            bits |= 1UL << i;
        }

        var text = TextBuilders.Finish(expected);
        return bits == 0
            ? "members.End(ref problems)"
            : $"members.End(ref problems, 0x{bits.ToString("x", System.Globalization.CultureInfo.InvariantCulture)}, {CSharpLiteral.Of(text)})";
    }

    private static bool IsRequired(Member member) => member.Required && member.Direction != MemberDirection.WriteOnly;
}

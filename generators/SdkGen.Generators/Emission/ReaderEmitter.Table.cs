using SdkGen.Generators.Contracts;

namespace SdkGen.Generators.Emission;

/// <content>Objects whose members are found by number.</content>
internal sealed partial class ReaderEmitter
{
    /// <summary>Emits a case per member, in the order of their numbers, and one for what has no number.</summary>
    /// <param name="target">Where a member's value goes, as an assignable expression.</param>
    /// <param name="bits">Notes that a member was present; null where <paramref name="index"/> does.</param>
    /// <param name="hasValue">The test that steps over null, where it is another than usual.</param>
    public void EmitCases(SourceWriter writer, IEnumerable<Member> members, string index, Func<Member, string> target, PresenceBits? bits, string unknown, string? hasValue = null)
    {
        using var @switch = writer.Braces($"switch ({index})");
        var number = 0;
        foreach (var member in members)
        {
            writer.Line($"case {CSharpLiteral.Of(number++)}:");
            using var @case = writer.Indent();
            EmitMember(writer, member, target(member), null, bits, hasValue ?? HasValue);
            writer.Line("break;");
        }

        writer.Line("default:");
        writer.Line($"    {unknown}");
        writer.Line("    break;");
    }

    /// <summary>The loop over the members of an object with a table, up to the test that all went well.</summary>
    private void EmitTable(SourceWriter writer, ObjectType type, Member[] members, MemberTable table, Func<Member, string> local)
    {
        var unknown = type.Unknown == UnknownMembers.Reject && table.Known.Count == members.Length ? "members.Unknown(ref reader, ref problems);" : Unknown(type, "kept", members, "members.Name");
        using (writer.Braces("while (members.Next(ref reader, ref problems))"))
            EmitCases(writer, table.Known, "members.Index", local, null, unknown, "members.HasValue(ref reader)");

        writer.Line();
        writer.Line($"if (!{table.End()})");
    }
}

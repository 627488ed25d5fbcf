using SdkGen.Generators.Contracts;

namespace SdkGen.Generators.Emission;

/// <content>Objects whose members are found by number.</content>
internal sealed partial class ReaderEmitter
{
    /// <summary>Emits a case per member, in the order of their numbers, and one for what has no number.</summary>
    /// <param name="target">Where a member's value goes, as an assignable expression.</param>
    /// <param name="statements">What reads a member's value.</param>
    public static void EmitCases(SourceWriter writer, IEnumerable<Member> members, string index, Func<Member, IEnumerable<string>> statements, string unknown)
    {
        using var @switch = writer.Braces($"switch ({index})");
        var number = 0;
        foreach (var member in members)
        {
            writer.Line($"case {CSharpLiteral.Of(number++)}:");
            foreach (var line in statements(member))
                writer.Line($"    {line}");
            writer.Line("    break;");
        }

        writer.Line("default:");
        writer.Line($"    {unknown}");
        writer.Line("    break;");
    }

    /// <summary>The statements that read an argument of a tool.</summary>
    public string[] Statements(Member member, string target, PresenceBits bits) => Member(member, target, null, bits);

    private void EmitByTable(SourceWriter writer, ObjectType type, Member[] members, MemberTable table, Func<Member, string> local, string nothing)
    {
        writer.Line($"var members = new global::SdkGen.Json.ObjectMembers({table.Names});");
        writer.Line("if (!members.Begin(ref reader, ref problems))");
        writer.Line($"    return {nothing};");
        writer.Line();
        foreach (var member in members)
            writer.Line($"{member.Node.ClrType} {local(member)} = {member.DefaultExpression ?? "default!"};");
        if (type.Unknown == UnknownMembers.Keep)
            writer.Line("global::System.Collections.Generic.Dictionary<string, global::System.Text.Json.JsonElement>? kept = null;");

        var unknown = type.Unknown == UnknownMembers.Reject && table.Known.Count == members.Length ? "members.Unknown(ref reader, ref problems);" : Unknown(type, "kept", members, "members.Name");
        using (writer.Braces("while (members.Next(ref reader, ref problems))"))
            EmitCases(writer, table.Known, "members.Index", member => Statements(member, local(member)), unknown);

        writer.Line();
        writer.Line($"if (!{table.End()})");
        writer.Line($"    return {nothing};");
        EmitConstruction(writer, type, members, table.Bits, local);
    }

    private IEnumerable<string> Statements(Member member, string target)
    {
        if (member.Direction == MemberDirection.WriteOnly)
            return ["reader.Skip();"];
        var read = $"{target} = {Value(member.Node)};";
        return member.NullIsAbsence && scope.TakesNullForAbsence ? ["if (members.HasValue(ref reader))", "    " + read] : [read];
    }
}

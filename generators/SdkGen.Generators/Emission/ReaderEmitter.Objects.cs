using SdkGen.Generators.Contracts;

namespace SdkGen.Generators.Emission;

/// <content>Objects and unions.</content>
internal sealed partial class ReaderEmitter
{
    private static readonly HashSet<string> s_takenNames = new(["reader", "problems", "name", "from", "start", "seen", "value", "kept", "initial", "members"], StringComparer.Ordinal);

    /// <summary>Emits what a reader does once all members were read: required members that did not come are problems.</summary>
    public static void EmitMissing(SourceWriter writer, IEnumerable<Member> members, PresenceBits bits)
    {
        foreach (var member in members.Where(member => member.Required && bits.Has(member)))
        {
            writer.Line($"if ({bits.IsAbsent(member)})");
            writer.Line($"    problems.Missing({CSharpLiteral.Of(member.WireName)}, {CSharpLiteral.Of(Expectation.Of(member.Node))});");
        }
    }

    /// <summary>The names of members as a list for a person.</summary>
    public static string Names(IEnumerable<Member> members) =>
        string.Join(", ", members.Where(member => member.Direction != MemberDirection.WriteOnly).Select(member => member.WireName));

    private void EmitCreate(SourceWriter writer, ObjectType type)
    {
        var members = type.Members.Where(member => member.Direction != MemberDirection.WriteOnly).ToArray();
        var table = MemberTable.Of(type);
        var bits = table?.Bits ?? new PresenceBits(members.Where(member => member.Required || member.Assignment != MemberAssignment.Initializer).ToArray(), "seen");
        // A member that is only known has no local: it is stepped over.
        var locals = Locals(members.Select(member => member.ClrName), members.Length);
        string Local(Member member) => locals.TryGetValue(member.ClrName, out var local) ? local : "_";
        var nothing = type.IsValueType ? "default" : "null!";
        using (writer.Braces($"internal static {type.ClrType} {scope.Declared(scope.ReadMethod(type))}({Parameters})"))
        {
            writer.Line(table is null ? "var start = problems.Count;" : $"var members = new global::SdkGen.Json.ObjectMembers({table.Names});");
            writer.Line($"if (!{(table is null ? Reader + ".StartObject" : "members.Begin")}(ref reader, ref problems))");
            writer.Line($"    return {nothing};");
            writer.Line();
            foreach (var member in members)
                writer.Line($"{member.Node.ClrType} {Local(member)} = {member.DefaultExpression ?? "default!"};");
            if (type.Unknown == UnknownMembers.Keep)
                writer.Line("global::System.Collections.Generic.Dictionary<string, global::System.Text.Json.JsonElement>? kept = null;");
            if (table is null)
                EmitChain(writer, type, members, bits, Local);
            else
                EmitTable(writer, type, members, table, Local);
            writer.Line($"    return {nothing};");
            EmitConstruction(writer, type, members, bits, Local);
        }

        foreach (var member in members.Where(member => member.Assignment == MemberAssignment.WhenPresentInit))
        {
            writer.Line();
            writer.Line($"[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.Method, Name = {CSharpLiteral.Of("set_" + member.ClrName)})]");
            writer.Line($"private static extern void {Setter(type, member)}({(type.IsValueType ? "ref " : "")}{member.DeclaringType ?? type.ClrType} target, {member.Node.ClrType} value);");
        }
    }

    /// <summary>The loop for what no table holds, a test of the name per member, up to the test that all went well.</summary>
    private void EmitChain(SourceWriter writer, ObjectType type, Member[] members, PresenceBits bits, Func<Member, string> local)
    {
        foreach (var declaration in bits.Declarations)
            writer.Line(declaration + " = 0;");
        EmitLoop(writer, MemberTable.KnownOf(type), local, static _ => null, bits, Unknown(type, "kept", members));
        writer.Line();
        EmitMissing(writer, members, bits);
        writer.Line("if (problems.Count != start)");
    }

    private void EmitLoop(SourceWriter writer, IEnumerable<Member> members, Func<Member, string> target, Func<Member, string?> last, PresenceBits bits, string unknown)
    {
        using var loop = writer.Braces($"while ({Reader}.Member(ref reader, out var name))");
        writer.Line("var from = problems.Count;");
        EmitMembers(writer, members, target, last, bits, unknown);
        writer.Line();
        writer.Line("problems.Prefix(from, name);");
    }

    private void EmitConstruction(SourceWriter writer, ObjectType type, Member[] members, PresenceBits bits, Func<Member, string> local)
    {
        var arguments = members.Where(member => member.ConstructorIndex is not null).OrderBy(member => member.ConstructorIndex).Select(local).ToArray();
        var initial = members
            .Where(member => member.ConstructorIndex is null && member.Assignment == MemberAssignment.Initializer)
            .Select(member => $"{CSharpIdentifier.Escape(member.ClrName)} = {local(member)}").ToList();
        if (type is { Unknown: UnknownMembers.Keep, ExtensionData: { } extension })
            initial.Add($"{CSharpIdentifier.Escape(extension)} = kept{(type.KeepsNothingAsNull ? "" : " ?? []")}");
        var late = members.Where(member => member.ConstructorIndex is null && member.Assignment is MemberAssignment.WhenPresent or MemberAssignment.WhenPresentInit).ToArray();

        string Construction() => type.IsTuple && arguments.Length > 1 ? $"({string.Join(", ", arguments)})" : $"new {type.ClrType}({string.Join(", ", arguments)})" + (initial.Count == 0 ? "" : $" {{ {string.Join(", ", initial)} }}");
        var own = members.Where(member => member.ConstructorIndex is null && member.Assignment == MemberAssignment.InitialWhenAbsent).ToArray();
        if (own.Length > 0)
        {
            writer.Line($"var initial = {string.Join(" || ", own.Select(bits.IsAbsent))} ? {Construction()} : default!;");
            initial.AddRange(own.Select(member =>
                $"{CSharpIdentifier.Escape(member.ClrName)} = {bits.IsPresent(member)} ? {local(member)} : initial.{CSharpIdentifier.Escape(member.ClrName)}"));
        }

        var construction = Construction();
        if (late.Length == 0)
        {
            writer.Line($"return {construction};");
            return;
        }

        writer.Line($"var value = {construction};");
        foreach (var member in late)
        {
            writer.Line($"if ({bits.IsPresent(member)})");
            writer.Line(member.Assignment == MemberAssignment.WhenPresentInit
                ? $"    {Setter(type, member)}({(type.IsValueType ? "ref " : "")}value, {local(member)});"
                : $"    value.{CSharpIdentifier.Escape(member.ClrName)} = {local(member)};");
        }

        writer.Line("return value;");
    }

    private string Setter(ObjectType type, Member member) => $"Set{CSharpIdentifier.Pascal(scope.Declared(scope.ReadMethod(type)).Substring("Read".Length))}{member.ClrName}";

    private void EmitFill(SourceWriter writer, ObjectType type)
    {
        var members = type.Members.Where(member => member.Direction != MemberDirection.WriteOnly).ToArray();
        var bits = new PresenceBits(members.Where(member => member.Required).ToArray(), "seen");
        // A member that is only known has no local: it is stepped over.
        var locals = Locals(members.Select(member => member.ClrName), members.Length);
        string Local(Member member) => locals.TryGetValue(member.ClrName, out var local) ? local : "_";
        using var method = writer.Braces(
            $"public override void Read(ref global::System.Text.Json.Utf8JsonReader reader, {type.ClrType} value, ref global::SdkGen.Json.JsonProblems problems)");
        foreach (var member in members.Where(member => IsReused(member.Node)))
            writer.Line($"var {Local(member)} = value.{ContractScope.Field(member.ClrName)};");
        foreach (var member in members)
            writer.Line($"value.{ContractScope.Field(member.ClrName)} = {member.DefaultExpression ?? (member.Node.Nullable ? "null" : "default!")};");
        if (type.ExtensionData is { } kept)
            writer.Line($"value.{ContractScope.Field(kept)} = null;");
        if (type.KeptText is { } text)
            writer.Line($"value.{ContractScope.Field(text)} = null;");
        foreach (var declaration in bits.Declarations)
            writer.Line(declaration + " = 0;");
        writer.Line($"if (!{Reader}.StartObject(ref reader, ref problems))");
        writer.Line("    return;");
        writer.Line();
        EmitLoop(
            writer, members, member => "value." + ContractScope.Field(member.ClrName), member => IsReused(member.Node) ? Local(member) : null, bits,
            Unknown(type, type.ExtensionData is { } unknown ? $"value.{ContractScope.Field(unknown)}" : "", members));
        if (!bits.IsEmpty)
        {
            writer.Line();
            EmitMissing(writer, members, bits);
        }
    }

    /// <summary>A union that is told apart by the kind of token: a class with one property per case.</summary>
    private void EmitTokenUnion(SourceWriter writer, UnionType type)
    {
        using var method = writer.Braces(
            $"public override void Read(ref global::System.Text.Json.Utf8JsonReader reader, {type.ClrType} value, ref global::SdkGen.Json.JsonProblems problems)");
        var locals = Locals(type.Cases.Select(@case => @case.ClrName), type.Cases.Count);
        foreach (var @case in type.Cases.Where(@case => IsReused(@case.Node)))
            writer.Line($"var {locals[@case.ClrName]} = value.{ContractScope.Field(@case.ClrName)};");
        foreach (var @case in type.Cases)
            writer.Line($"value.{ContractScope.Field(@case.ClrName)} = null;");
        using (writer.Braces("switch (reader.TokenType)"))
        {
            foreach (var @case in type.Cases)
            {
                foreach (var token in Tokens(@case.Tag))
                    writer.Line($"case global::System.Text.Json.JsonTokenType.{token}:");
                writer.Line($"    value.{ContractScope.Field(@case.ClrName)} = {Value(@case.Node with { Nullable = false }, IsReused(@case.Node) ? locals[@case.ClrName] : null)};");
                writer.Line("    break;");
            }

            writer.Line("default:");
            writer.Line($"    problems.Expected(ref reader, {CSharpLiteral.Of(string.Join(" or ", type.Cases.Select(@case => Expectation.Of(@case.Node.Shape))))});");
            writer.Line("    break;");
        }
    }

    /// <summary>A union that is told apart by a member: the base type of its cases. The member may stand anywhere in the object.</summary>
    private void EmitTaggedUnion(SourceWriter writer, UnionType type)
    {
        var expected = $"an object whose {JsonText.Quote(type.Discriminator!)} is {string.Join(" or ", type.Cases.Select(@case => @case.Tag))}";
        using var method = writer.Braces($"internal static {type.ClrType} {scope.Declared(scope.ReadMethod(type))}({Parameters})");
        using (writer.Braces($"switch ({Reader}.Discriminator(reader, {CSharpLiteral.Utf8(type.Discriminator!)}))"))
        {
            foreach (var @case in type.Cases)
            {
                // What is escaped in a tag of JSON is read unescaped; the escapes are C#'s too.
                writer.Line($"case {(@case.Tag.Contains('\\') ? $"\"\\\"\" + {@case.Tag} + \"\\\"\"" : CSharpLiteral.Of(@case.Tag))}:");
                writer.Line($"    return {Value(@case.Node)};");
            }

            writer.Line("default:");
            writer.Line($"    problems.Expected(ref reader, {CSharpLiteral.Of(expected)});");
            writer.Line("    return null!;");
        }
    }

    private string Unknown(ObjectType type, string kept, Member[] members, string name = "name") => type.Unknown switch
    {
        UnknownMembers.Keep => $"{Reader}.Keep(ref reader, {name}, {kept} ??= []);",
        UnknownMembers.Reject => $"problems.Unknown(ref reader, {CSharpLiteral.Of(Names(members))});",
        _ => "reader.Skip();",
    };

    private bool IsReused(Node node) => node.Shape switch
    {
        StringShape { Repeats: true } => true,
        ListShape { Collection: CollectionKind.Reusable } => true,
        ReferenceShape reference => ContractScope.HasCodec(scope[reference.Key]),
        _ => false,
    };

    private static IEnumerable<string> Tokens(string tag) => tag switch
    {
        "string" => ["String"],
        "number" => ["Number"],
        "boolean" => ["True", "False"],
        "array" => ["StartArray"],
        _ => ["StartObject"],
    };

    /// <summary>The local variables of one method, by member: numbered where two would have the same name.</summary>
    private static Dictionary<string, string> Locals(IEnumerable<string> clrNames, int count)
    {
        var locals = new Dictionary<string, string>(count, StringComparer.Ordinal);
        foreach (var clrName in clrNames)
        {
            var wanted = LocalName(clrName);
            var local = wanted;
            for (var i = 2; IsPresenceVariable(local) || locals.ContainsValue(local); i++)
                local = wanted + "_" + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            locals[clrName] = local;
        }

        return locals;
    }

    private static bool IsPresenceVariable(string name) => name.StartsWith("seen", StringComparison.Ordinal) && name.Skip("seen".Length).All(char.IsDigit);

    /// <summary>The name of a local variable for a member; never one that emitted methods use themselves.</summary>
    internal static string LocalName(string clrName, string? taken = null)
    {
        var name = clrName.Length > 0 && clrName[0] is >= 'A' and <= 'Z' ? (char)(clrName[0] + 32) + clrName.Substring(1) : clrName;
        return s_takenNames.Contains(name) || name == taken ? name + "Value" : CSharpIdentifier.Escape(name);
    }
}

using SdkGen.Generators.Contracts;

namespace SdkGen.Generators.Emission;

/// <content>Strings, numbers, names: the values that are one token.</content>
internal sealed partial class ReaderEmitter
{
    /// <summary>Emits what the readers above it asked for: one method per enum, one field per pattern.</summary>
    /// <param name="separate">Called before each member, for the empty line between members.</param>
    public void EmitSupport(SourceWriter writer, Action separate)
    {
        for (var i = 0; i < scope.EnumReaders.Count; i++)
        {
            separate();
            EmitEnum(writer, scope.EnumReaders[i]);
        }

        scope.EmitStatics(writer, separate);
        for (var i = 0; i < scope.Patterns.Count; i++)
        {
            separate();
            writer.Line($"internal static readonly global::System.Text.RegularExpressions.Regex {ContractScope.PatternField(i)} =");
            writer.Line($"    new({CSharpLiteral.Of(DotNetPattern(scope.Patterns[i]))}, global::System.Text.RegularExpressions.RegexOptions.CultureInvariant, global::System.TimeSpan.FromMilliseconds(250));");
        }
    }

    private void EmitEnum(SourceWriter writer, EnumShape shape)
    {
        var expected = CSharpLiteral.Of(Expectation.Of(shape));
        using var method = writer.Braces($"internal static {shape.ClrType} {scope.Declared(scope.ReadMethod(shape))}({Parameters})");
        if (shape.IsFlags)
        {
            writer.Line($"{shape.ClrType} value = 0;");
            using (writer.Braces($"if ({Reader}.StartArray(ref reader, ref problems, {expected}))"))
            using (writer.Braces($"while ({Reader}.Element(ref reader))"))
            {
                var otherwise = "";
                foreach (var member in shape.Members)
                {
                    writer.Line($"{otherwise}if ({Reader}.Is(ref reader, {CSharpLiteral.Utf8(member.WireName)}))");
                    writer.Line($"    value |= {shape.ClrType}.{CSharpIdentifier.Escape(member.ClrName)};");
                    otherwise = "else ";
                }

                writer.Line("else");
                writer.Line($"    problems.Expected(ref reader, {expected});");
            }

            writer.Line();
            writer.Line("return value;");
            return;
        }

        foreach (var member in shape.Members)
        {
            writer.Line($"if ({Reader}.Is(ref reader, {CSharpLiteral.Utf8(member.WireName)}))");
            writer.Line($"    return {shape.ClrType}.{CSharpIdentifier.Escape(member.ClrName)};");
        }

        writer.Line($"problems.Expected(ref reader, {expected});");
        writer.Line("return default;");
    }

    private string Number(Node node, NumberShape number)
    {
        var type = NumberLiteral.ClrType(number.Kind);
        var call = $"{Reader}.Number<{type}>(ref reader, ref problems";
        if (number is { Minimum: null, Maximum: null, MultipleOf: null } && IsPlain(node))
            return call + ")";

        var expected = CSharpLiteral.Of(Expectation.Of(node));
        if (IsPlain(node) && number is { ExclusiveMinimum: false, ExclusiveMaximum: false, MultipleOf: null } && number.Kind != NumberKind.BigInteger)
        {
            var minimum = number.Minimum is { } low ? NumberLiteral.Of(number.Kind, low) : NumberLiteral.MinValue(number.Kind);
            var maximum = number.Maximum is { } high ? NumberLiteral.Of(number.Kind, high) : NumberLiteral.MaxValue(number.Kind);
            return $"{call}, {minimum}, {maximum}, {expected})";
        }

        var tests = new List<string>();
        if (number.Minimum is { } from)
            tests.Add($"value {(number.ExclusiveMinimum ? ">" : ">=")} {NumberLiteral.Of(number.Kind, from)}");
        if (number.Maximum is { } to)
            tests.Add($"value {(number.ExclusiveMaximum ? "<" : "<=")} {NumberLiteral.Of(number.Kind, to)}");
        if (number.MultipleOf is { } step)
            tests.Add($"value % {NumberLiteral.Of(number.Kind, step)} == 0");
        AddChoices(tests, node, json => NumberLiteral.Of(number.Kind, json), NumberLiteral.IsConstant(number.Kind));
        return $"{call}, static value => {string.Join(" && ", tests)}, {expected})";
    }

    private string Text(Node node, StringShape text)
    {
        if (text.Kind != StringKind.String)
            return $"{Reader}.{text.Kind}(ref reader, ref problems)";

        var call = $"{Reader}.String(ref reader, ref problems";
        if (text is { MinLength: null, MaxLength: null, Pattern: null } && IsPlain(node) && Formatted(text.Format) is null)
            return call + ")";

        var expected = CSharpLiteral.Of(Expectation.Of(node));
        var length = $"{CSharpLiteral.Of(text.MinLength ?? 0)}, {(text.MaxLength is { } high ? CSharpLiteral.Of(high) : "int.MaxValue")}";
        if (text.Pattern is null && IsPlain(node) && Formatted(text.Format) is null)
            return $"{call}, {length}, {expected})";

        var tests = new List<string>();
        if (text.MinLength is not null || text.MaxLength is not null)
            tests.Add($"{Reader}.HasLength(value, {length})");
        if (Formatted(text.Format) is { } test)
            tests.Add($"{Reader}.{test}(value)");
        if (text.Pattern is { } pattern)
            tests.Add($"{Reader}.Matches(value, {scope.Pattern(pattern)})");
        AddChoices(tests, node, JsonStringLiteral, isConstant: true);
        return $"{call}, static value => {string.Join(" && ", tests)}, {expected})";
    }

    /// <summary>The runtime's test for a format; null for formats that are told and not tested.</summary>
    private static string? Formatted(string? format) => format switch
    {
        "email" => "IsEmail",
        "uri" => "IsUrl",
        "base64" => "IsBase64",
        _ => null,
    };

    /// <param name="isConstant">The literals can stand in a pattern.</param>
    private static void AddChoices(List<string> tests, Node node, Func<string, string> literal, bool isConstant)
    {
        var allowed = node.Allowed.Where(json => json != "null").Select(literal).ToArray();
        var denied = node.Denied.Where(json => json != "null").Select(literal).ToArray();
        if (node.Allowed.Count > 0 && allowed.Length == 0)
            tests.Add("false");
        else if (allowed.Length > 0)
            tests.Add(isConstant ? $"value is {string.Join(" or ", allowed)}" : $"({string.Join(" || ", allowed.Select(item => "value == " + item))})");
        if (denied.Length > 0)
            tests.Add(isConstant ? $"value is not ({string.Join(" or ", denied)})" : string.Join(" && ", denied.Select(item => "value != " + item)));
    }

    /// <summary>The <c>$</c> of a contract is the end of the text; .NET's also stands before a last line feed.</summary>
    private static string DotNetPattern(string pattern) =>
        pattern.StartsWith("^(?:", StringComparison.Ordinal) && pattern.EndsWith(")$", StringComparison.Ordinal) ? pattern.Substring(0, pattern.Length - 1) + "\\z" : pattern;

    /// <summary>Compact JSON strings of a contract are made by <see cref="JsonText"/>, whose escapes are C#'s too.</summary>
    private static string JsonStringLiteral(string json) => json;

    private static string KeyType(Shape key) => key switch
    {
        NumberShape number => NumberLiteral.ClrType(number.Kind),
        EnumShape names => names.ClrType,
        StringShape { Kind: StringKind.Guid } => "global::System.Guid",
        StringShape { Kind: StringKind.DateOnly } => "global::System.DateOnly",
        _ => "string",
    };

    private string KeyReader(Shape key) => key switch
    {
        EnumShape names => $"static (string name, out {names.ClrType} key) => {{ switch (name) {{ "
            + string.Concat(names.Members.Select(member => $"case {CSharpLiteral.Of(member.WireName)}: key = {names.ClrType}.{CSharpIdentifier.Escape(member.ClrName)}; return true; "))
            + "default: key = default; return false; } }",
        StringShape { Kind: StringKind.String } => $"{Reader}.Text",
        _ => $"{Reader}.Key<{KeyType(key)}>",
    };
}

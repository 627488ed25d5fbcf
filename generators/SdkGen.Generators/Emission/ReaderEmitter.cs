using SdkGen.Generators.Contracts;

namespace SdkGen.Generators.Emission;

/// <summary>C# that reads JSON into the types of a contract.</summary>
/// <remarks>
/// <para>How to call it: make one <see cref="ContractScope"/> per class that is emitted and one emitter over it. Inside the class's braces,
/// <see cref="Emit(SourceWriter, NamedType)"/> writes the method of each type and, at the very end, <see cref="EmitSupport"/> the enums' methods and the
/// patterns that were asked for on the way. A type that is filled in place gets its class from <see cref="CodecEmitter"/>.</para>
/// <para>Strictness is data of the contract (required, bounds, unknown members); who looks at the problems decides what they mean.</para>
/// </remarks>
internal sealed partial class ReaderEmitter(ContractScope scope)
{
    /// <summary>The parameters that every emitted reader method takes.</summary>
    private string Parameters => $"ref {scope.Names.JsonReader} reader, ref {scope.Names.Problems} problems";

    private string Reader => scope.Names.Read;

    private string HasValue => $"!{Reader}.IsNull(ref reader)";

    /// <summary>Emits the method that reads a type; for a type that is filled in place, the <c>Read</c> of its codec.</summary>
    public void Emit(SourceWriter writer, NamedType type)
    {
        switch (type)
        {
            case ObjectType { Construction: Construction.Fill } fill:
                EmitFill(writer, fill);
                break;
            case ObjectType create:
                EmitCreate(writer, create);
                break;
            case UnionType { Discriminator: null } union:
                EmitTokenUnion(writer, union);
                break;
            case UnionType union:
                EmitTaggedUnion(writer, union);
                break;
        }
    }

    /// <summary>Emits the chain that finds a member by <c>name</c> and reads it; after the last <c>else</c> follows <paramref name="unknown"/>.</summary>
    /// <param name="members">One that is only ever written is known and stepped over.</param>
    /// <param name="target">Where a member's value goes, as an assignable expression.</param>
    /// <param name="last">The value of the last reading, for members that use it again; null where there is none.</param>
    /// <param name="bits">Notes that a member was present.</param>
    public void EmitMembers(SourceWriter writer, IEnumerable<Member> members, Func<Member, string> target, Func<Member, string?> last, PresenceBits bits, string unknown)
    {
        var otherwise = "";
        foreach (var member in members)
        {
            var header = $"{otherwise}if (name.SequenceEqual({CSharpLiteral.Utf8(member.WireName)}))";
            var isOneLine = member.Direction == MemberDirection.WriteOnly || (!IsOptional(member) && !bits.Has(member));
            using (isOneLine ? writer.Line(header).Indent() : writer.Braces(header))
                EmitMember(writer, member, target(member), last(member), bits, HasValue);
            otherwise = "else ";
        }

        writer.Line(otherwise.Length == 0 ? unknown : "else");
        if (otherwise.Length > 0)
            writer.Line($"    {unknown}");
    }

    /// <summary>Null is the absence of the member, and stepped over.</summary>
    private bool IsOptional(Member member) => member.NullIsAbsence && scope.TakesNullForAbsence;

    /// <summary>Emits what reads the value of a member.</summary>
    /// <param name="bits">Notes that the member was present; null where nobody else notes it.</param>
    /// <param name="hasValue">The test that steps over null.</param>
    private void EmitMember(SourceWriter writer, Member member, string target, string? last, PresenceBits? bits, string hasValue)
    {
        if (member.Direction == MemberDirection.WriteOnly)
        {
            writer.Line("reader.Skip();");
            return;
        }

        var isNoted = bits?.Has(member) == true;
        using SourceWriter.Block? optional = !IsOptional(member) ? null : isNoted ? writer.Braces($"if ({hasValue})") : writer.Line($"if ({hasValue})").Indent();
        writer.Line($"{target} = {Value(member.Node, last)};");
        if (isNoted)
            writer.Line(bits!.Set(member));
    }

    /// <summary>An expression that reads the value at <c>reader</c>.</summary>
    public string Value(Node node, string? last = null)
    {
        if (node.Shape is ReferenceShape reference && ContractScope.HasCodec(scope[reference.Key]))
            return $"{Reader}.Fill(ref reader, ref problems, {ContractScope.Codec(scope[reference.Key])}, {last ?? $"default({node.ClrType.TrimEnd('?')}?)"}){(node.ClrType.EndsWith("?", StringComparison.Ordinal) ? "" : "!")}";
        if (node.Shape is ListShape { Collection: CollectionKind.Reusable, Element.Shape: ReferenceShape element })
            return $"{Reader}.Fill(ref reader, ref problems, {ContractScope.Codec(scope[element.Key])}, {last ?? $"default({node.ClrType.TrimEnd('?')}?)"})";
        if (node.Shape is StringShape { Repeats: true } && last is not null)
            return $"{Reader}.Repeated(ref reader, ref problems, {last})";
        if (node.Nullable && IsPlain(node) && node.Checks.Count == 0 && OrNull(node.Shape) is { } orNull)
            return orNull;

        var value = Checked(node, NotNull(node));
        return node.Nullable && node.Shape is not AnyShape { IsRaw: false } ? $"{Reader}.IsNull(ref reader) ? null : {value}" : value;
    }

    /// <summary>An expression of a <c>JsonValueReader</c>: a method group where one fits, else a lambda.</summary>
    public string ValueReader(Node node)
    {
        var value = Value(node);
        const string Call = "(ref reader, ref problems)";
        return value.EndsWith(Call, StringComparison.Ordinal) && value.IndexOf('(') == value.Length - Call.Length
            ? value.Substring(0, value.Length - Call.Length)
            : $"static ({Parameters}) => {value}";
    }

    private static bool IsPlain(Node node) => node.Allowed.Count == 0 && node.Denied.Count == 0;

    /// <summary>The value, if it passes every check that has no keyword in a schema.</summary>
    private string Checked(Node node, string value)
    {
        if (node.Checks.Count == 0)
            return value;
        var tests = node.Checks.Select(check => check is { StaticType: { } type, StaticValue: { } made } ? check.Test.Replace("{0}", scope.Static(type, made)) : check.Test);
        return $"{Reader}.Checked(ref reader, ref problems, problems.Count, {value}, static value => {string.Join(" && ", tests)}, {CSharpLiteral.Of(Expectation.Of(node))})";
    }

    private string? OrNull(Shape shape) => shape switch
    {
        BooleanShape => $"{Reader}.BooleanOrNull(ref reader, ref problems)",
        NumberShape { Minimum: null, Maximum: null, MultipleOf: null } number =>
            $"{Reader}.NumberOrNull<{NumberLiteral.ClrType(number.Kind)}>(ref reader, ref problems)",
        StringShape { Kind: StringKind.String, MinLength: null, MaxLength: null, Pattern: null, Format: null } => $"{Reader}.StringOrNull(ref reader, ref problems)",
        _ => null,
    };

    private string NotNull(Node node) => node.Shape switch
    {
        BooleanShape => $"{Reader}.Boolean(ref reader, ref problems)",
        NumberShape number => Number(node, number),
        StringShape text => Text(node, text),
        EnumShape names => $"{scope.ReadMethod(names)}(ref reader, ref problems)",
        ListShape list => List(node, list),
        MapShape map => Map(node, map),
        ReferenceShape reference => $"{scope.ReadMethod(scope[reference.Key])}(ref reader, ref problems)",
        ContextShape context => $"{Reader}.Value(ref reader, ref problems, {scope.TypeInfo(context)}, {CSharpLiteral.Of(Expectation.Of(node))})",
        AnyShape { IsRaw: true } => $"{Reader}.Raw(ref reader, ref problems)",
        AnyShape { IsNode: true } => $"{Reader}.Node(ref reader, ref problems)",
        _ => $"{Reader}.Any(ref reader, ref problems)",
    };

    private string List(Node node, ListShape list)
    {
        var method = list.Collection switch
        {
            CollectionKind.Array => "Array",
            CollectionKind.HashSet => "Set",
            CollectionKind.ImmutableArray => "ImmutableArray",
            CollectionKind.ImmutableList => "ImmutableList",
            CollectionKind.ImmutableHashSet => "ImmutableSet",
            CollectionKind.ReadOnlyMemory => "Memory",
            _ => "List",
        };
        var bounds = Bounds(node, list.MinItems, list.MaxItems);
        if (list.Construction is { } construction)
            return $"{Reader}.{(list.UniqueItems ? "SetOf" : "ListOf")}(ref reader, ref problems, {ValueReader(list.Element)}, static (global::System.Collections.Generic.{(list.UniqueItems ? "HashSet" : "List")}<{list.Element.ClrType}> items) => {construction}{bounds})";
        return $"{Reader}.{method}<{list.Element.ClrType}>(ref reader, ref problems, {ValueReader(list.Element)}{bounds})";
    }

    private string Map(Node node, MapShape map)
    {
        var bounds = Bounds(node, map.MinProperties, map.MaxProperties);
        if (map.Construction is { } construction)
            return $"{Reader}.MapOf(ref reader, ref problems, {KeyReader(map.Key)}, {ValueReader(map.Value)}, static (global::System.Collections.Generic.Dictionary<{KeyType(map.Key)}, {map.Value.ClrType}> items) => {construction}{bounds})";
        var method = map.Map switch
        {
            MapKind.ImmutableDictionary => "ImmutableMap",
            MapKind.SortedDictionary => "SortedMap",
            _ => "Map",
        };
        return map.Key is StringShape { Kind: StringKind.String }
            ? $"{Reader}.{method}<{map.Value.ClrType}>(ref reader, ref problems, {ValueReader(map.Value)}{bounds})"
            : $"{Reader}.{method}<{KeyType(map.Key)}, {map.Value.ClrType}>(ref reader, ref problems, {KeyReader(map.Key)}, {ValueReader(map.Value)}{bounds})";
    }

    private static string Bounds(Node node, int? minimum, int? maximum)
    {
        if (minimum is null && maximum is null)
            return "";
        var expected = CSharpLiteral.Of(Expectation.Of(node));
        return $", {CSharpLiteral.Of(minimum ?? 0)}, {(maximum is { } high ? CSharpLiteral.Of(high) : "int.MaxValue")}, {expected}";
    }
}

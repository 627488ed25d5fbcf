using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Contracts.FromSpecs;
using SdkGen.Generators.Emission;
using SdkGen.Generators.Specs.Json;

namespace SdkGen.Generators.Specs;

/// <summary>Reads the types of a dialect file and resolves the names among them.</summary>
internal sealed class WireTypeReader
{
    public static readonly string[] Scalars = ["string", "int", "long", "double", "decimal", "bool", "json"];

    private readonly SpecProblems _problems;
    private readonly HashSet<string> _names;

    private WireTypeReader(IEnumerable<string> names, SpecProblems problems)
    {
        _problems = problems;
        _names = new HashSet<string>(names, StringComparer.Ordinal);
    }

    public static IReadOnlyList<WireType> Read(SpecObject root, SpecProblems problems)
    {
        var properties = root.Map("types") ?? [];
        var reader = new WireTypeReader(properties.Select(property => property.Name), problems);
        var types = new List<WireType>();
        foreach (var property in properties)
        {
            if (!SyntaxFacts.IsValidIdentifier(property.Name))
                problems.Add(SpecRules.InvalidValue, property.NameSpan, "types", property.Name, "it becomes a C# name");
            else if (root.AsObject(property, SpecShape.Dialect.Type) is { } type)
                types.Add(reader.Type(property.Name, type));
        }

        return types;
    }

    private WireType Type(string name, SpecObject type)
    {
        var doc = type.Text("doc");
        var unknown = type.Word("unknown", "keep", "skip");
        var keepsText = type.Flag("keepsText") ?? false;
        var cases = Cases(type);
        var members = new List<WireMember>();
        var taken = new HashSet<string>(StringComparer.Ordinal) { name, WireContract.UnknownMembers };
        if (keepsText)
            taken.UnionWith([WireContract.KeptText, WireContract.KeepText]);
        foreach (var property in type.Map("members") ?? [])
        {
            if (Member(property, type) is not { } member)
                continue;
            if (taken.Add(member.ClrName))
                members.Add(member);
            else
                _problems.Add(SpecRules.DuplicateId, property.NameSpan, "The C# name", member.ClrName, $"another member of {name} (or the type itself)");
        }

        if (keepsText && cases.Count > 0)
            _problems.Add(SpecRules.InvalidValue, type.Start, name, "keepsText", "only an object with members has a text to keep");
        if (cases.Count > 0 == members.Count > 0)
            _problems.Add(SpecRules.InvalidValue, type.Start, name, "this", "a type has either members or a union");
        return new WireType(name, doc, members.ToEquatableArray(), unknown == "keep", keepsText, cases.ToEquatableArray());
    }

    private WireMember? Member(JsonProperty property, SpecObject type)
    {
        if (property.Value is JsonString text)
        {
            return TypeOf(text.Value, text.Span) is { } simple
                ? new WireMember(property.Name, CSharpIdentifier.Pascal(property.Name), simple, null, Repeats: false, Deprecated: false, Answer: false)
                : null;
        }

        if (type.AsObject(property, SpecShape.Dialect.Member) is not { } member || member.RequiredPlacedText("type") is not { } written)
            return null;
        var clrName = ProviderReader.Identifier(member, "name", _problems)?.Value ?? CSharpIdentifier.Pascal(property.Name);
        var (doc, repeats, deprecated, answer) = (member.Text("doc"), member.Flag("repeats") ?? false, member.Flag("deprecated") ?? false, member.Flag("answer") ?? false);
        return TypeOf(written.Value, written.Place.Span) is { } expression
            ? new WireMember(property.Name, clrName, expression, doc, repeats, deprecated, answer)
            : null;
    }

    /// <summary>The cases of a union, each written <c>"Text: string"</c>: the property, then its type.</summary>
    private List<WireCase> Cases(SpecObject type)
    {
        var cases = new List<WireCase>();
        if (type.Object("union", SpecShape.Dialect.Union) is not { } union)
            return cases;
        foreach (var token in SpecShape.Dialect.Union.Keys)
        {
            if (union.PlacedText(token) is not { } written)
                continue;
            var parts = written.Value.Split([':'], 2);
            var clrName = parts[0].Trim();
            if (parts.Length != 2 || !SyntaxFacts.IsValidIdentifier(clrName))
                _problems.Add(SpecRules.InvalidValue, written.Place, token, written.Value, "it is a property and its type, such as \"Text: string\"");
            else if (TypeOf(parts[1].Trim(), written.Place.Span) is { } expression)
                cases.Add(new WireCase(token, clrName, expression));
        }

        return cases;
    }

    private WireTypeExpression? TypeOf(string text, TextSpan span)
    {
        if (text.EndsWith("[]", StringComparison.Ordinal))
            return TypeOf(text.Substring(0, text.Length - 2), span) is { } item ? new WireTypeExpression(WireTypeKind.List, null, item) : null;
        if (text.StartsWith("map<", StringComparison.Ordinal) && text.EndsWith(">", StringComparison.Ordinal))
            return TypeOf(text.Substring(4, text.Length - 5), span) is { } value ? new WireTypeExpression(WireTypeKind.Map, null, value) : null;
        if (Scalars.Contains(text))
            return new WireTypeExpression(WireTypeKind.Scalar, text, null);
        if (_names.Contains(text))
            return new WireTypeExpression(WireTypeKind.Named, text, null);
        _problems.Add(SpecRules.UnresolvedReference, span, "type", text, NearestName.Hint(text, Scalars.Concat(_names)));
        return null;
    }
}

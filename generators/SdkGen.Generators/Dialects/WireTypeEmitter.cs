using SdkGen.Generators.Contracts;
using SdkGen.Generators.Contracts.FromSpecs;
using SdkGen.Generators.Emission;

namespace SdkGen.Generators.Dialects;

/// <summary>Emits a wire type: a mutable class with a property per member, or per form that a union may take; and its codec.</summary>
internal static class WireTypeEmitter
{
    public static string Emit(NamedType type, IReadOnlyList<NamedType> types, string @namespace)
    {
        var writer = EmittedFile.Begin(@namespace);
        writer.Doc("summary", type.Description is { } doc ? XmlDoc.Sentence(doc) : XmlDoc.Code(type.Key));
        writer.Line(EmittedFile.GeneratedCode);
        using (writer.Braces($"public sealed class {SimpleName(type.ClrType)}"))
        {
            if (type is UnionType union)
                EmitUnion(writer, union);
            else
                EmitObject(writer, (ObjectType)type);
        }

        writer.Line();
        CodecEmitter.Emit(writer, type, types);
        return writer.Finish();
    }

    public static string SimpleName(string clrType) => clrType.Substring(clrType.LastIndexOf('.') + 1);

    private static void EmitObject(SourceWriter writer, ObjectType type)
    {
        var first = true;
        foreach (var member in type.Members)
        {
            if (!first)
                writer.Line();
            first = false;
            var doc = member.Description is { } said ? $"{XmlDoc.Sentence(said)} {XmlDoc.Code(member.WireName)} on the wire." : $"{XmlDoc.Code(member.WireName)} on the wire.";
            writer.Line($"/// <summary>{doc}</summary>");
            if (member.Deprecated)
                writer.Line("/// <remarks>Deprecated.</remarks>");
            EmitProperty(writer, member.Node.ClrType, member.ClrName);
        }

        if (type.ExtensionData is { } kept)
        {
            writer.Line();
            writer.Line("/// <summary>Members that the spec does not name, as they came; those set here are sent.</summary>");
            EmitProperty(writer, "global::System.Collections.Generic.Dictionary<string, global::System.Text.Json.JsonElement>?", kept);
        }

        if (type.KeptText is not { } text)
            return;
        writer.Line();
        var name = SimpleName(type.ClrType);
        writer.Line($"internal global::SdkGen.Json.RawJson? {ContractScope.Field(text)};");
        writer.Line();
        writer.Line("/// <summary>Keeps the text of an object that is sent again and again: what is set from now on is not sent.</summary>");
        using var keep = writer.Braces($"internal {name} {WireContract.KeepText}()");
        writer.Line($"{ContractScope.Field(text)} = global::SdkGen.Json.ContractWriter.Text(this, {name}Codec.Instance);");
        writer.Line("return this;");
    }

    private static void EmitUnion(SourceWriter writer, UnionType type)
    {
        var name = SimpleName(type.ClrType);
        foreach (var @case in type.Cases)
        {
            writer.Line($"/// <summary>Set where the value is {Token(@case.Tag)}.</summary>");
            EmitProperty(writer, @case.Node.ClrType, @case.ClrName);
            writer.Line();
        }

        var last = type.Cases[type.Cases.Count - 1];
        foreach (var @case in type.Cases)
        {
            writer.Line($"/// <summary>Makes the value {Token(@case.Tag)}.</summary>");
            writer.Line($"public static implicit operator {name}({@case.Node.ClrType.TrimEnd('?')} value) => new() {{ {CSharpIdentifier.Escape(@case.ClrName)} = value }};");
            if (@case != last)
                writer.Line();
        }
    }

    /// <summary>A property whose field the codec uses: <see cref="ContractScope.Field"/> says why.</summary>
    private static void EmitProperty(SourceWriter writer, string type, string name)
    {
        var field = ContractScope.Field(name);
        writer.Line($"public {type} {CSharpIdentifier.Escape(name)} {{ get => {field}; set => {field} = value; }}");
        writer.Line($"internal {type} {field};");
    }

    private static string Token(string tag) => tag switch
    {
        "array" or "object" => "an " + tag,
        _ => "a " + tag,
    };
}

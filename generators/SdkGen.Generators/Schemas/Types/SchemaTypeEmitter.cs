using SdkGen.Generators.Contracts;
using SdkGen.Generators.Emission;

namespace SdkGen.Generators.Schemas.Types;

/// <summary>The file of one schema type: records, enums, and the class that reads and writes them.</summary>
internal static class SchemaTypeEmitter
{
    private const string Problems = "global::System.Collections.Generic.IReadOnlyList<global::SdkGen.Json.JsonProblem>";
    private const string Bytes = "global::System.ReadOnlySpan<byte>";

    public static string Emit(SchemaTypeModel model)
    {
        var writer = EmittedFile.Begin(model.Namespace);
        foreach (var type in model.Types)
        {
            EmitRecord(writer, type, model);
            writer.Line();
        }

        foreach (var names in model.Enums)
        {
            EmitEnum(writer, names, model);
            writer.Line();
        }

        EmitJson(writer, model);
        return writer.Finish();
    }

    private static void EmitRecord(SourceWriter writer, ObjectType type, SchemaTypeModel model)
    {
        writer.Line($"/// <summary>{(type.Description is { } heading ? XmlDoc.Sentence(heading) : $"The type {XmlDoc.Code(type.Key)} of {XmlDoc.Code(model.FileName)}.")}</summary>");
        writer.Line(EmittedFile.GeneratedCode);
        using var record = writer.Braces($"public sealed partial record {CSharpIdentifier.Escape(type.Key)}");
        var isFirst = true;
        foreach (var member in type.Members)
        {
            if (!isFirst)
                writer.Line();
            isFirst = false;
            writer.Line($"/// <summary>{(member.Description is { } title ? XmlDoc.Sentence(title) + " " : "")}{XmlDoc.Code(member.WireName)}: {XmlDoc.Escape(Expectation.Of(member.Node with { Nullable = false }))}.</summary>");
            writer.Line($"public {(member.Required ? "required " : "")}{member.Node.ClrType} {CSharpIdentifier.Escape(member.ClrName)} {{ get; init; }}");
        }

        if (type.ExtensionData is not { } kept)
            return;
        writer.Line();
        writer.Line("/// <summary>Members that the schema does not name, as they came.</summary>");
        writer.Line($"public global::System.Collections.Generic.Dictionary<string, global::System.Text.Json.JsonElement>? {kept} {{ get; init; }}");
    }

    private static void EmitEnum(SourceWriter writer, EnumShape names, SchemaTypeModel model)
    {
        var name = names.ClrType.Substring(names.ClrType.LastIndexOf('.') + 1);
        writer.Line($"/// <summary>A choice of {XmlDoc.Code(model.FileName)}.</summary>");
        writer.Line(EmittedFile.GeneratedCode);
        using var @enum = writer.Braces($"public enum {CSharpIdentifier.Escape(name)}");
        foreach (var member in names.Members)
        {
            writer.Line($"/// <summary>{XmlDoc.Code(member.WireName)}</summary>");
            writer.Line($"[global::System.Text.Json.Serialization.JsonStringEnumMemberName({CSharpLiteral.Of(member.WireName)})]");
            writer.Line(CSharpIdentifier.Escape(member.ClrName) + ",");
        }
    }

    private static void EmitJson(SourceWriter writer, SchemaTypeModel model)
    {
        var types = model.Types.ToArray<NamedType>();
        var (read, write) = (new ContractScope(types), new ContractScope(types) { StaticStem = "s_written" });
        var (readers, writers) = (new ReaderEmitter(read), new WriterEmitter(write));
        var root = model.Types[0];
        writer.Line($"/// <summary>Reads and writes <see cref=\"{CSharpIdentifier.Escape(model.Name)}\"/> as {XmlDoc.Code(model.FileName)} describes it.</summary>");
        writer.Line(EmittedFile.GeneratedCode);
        using var @class = writer.Braces($"public static class {model.Name}Json");
        writer.Line("/// <summary>Reads a value.</summary>");
        writer.Line("/// <param name=\"utf8\">One JSON object as UTF-8.</param>");
        writer.Line("/// <param name=\"problems\">Every place where the text does not fit the schema; empty where it does.</param>");
        writer.Line("/// <returns>The value; null where there are problems. It never throws.</returns>");
        writer.Line($"public static {root.ClrType}? Read({Bytes} utf8, out {Problems} problems) =>");
        writer.Line($"    global::SdkGen.Json.ContractReader.Document<{root.ClrType}>(utf8, {read.ReadMethod(root)}, out problems);");
        writer.Line();
        writer.Line("/// <summary>Writes a value. What is null and may be left out is left out.</summary>");
        writer.Line($"public static void Write(global::System.Text.Json.Utf8JsonWriter writer, {root.ClrType} value) => {write.WriteMethod(root)}(writer, value);");
        foreach (var type in types)
        {
            writer.Line();
            readers.Emit(writer, type);
        }

        foreach (var type in types)
        {
            writer.Line();
            writers.Emit(writer, type);
        }

        readers.EmitSupport(writer, () => writer.Line());
        writers.EmitSupport(writer, () => writer.Line());
    }
}

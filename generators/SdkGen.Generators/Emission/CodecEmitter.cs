using SdkGen.Generators.Contracts;

namespace SdkGen.Generators.Emission;

/// <summary>The <c>JsonCodec&lt;T&gt;</c> of a type that is filled in place: reader and writer of a wire type, in a class beside it.</summary>
/// <remarks>
/// The codec of <c>Usage</c> is <c>UsageCodec</c> in the same namespace, with its one instance in <c>UsageCodec.Instance</c>; other codecs of the
/// contract call it by that name. The caller writes the file's head
/// (<see cref="EmittedFile.Begin"/>: the readers need its <c>using System</c>) and the namespace.
/// </remarks>
internal static class CodecEmitter
{
    /// <param name="types">Every type that <paramref name="type"/> refers to, directly.</param>
    /// <param name="accessibility">Of the class: <c>public</c> or <c>internal</c>.</param>
    public static void Emit(SourceWriter writer, NamedType type, IEnumerable<NamedType> types, string accessibility = "public")
    {
        var scope = new ContractScope(types);
        var reader = new ReaderEmitter(scope);
        var emitter = new WriterEmitter(scope);
        var name = type.ClrType.Substring(type.ClrType.LastIndexOfAny(['.', ':']) + 1);

        writer.Line($"/// <summary>Reads and writes <see cref=\"{name}\"/>.</summary>");
        writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        using var @class = writer.Braces($"{accessibility} sealed class {name}Codec : global::SdkGen.Json.JsonCodec<{type.ClrType}>");
        writer.Line("/// <summary>The one instance; it serves all threads.</summary>");
        writer.Line($"public static readonly {name}Codec Instance = new();");
        writer.Line();
        using (writer.Braces($"private {name}Codec()"))
        {
        }

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        reader.Emit(writer, type);
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        emitter.Emit(writer, type);
        if (type is ObjectType { AnswerMembers: { Count: > 0 } answer })
        {
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public override bool IsAnswer({type.ClrType} value) => {string.Join(" || ", answer.Select(member => $"value.{ContractScope.Field(member)} is not null"))};");
        }

        reader.EmitSupport(writer, () => writer.Line());
        emitter.EmitSupport(writer, () => writer.Line());
    }
}

using SdkGen.Generators.Emission;
using SdkGen.Generators.Providers;

namespace SdkGen.Generators.Models;

/// <summary>Emits a model's own options: those of its shape, and an error for each parameter that the service refuses, because only here the sentence can name the model.</summary>
internal static class OptionsEmitter
{
    public static void Emit(SourceWriter writer, ModelModel model, ModelShape shape)
    {
        writer.Line();
        writer.Line($"/// <summary>Options of {XmlDoc.Code(model.Facts.Id.Value)}.</summary>");
        using var braces = writer.Braces($"public sealed class Options : {shape.OptionsName}");
        writer.Line("/// <summary>Nothing is set: the service's defaults.</summary>");
        writer.Line("public Options() { }").Line();
        writer.Line("private Options(Options other) : base(other) { }");
        foreach (var parameter in shape.Refused.Where(parameter => OptionProperty.Name(parameter) is not null))
            EmitRefused(writer, model, parameter);
        writer.Line().Line("/// <inheritdoc/>");
        writer.Line("public override global::Microsoft.Extensions.AI.ChatOptions Clone() => new Options(this);");
    }

    private static void EmitRefused(SourceWriter writer, ModelModel model, ModelParameter parameter)
    {
        var name = OptionProperty.Name(parameter);
        writer.Line();
        writer.Line("/// <summary>Refused: using it is a build error.</summary>");
        writer.Line($"[global::System.Obsolete({model.ClrName}.Id + {OptionProperty.Refusal(parameter)}, true, DiagnosticId = RefusalId, UrlFormat = RefusalPage)]");
        writer.Line(OptionProperty.IsStandard(parameter)
            ? $"public new {OptionProperty.ClrType(parameter)} {name} {{ get => base.{name}; set => base.{name} = value; }}"
            : $"public {OptionProperty.ClrType(parameter)} {name} {{ get => null; set => throw Refused(); }}");
    }
}

using SdkGen.Generators.Contracts;
using SdkGen.Generators.Emission;
using SdkGen.Generators.Providers;
using SdkGen.Generators.Specs;

namespace SdkGen.Generators.Models;

/// <summary>Emits a model's typed options: what the standard options lack as properties, and what the service refuses as errors.</summary>
internal static class OptionsEmitter
{
    /// <summary>Types of the properties of <c>ChatOptions</c> that a dialect may name as a parameter's option.</summary>
    public static readonly IReadOnlyDictionary<string, string> StandardOptions = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Temperature"] = "float?",
        ["TopP"] = "float?",
        ["TopK"] = "int?",
        ["FrequencyPenalty"] = "float?",
        ["PresencePenalty"] = "float?",
        ["MaxOutputTokens"] = "int?",
        ["Seed"] = "long?",
        ["StopSequences"] = "global::System.Collections.Generic.IList<string>?",
        ["AllowMultipleToolCalls"] = "bool?",
    };

    public static void Emit(SourceWriter writer, ModelModel model)
    {
        var own = model.Parameters.Where(parameter => parameter.Declared.Option is null && parameter.Declared.Type != ParameterType.Object).ToArray();
        foreach (var parameter in own.Where(parameter => parameter.Refused is null && parameter.Values.Count > 0 && parameter.Declared.Type != ParameterType.Boolean))
            EmitWords(writer, parameter);

        writer.Line();
        writer.Line($"/// <summary>Options of {XmlDoc.Code(model.Facts.Id.Value)}.</summary>");
        writer.Doc("remarks", [.. Remarks(model)]);
        writer.Line(EmittedFile.GeneratedCode);
        using var braces = writer.Braces("public sealed class Options : global::SdkGen.ModelOptions");
        foreach (var parameter in own.Where(parameter => parameter.Refused is null && parameter.Values.Count > 0))
            writer.Line($"private static readonly string[] {Field(parameter)} = [{string.Join(", ", parameter.Values.Select(CSharpLiteral.Of))}];").Line();

        writer.Line("/// <summary>Nothing is set: the service's defaults.</summary>");
        using (writer.Braces("public Options()"))
        {
        }

        writer.Line();
        using (writer.Braces("private Options(Options other) : base(other)"))
        {
        }

        foreach (var parameter in own.Where(parameter => parameter.Refused is null))
            EmitProperty(writer, parameter);
        foreach (var parameter in model.Parameters.Where(parameter => parameter.Refused is not null && IsProperty(parameter)))
            EmitRefused(writer, model, parameter);

        writer.Line().Line("/// <inheritdoc/>");
        writer.Line("public override global::Microsoft.Extensions.AI.ChatOptions Clone() => new Options(this);");
    }

    private static bool IsProperty(ModelParameter parameter) =>
        parameter.Declared.Option is { } option ? StandardOptions.ContainsKey(option) : parameter.Declared.Type != ParameterType.Object;

    /// <summary>What the standard properties mean for this model, so that a range or a wire name is at hand where they are set.</summary>
    private static IEnumerable<string> Remarks(ModelModel model)
    {
        var standard = model.Parameters.Where(parameter => parameter.Declared.Option is { } option && StandardOptions.ContainsKey(option) && parameter.Refused is null).ToArray();
        if (standard.Length == 0)
            yield break;
        yield return "<list type=\"bullet\">";
        foreach (var parameter in standard)
            yield return $"<item><see cref=\"global::Microsoft.Extensions.AI.ChatOptions.{parameter.Declared.Option}\"/>: {Wire(parameter)}</item>";
        yield return "</list>";
    }

    private static void EmitWords(SourceWriter writer, ModelParameter parameter)
    {
        writer.Line();
        writer.Doc("summary", parameter.Declared.Doc is { } doc ? XmlDoc.Sentence(doc) : XmlDoc.Code(parameter.Wire));
        writer.Line(EmittedFile.GeneratedCode);
        using var braces = writer.Braces($"public enum {CSharpIdentifier.Pascal(parameter.Name)}");
        foreach (var value in parameter.Values)
        {
            writer.Line($"/// <summary>{XmlDoc.Code(value)}</summary>");
            writer.Line($"{CSharpIdentifier.Pascal(value)},");
        }
    }

    private static void EmitProperty(SourceWriter writer, ModelParameter parameter)
    {
        var name = CSharpIdentifier.Pascal(parameter.Name);
        var wire = CSharpLiteral.Of(parameter.Wire);
        writer.Line();
        writer.Doc("summary", parameter.Declared.Doc is { } doc ? XmlDoc.Sentence(doc) : null, Wire(parameter));
        if (parameter.Values.Count > 0 && parameter.Declared.Type == ParameterType.Boolean)
        {
            using var flag = writer.Braces($"public bool? {name}");
            writer.Line($"get => GetWord({wire}, {Field(parameter)}) is {{ }} word ? word == 1 : null;");
            writer.Line($"set => SetWord({wire}, {Field(parameter)}, value is {{ }} flag ? (flag ? 1 : 0) : null);");
            return;
        }

        if (parameter.Values.Count > 0)
        {
            using var words = writer.Braces($"public {name}? {name}");
            writer.Line($"get => ({name}?)GetWord({wire}, {Field(parameter)});");
            writer.Line($"set => SetWord({wire}, {Field(parameter)}, (int?)value);");
            return;
        }

        using var braces = writer.Braces($"public {ClrType(parameter)} {name}");
        writer.Line(parameter.Declared.Type switch
        {
            ParameterType.Integer => $"get => GetValue<int>({wire});",
            ParameterType.Number => $"get => GetValue<double>({wire});",
            ParameterType.Boolean => $"get => GetValue<bool>({wire});",
            ParameterType.Strings => $"get => GetObject<global::System.Collections.Generic.IList<string>>({wire});",
            _ => $"get => GetObject<string>({wire});",
        });
        writer.Line($"set => Set({wire}, value);");
    }

    private static void EmitRefused(SourceWriter writer, ModelModel model, ModelParameter parameter)
    {
        var name = parameter.Declared.Option ?? CSharpIdentifier.Pascal(parameter.Name);
        var message = $"{model.Facts.Id.Value} does not take {parameter.Wire}: {parameter.Refused}";
        writer.Line();
        writer.Line("/// <summary>Refused: using it is a build error.</summary>");
        writer.Line($"[global::System.Obsolete({CSharpLiteral.Of(message)}, error: true, DiagnosticId = \"LLM2010\", UrlFormat = {CSharpLiteral.Of(DiagnosticPage.Format)})]");
        writer.Line(EmittedFile.Hidden);
        if (parameter.Declared.Option is { } option)
        {
            using var hiding = writer.Braces($"public new {StandardOptions[option]} {name}");
            writer.Line($"get => base.{name};");
            writer.Line($"set => base.{name} = value;");
        }
        else
        {
            using var nothing = writer.Braces($"public {ClrType(parameter)} {name}");
            writer.Line("get => null;");
            writer.Line("set => throw new global::System.NotSupportedException();");
        }
    }

    private static string Wire(ModelParameter parameter)
    {
        var range = (parameter.Minimum, parameter.Maximum) switch
        {
            ({ } minimum, { } maximum) => $", {minimum} to {maximum}",
            ({ } minimum, null) => $", {minimum} or more",
            (null, { } maximum) => $", {maximum} at most",
            _ => "",
        };
        return $"{XmlDoc.Code(parameter.Wire)} on the wire{range}.";
    }

    private static string ClrType(ModelParameter parameter) => parameter.Declared.Type switch
    {
        ParameterType.Integer => "int?",
        ParameterType.Number => "double?",
        ParameterType.Boolean => "bool?",
        ParameterType.Strings => "global::System.Collections.Generic.IList<string>?",
        _ => "string?",
    };

    private static string Field(ModelParameter parameter) => "s_" + char.ToLowerInvariant(parameter.Name[0]) + parameter.Name.Substring(1);
}

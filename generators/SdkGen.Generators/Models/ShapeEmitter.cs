using SdkGen.Generators.Emission;
using SdkGen.Generators.Providers;
using SdkGen.Generators.Specs;

namespace SdkGen.Generators.Models;

/// <summary>Emits the class that models with equal parameters derive from: words to choose from, typed options, and what the service refuses.</summary>
internal sealed class ShapeEmitter
{
    private readonly SourceWriter _writer;
    private readonly ModelShape _shape;
    private readonly ModelParameter[] _own;
    private readonly ModelParameter[] _refused;

    private ShapeEmitter(SourceWriter writer, ModelShape shape)
    {
        _writer = writer;
        _shape = shape;
        _own = [.. shape.Own];
        _refused = [.. shape.Refused];
    }

    public static string Emit(ProviderModel provider, ModelShape shape, string @namespace)
    {
        var writer = EmittedFile.Begin(@namespace);
        using (writer.Braces($"public static partial class {provider.TypeName}"))
            new ShapeEmitter(writer, shape).EmitClass();
        return writer.Finish();
    }

    private void EmitClass()
    {
        _writer.Line($"/// <summary>What models with these parameters have in common: {string.Join(", ", _shape.Models.Select(XmlDoc.Code))}.</summary>");
        foreach (var parameter in _shape.Parameters.Where(parameter => ParameterFact.IsTold(parameter) && _shape.Base?.Parameters.Contains(parameter) != true))
            _writer.Line(ParameterFact.Attribute(parameter));

        _writer.Line(EmittedFile.GeneratedCode).Line(EmittedFile.Hidden);
        using var braces = _writer.Braces($"public abstract class {_shape.ClrName}{(_shape.Base is { } below ? " : " + below.ClrName : "")}");
        _writer.Line($"private protected {_shape.ClrName}() {{ }}");
        foreach (var parameter in _own.Where(HasWords))
            EmitWords(parameter);
        EmitOptions();
    }

    private void EmitWords(ModelParameter parameter)
    {
        _writer.Line();
        _writer.Doc("summary", parameter.Declared.Doc is { } doc ? XmlDoc.Sentence(doc) : XmlDoc.Code(parameter.Wire));
        using var braces = _writer.Braces($"public enum {OptionProperty.Name(parameter)}");
        foreach (var value in parameter.Values)
            _writer.Line($"/// <summary>{XmlDoc.Code(value)}</summary>").Line($"{CSharpIdentifier.Pascal(value)},");
    }

    private void EmitOptions()
    {
        _writer.Line();
        _writer.Line("/// <summary>Options that these models have in common.</summary>");
        _writer.Doc("remarks", [.. Remarks()]);
        _writer.Line(EmittedFile.Hidden);
        var name = _shape.OptionsName;
        using var braces = _writer.Braces($"public abstract class {name} : {_shape.Base?.OptionsName ?? "global::SdkGen.ModelOptions"}");
        foreach (var parameter in _own.Where(parameter => parameter.Values.Count > 0))
            _writer.Line($"private static readonly string[] {Field(parameter)} = [{string.Join(", ", parameter.Values.Select(CSharpLiteral.Of))}];").Line();
        EmitRefusals();
        _writer.Line($"private protected {name}() {{ }}").Line();
        _writer.Line($"private protected {name}({name} other) : base(other) {{ }}");
        foreach (var parameter in _own)
            EmitProperty(parameter);
    }

    /// <summary>The half of each refusal that no model's name stands in; the models put theirs in front.</summary>
    private void EmitRefusals()
    {
        var named = _refused.Where(parameter => OptionProperty.Name(parameter) is not null).ToArray();
        if (named.Length == 0)
            return;
        _writer.Line($"private protected const string RefusalId = \"LLM2010\";");
        _writer.Line($"private protected const string RefusalPage = {CSharpLiteral.Of(DiagnosticPage.Format)};");
        foreach (var parameter in named)
            _writer.Line($"private protected const string {OptionProperty.Refusal(parameter)} = {CSharpLiteral.Of($" does not take {parameter.Wire}: {parameter.Refused}")};");
        _writer.Line();
    }

    /// <summary>What the standard properties mean here, so that a range or a wire name is at hand where they are set.</summary>
    private IEnumerable<string> Remarks()
    {
        var standard = _shape.Parameters.Where(parameter => OptionProperty.IsStandard(parameter) && parameter.Refused is null).ToArray();
        if (standard.Length == 0)
            yield break;
        yield return "<list type=\"bullet\">";
        foreach (var parameter in standard)
            yield return $"<item><see cref=\"global::Microsoft.Extensions.AI.ChatOptions.{parameter.Declared.Option}\"/>: {OptionProperty.Wire(parameter)}</item>";
        yield return "</list>";
    }

    private void EmitProperty(ModelParameter parameter)
    {
        var name = OptionProperty.Name(parameter);
        var wire = CSharpLiteral.Of(parameter.Wire);
        _writer.Line();
        _writer.Doc("summary", parameter.Declared.Doc is { } doc ? XmlDoc.Sentence(doc) : null, OptionProperty.Wire(parameter));
        if (HasWords(parameter))
        {
            using var words = _writer.Braces($"public {name}? {name}");
            _writer.Line($"get => ({name}?)GetWord({wire}, {Field(parameter)});");
            _writer.Line($"set => SetWord({wire}, {Field(parameter)}, (int?)value);");
            return;
        }

        using var braces = _writer.Braces($"public {OptionProperty.ClrType(parameter)} {name}");
        if (parameter.Values.Count > 0)
        {
            _writer.Line($"get => GetWord({wire}, {Field(parameter)}) is {{ }} word ? word == 1 : null;");
            _writer.Line($"set => SetWord({wire}, {Field(parameter)}, value is {{ }} flag ? (flag ? 1 : 0) : null);");
            return;
        }

        _writer.Line(parameter.Declared.Type switch
        {
            ParameterType.Integer => $"get => GetValue<int>({wire});",
            ParameterType.Number => $"get => GetValue<double>({wire});",
            ParameterType.Boolean => $"get => GetValue<bool>({wire});",
            ParameterType.Strings => $"get => GetObject<global::System.Collections.Generic.IList<string>>({wire});",
            _ => $"get => GetObject<string>({wire});",
        });
        _writer.Line($"set => Set({wire}, value);");
    }

    /// <summary>Whether the parameter becomes an enum. A boolean with values is a flag that is sent as a word.</summary>
    private static bool HasWords(ModelParameter parameter) => parameter.Values.Count > 0 && parameter.Declared.Type != ParameterType.Boolean;

    private static string Field(ModelParameter parameter) => "s_" + char.ToLowerInvariant(parameter.Name[0]) + parameter.Name.Substring(1);
}

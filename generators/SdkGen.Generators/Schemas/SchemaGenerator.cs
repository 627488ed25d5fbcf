using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Schemas.Emission;
using SdkGen.Generators.Schemas.Types;
using SdkGen.Generators.Specs;

namespace SdkGen.Generators.Schemas;

/// <summary>Compiles JSON Schema files (<c>AdditionalFiles</c>) into validators (<c>SdkGenValidator</c>) and types (<c>SdkGenType</c>).</summary>
[Generator(LanguageNames.CSharp)]
public sealed class SchemaGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var project = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => ProjectFacts.Read(options)).WithTrackingName(TrackingNames.Project);

        var files = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, _) => SchemaItem.Of(pair.Left, pair.Right))
            .Where(static item => item is not null)
            .Select(static (item, token) => SchemaReader.Read(item!.Text.Path, item.Text.GetText(token), item.Validator, item.Type, item.Uri))
            .WithTrackingName(TrackingNames.Schemas);

        var linked = files.Collect().Combine(project)
            .Select(static (pair, _) => SchemaLinker.Link(pair.Left, pair.Right.Namespace))
            .WithTrackingName(TrackingNames.LinkedSchemas);

        var validators = linked.SelectMany(static (schemas, _) => schemas.Validators).WithTrackingName(TrackingNames.Validators);

        var types = linked.SelectMany(static (schemas, _) => schemas.Types).WithTrackingName(TrackingNames.SchemaTypes);

        context.RegisterSourceOutput(linked.SelectMany(static (schemas, _) => schemas.Problems), static (output, problem) => output.ReportDiagnostic(problem.ToDiagnostic()));
        context.RegisterSourceOutput(validators, static (output, validator) =>
            output.AddSource($"{validator.FullName}.g.cs", SourceText.From(ValidatorEmitter.Emit(validator), System.Text.Encoding.UTF8)));
        context.RegisterSourceOutput(types, static (output, type) =>
            output.AddSource($"{type.FullName}.g.cs", SourceText.From(SchemaTypeEmitter.Emit(type), System.Text.Encoding.UTF8)));
    }
}

/// <summary>A file among the project's <c>AdditionalFiles</c> that is a JSON Schema, and what its item says.</summary>
internal sealed record SchemaItem(AdditionalText Text, string? Validator, string? Type, string? Uri)
{
    private const string Suffix = ".schema.json";

    /// <summary>Null for files of other kinds.</summary>
    public static SchemaItem? Of(AdditionalText text, Microsoft.CodeAnalysis.Diagnostics.AnalyzerConfigOptionsProvider options)
    {
        var own = options.GetOptions(text);
        var (validator, type, uri) = (Find("SdkGenValidator"), Find("SdkGenType"), Find("SdkGenSchemaUri"));
        return validator is null && type is null && uri is null && !text.Path.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) ? null : new SchemaItem(text, validator, type, uri);

        string? Find(string name) =>
            own.TryGetValue("build_metadata.AdditionalFiles." + name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
    }
}

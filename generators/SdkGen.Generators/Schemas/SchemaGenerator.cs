using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Schemas.Emission;
using SdkGen.Generators.Specs;

namespace SdkGen.Generators.Schemas;

/// <summary>Compiles JSON Schema files (<c>AdditionalFiles</c> with <c>SdkGenValidator</c>) into validators.</summary>
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
            .Select(static (item, token) => SchemaReader.Read(item!.Text.Path, item.Text.GetText(token), item.Validator, item.Uri))
            .WithTrackingName(TrackingNames.Schemas);

        var linked = files.Collect().Combine(project)
            .Select(static (pair, _) => SchemaLinker.Link(pair.Left, pair.Right.Namespace))
            .WithTrackingName(TrackingNames.LinkedSchemas);

        var validators = linked.SelectMany(static (schemas, _) => schemas.Validators).WithTrackingName(TrackingNames.Validators);

        context.RegisterSourceOutput(linked.SelectMany(static (schemas, _) => schemas.Problems), static (output, problem) => output.ReportDiagnostic(problem.ToDiagnostic()));
        context.RegisterSourceOutput(validators, static (output, validator) =>
            output.AddSource($"{validator.FullName}.g.cs", SourceText.From(ValidatorEmitter.Emit(validator), System.Text.Encoding.UTF8)));
    }
}

/// <summary>A file among the project's <c>AdditionalFiles</c> that is a JSON Schema, and what its item says.</summary>
internal sealed record SchemaItem(AdditionalText Text, string? Validator, string? Uri)
{
    private const string Suffix = ".schema.json";

    /// <summary>Null for files of other kinds.</summary>
    public static SchemaItem? Of(AdditionalText text, Microsoft.CodeAnalysis.Diagnostics.AnalyzerConfigOptionsProvider options)
    {
        var own = options.GetOptions(text);
        var (validator, uri) = (Find("SdkGenValidator"), Find("SdkGenSchemaUri"));
        return validator is null && uri is null && !text.Path.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) ? null : new SchemaItem(text, validator, uri);

        string? Find(string name) =>
            own.TryGetValue("build_metadata.AdditionalFiles." + name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
    }
}

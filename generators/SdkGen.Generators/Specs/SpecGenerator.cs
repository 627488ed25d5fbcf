using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SdkGen.Generators.Catalog;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Contracts.FromSpecs;
using SdkGen.Generators.Dialects;
using SdkGen.Generators.Models;
using SdkGen.Generators.Providers;

namespace SdkGen.Generators.Specs;

/// <summary>Turns <c>*.dialect.json</c> and <c>*.provider.json</c> files into wire types, clients, models, options and <c>Add…</c> methods.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class SpecGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var project = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => ProjectFacts.Read(options)).WithTrackingName(TrackingNames.Project);

        var files = context.AdditionalTextsProvider
            .Where(static text => SpecReader.IsSpec(text.Path))
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, _) => (Text: pair.Left, Namespace: ProjectFacts.ReferenceNamespace(pair.Right, pair.Left)))
            .WithTrackingName(TrackingNames.SpecTexts)
            .Select(static (file, token) => SpecReader.Read(file.Text.Path, file.Text.GetText(token), file.Namespace))
            .WithTrackingName(TrackingNames.Specs);

        var index = files.Collect().Select(static (all, _) => SpecIndex.Of(all)).WithTrackingName(TrackingNames.SpecIndex);

        var providers = files
            .Where(static file => file is { IsReference: false, Provider: not null })
            .Combine(index)
            .Select(static (pair, _) => ProviderResolver.Resolve(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.Resolved);

        var models = providers
            .Where(static provider => provider.Model is not null)
            .Combine(project)
            .Where(static pair => !pair.Right.IsCatalog)
            .Select(static (pair, _) => new PlacedProvider(pair.Left.Path, pair.Left.Model!, pair.Right.Namespace, pair.Left.TypeNamePlace))
            .Combine(context.CompilationProvider)
            .Select(static (pair, _) => TakenTypes.Check(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.Providers);

        var dialects = files
            .Where(static file => file is { IsReference: false, Dialect: not null })
            .Combine(index)
            .Select(static (pair, _) => DialectResolver.Resolve(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.Dialects);

        var rows = providers
            .Where(static provider => provider.Model is not null)
            .Combine(project)
            .Where(static pair => pair.Right.IsCatalog)
            .Select(static (pair, _) => new ProviderSource(pair.Left.Model!, pair.Right.Namespace))
            .WithTrackingName(TrackingNames.Catalog);

        context.RegisterSourceOutput(rows, EmitRows);
        context.RegisterSourceOutput(rows.Collect().SelectMany(static (all, _) => CatalogIndex.Of(all)), EmitIndex);
        context.RegisterSourceOutput(
            dialects.Where(static dialect => dialect.Dialect is not null).Select(static (dialect, _) => dialect.Dialect!).Combine(project)
                .Where(static pair => !pair.Right.IsCatalog)
                .Select(static (pair, _) => new DialectSource(pair.Left, pair.Right.Namespace)),
            EmitDialect);
        context.RegisterSourceOutput(dialects.SelectMany(static (dialect, _) => dialect.Problems), Report);
        context.RegisterSourceOutput(files.SelectMany(static (file, _) => file.Problems), Report);
        context.RegisterSourceOutput(providers.SelectMany(static (provider, _) => provider.Problems), Report);
        context.RegisterSourceOutput(models.Where(static provider => provider.Problem is not null).Select(static (provider, _) => provider.Problem!), Report);
        context.RegisterSourceOutput(
            models.Where(static provider => provider.Problem is null).Select(static (provider, _) => new ProviderSource(provider.Model, provider.Namespace)), EmitProvider);
    }

    private static void Report(SourceProductionContext context, SpecProblem problem) => context.ReportDiagnostic(problem.ToDiagnostic());

    private static void EmitDialect(SourceProductionContext context, DialectSource source)
    {
        var (dialect, root) = source;
        var @namespace = $"{root}.Wire.{dialect.Facts.TypeName}";
        var types = WireContract.Of(dialect, @namespace);
        foreach (var type in types)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            context.AddSource($"{WireTypeEmitter.SimpleName(type.ClrType)}.g.cs", Source(WireTypeEmitter.Emit(type, types, @namespace)));
        }

        context.AddSource($"{dialect.Facts.TypeName}WireClient.g.cs", Source(WireClientEmitter.Emit(dialect, @namespace)));
    }

    private static void EmitProvider(SourceProductionContext context, ProviderSource source)
    {
        var (provider, @namespace) = source;
        context.AddSource($"{provider.StemName}Provider.g.cs", Source(ProviderEmitter.EmitProfile(provider, @namespace)));
        context.AddSource($"{provider.StemName}LlmBuilderExtensions.g.cs", Source(ProviderEmitter.EmitBuilderExtensions(provider, @namespace)));
        context.AddSource($"{provider.TypeName}.g.cs", Source(ModelsEmitter.Emit(provider, @namespace)));
        var shapes = ModelShapes.Of(provider);
        foreach (var shape in shapes.All)
            context.AddSource($"{provider.TypeName}.{shape.ClrName}.g.cs", Source(ShapeEmitter.Emit(provider, shape, @namespace)));
        foreach (var model in provider.Models)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            context.AddSource($"{provider.TypeName}.{model.ClrName}.g.cs", Source(ModelEmitter.Emit(provider, model, shapes.ShapeOf(model), @namespace)));
        }
    }

    private static void EmitRows(SourceProductionContext context, ProviderSource source) =>
        context.AddSource($"{CatalogEmitter.ClassName(source.Model)}.g.cs", Source(CatalogEmitter.EmitProvider(source.Model, source.Namespace)));

    private static void EmitIndex(SourceProductionContext context, CatalogIndex index) =>
        context.AddSource("CatalogRows.g.cs", Source(CatalogEmitter.EmitIndex(index)));

    private static SourceText Source(string text) => SourceText.From(text, System.Text.Encoding.UTF8);
}

/// <summary>A dialect and where its types go.</summary>
internal sealed record DialectSource(DialectSpec Dialect, string Namespace);

/// <summary>A provider and where its types go: what is emitted, and nothing else, so that only a changed fact emits again.</summary>
internal sealed record ProviderSource(ProviderModel Model, string Namespace);

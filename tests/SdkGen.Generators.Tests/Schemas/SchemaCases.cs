using System.Reflection;
using Microsoft.CodeAnalysis;
using SdkGen.Generators.Schemas;
using SdkGen.Generators.Tests.Harness;

namespace SdkGen.Generators.Tests.Schemas;

/// <summary>Schemas of tests, compiled together once: each distinct text is a validator.</summary>
internal sealed class SchemaCases
{
    private readonly Dictionary<string, int> _indices;
    private readonly Lazy<Assembly> _assembly;

    public SchemaCases(IEnumerable<string> schemas)
    {
        var texts = schemas.Distinct().ToArray();
        _indices = texts.Select((text, i) => (text, i)).ToDictionary(pair => pair.text, pair => pair.i);
        _assembly = new(() =>
        {
            var run = new GeneratorHarness(() => new SchemaGenerator()).RunUnchecked(
                [], [.. texts.Select((text, i) => new AdditionalFile($"case{i}.schema.json", text, ("SdkGenValidator", $"Cases.Case{i}")))]);
            run.Diagnostics.Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Info).ShouldBeEmpty();
            run.ShouldBeWellFormed();
            run.ShouldCompile(new HashSet<string>());
            return run.Load();
        });
    }

    public EmittedValidator this[string schema] => new(_assembly.Value, $"Cases.Case{_indices[schema]}");
}

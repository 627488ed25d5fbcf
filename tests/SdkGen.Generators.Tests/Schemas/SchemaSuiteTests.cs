using Microsoft.CodeAnalysis;
using SdkGen.Generators.Schemas;
using SdkGen.Generators.Tests.Harness;

namespace SdkGen.Generators.Tests.Schemas;

/// <summary>The JSON Schema Test Suite through the generator: which of its tests are compiled is a promise, and the others are refused aloud.</summary>
public class SchemaSuiteTests(ITestOutputHelper output)
{
    private static readonly string[] s_core =
    [
        "type", "enum", "const", "properties", "required", "additionalProperties", "items", "prefixItems", "anyOf", "oneOf", "allOf", "ref", "defs", "default",
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems",
        "minProperties", "maxProperties", "boolean_schema", "infinite-loop-detection",
    ];

    private static readonly string[] s_more =
    [
        "not", "if-then-else", "dependentRequired", "dependentSchemas", "patternProperties", "propertyNames", "contains", "minContains", "maxContains", "anchor",
        "content", "format",
    ];

    private static readonly string[] s_refused = ["dynamicRef", "refRemote", "unevaluatedItems", "unevaluatedProperties", "vocabulary"];

    private readonly GeneratorHarness _harness = new(() => new SchemaGenerator());

    [Fact]
    public void Every_compiled_keyword_judges_as_the_suite_does()
    {
        var groups = SchemaSuite.Groups([.. s_core, .. s_more]).ToArray();
        var run = Run(groups);
        run.Diagnostics.Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Info).ShouldBeEmpty();

        var counts = Judge(run, groups);

        Print(counts);
        s_core.Sum(file => counts[file]).ShouldBe(640);
        s_more.Sum(file => counts[file]).ShouldBe(379);
    }

    [Fact]
    public void Every_other_required_test_gives_a_diagnostic()
    {
        var groups = SchemaSuite.Groups(s_refused).ToArray();
        var run = Run(groups);
        var byPath = run.Diagnostics.ToLookup(diagnostic => diagnostic.Location.GetLineSpan().Path);

        groups.Where(group => !byPath[group.Path].Any()).Select(group => group.Description).ShouldBeEmpty();
        Print(groups.GroupBy(group => group.File).ToDictionary(file => file.Key, file => file.Sum(group => group.Tests.Count())));
        groups.Sum(group => group.Tests.Count()).ShouldBe(280);

        // Where the diagnostic is only a remark the schema is compiled, and then its verdicts are right.
        var compiled = groups.Where(group => byPath[group.Path].All(diagnostic => diagnostic.Severity == DiagnosticSeverity.Info)).ToArray();
        output.WriteLine($"{Judge(run, compiled).Values.Sum()} of these are compiled and right");
        run.Files.Count.ShouldBe(compiled.Length);
    }

    [Fact]
    public void References_to_other_files_judge_as_the_suite_does_when_these_files_are_given()
    {
        var groups = SchemaSuite.Groups("refRemote").ToArray();
        var run = Run(groups, SchemaSuite.Remotes());

        run.Diagnostics.ShouldBeEmpty();
        Judge(run, groups).Values.Sum().ShouldBe(31);
    }

    [Fact]
    public void Optional_tests_of_numbers_and_patterns_hold_too()
    {
        var groups = SchemaSuite.Groups("optional/bignum", "optional/float-overflow", "optional/non-bmp-regex", "optional/no-schema", "optional/id", "optional/anchor").ToArray();
        var run = Run(groups);

        run.Diagnostics.ShouldBeEmpty();
        Print(Judge(run, groups));
    }

    private GeneratorOutput Run(IEnumerable<SchemaGroup> groups, params AdditionalFile[] more)
    {
        var run = _harness.RunUnchecked([], [.. groups.Select(group => group.ToFile()), .. more]);
        run.ShouldBeWellFormed();
        run.ShouldCompile(new HashSet<string>());
        return run;
    }

    /// <summary>Holds every value of the groups against its schema and says how many there were per file.</summary>
    private static Dictionary<string, int> Judge(GeneratorOutput run, IReadOnlyCollection<SchemaGroup> groups)
    {
        var assembly = run.Load();
        var failures = new List<string>();
        var counts = new Dictionary<string, int>();
        foreach (var group in groups)
        {
            var validator = new EmittedValidator(assembly, $"Suite.{group.ClassName}");
            foreach (var test in group.Tests)
            {
                counts[group.File] = counts.GetValueOrDefault(group.File) + 1;
                var problems = validator.Ask(test.GetProperty("data").GetRawText());
                if (problems.Length == 0 != test.GetProperty("valid").GetBoolean())
                    failures.Add($"{group.Description}: {test.GetProperty("description")}: {problems}");
            }
        }

        failures.ShouldBeEmpty();
        return counts;
    }

    private void Print(Dictionary<string, int> counts)
    {
        foreach (var (file, count) in counts)
            output.WriteLine($"{file}: {count}");
        output.WriteLine($"together: {counts.Values.Sum()}");
    }
}

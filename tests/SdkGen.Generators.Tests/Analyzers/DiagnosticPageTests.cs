using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SdkGen.Analyzers.Capabilities;

namespace SdkGen.Generators.Tests.Analyzers;

/// <summary>Every diagnostic has an id of its own, a page, and a row in the index.</summary>
public partial class DiagnosticPageTests
{
    private static readonly string s_pages = Path.Combine(Repository.Root, "docs", "diagnostics");

    private static readonly DiagnosticDescriptor[] s_descriptors = [.. Assemblies().SelectMany(assembly => assembly.GetTypes()).SelectMany(Descriptors)];

    [Fact]
    public void Each_descriptor_has_an_id_of_its_own()
    {
        s_descriptors.Length.ShouldBeGreaterThan(3);
        s_descriptors.GroupBy(descriptor => descriptor.Id).Where(group => group.Distinct().Count() > 1).Select(group => group.Key).ShouldBeEmpty();
        s_descriptors.ShouldAllBe(descriptor => IdPattern().IsMatch(descriptor.Id));
    }

    [Fact]
    public void Each_descriptor_has_a_page_with_its_title_and_code()
    {
        foreach (var descriptor in s_descriptors)
        {
            var path = Path.Combine(s_pages, descriptor.Id + ".md");
            File.Exists(path).ShouldBeTrue($"docs/diagnostics/{descriptor.Id}.md is missing");
            var page = File.ReadAllText(path);
            page.ShouldStartWith($"# {descriptor.Id}: {descriptor.Title}\n");
            page.Split("```").Length.ShouldBeGreaterThanOrEqualTo(5, $"docs/diagnostics/{descriptor.Id}.md shows bad and good code");
            descriptor.HelpLinkUri.ShouldEndWith($"/docs/diagnostics/{descriptor.Id}.md");
        }
    }

    [Fact]
    public void The_index_lists_every_page_and_no_other()
    {
        var pages = Directory.GetFiles(s_pages, "LLM*.md").Select(path => Path.GetFileNameWithoutExtension(path)!).Order().ToArray();
        var index = File.ReadAllText(Path.Combine(s_pages, "README.md"));

        IndexRow().Matches(index).Select(row => row.Groups[1].Value).ShouldBe(pages);
        foreach (var page in pages)
            index.ShouldContain($"| {File.ReadLines(Path.Combine(s_pages, page + ".md")).First()[(page.Length + 4)..]} |");
    }

    [Fact]
    public void Each_rule_about_models_is_one_of_the_shared_table()
    {
        var table = CapabilityRules.All.ToDictionary(rule => rule.Id);
        table.Values.Select(rule => rule.Id).ShouldBeUnique();
        foreach (var descriptor in s_descriptors.Where(descriptor => descriptor.Id.StartsWith("LLM2", StringComparison.Ordinal)))
            (table[descriptor.Id].Title, table[descriptor.Id].Sentence).ShouldBe((descriptor.Title.ToString(), descriptor.MessageFormat.ToString()));
    }

    [Theory]
    [InlineData("SdkGen.Analyzers", typeof(CapabilityDescriptors))]
    [InlineData("SdkGen.Generators", typeof(SdkGen.Generators.TrackingNames))]
    public void Each_descriptor_is_in_the_release_notes_of_its_assembly(string project, Type marker)
    {
        var notes = File.ReadAllLines(Path.Combine(Repository.Root, "generators", project, "AnalyzerReleases.Unshipped.md")).Where(line => line.StartsWith("LLM", StringComparison.Ordinal));

        marker.Assembly.GetTypes().SelectMany(Descriptors).DistinctBy(descriptor => descriptor.Id).OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal)
            .Select(descriptor => $"{descriptor.Id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}").ShouldBe(notes);
    }

    [Fact]
    public void Each_analyzer_reports_only_descriptors_of_its_assembly()
    {
        var analyzers = typeof(CapabilityDescriptors).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract).ToArray();
        analyzers.ShouldNotBeEmpty();
        foreach (var analyzer in analyzers)
            ((DiagnosticAnalyzer)Activator.CreateInstance(analyzer)!).SupportedDiagnostics.Except(s_descriptors).ShouldBeEmpty();
    }

    [GeneratedRegex("^LLM[0-2][0-9]{3}$")]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^\| \[(LLM\d{4})\]\(\1\.md\) \|", RegexOptions.Multiline)]
    private static partial Regex IndexRow();

    private static Assembly[] Assemblies() => [typeof(CapabilityDescriptors).Assembly, typeof(SdkGen.Generators.TrackingNames).Assembly];

    private static IEnumerable<DiagnosticDescriptor> Descriptors(Type type) => type.ContainsGenericParameters ? [] : type
        .GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        .Where(field => field.FieldType == typeof(DiagnosticDescriptor))
        .Select(field => (DiagnosticDescriptor)field.GetValue(null)!);
}

using System.Text;
using System.Text.Json.Nodes;
using SdkGen.Generators.Tests.Harness;

namespace SdkGen.Generators.Tests.Specs;

/// <summary>What the shipped specs cost, shown with <c>-showLiveOutput</c>. Times are measured by the benchmarks (<c>-- providers</c>).</summary>
public class EmissionFigureTests(ITestOutputHelper output)
{
    /// <summary>On average over a provider: the model's own page and an error for each parameter that it refuses.</summary>
    private const int MostBytesOfAModel = 4_500;

    private static readonly AdditionalFile[] s_specs = [.. SpecHarness.References().Select(file => new AdditionalFile(file.Path, file.GetText().ToString()))];

    [Fact]
    public void A_model_costs_a_page_and_not_a_copy_of_all_parameters()
    {
        var run = Run();
        output.WriteLine("provider            models  bytes a model  shapes  bytes a shape");
        foreach (var json in s_specs.Where(IsProvider).Select(spec => JsonNode.Parse(spec.GetText().ToString())!).Where(json => json["models"]?.AsObject().Count > 0))
        {
            var id = (string)json["id"]!;
            var container = ClassOf(run, id);
            var files = run.Files.Where(file => file.Key.StartsWith(container + ".", StringComparison.Ordinal)).ToArray();
            var shapes = files.Where(file => file.Value.Contains("public abstract class ", StringComparison.Ordinal)).Select(Bytes).DefaultIfEmpty().ToArray();
            var models = files.Where(file => file.Value.Contains("public sealed class ", StringComparison.Ordinal)).Select(Bytes).ToArray();

            output.WriteLine($"{id,-18} {models.Length,7} {models.Average(),14:0} {shapes.Length,7} {shapes.Average(),14:0}");
            models.Length.ShouldBeGreaterThanOrEqualTo(json["models"]!.AsObject().Count, id);
            models.Average().ShouldBeLessThan(MostBytesOfAModel, id);
        }

        foreach (var json in s_specs.Where(spec => !IsProvider(spec)).Select(spec => JsonNode.Parse(spec.GetText().ToString())!))
        {
            var (prefix, operations) = ((string)json["typeName"]!, json["operations"]!.AsObject().Count);
            var bytes = run.Files.Where(file => file.Value.Contains($"namespace SdkGen.Emitted.Wire.{prefix};", StringComparison.Ordinal)).Sum(Bytes);
            output.WriteLine($"{prefix,-18} {operations,3} operations, {bytes / operations} bytes each, their types included");
        }
    }

    private static GeneratorOutput Run()
    {
        var harness = SpecHarness.Create();
        harness.Properties["RootNamespace"] = "SdkGen.Emitted";
        var run = harness.RunUnchecked(["namespace Demo; class Nothing;"], s_specs);
        run.Diagnostics.ShouldBeEmpty();
        return run;
    }

    private static bool IsProvider(AdditionalFile spec) => spec.Path.EndsWith(".provider.json", StringComparison.Ordinal);

    private static int Bytes(KeyValuePair<string, string> file) => Encoding.UTF8.GetByteCount(file.Value);

    /// <summary>The class that holds the models, found by the id that each of them carries.</summary>
    private static string ClassOf(GeneratorOutput run, string id)
    {
        var model = run.Files.First(file => file.Key.Contains("Models.", StringComparison.Ordinal) && file.Value.Contains($"\", \"{id}\",\n", StringComparison.Ordinal)).Key;
        return model[..model.IndexOf('.')];
    }
}

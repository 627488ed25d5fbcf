using SdkGen.Json;
using SdkGen.Runtime.Tests.Support;

namespace SdkGen.Runtime.Tests.Json;

/// <summary>A suite for JSON parsers: what is valid stays as it is, what is not never makes the repairer fail.</summary>
public class JsonParsingSuiteTests(ITestOutputHelper output)
{
    [Fact]
    public void Valid_files_stay_byte_identical_and_no_file_throws()
    {
        var files = Directory.GetFiles(Path.Combine(SharedFolder.Need("suites/json-parsing"), "test_parsing"));
        var counts = new Dictionary<char, int>();
        foreach (var file in files)
        {
            var bytes = File.ReadAllBytes(file);
            var name = Path.GetFileName(file);
            counts[name[0]] = counts.GetValueOrDefault(name[0]) + 1;
            var repaired = JsonRepair.TryRepair(bytes, out var result);
            if (name[0] == 'y')
            {
                repaired.ShouldBeTrue(name);
                result!.Utf8.Span.SequenceEqual(bytes).ShouldBeTrue(name);
                result.Changed.ShouldBeFalse(name);
            }
            else if (name[0] == 'n')
            {
                JsonRepair.IsJson(bytes).ShouldBeFalse(name);
            }

            if (repaired)
                JsonRepair.IsJson(result!.Utf8.Span).ShouldBeTrue($"{name}: {result.Text}");
        }

        output.WriteLine(string.Join(", ", counts.OrderBy(count => count.Key).Select(count => $"{count.Key}: {count.Value}")));
        counts.GetValueOrDefault('y').ShouldBeGreaterThan(0);
        counts.GetValueOrDefault('n').ShouldBeGreaterThan(0);
    }
}

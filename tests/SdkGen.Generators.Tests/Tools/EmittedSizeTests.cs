using System.Text;
using SdkGen.Generators.Tests.Harness;
using SdkGen.Generators.Tools;

namespace SdkGen.Generators.Tests.Tools;

/// <summary>How much source a tool and a type add: what is emitted has to be compiled, loaded and read by people.</summary>
public class EmittedSizeTests
{
    [Fact]
    public void A_tool_of_three_arguments_takes_less_than_4_KB()
    {
        const string One = """
            /// <summary>Gets the forecast for a city.</summary>
            /// <param name="city">City name.</param>
            /// <param name="days">How many days ahead.</param>
            /// <param name="metric">In degrees Celsius.</param>
            [LlmTool] public static double GetForecast(string city, int days = 3, bool metric = true) => city.Length + days;
            """;
        Bytes(One).ShouldBeLessThan(4 * 1024);
        (Bytes(One, One.Replace("GetForecast", "GetReport")) - Bytes(One)).ShouldBeLessThan(3 * 1024);
    }

    [Fact]
    public void A_type_of_ten_properties_takes_less_than_6_KB()
    {
        const string Small = "/// <summary>Places it.</summary>\n [LlmTool] public static Order Place(Order order) => order;\n public sealed record Order(string Customer);";
        const string Ten = "string Customer, string Street, string City, string? Note, int Count, double Weight, decimal Price, bool Urgent, System.DateOnly Due, System.Collections.Generic.List<string> Tags";
        var (small, ten) = (Bytes(Small), Bytes(Small.Replace("string Customer", Ten)));

        // Reader, checks, writer and schema: what the type with one property has of them is far less than a tenth.
        (ten - small).ShouldBeLessThan(5 * 1024);
        (ten - small).ShouldBeGreaterThan(1024);
    }

    private static int Bytes(params string[] members) => new GeneratorHarness(() => new ToolGenerator())
        .RunUnchecked([$"using SdkGen; namespace Demo; public static class Host {{ {string.Join('\n', members)}\n }}"])
        .Files.Values.Sum(text => Encoding.UTF8.GetByteCount(text));
}

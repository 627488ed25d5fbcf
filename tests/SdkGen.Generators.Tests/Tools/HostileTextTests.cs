using System.Text.Json;
using Microsoft.CodeAnalysis.CSharp;
using SdkGen.Generators.Tests.Harness;
using SdkGen.Generators.Tools;

namespace SdkGen.Generators.Tests.Tools;

/// <summary>Nothing from a name, a description, an enum or a default can break the build or become code.</summary>
public class HostileTextTests
{
    private static readonly string[] s_texts =
    [
        "\"", "\"\"\"", "*/", "/*", "// x", "\\", "\\u0022", "}", "{0}", "{{", "</summary>", "<!-- ", "]]>", "&amp;", "\u2028", "\u2029", "\u0085", "\0", "\u202e",
        "\ud800", "\udc00", "😀", "\udb40\udc41", "\ufeff", "\t", "\n", "\r\n", "#if", "#pragma", "\"; System.Environment.Exit(1); //", "$\"{x}\"", "@", "'", "%", "\ufffe",
    ];

    [Fact]
    public void Descriptions_and_defaults_and_enum_names()
    {
        foreach (var text in s_texts)
        {
            var literal = SymbolDisplay.FormatLiteral("a" + text + "b", quote: true);
            var output = Harness().Run($$"""
                using System.ComponentModel;
                using System.ComponentModel.DataAnnotations;
                using System.Text.Json.Serialization;
                using SdkGen;
                namespace Demo;
                public static class Host
                {
                    [LlmTool, Description({{literal}})]
                    public static string Run([Description({{literal}})] string x = {{literal}}, [AllowedValues({{literal}}, "ok")] string y = "ok", Data? z = null) => x;
                }
                public sealed record Data([property: JsonPropertyName({{SymbolDisplay.FormatLiteral(IsLone(text) ? "name" : "a" + text + "b", quote: true)}})] string Name, [Display(Name = {{literal}})] int Size = 1);
                """);
            var tool = (LlmTool)Tools(output).Single();
            tool.JsonSchema.GetProperty("properties").GetProperty("x").GetProperty("description").GetString().ShouldBe(WellFormed("a" + text + "b"));
            tool.JsonSchema.GetProperty("properties").GetProperty("x").GetProperty("default").GetString().ShouldBe(WellFormed("a" + text + "b"));
            tool.Description.ShouldBe(WellFormed("a" + text + "b"));
        }
    }

    [Fact]
    public async Task A_default_comes_back_as_it_was_written()
    {
        var output = Harness().Run("""
            using SdkGen;
            namespace Demo;
            public static class Host { /// <summary>x</summary>
                [LlmTool] public static string Run(string text = "\"*/\u2028\0\\😀}", char c = '\'', double d = -0.5, decimal m = 1.10m, long l = long.MinValue, float f = float.NaN) =>
                    text + c + d.ToString("R", System.Globalization.CultureInfo.InvariantCulture) + m.ToString(System.Globalization.CultureInfo.InvariantCulture) + l + float.IsNaN(f); }
            """);
        (await Tools(output).Single().InvokeAsync(cancellationToken: TestContext.Current.CancellationToken)).ShouldBe("\"*/\u2028\0\\😀}'-0.51.10-9223372036854775808True");
    }

    [Fact]
    public async Task Names_that_are_keywords_or_not_ascii()
    {
        var output = Harness().Run("""
            using System.Text.Json.Serialization;
            using SdkGen;
            namespace @namespace.@event;
            public static class @class
            {
                /// <summary>x</summary>
                [LlmTool("run")]
                public static string @void(@struct @int, @enum @return = @enum.@default, int größe = 1, int @value = 2, int name = 3, int reader = 4, int problems = 5, int arguments = 6, int seen = 7, int context = 8, int @field = 9, int @await = 10) =>
                    @int.@if.ToString() + @return + größe + @value + name + reader + problems + arguments + seen + context + @field + @await;
            }
            public sealed record @struct(int @if, int @else, int Name = 0, int from = 0, int Value = 0);
            public enum @enum { @default, [JsonStringEnumMemberName("größer \" als")] @void }
            """);
        var tool = Tools(output).Single();
        using var element = JsonDocument.Parse("""{"if":5,"else":6,"name":1,"from":2,"value":3}""");
        using var name = JsonDocument.Parse("\"größer \\\" als\"");
        (await tool.InvokeAsync(new() { ["int"] = element.RootElement, ["return"] = name.RootElement }, TestContext.Current.CancellationToken))
            .ShouldBe("5void12345678910");
    }

    [Fact]
    public void Names_that_clash_with_what_is_generated()
    {
        Harness().Run("""
            using SdkGen;
            namespace Demo
            {
                public static class Weather { /// <summary>x</summary>
                    [LlmTool] public static string Get(Arguments a) => ""; }
                public sealed record Arguments(string String, int GetTool);
                public class WeatherTools { /// <summary>x</summary>
                    [LlmTool] public string Get(string s) => s; public int Tools => 1; }
                public static class GetTool { }
                public struct GetArguments { }
                public static class WeatherToolsJson { }
            }
            namespace Demo { public sealed record Read(int X); public sealed record Problems2(int X); public static class Forms { /// <summary>x</summary>
                [LlmTool] public static Read Take(Read read, Problems2? other = null) => read; } }
            namespace Demo.Bytes { public class Text { } }
            namespace Demo.System { public class Text { } }
            namespace Demo.SdkGen { public class Json { } }
            """);
        Harness().Run("""
            using SdkGen;
            public static class A { public static class B { /// <summary>x</summary>
                [LlmTool] public static int One() => 1; } }
            public static class AB { /// <summary>x</summary>
                [LlmTool] public static int One() => 1; /// <summary>x</summary>
                [LlmTool("Two")] public static int One(int x) => x; }
            """).Files.Keys.ShouldBe(["ABTools.g.cs", "ABTools2.g.cs"]);
    }

    private static GeneratorHarness Harness() => new(() => new ToolGenerator());

    private static IEnumerable<Microsoft.Extensions.AI.AIFunction> Tools(GeneratorOutput output) => output.Load().GetTypes()
        .Select(type => type.GetProperty("All")).OfType<System.Reflection.PropertyInfo>()
        .SelectMany(property => (IEnumerable<Microsoft.Extensions.AI.AIFunction>)property.GetValue(null)!);

    private static bool IsLone(string text) => text is "\ud800" or "\udc00";

    private static string WellFormed(string text) => IsLone(text.Trim('a', 'b')) ? "a\ufffdb" : text;
}

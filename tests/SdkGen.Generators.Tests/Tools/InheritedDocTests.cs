using Microsoft.CodeAnalysis;
using SdkGen.Generators.Tests.Harness;
using SdkGen.Generators.Tools;

namespace SdkGen.Generators.Tests.Tools;

/// <summary>What a tool and its parameters are described by where their comments are those of something else.</summary>
public class InheritedDocTests
{
    private const string Others = """
        namespace Demo.Texts
        {
            public static class Other
            {
                /// <summary>Of text.</summary>
                /// <param name="a">A text.</param>
                public static int Go(string a) => 1;
                /// <summary>Of a number.</summary>
                /// <param name="a">A &lt;number&gt; &amp; more.</param>
                public static int Go(int a) => 1;
                /// <inheritdoc cref="Go(int)"/>
                public static int Again(int a) => 1;
                public class Deep<T>
                {
                    /// <summary>Deep down.</summary>
                    public const int Most = 1;
                    /// <inheritdoc cref="Least"/>
                    public const int Least = 2;
                }
            }
            public class Base
            {
                /// <summary>Of the base.</summary>
                public const int Limit = 1;
            }
        }
        """;

    [Theory]
    [InlineData("/// <inheritdoc cref=\"Other.Go(int)\"/>", "Of a number.", "A <number> & more.")]
    [InlineData("/// <inheritdoc cref=\"Other.Go(string)\"/>", "Of text.", "A text.")]
    [InlineData("/// <inheritdoc cref=\"Other.Again\"/>", "Of a number.", "A <number> & more.")]
    [InlineData("/// <inheritdoc cref=\"Demo.Texts.Other.Deep{T}.Most\"/>", "Deep down.", null)]
    [InlineData("/// <inheritdoc cref=\"global::Demo.Texts.Other.Deep{T}.Most\"/>", "Deep down.", null)]
    [InlineData("/// <inheritdoc cref=\"Limit\"/>", "Of the base.", null)]
    [InlineData("/// <inheritdoc cref=\"Short.Go(int)\"/>", "Of a number.", "A <number> & more.")]
    [InlineData("/// <summary>Its own.</summary>\n/// <inheritdoc cref=\"Other.Go(int)\"/>", "Its own.", "A <number> & more.")]
    [InlineData("/// <inheritdoc cref=\"Other.Go(int)\" path=\"/summary\"/>", "Of a number.", null)]
    [InlineData("/// <summary>Says: <inheritdoc cref=\"Other.Go(int)\"/></summary>\n/// <param name=\"a\"><inheritdoc cref=\"Other.Go(string)\"/></param>", "Says: Of a number.", "A text.")]
    [InlineData("/// <summary><inheritdoc cref=\"Other.Go(int)\" path=\"/param[@name='a']/node()\"/></summary>", "A <number> & more.", null)]
    [InlineData("/// <inheritdoc cref=\"Nowhere.Go{T}(int\"/>", null, null)]
    [InlineData("/// <inheritdoc cref=\"Other.Deep{T}.Least\"/>", null, null)]
    [InlineData("/// <summary>Its own.</summary>\n/// <inheritdoc cref=\"Other.Go(int)\" path=\"][\"/>", "Its own.", "A <number> & more.")]
    public void A_comment_may_be_that_of_another(string comment, string? summary, string? parameter)
    {
        // Without a documentation file comments are not parsed by the compiler; with one they are.
        foreach (var mode in (DocumentationMode[])[DocumentationMode.None, DocumentationMode.Parse])
        {
            var harness = new GeneratorHarness(() => new ToolGenerator()) { DocumentationMode = mode };
            var output = harness.RunUnchecked([$$"""
                using SdkGen; using Demo.Texts; using Short = Demo.Texts.Other;
                namespace Demo;
                public class Host : Base
                {
                    {{comment}}
                    [LlmTool] public static int Run(int a) => a;
                }
                """, Others]);
            output.ShouldBeWellFormed();
            var tool = ((IEnumerable<Microsoft.Extensions.AI.AIFunction>)output.Load().GetTypes().Single(type => type.Name == "HostTools").GetProperty("All")!.GetValue(null)!).Single();
            tool.Description.ShouldBe(summary ?? "");
            tool.JsonSchema.GetProperty("properties").GetProperty("a").TryGetProperty("description", out var description).ShouldBe(parameter is not null);
            if (parameter is not null)
                description.GetString().ShouldBe(parameter);
        }
    }
}

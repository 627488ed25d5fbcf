using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SdkGen.Generators.Tests.Harness;
using SdkGen.Generators.Tools;

namespace SdkGen.Generators.Tests.Tools;

/// <summary>A tool that is not read again is emitted as if it were: whatever it depends on, in whatever file, and after any edits.</summary>
public class ToolMemoryTests
{
    /// <summary>Files of one project, each with the states that edits put it in; null is a file that is not there. The first state of each compiles.</summary>
    private static readonly (string Name, string?[] States)[] s_files =
    [
        ("Tools.cs", [
            """
            using SdkGen;
            using System.ComponentModel.DataAnnotations;
            namespace Demo.Inner;
            public partial class Shop : ShopBase, IShop
            {
                /// <inheritdoc/>
                [LlmTool] public string Order(Item item, [Range(1, Limits.Most)] int count = Limits.Usual, Size size = Size.Small) => "";
                [LlmTool] public Money Price(Choice choice, Aliased? aliased = null) => new();
                [LlmTool(Names.Tool)] public string Named(Shade shade, [Even] int even, Opaque opaque) => "";
            }
            """,
            """
            using SdkGen;
            namespace Demo.Inner;
            public partial class Shop : ShopBase, IShop
            {
                /// <summary>Of its own.</summary>
                [LlmTool] public string Order(Item item, int count = 1, Size size = Size.Large) => "";
            }
            """]),
        ("Partial.cs", [null, "namespace Demo.Inner; public partial class Shop { public int Tools; }", "namespace Demo.Inner; partial class Shop { public int Other; }"]),
        ("Item.cs", [
            "namespace Demo; public record Item(string Name) : Thing;",
            "namespace Demo; public record Item(string Name, int Weight) : Thing;",
            "namespace Demo; public partial record Item(string Name) : Thing { /// <summary>Told.</summary>\n public int Length { get; init; } = Limits.Usual; }"]),
        ("ItemPart.cs", [null, "namespace Demo; public partial record Item { public bool Added { get; init; } }"]),
        ("Thing.cs", ["namespace Demo; public record Thing { /// <inheritdoc cref=\"Prose.Told\"/>\n public int Id { get; init; } }", "namespace Demo; public record Thing { public long Id { get; init; } public string? Note { get; init; } }"]),
        ("Prose.cs", [
            "namespace Demo; public static class Prose { /// <summary>Told elsewhere.</summary>\n public const int Told = 1; }",
            "namespace Demo; public static class Prose { /// <summary>Told otherwise.</summary>\n public static int Told => 1; }",
            "namespace Demo; public static class Prose { }"]),
        ("ShopBase.cs", [
            "namespace Demo; public class ShopBase { }",
            "namespace Demo; public class ShopBase { public record Item(System.Guid Nested); }",
            "namespace Demo; public class ShopBase : Roots { }"]),
        ("Roots.cs", ["namespace Demo; public class Roots { }", "namespace Demo; public class Roots { public record Item(System.Uri Deep); }"]),
        ("IShop.cs", [
            "namespace Demo; public interface IShop { /// <summary>Orders.</summary>\n /// <param name=\"item\">Which.</param>\n string Order(Item item, int count, Size size); }",
            "namespace Demo; public interface IShop { /// <summary>Orders anew.</summary>\n /// <param name=\"item\">Which one.</param>\n string Order(Item item, int count, Size size); }"]),
        ("Shadow.cs", [null, "namespace Demo.Inner; public record Item(double Shadow);", "namespace Demo.Inner; public static class Limits { public const int Most = 3, Usual = 2; }"]),
        ("Limits.cs", [
            "using From = Demo.Numbers; namespace Demo; public static class Limits { public const int Most = 9, Usual = From.One; }",
            "using From = Demo.Numbers; namespace Demo; public static class Limits { public const int Most = 7, Usual = From.One + 1; }",
            "using From = Demo.OtherNumbers; namespace Demo; public static class Limits { public const int Most = 9, Usual = From.One; }"]),
        ("Numbers.cs", ["namespace Demo; public static class Numbers { public const int One = 1; } public static class OtherNumbers { public const int One = 5; }", "namespace Demo; public static class Numbers { public const int One = 4; } public static class OtherNumbers { public const int One = 6; }"]),
        ("Size.cs", ["namespace Demo; public enum Size { Small, Large }", "namespace Demo; public enum Size { Small, Middle, Large }"]),
        ("Shade.cs", ["namespace Demo; public enum Shade { Light, Dark = Limits.Most }", "namespace Demo; public enum Shade { [System.ComponentModel.Description(\"Bright.\")] Light, Dark = Limits.Most }"]),
        ("Global.cs", ["global using Aliased = Demo.First;", "global using Aliased = Demo.Second;", "global using Aliased = Demo.Second; global using Item = Demo.First;", "global using Aliased = Demo.First; // and a comment"]),
        ("Aliased.cs", ["namespace Demo; public record First(int A); public record Second(string B);", "namespace Demo; public record First(int A, int More); public record Second(string B);"]),
        ("Choice.cs", [
            "using System.Text.Json.Serialization; namespace Demo; [JsonDerivedType(typeof(Cash), \"cash\")] public abstract record Choice; ",
            "using System.Text.Json.Serialization; namespace Demo; [JsonDerivedType(typeof(Cash), \"cash\"), JsonDerivedType(typeof(Card), \"card\")] public abstract record Choice; "]),
        ("Cash.cs", ["namespace Demo; public record Cash(int Coins) : Choice; public record Card(string Number) : Choice;", "namespace Demo; public record Cash(int Coins, int Notes) : Choice; public record Card(string Number, string Owner) : Choice;"]),
        ("Money.cs", ["namespace Demo; public struct Money { public int Amount { get; set; } }", "namespace Demo; public struct Money { public Amounts Amount { get; set; } }"]),
        ("Amounts.cs", ["namespace Demo; public class Amounts : System.Collections.Generic.List<Part> { }", "namespace Demo; public class Amounts { public Part? Only { get; set; } }"]),
        ("Part.cs", ["namespace Demo; public record Part(int Euros);", "namespace Demo; public record Part(int Euros, int Cents);"]),
        ("Even.cs", [
            "namespace Demo; public class EvenAttribute : System.ComponentModel.DataAnnotations.ValidationAttribute { public override bool IsValid(object? value) => value is int i && i % 2 == 0; }",
            "namespace Demo; public class EvenAttribute : System.ComponentModel.DataAnnotations.ValidationAttribute { }",
            "namespace Demo; public class EvenAttribute : EvenBase { }"]),
        ("EvenBase.cs", [
            "namespace Demo; public class EvenBase : System.ComponentModel.DataAnnotations.ValidationAttribute { }",
            "namespace Demo; public class EvenBase : System.ComponentModel.DataAnnotations.ValidationAttribute { public override bool IsValid(object? value) => true; }"]),
        ("Names.cs", [
            "namespace Demo; public static class Names { public const string Tool = nameof(Words.Look); }",
            "namespace Demo; public static class Names { public const string Tool = \"other\"; }"]),
        ("Words.cs", ["namespace Demo; public static class Words { public static int Look => 1; }", "namespace Demo; public static class Words { }"]),
        ("Opaque.cs", [
            "using System.Text.Json.Serialization; namespace Demo; [JsonConverter(typeof(JsonStringEnumConverter))] public record Opaque(int X);",
            "namespace Demo; public record Opaque(int X);"]),
        ("Context.cs", [
            "using System.Text.Json.Serialization; [assembly: SdkGen.LlmJsonContext(typeof(Demo.Context))] namespace Demo { [JsonSerializable(typeof(Opaque))] public abstract class Context : JsonSerializerContext { protected Context() : base(null) { } public static Context Default => null!; } }",
            "using System.Text.Json.Serialization; [assembly: SdkGen.LlmJsonContext(typeof(Demo.Context))] namespace Demo { public abstract class Context : JsonSerializerContext { protected Context() : base(null) { } public static Context Default => null!; } }",
            "using System.Text.Json.Serialization; namespace Demo { [JsonSerializable(typeof(Opaque))] public abstract class Context : JsonSerializerContext { protected Context() : base(null) { } public static Context Default => null!; } }"]),
        ("Asked.cs", ["[assembly: SdkGen.LlmTools<Demo.Store<Demo.Part>>]", "[assembly: SdkGen.LlmTools<Demo.Store<Demo.Thing>>]", null]),
        ("Store.cs", [
            "using SdkGen; namespace Demo; public class Store<T> : StoreBase<T> { /// <summary>Keeps.</summary>\n [LlmTool] public void Keep(T item, Page<T> page) { } }",
            "using SdkGen; namespace Demo; public class Store<T> : StoreBase<T> { /// <summary>Keeps.</summary>\n [LlmTool] public void Keep(T item) { } }"]),
        ("StoreBase.cs", [
            "using SdkGen; namespace Demo; public class StoreBase<T> { /// <summary>Finds.</summary>\n [LlmTool] public T? Find(int id) => default; }",
            "using SdkGen; namespace Demo; public class StoreBase<T> { /// <summary>Finds.</summary>\n [LlmTool] public T? Find(long id) => default; }"]),
        ("Page.cs", ["namespace Demo; public record Page<T>(T[] Items);", "namespace Demo; public record Page<T>(T[] Items, int Number);"]),
        ("Companion.cs", [null, "namespace Demo.Inner; class ShopTools { }", "namespace Demo.Inner; class OrderTool { }", "namespace Demo.Inner { namespace Price { } class PriceArguments { } }"]),
        ("Unrelated.cs", ["class Unrelated { int X() => 1; }", "class Unrelated { int X() => 2; int Y { get; set; } }", "class Unrelated { }\n// ", "System.Console.WriteLine();"]),
    ];

    public static TheoryData<string, int, int> Edits { get; } = [.. s_files.SelectMany(file =>
        from before in Enumerable.Range(0, file.States.Length)
        from after in Enumerable.Range(0, file.States.Length)
        where before != after && (before == 0 || after == 0)
        select (file.Name, before, after))];

    [Fact]
    public void The_project_of_these_tests_compiles_and_has_all_its_tools()
    {
        var output = new GeneratorHarness(() => new ToolGenerator()).RunUnchecked([.. s_files.Select(file => file.States[0]).OfType<string>()]);
        output.Compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(problem => problem.Severity == DiagnosticSeverity.Error && problem.Id.StartsWith("CS", StringComparison.Ordinal)).ShouldBeEmpty();
        var text = string.Concat(output.Files.Values);
        foreach (var tool in (string[])["class OrderTool", "class PriceTool", "class NamedTool", "class KeepTool", "class FindTool"])
            text.ShouldContain(tool);
    }

    [Theory]
    [MemberData(nameof(Edits))]
    public void An_edit_of_any_file_emits_what_a_build_from_nothing_does(string name, int before, int after)
    {
        var file = s_files.First(file => file.Name == name);
        var project = new MemoryProject([.. Start((name, before))]);
        project.Files.ShouldBe(project.Fresh);

        project.Edit(name, file.States[after]);

        project.Files.ShouldBe(project.Fresh);
    }

    [Theory]
    [InlineData("Item.cs", 1, "\"weight\"")]
    [InlineData("ItemPart.cs", 1, "\"added\"")]
    [InlineData("Thing.cs", 1, "\"note\"")]
    [InlineData("ShopBase.cs", 1, "\"nested\"")]
    [InlineData("Shadow.cs", 1, "\"shadow\"")]
    [InlineData("Shadow.cs", 2, "\"default\":2")]
    [InlineData("Limits.cs", 1, "\"maximum\":7")]
    [InlineData("Limits.cs", 2, "\"default\":5")]
    [InlineData("Numbers.cs", 1, "\"default\":4")]
    [InlineData("Size.cs", 1, "Middle")]
    [InlineData("Global.cs", 1, "Second")]
    [InlineData("IShop.cs", 1, "Orders anew.")]
    [InlineData("Choice.cs", 1, "\"card\"")]
    [InlineData("Cash.cs", 1, "\"notes\"")]
    [InlineData("Names.cs", 1, "\"other\"")]
    [InlineData("Companion.cs", 1, "ShopTools2")]
    [InlineData("Page.cs", 1, "\"number\"")]
    [InlineData("Asked.cs", 1, "StoreOfThing")]
    public void What_an_edit_of_another_file_means_is_emitted(string name, int state, string expected)
    {
        var project = new MemoryProject([.. Start()]);
        string.Concat(project.Files.Values).ShouldNotContain(expected);

        project.Edit(name, s_files.First(file => file.Name == name).States[state]);

        string.Concat(project.Files.Values).ShouldContain(expected);
        project.Files.ShouldBe(project.Fresh);
    }

    [Theory]
    [InlineData("[LlmTool(nameof(Words.Look))] public static void Take(int a) { }", "\"Look\"")]
    [InlineData("[LlmTool] public static void Take(Note note) { }\n public class Note { public string Text { get; set; } = nameof(Words.Look); }", "\"default\":\"Look\"")]
    public void What_was_broken_is_read_again_when_another_file_mends_it(string member, string expected)
    {
        var project = new MemoryProject(("Tools.cs", $"using SdkGen; public static class Host {{ {member} }}"), ("Words.cs", "public static class Words { }"));
        project.Files.ShouldBe(project.Fresh);

        project.Edit("Words.cs", "public static class Words { public static int Look => 1; }");

        project.Files.ShouldBe(project.Fresh);
        project.Files.Values.Single().ShouldContain(expected);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void After_any_number_of_edits_all_is_emitted_as_from_nothing(int seed)
    {
        var random = new Random(seed);
        var project = new MemoryProject([.. Start()]);
        for (var i = 0; i < 60; i++)
        {
            var (name, states) = s_files[random.Next(s_files.Length)];
            project.Edit(name, states[random.Next(states.Length)]);
            if (i % 2 == 0)
                project.Files.ShouldBe(project.Fresh, $"after edit {i}, of {name}");
        }
    }

    [Fact]
    public void Other_references_and_options_are_other_names()
    {
        static MetadataReference Library(string members) => CSharpCompilation.Create("Library", [CSharpSyntaxTree.ParseText($"namespace Lib; public record Item({members});")],
            GeneratorHarness.References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).ToMetadataReference();
        var (before, after) = (Library("int A"), Library("int A, int B"));
        var project = new MemoryProject(("Tools.cs", "using SdkGen; public static class Host { [LlmTool] public static void Take(Lib.Item item, string text) { } }"));
        project.Files.ShouldBeEmpty();

        project.Change(compilation => compilation.AddReferences(before));
        project.Files.Count.ShouldBe(1);
        project.Change(compilation => compilation.ReplaceReference(before, after));
        project.Files.ShouldBe(project.Fresh);
        project.Files.Values.Single().ShouldContain("\"b\"");
        var nullable = project.Files;
        project.Change(compilation => compilation.WithOptions(compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable)));
        project.Files.ShouldBe(project.Fresh);
        project.Change(compilation => compilation.WithOptions(compilation.Options.WithNullableContextOptions(NullableContextOptions.Enable)));
        project.Files.ShouldBe(nullable);
    }

    [Fact]
    public void An_edit_that_means_nothing_to_a_tool_does_not_read_it_again()
    {
        var reads = new Reads();
        var compilation = new GeneratorHarness().Compile([.. s_files.Select(file => file.States[0]).OfType<string>()]);
        var driver = CSharpGeneratorDriver.Create([reads.AsSourceGenerator()], parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options).RunGenerators(compilation, TestContext.Current.CancellationToken);
        reads.Tools.Count.ShouldBe(3);
        var before = reads.Tools.ToDictionary();

        compilation = Edited(compilation, "class Unrelated {", "class Unrelated { int More() => 3; string Text { get; } = \"\";");
        driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
        Read().ShouldBeEmpty();
        compilation = Edited(compilation, "int Euros", "int Euros, int Cents");
        driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
        Read().ShouldBeEmpty();
        compilation = Edited(compilation, "int Coins", "int Coins, int Notes");
        driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
        Read().ShouldBe(["Price"]);
        compilation = Edited(compilation, "enum Size { Small", "enum Size { Tiny, Small");
        _ = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
        Read().ShouldBe(["Named", "Order", "Price"]);

        string[] Read()
        {
            var read = reads.Tools.Where(tool => !ReferenceEquals(tool.Value, before[tool.Key])).Select(tool => tool.Key).Order(StringComparer.Ordinal).ToArray();
            before = reads.Tools.ToDictionary();
            return read;
        }

        static CSharpCompilation Edited(CSharpCompilation compilation, string text, string by)
        {
            var tree = compilation.SyntaxTrees.Single(tree => tree.GetText().ToString().Contains(text, StringComparison.Ordinal));
            return compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(tree.GetText().ToString().Replace(text, by), (CSharpParseOptions)tree.Options, tree.FilePath, System.Text.Encoding.UTF8));
        }
    }

    private static IEnumerable<(string, string)> Start((string Name, int State)? other = null) =>
        from file in s_files
        let text = file.States[other is { } one && one.Name == file.Name ? one.State : 0]
        where text is not null
        select (file.Name, text);

    /// <summary>Shows which object the memory gave for each tool.</summary>
    private sealed class Reads : IIncrementalGenerator
    {
        public Dictionary<string, ToolModel> Tools { get; } = [];

        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
            var memory = new ToolMemory();
            context.RegisterSourceOutput(
                context.SyntaxProvider.ForAttributeWithMetadataName(ToolReader.Attribute, static (_, _) => true, (method, token) =>
                {
                    var tools = memory.OfMethod(method, token);
                    if (tools.Count == 1 && !((IMethodSymbol)method.TargetSymbol).ContainingType.IsGenericType)
                        Tools[tools[0].Method] = tools[0];
                    return tools.Count;
                }),
                static (_, _) => { });
        }
    }
}

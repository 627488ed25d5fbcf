using SdkGen.Generators.Tests.Harness;

namespace SdkGen.Generators.Tests.Specs;

/// <summary>Models with equal parameters get their options from one class, and stay types of their own all the same.</summary>
public class ModelShapeTests
{
    private const string Spec =
        """
        { "id": "zoo", "name": "Zoo", "dialect": "echo", "baseUrl": "https://zoo.example",
          "parameterSets": { "calm": { "temperature": { "refused": "it is calm." }, "repeat": { "refused": "it never repeats." } } },
          "models": {
            "ape": { "reasoning": { "effort": ["low", "high"] } },
            "bear": { "reasoning": { "effort": ["low", "high"] }, "context": 1000 },
            "cat": { "reasoning": { "effort": ["high"] }, "parameterSets": ["calm"] },
            "dog": { "reasoning": { "effort": ["high"] }, "parameterSets": ["calm"] },
            "eel": { "operations": ["image"] } } }
        """;

    [Fact]
    public void Equal_parameters_are_one_class_and_what_all_have_is_another()
    {
        var assembly = Run("namespace Demo; class Nothing;").Load();

        Base("Ape").ShouldBe("ApeShape");
        Base("Bear").ShouldBe("ApeShape");
        Base("Cat").ShouldBe("CatShape");
        Base("Dog").ShouldBe("CatShape");
        Base("Eel").ShouldBe("Object");
        assembly.GetType("Demo.ZooModels+ApeShape")!.BaseType!.Name.ShouldBe("CommonShape");
        assembly.GetType("Demo.ZooModels+CommonShape+SharedOptions")!.GetProperties().Where(property => property.DeclaringType!.Name == "SharedOptions")
            .Select(property => property.Name).ShouldBe(["Loud"]);
        assembly.GetType("Demo.ZooModels+Dog")!.GetCustomAttributes(typeof(LlmParameterAttribute), inherit: true).Cast<LlmParameterAttribute>().Count(parameter => parameter.Refused).ShouldBe(2);

        string Base(string model) => assembly.GetType("Demo.ZooModels+" + model)!.BaseType!.Name;
    }

    [Fact]
    public void A_model_is_used_by_its_own_name_alone() => Run(
        """
        using SdkGen;

        namespace Demo;

        class Keeper
        {
            object Ape() => new ZooModels.Ape.Options { ReasoningEffort = ZooModels.Ape.ReasoningEffort.Low, Loud = true, Temperature = 1 };
            object Bear() => new ZooModels.Bear.Options { ReasoningEffort = ZooModels.Bear.ReasoningEffort.High, Repeat = 2 };
            object Cat() => new ZooModels.Cat.Options { ReasoningEffort = ZooModels.Cat.ReasoningEffort.High, MaxOutputTokens = 5 };
            IChatClient<ZooModels.Dog>? Dog() => null;
        }
        """);

    [Fact]
    public void Each_model_names_itself_where_it_refuses()
    {
        var output = SpecHarness.Create().RunUnchecked(
            [SpecHarness.Adapter, "class User { object C() => new Demo.ZooModels.Cat.Options { Temperature = 1 }; object D() => new Demo.ZooModels.Dog.Options { Repeat = 1 }; }"],
            SpecHarness.DialectFile, new AdditionalFile("/specs/zoo.provider.json", Spec));

        output.Compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Id == "LLM2010").Select(diagnostic => diagnostic.GetMessage()).ShouldBe(
        [
            "'ZooModels.Cat.Options.Temperature' is obsolete: 'cat does not take temperature: it is calm.'",
            "'ZooModels.Dog.Options.Repeat' is obsolete: 'dog does not take repeat: it never repeats.'",
        ]);
    }

    [Fact]
    public void A_shape_cannot_be_a_model()
    {
        var output = SpecHarness.Create().RunUnchecked(
            [SpecHarness.Adapter, "class User(SdkGen.IChatClient<Demo.ZooModels.ApeShape> chat) { public object Chat => chat; } class Mine : Demo.ZooModels.ApeShape; "],
            SpecHarness.DialectFile, new AdditionalFile("/specs/zoo.provider.json", Spec));

        output.Compilation.GetDiagnostics(TestContext.Current.CancellationToken).Select(diagnostic => diagnostic.Id).ShouldContain("CS0311");
    }

    [Fact]
    public void A_name_that_a_model_has_is_left_to_it()
    {
        var spec = """{ "id": "zoo", "name": "Zoo", "dialect": "echo", "baseUrl": "https://zoo.example", "models": { "ape": {}, "ape-shape": {}, "common-shape": { "reasoning": false } } }""";
        var files = SpecHarness.Create().Run([SpecHarness.Adapter], SpecHarness.DialectFile, new AdditionalFile("/specs/zoo.provider.json", spec)).Files;

        files.Keys.Where(name => name.Contains("Shape")).Order(StringComparer.Ordinal).ShouldBe(
            ["ZooModels.ApeShape.g.cs", "ZooModels.ApeShape_.g.cs", "ZooModels.CommonShape.g.cs", "ZooModels.CommonShapeShape.g.cs", "ZooModels.CommonShape_.g.cs"]);
    }

    /// <summary>What one more model costs: a page of its own, not a copy of all parameters.</summary>
    [Fact]
    public void A_further_model_of_a_known_shape_is_small()
    {
        var models = string.Join(", ", Enumerable.Range(0, 50).Select(i => $"\"m-{i}\": {{ \"input\": [\"text\", \"image\"], \"tools\": true, \"reasoning\": true, \"context\": 200000, \"released\": \"2026-01-01\" }}"));
        var spec = $$"""{ "id": "zoo", "name": "Zoo", "dialect": "openai-chat", "baseUrl": "https://zoo.example", "models": { {{models}} } }""";
        var files = SpecHarness.Create().Run(["namespace Demo; class Nothing;"], [.. SpecHarness.References(), new AdditionalFile("/app/zoo.provider.json", spec)]).Files;

        files.Count(file => file.Key.Contains("Shape")).ShouldBe(1);
        files.Where(file => file.Key.StartsWith("ZooModels.M") && !file.Key.Contains("Shape")).ShouldAllBe(file => file.Value.Length < 1800);
    }

    private static GeneratorOutput Run(string source) =>
        SpecHarness.Create().Run([SpecHarness.Adapter, source], SpecHarness.DialectFile, new AdditionalFile("/specs/zoo.provider.json", Spec));
}

using System.Reflection;
using Microsoft.Extensions.AI;
using SdkGen.Generators.Tests.Harness;
using SdkGen.Transport;

namespace SdkGen.Generators.Tests.Specs;

/// <summary>What a small dialect and a provider become: the whole set of files, and what they do when they run.</summary>
public class SpecGoldenTests
{
    private static readonly Lazy<GeneratorOutput> s_output = new(
        () => SpecHarness.Create().Run([SpecHarness.Adapter], SpecHarness.DialectFile, SpecHarness.ProviderFile));

    [Fact]
    public void Small_specs_become_these_files() => GoldenFolder.ShouldMatch("small", s_output.Value.Files);

    [Fact]
    public void Profile_says_what_the_spec_says()
    {
        var profile = (ProviderProfile)Type("Demo.ParrotIncProvider").GetProperty("Profile")!.GetValue(null)!;

        profile.Id.ShouldBe("parrot");
        profile.Name.ShouldBe("Parrot Inc");
        profile.BaseUrl.ShouldBe("https://parrot.example/v1/");
        (profile.Auth, profile.AuthName, profile.KeyVariable, profile.BaseUrlVariable).ShouldBe((AuthScheme.Header, "x-parrot", "PARROT_KEY", "PARROT_URL"));
        profile.Headers.ShouldBe([new("x-version", "2")]);
        profile.AccountHeaders.ShouldBe([new("project", "x-project")]);
        profile.Errors.ShouldBe([new ErrorRule(LlmErrorKind.Overloaded) { Status = 429, Code = "tired", Retryable = true }]);
        profile.Wire.ShouldBe(new Dictionary<string, string> { ["role"] = "developer" });
        profile.Models.Select(model => (model.Id, model.Type!.Name)).ShouldBe(
            [("macaw-1.5", "Macaw15"), ("macaw-thinks", "MacawThinks"), ("feather/draw", "Painter"), ("mystery", "Mystery")]);
        profile.UnlistedModel!.WireNames.ShouldBe(new Dictionary<string, string> { ["maxOutputTokens"] = "max_tokens" });

        var price = profile.Models[0].Price!;
        (price.Input, price.CacheRead, price.Output, price.Currency, price.AsOf).ShouldBe((1.5m, 0.25m, 6m, "EUR", new DateOnly(2026, 1, 31)));
        price.Tiers.ShouldBe([new ModelPriceTier(100_000, 3m, 12m)]);
        profile.Models[1].Refused!.Keys.ShouldBe(["temperature", "repeat"]);
        profile.Models[3].Price.ShouldBeNull();
    }

    [Theory]
    [InlineData("Macaw15", "IAcceptsImages ICallsTools IModel IProducesStructuredOutput IProducesText")]
    [InlineData("MacawThinks", "IModel IProducesStructuredOutput IProducesText IReasons")]
    [InlineData("Painter", "IModel IProducesImages")]
    [InlineData("Mystery", "ICallsTools IModel IProducesStructuredOutput IProducesText")]
    public void A_fact_that_is_yes_or_unknown_is_a_capability_and_a_no_is_not(string model, string interfaces) =>
        string.Join(' ', Type("Demo.ParrotIncModels+" + model).GetInterfaces().Select(type => type.Name).Order()).ShouldBe(interfaces);

    [Fact]
    public void Attributes_hold_the_facts()
    {
        var thinks = Type("Demo.ParrotIncModels+MacawThinks");
        var facts = thinks.GetCustomAttribute<LlmModelAttribute>()!;
        (facts.Id, facts.Provider, facts.ProviderName, facts.Tools, facts.Reasoning, facts.StructuredOutput, facts.Deprecated)
            .ShouldBe(("macaw-thinks", "parrot", "Parrot Inc", Fact.No, Fact.Yes, Fact.Unknown, "2026-12-31"));
        facts.Operations.ShouldBe(["chat"]);
        facts.Output.ShouldBe(["text"]);
        (facts.Retires, facts.Retired, facts.Successor, facts.DefaultEffort).ShouldBe(("2027-06-30", null, "macaw-1.5", "low"));
        var parameters = thinks.GetCustomAttributes<LlmParameterAttribute>().ToDictionary(parameter => parameter.Name);
        parameters.Values.Where(parameter => parameter.Refused).Select(parameter => (parameter.Name, parameter.Option)).ShouldBe([("temperature", "Temperature"), ("repeat", null)], ignoreOrder: true);
        (parameters["maxOutputTokens"].Wire, parameters["maxOutputTokens"].Minimum, parameters["maxOutputTokens"].Maximum, parameters["maxOutputTokens"].WhileReasoning)
            .ShouldBe(("max_tokens", 1, double.NaN, "it needs them all."));
        (parameters["reasoningEffort"].Knob, string.Join(' ', parameters["reasoningEffort"].Values)).ShouldBe(("effort", "low medium high"));
        var painter = Type("Demo.ParrotIncModels+Painter").GetCustomAttribute<LlmModelAttribute>()!;
        painter.Operations.ShouldBe(["image"]);
        (painter.Retired, painter.Retires).ShouldBe(("yes", null));
        var provider = Type("Demo.ParrotIncModels").GetCustomAttribute<LlmProviderAttribute>()!;
        (provider.Id, provider.Name, provider.AddMethod, provider.KeyVariable).ShouldBe(("parrot", "Parrot Inc", "AddParrotInc", "PARROT_KEY"));
        Type("Demo.ParrotIncModels+Painter").GetNestedType("Options").ShouldBeNull();
    }

    [Fact]
    public void Options_keep_their_settings_in_a_clone()
    {
        var type = Type("Demo.ParrotIncModels+MacawThinks+Options");
        var options = (ChatOptions)Activator.CreateInstance(type)!;
        var effort = type.GetProperty("ReasoningEffort")!;
        effort.SetValue(options, Enum.Parse(Nullable.GetUnderlyingType(effort.PropertyType)!, "Medium"));
        type.GetProperty("Loud")!.SetValue(options, true);
        options.MaxOutputTokens = 7;

        var clone = options.Clone();
        type.GetProperty("Loud")!.SetValue(options, null);

        clone.ShouldBeOfType(type);
        clone.MaxOutputTokens.ShouldBe(7);
        clone.AdditionalProperties.ShouldNotBeNull().ToDictionary().ShouldBe(new Dictionary<string, object?> { ["effort"] = "medium", ["loud"] = true }, ignoreOrder: true);
        effort.GetValue(clone)!.ToString().ShouldBe("Medium");
        options.AdditionalProperties!.ContainsKey("loud").ShouldBeFalse();
        type.GetProperty("Loud")!.GetValue(options).ShouldBeNull();
    }

    [Fact]
    public void A_refused_parameter_is_an_error_with_a_sentence()
    {
        const string user =
            """
            var wrong = new Demo.ParrotIncModels.MacawThinks.Options { Temperature = 1, Repeat = 2 };
            var right = new Demo.ParrotIncModels.Macaw15.Options { Temperature = 1, Repeat = 2, MaxOutputTokens = 3 };
            """;
        var output = SpecHarness.Create().RunUnchecked([SpecHarness.Adapter, $"class User {{ void Use() {{ {user} }} }}"], SpecHarness.DialectFile, SpecHarness.ProviderFile);

        var errors = output.Compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Id == "LLM2010").ToArray();
        errors.Select(error => error.GetMessage().Split(": ", 2)[1].Trim('\'')).ShouldBe(
            ["macaw-thinks does not take temperature: it says what it likes. Leave it out.", "macaw-thinks does not take repeat: it never repeats."], ignoreOrder: true);
        errors.Select(error => error.Location.SourceTree!.ToString()[error.Location.SourceSpan.Start..error.Location.SourceSpan.End]).Order().ShouldBe(["Repeat", "Temperature"]);
    }

    private static Type Type(string name) => s_assembly.Value.GetType(name, throwOnError: true)!;

    private static readonly Lazy<Assembly> s_assembly = new(() => s_output.Value.Load());
}

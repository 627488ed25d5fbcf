using System.Reflection;
using Microsoft.Extensions.AI;
using SdkGen.Transport;

namespace SdkGen.Runtime.Tests.Catalog;

/// <summary>The catalogue says what the specs say, and finds models by every name they go by.</summary>
public class ModelCatalogTests
{
    private static readonly ModelCatalog s_catalog = ModelCatalog.Default;

    [Fact]
    public void An_id_is_found_at_the_models_own_vendor()
    {
        var mini = ModelCatalog.Find("gpt-4.1-mini").ShouldNotBeNull();

        (mini.Provider, mini.ProviderName, mini.Vendor, mini.Runtime, mini.TypeName).ShouldBe(("openai", "OpenAI", "openai", "cloud", "OpenAIModels.Gpt41Mini"));
        (mini.Tools, mini.Reasoning, mini.Context, mini.MaxOutput).ShouldBe((Fact.Yes, Fact.No, 1047576, 32768));
        mini.Price.ShouldNotBeNull().Currency.ShouldBe("USD");
        mini.Can(ModelCapability.ImageInput).ShouldBe(Fact.Yes);
        mini.Can(ModelCapability.Images).ShouldBe(Fact.No);
        ModelCatalog.Find("no-such-model").ShouldBeNull();
        ModelCatalog.Find("no-such-model:openai").ShouldBeNull();
    }

    [Fact]
    public void A_provider_behind_the_id_chooses_among_those_who_serve_it()
    {
        s_catalog.Get("openai/gpt-oss-120b:groq").ShouldNotBeNull().Provider.ShouldBe("groq");
        s_catalog.Get("openai/gpt-oss-120b:deepinfra").ShouldNotBeNull().Provider.ShouldBe("deepinfra");
    }

    [Fact]
    public void A_runtime_of_ones_own_serves_any_model_of_which_nothing_is_known()
    {
        var local = ModelCatalog.Find("qwen3:8b:vllm@gpu-7:8000").ShouldNotBeNull();

        (local.Id, local.Provider, local.Runtime, local.Address, local.IsListed).ShouldBe(("qwen3:8b", "vllm", "vllm", "gpu-7:8000", false));
        (local.Tools, local.Context, local.Price).ShouldBe((Fact.Unknown, null, null));
        local.Can(ModelCapability.ImageInput).ShouldBe(Fact.Unknown);
        local.CostOf(new UsageDetails { InputTokenCount = 5 }).ShouldBeNull();
    }

    [Fact]
    public void Models_are_found_by_vendor_provider_and_capability()
    {
        s_catalog.OfVendor("OpenAI").ShouldContain(model => model.Provider == "groq" && model.Id == "openai/gpt-oss-20b");
        s_catalog.OfProvider("mistral").ShouldAllBe(model => model.ProviderName == "Mistral");
        s_catalog.OfProvider("mistral").Count().ShouldBe(MistralProvider.Profile.Models.Count);
        var able = s_catalog.WhichCan(ModelCapability.Tools, ModelCapability.ImageInput, ModelCapability.Reasoning).ToArray();
        able.ShouldNotBeEmpty();
        able.ShouldAllBe(model => model.Tools == Fact.Yes && model.Reasoning == Fact.Yes && model.Input.Contains("image"));
        s_catalog.WhichCan(ModelCapability.Embeddings).Select(model => model.Id).ShouldContain("text-embedding-3-small");
    }

    [Fact]
    public void Knobs_of_reasoning_say_which_control_they_need()
    {
        ModelCatalog.Find("gpt-5.1").ShouldNotBeNull().ReasoningKnobs.ShouldHaveSingleItem().ShouldBeOfType<ReasoningLevels>()
            .ShouldSatisfyAllConditions(
                knob => knob.Levels.ShouldBe(["none", "low", "medium", "high"]), knob => knob.Default.ShouldBe("none"), knob => knob.Wire.ShouldBe("reasoning_effort"));
        ModelCatalog.Find("gpt-4.1").ShouldNotBeNull().ReasoningKnobs.ShouldBeEmpty();
        ModelCatalog.Find("glm-4.7:zai").ShouldNotBeNull().ReasoningKnobs.ShouldBe([new ReasoningSwitch("disabled", "enabled") { Wire = "thinking.type" }]);
        ModelCatalog.Find("command-a-reasoning-08-2025").ShouldNotBeNull().ReasoningKnobs.ShouldContain(new ReasoningBudget(1, null, null) { Wire = "thinking.token_budget" });
    }

    [Fact]
    public void Prices_of_ones_own_replace_ours()
    {
        var price = new ModelPrice(0.01m, 0.02m, new(2026, 10, 1)) { Currency = "CHF" };
        var usage = new UsageDetails { InputTokenCount = 1_000_000 };

        var mine = s_catalog.WithPrice("gpt-4.1-mini:openai", price);

        var cost = mine.Get("gpt-4.1-mini").ShouldNotBeNull().CostOf(usage).ShouldNotBeNull();
        (cost.Total, cost.Currency, cost.PriceDate).ShouldBe((0.01m, "CHF", new DateOnly(2026, 10, 1)));
        ModelCatalog.Find("gpt-4.1-mini")!.Price.ShouldNotBe(price);
        mine.Get("gpt-4.1")!.Price.ShouldBe(ModelCatalog.Find("gpt-4.1")!.Price);
        Should.Throw<ArgumentException>(() => s_catalog.WithPrice("no-such-model", price));
    }

    [Fact]
    public void Models_of_ones_own_stand_beside_ours()
    {
        var mine = s_catalog.With(
            new CatalogModel("house-model", "acme") { ProviderName = "Acme", Vendor = "acme", Tools = Fact.Yes },
            new CatalogModel("gpt-4.1", "openai") { Vendor = "openai", Context = 5 });

        mine.Get("house-model").ShouldNotBeNull().Tools.ShouldBe(Fact.Yes);
        mine.Get("house-model:acme").ShouldNotBeNull();
        mine.Get("gpt-4.1")!.Context.ShouldBe(5);
        mine.Models.Count.ShouldBe(s_catalog.Models.Count + 1);
    }

    /// <summary>Nothing is written twice: rows of the catalogue and rows of the clients come from one spec and agree.</summary>
    [Fact]
    public void Every_model_of_every_provider_is_listed_with_the_same_facts()
    {
        var profiles = typeof(OpenAIModels).Assembly.GetExportedTypes().Where(type => type.Name.EndsWith("Provider", StringComparison.Ordinal))
            .Select(type => type.GetProperty("Profile")).OfType<PropertyInfo>().Select(property => (ProviderProfile)property.GetValue(null)!).ToArray();

        var listed = s_catalog.Models.ToDictionary(model => (model.Provider, model.Id));
        profiles.Sum(profile => profile.Models.Count).ShouldBe(listed.Count);
        foreach (var (profile, facts) in profiles.SelectMany(profile => profile.Models.Select(model => (profile, model))))
        {
            var row = listed[(profile.Id, facts.Id)];
            var card = facts.Type!.GetCustomAttribute<LlmModelAttribute>()!;
            (row.ProviderName, row.Context, row.MaxOutput, row.TypeName).ShouldBe((profile.Name, facts.Context, facts.MaxOutput, $"{facts.Type!.DeclaringType!.Name}.{facts.Type!.Name}"));
            (row.Tools, row.StructuredOutput, row.Reasoning, row.Streaming, row.IsDeprecated).ShouldBe((card.Tools, card.StructuredOutput, card.Reasoning, card.Streaming, card.Deprecated is not null));
            row.Input.ShouldBe(card.Input);
            row.Output.ShouldBe(card.Output);
            row.Operations.ShouldBe(card.Operations.Where(operation => operation != "none"));
            (row.Price?.Input, row.Price?.Output, row.Price?.AsOf).ShouldBe((facts.Price?.Input, facts.Price?.Output, facts.Price?.AsOf));
        }
    }

    [Fact]
    public void The_assembly_knows_no_network() => typeof(ModelCatalog).Assembly.GetReferencedAssemblies()
        .Select(assembly => assembly.Name!).ShouldAllBe(name => name != "SdkGen" && !name.StartsWith("System.Net", StringComparison.Ordinal));
}

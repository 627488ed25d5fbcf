using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Generators.Tests.Harness;
using SdkGen.Transport;

namespace SdkGen.Generators.Tests.Specs;

/// <summary>A project that uses the packages adds a model or a provider by one file; the packages' own specs come along as references.</summary>
public class ConsumerSpecTests
{
    [Fact]
    public void A_provider_that_extends_another_needs_its_address_and_its_models()
    {
        var assembly = Run(
            """
            { "id": "gateway", "name": "Gateway", "extends": "openai", "baseUrl": "https://llm.acme.example/v1", "auth": { "bearer": { "env": "GATEWAY_KEY" } },
              "models": {
                "house-model": { "like": "gpt-4.1-mini", "context": 64000 },
                "thinker": { "like": "o4-mini" } } }
            """);

        var profile = Profile(assembly, "Demo.GatewayProvider");
        (profile.Id, profile.BaseUrl, profile.KeyVariable).ShouldBe(("gateway", "https://llm.acme.example/v1/", "GATEWAY_KEY"));
        profile.Errors.ShouldBe(SdkGen.OpenAIProvider.Profile.Errors);
        profile.AccountHeaders.ShouldBe(SdkGen.OpenAIProvider.Profile.AccountHeaders);
        profile.Models.Select(model => model.Id).ShouldBe(["house-model", "thinker"]);
        profile.Models[0].Context.ShouldBe(64000);
        profile.Models[0].Price.ShouldBe(SdkGen.OpenAIProvider.Profile.Models.Single(model => model.Id == "gpt-4.1-mini").Price);
        profile.Models[1].Refused!.Keys.ShouldContain("temperature");
        assembly.GetType("Demo.GatewayModels+HouseModel")!.GetCustomAttribute<LlmModelAttribute>()!.Tools.ShouldBe(Fact.Yes);
    }

    [Fact]
    public void A_provider_over_a_dialect_stands_alone()
    {
        var assembly = Run(
            """
            { "id": "local", "name": "Local", "dialect": "openai-chat", "baseUrl": "http://localhost:9999/v1",
              "parameters": { "maxOutputTokens": { "wire": "max_tokens" } }, "models": { "llama": {} } }
            """);

        var profile = Profile(assembly, "Demo.LocalProvider");
        profile.Auth.ShouldBe(AuthScheme.None);
        profile.Models.ShouldHaveSingleItem().WireNames.ShouldBe(new Dictionary<string, string> { ["maxOutputTokens"] = "max_tokens" });
        profile.UnlistedModel!.WireNames.ShouldBe(profile.Models[0].WireNames);
        assembly.GetType("Demo.LocalModels+Llama")!.GetInterfaces().Select(type => type.Name).ShouldContain("ICallsTools");
    }

    [Fact]
    public void Parameters_of_its_own_become_options()
    {
        var assembly = Run(
            """
            { "id": "local", "name": "Local", "dialect": "openai-chat", "baseUrl": "http://localhost:9999/v1",
              "parameters": {
                "thinking": { "type": "boolean", "wire": "thinking.type", "values": ["off", "on"], "doc": "Whether it thinks" },
                "minP": { "type": "number", "wire": "min_p", "minimum": 0, "maximum": 1 } },
              "models": { "llama": {}, "stone": { "parameters": { "thinking": { "refused": "it never does." } } } } }
            """);

        var options = (Microsoft.Extensions.AI.ChatOptions)Activator.CreateInstance(assembly.GetType("Demo.LocalModels+Llama+Options")!)!;
        var thinking = options.GetType().GetProperty("Thinking")!;
        thinking.SetValue(options, true);
        options.GetType().GetProperty("MinP")!.SetValue(options, 0.5);
        options.AdditionalProperties.ShouldNotBeNull().ToDictionary().ShouldBe(new Dictionary<string, object?> { ["thinking.type"] = "on", ["min_p"] = 0.5 }, ignoreOrder: true);
        thinking.GetValue(options).ShouldBe(true);
        thinking.SetValue(options, false);
        options.AdditionalProperties["thinking.type"].ShouldBe("off");
        assembly.GetType("Demo.LocalModels+Stone")!.GetCustomAttributes<LlmParameterAttribute>().Where(parameter => parameter.Refused).ShouldHaveSingleItem().Name.ShouldBe("thinking");
    }

    [Fact]
    public void It_is_added_like_ours()
    {
        var assembly = Run(
            """{ "id": "gateway", "name": "Gateway", "extends": "openai", "baseUrl": "https://llm.acme.example/v1", "models": { "m": {} } }""",
            """
            using Microsoft.Extensions.DependencyInjection;
            using SdkGen;

            namespace Demo;

            public static class Program
            {
                public static void Add(IServiceCollection services) =>
                    services.AddLlm(llm => llm.AddGateway().AddGateway("second", options => options.ApiKey = "k").AddOpenAI());

                public static System.Type Client => typeof(IChatClient<GatewayModels.M>);
            }
            """);

        var services = new ServiceCollection();
        assembly.GetType("Demo.Program")!.GetMethod("Add")!.Invoke(null, [services]);
        services.ShouldNotBeEmpty();
    }

    [Fact]
    public void The_examples_of_the_page_compile()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "specs.md"));
        var examples = page.Split("```json\n").Skip(1).Select(rest => rest[..rest.IndexOf("```", StringComparison.Ordinal)]).ToArray();

        examples.Length.ShouldBe(3);
        Run(examples[0]).GetType("Demo.AcmeGatewayModels+AcmeSmall").ShouldNotBeNull();
        Run(examples[1]).GetType("Demo.LabModels+HouseStyle")!.GetInterfaces().Select(type => type.Name).ShouldNotContain("ICallsTools");
        Profile(Run(examples[2]), "Demo.AcmeCloudProvider").Models.Select(model => model.Dialect).ShouldBe([null, "openai-responses"]);
    }

    [Fact]
    public void A_model_has_a_system_message_of_its_own() =>
        Profile(Run("""{ "id": "gate", "name": "Gate", "extends": "openai", "models": { "a": { "like": "gpt-4.1-mini", "instructions": "Answer \"yes\"." }, "b": { "like": "a" }, "c": {} } }"""), "Demo.GateProvider")
            .Models.Select(model => model.Instructions).ShouldBe(["Answer \"yes\".", "Answer \"yes\".", null]);

    [Fact]
    public void References_are_read_and_not_emitted()
    {
        var output = SpecHarness.Create().Run(["namespace Demo; class Nothing;"], SpecHarness.References());

        output.Diagnostics.ShouldBeEmpty();
        output.Files.ShouldBeEmpty();
    }

    [Fact]
    public void The_id_of_a_reference_is_taken()
    {
        var output = SpecHarness.Create().RunUnchecked(
            ["namespace Demo; class Nothing;"], [.. SpecHarness.References(), new AdditionalFile("/app/a.provider.json", """{ "id": "openai", "extends": "openai" }""")]);

        output.Diagnostics.ShouldHaveSingleItem().GetMessage().ShouldBe("The provider id 'openai' is already taken by openai.provider.json");
    }

    private static Assembly Run(string spec, string source = "namespace Demo; class Nothing;")
    {
        var output = SpecHarness.Create().Run([source], [.. SpecHarness.References(), new AdditionalFile("/app/mine.provider.json", spec)]);
        output.Diagnostics.ShouldBeEmpty();
        return output.Load();
    }

    private static ProviderProfile Profile(Assembly assembly, string type) => (ProviderProfile)assembly.GetType(type, throwOnError: true)!.GetProperty("Profile")!.GetValue(null)!;
}

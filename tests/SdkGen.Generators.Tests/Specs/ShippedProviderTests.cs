using System.Reflection;
using SdkGen.Transport;

namespace SdkGen.Generators.Tests.Specs;

/// <summary>The providers of the package, as generated: what a person would notice first if it were wrong.</summary>
public class ShippedProviderTests
{
    private static readonly Type[] s_types = typeof(OpenAIModels).Assembly.GetExportedTypes();

    private static readonly ProviderProfile[] s_profiles =
        [.. s_types.Where(type => type.Name.EndsWith("Provider")).Select(type => type.GetProperty("Profile")).OfType<PropertyInfo>().Select(profile => (ProviderProfile)profile.GetValue(null)!)];

    [Fact]
    public void Each_spec_is_a_provider()
    {
        s_profiles.Length.ShouldBe(SpecSchemaTests.Specs.Count(spec => spec.Data.EndsWith(".provider.json")));
        s_profiles.Select(profile => profile.Id).ShouldBeUnique();
        s_profiles.Select(profile => profile.SectionName).ShouldBeUnique();
    }

    [Fact]
    public void Each_model_row_is_its_class()
    {
        foreach (var profile in s_profiles)
        {
            foreach (var model in profile.Models)
            {
                var facts = model.Type.ShouldNotBeNull().GetCustomAttribute<LlmModelAttribute>().ShouldNotBeNull();
                (facts.Id, facts.Provider, facts.ProviderName, facts.Context).ShouldBe((model.Id, profile.Id, profile.Name, model.Context ?? 0));
            }
        }
    }

    [Fact]
    public void What_the_runtime_asks_of_a_model_is_in_its_row_as_analyzers_find_it_on_its_class()
    {
        foreach (var model in s_profiles.SelectMany(profile => profile.Models))
        {
            model.Card.ShouldBeEquivalentTo(model.Type!.GetCustomAttribute<LlmModelAttribute>());
            if (model.Type!.GetCustomAttributes<LlmParameterAttribute>().OrderBy(parameter => parameter.Name, StringComparer.Ordinal).ToArray() is not { Length: > 0 } attributes)
                continue;

            // What is read from attributes is an array.
            model.Parameters.ShouldBeOfType<List<LlmParameterAttribute>>().OrderBy(parameter => parameter.Name, StringComparer.Ordinal).ToArray().ShouldBeEquivalentTo(attributes, model.Id);
        }
    }

    [Fact]
    public void Models_differ_in_what_they_can()
    {
        Interfaces<OpenAIModels.Gpt41Mini>().ShouldBe(["IAcceptsFiles", "IAcceptsImages", "ICallsTools", "IProducesStructuredOutput", "IProducesText"]);
        Interfaces<OpenAIModels.O4Mini>().ShouldContain("IReasons");
        Interfaces<OpenAIModels.Gpt5ChatLatest>().ShouldNotContain("ICallsTools");
        Interfaces<OpenAIModels.GptImage1>().ShouldBe(["IAcceptsImages", "IProducesImages"]);
        Interfaces<OpenAIModels.TextEmbedding3Small>().ShouldBe(["IProducesEmbeddings"]);
    }

    [Fact]
    public void Azure_serves_models_of_OpenAI_from_an_address_of_each_account()
    {
        var azure = AzureOpenAIProvider.Profile;

        (azure.BaseUrl, azure.BaseUrlVariable, azure.Auth, azure.AuthName).ShouldBe(("", "AZURE_OPENAI_BASE_URL", AuthScheme.Header, "api-key"));
        azure.AccountHeaders.ShouldBeEmpty();
        azure.Models.Single(model => model.Id == "o4-mini").Refused!.Keys.ShouldContain("temperature");
        azure.Errors.Take(3).Select(rule => rule.Code).ShouldBe(["content_filter", "DeploymentNotFound", "401"]);
        azure.Errors.ShouldContain(OpenAIProvider.Profile.Errors[0]);
    }

    [Theory]
    [InlineData("deepseek", "maxOutputTokens", "max_tokens")]
    [InlineData("mistral", "seed", "random_seed")]
    [InlineData("openrouter", "maxOutputTokens", "max_tokens")]
    public void Quirks_are_data(string provider, string parameter, string wire)
    {
        var profile = s_profiles.Single(profile => profile.Id == provider);

        profile.UnlistedModel!.WireNames![parameter].ShouldBe(wire);
        profile.Models.Where(model => model.Type!.GetNestedType("Options") is not null).ShouldAllBe(model => model.WireNames![parameter] == wire);
    }

    private static IEnumerable<string> Interfaces<TModel>()
        where TModel : IModel => typeof(TModel).GetInterfaces().Select(type => type.Name).Where(name => name != nameof(IModel)).Order();
}

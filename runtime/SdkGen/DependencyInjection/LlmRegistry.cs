using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Which model is served by which account: filled while an application is composed, only read afterwards.</summary>
internal sealed class LlmRegistry
{
    private readonly Dictionary<(Type Model, string? Account), (ProviderAccount Account, ModelFacts Facts)> _models = [];

    private readonly Dictionary<string, ProviderAccount> _accounts = new(StringComparer.Ordinal);

    private readonly Dictionary<Type, ChatOptions> _defaults = [];

    /// <summary>What stands around every chat client.</summary>
    public ChatLayers Layers { get; } = new();

    /// <summary>Sets what requests to a model say where they say nothing.</summary>
    public void SetDefaults(Type model, ChatOptions defaults) => _defaults[model] = defaults;

    /// <summary>What requests to a model say where they say nothing: the application's word, else the spec's; null where there is none.</summary>
    public ChatOptions? DefaultsOf(ModelFacts facts)
    {
        var options = facts.Type is { } type && _defaults.TryGetValue(type, out var set) ? set : null;
        if (facts.Instructions is null || options?.Instructions is not null)
            return options;
        options = options?.Clone() ?? new ChatOptions();
        options.Instructions = facts.Instructions;
        return options;
    }

    /// <summary>Adds an account in the place of an earlier one of the same name.</summary>
    /// <returns>False when there was one: its HTTP client is registered already.</returns>
    public bool Add(ProviderAccount account)
    {
        var isNew = !_accounts.ContainsKey(account.HttpClientName);
        _accounts[account.HttpClientName] = account;
        foreach (var facts in account.Profile.Models)
        {
            if (facts.Type is { } type)
                _models[(type, account.Name)] = (account, facts);
        }

        return isNew;
    }

    /// <summary>The account that was added last for an HTTP client.</summary>
    public ProviderAccount Of(string httpClientName) => _accounts[httpClientName];

    /// <summary>Finds who serves a model.</summary>
    /// <exception cref="InvalidOperationException">The application has not added the model's provider.</exception>
    public (ProviderAccount Account, ModelFacts Facts) Find(Type model, string? account) =>
        _models.TryGetValue((model, account), out var found) ? found : throw new InvalidOperationException(NotAdded(model, account));

    private static string NotAdded(Type model, string? account)
    {
        var facts = (LlmModelAttribute?)Attribute.GetCustomAttribute(model, typeof(LlmModelAttribute));
        var argument = account is null ? "" : $"\"{account}\"";
        return facts is null
            ? $"No provider of the model {model.Name} was added. Call its Add method in AddLlm."
            : $"{facts.ProviderName}, which serves {facts.Id}, was not added{(account is null ? "" : $" under the name '{account}'")}: "
                + $"call services.AddLlm(llm => llm.Add{Stem(model, facts)}({argument})).";
    }

    /// <summary>What the provider's generated names begin with: <c>OpenAI</c> of <c>OpenAIModels</c>.</summary>
    private static string Stem(Type model, LlmModelAttribute facts) => model.DeclaringType?.Name is [.. { Length: > 0 } stem, 'M', 'o', 'd', 'e', 'l', 's']
        ? stem
        : string.Concat(facts.ProviderName.Where(char.IsLetterOrDigit));
}

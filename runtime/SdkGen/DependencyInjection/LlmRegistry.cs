using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>Which model is served by which account: filled while an application is composed, only read afterwards.</summary>
internal sealed class LlmRegistry
{
    // In the order in which they were added.
    private readonly List<ProviderAccount> _accounts = [];

    private readonly Dictionary<Type, ChatOptions> _defaults = [];

    /// <summary>In the order in which they were added.</summary>
    public IReadOnlyList<ProviderAccount> Accounts => _accounts;

    /// <summary>What stands around every chat client.</summary>
    public ChatLayers Layers { get; } = new();

    /// <summary>What makes the hooks around every chat client, the outermost first.</summary>
    public List<Func<IServiceProvider, ChatHook>> Hooks { get; } = [];

    /// <summary>What holds for accounts that say nothing themselves; null means the default.</summary>
    public UnsupportedParameterAction? OnUnsupportedParameter { get; set; }

    /// <inheritdoc cref="OnUnsupportedParameter"/>
    public UnknownModelAction? OnUnknownModel { get; set; }

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

    /// <summary>Puts defaults and layers around a model's client, and around those that stand in for it.</summary>
    public IChatClient Wrap(IServiceProvider services, IChatClient client, IReadOnlyList<IChatClient> backups, ModelFacts facts, ProviderOptions account)
    {
        if (backups.Count == 0)
            return Layers.Wrap(services, WithDefaults(client, facts));
        account.Failover.TimeProvider ??= services.GetService<TimeProvider>();
        account.Failover.LoggerFactory ??= services.GetService<ILoggerFactory>();
        return Layers.Wrap(services, Array.ConvertAll<IChatClient, IChatClient>([client, .. backups], member => WithDefaults(member, facts)), account.Failover);
    }

    /// <summary>Adds an account in the place of an earlier one of the same name.</summary>
    /// <returns>False when there was one: its HTTP client is registered already.</returns>
    public bool Add(ProviderAccount account)
    {
        var isNew = _accounts.RemoveAll(other => other.HttpClientName == account.HttpClientName) == 0;
        _accounts.Add(account);
        return isNew;
    }

    /// <summary>The account that was added last for an HTTP client.</summary>
    public ProviderAccount Of(string httpClientName) => _accounts.Find(account => account.HttpClientName == httpClientName)!;

    /// <summary>Finds who serves a model: of several accounts the one that was added last.</summary>
    /// <exception cref="InvalidOperationException">The application has not added the model's provider.</exception>
    public (ProviderAccount Account, ModelFacts Facts) Find(Type model, string? account) =>
        Find(account, profile => profile.Models is ModelTable table ? table.Find(model) : Listed(profile.Models, model))
        // A trimmed program may have lost the names of its types, by which a table is searched.
        ?? Find(account, profile => Listed(profile.Models, model))
        ?? throw new InvalidOperationException(NotAdded(model, account));

    private (ProviderAccount Account, ModelFacts Facts)? Find(string? account, Func<ProviderProfile, ModelFacts?> facts)
    {
        for (var i = _accounts.Count - 1; i >= 0; i--)
        {
            if (_accounts[i].Name == account && facts(_accounts[i].Profile) is { } found)
                return (_accounts[i], found);
        }

        return null;
    }

    private IChatClient WithDefaults(IChatClient client, ModelFacts facts) => DefaultsOf(facts) is { } defaults ? new DefaultOptionsChatClient(client, defaults) : client;

    private static ModelFacts? Listed(IReadOnlyList<ModelFacts> models, Type model) => models.FirstOrDefault(facts => facts.Type == model);

    private static string NotAdded(Type model, string? account)
    {
        if (model.IsGenericType)
            return $"No client of these models was added: call services.AddLlm(llm => llm.AddFailover<{AnyOfModels.MembersOf(model)}>()).";
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
        : new string(Array.FindAll(facts.ProviderName.ToCharArray(), char.IsLetterOrDigit));
}

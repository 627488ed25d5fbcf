namespace SdkGen.Transport;

/// <summary>Who serves models and how: one provider spec, as the generator writes it. Data only; a dialect does the talking.</summary>
public sealed class ProviderProfile
{
    /// <summary>The provider's id, for example <c>openai</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The name as people write it, for example <c>Azure OpenAI</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name of its configuration section below <c>Llm</c>, fit for an environment variable: <c>AzureOpenAI</c>. <see cref="Name"/> where nothing is said.</summary>
    public string SectionName
    {
        get => field ?? Name;
        init;
    }

    /// <summary>Where requests go when nothing else is configured; ends in <c>/</c>. Empty where every account has an address of its own.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>How requests prove who sends them.</summary>
    public AuthScheme Auth { get; init; } = AuthScheme.None;

    /// <summary>Name of the header or query parameter that carries the key; null where <see cref="Auth"/> needs none.</summary>
    public string? AuthName { get; init; }

    /// <summary>Environment variable of the key; null where there is none.</summary>
    public string? KeyVariable { get; init; }

    /// <summary>Further environment variables of the key, for the default account; the first that is set counts.</summary>
    public IReadOnlyList<string> OtherKeyVariables { get; init; } = [];

    /// <summary>The service answers without a key as well (a server of one's own); false means that no request leaves without one.</summary>
    public bool KeyOptional { get; init; }

    /// <summary>Environment variable that overrides <see cref="BaseUrl"/>; null where there is none.</summary>
    public string? BaseUrlVariable { get; init; }

    /// <summary>What an account has to say beside its key: the region, the project. <see cref="BaseUrl"/> and <see cref="Paths"/> name them in braces.</summary>
    public IReadOnlyList<ProviderSetting> Settings { get; init; } = [];

    /// <summary>Paths that this provider has in the place of its dialect's, by dialect and operation (<c>openai-chat/chat</c>, <c>openai-chat/chat.stream</c>).</summary>
    public IReadOnlyDictionary<string, string> Paths { get; init; } = new Dictionary<string, string>();

    /// <summary>Headers sent with every request: name and value.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Headers sent when the account sets them: name of the setting (<c>organization</c>) and of the header (<c>OpenAI-Organization</c>).</summary>
    public IReadOnlyList<KeyValuePair<string, string>> AccountHeaders { get; init; } = [];

    /// <summary>Response headers that may hold the request id, in the order in which to look.</summary>
    public IReadOnlyList<string> RequestIdHeaders { get; init; } = ["x-request-id"];

    /// <summary>What status, code and type of an error mean; the first row that fits counts.</summary>
    public IReadOnlyList<ErrorRule> Errors { get; init; } = [];

    /// <summary>Where this provider departs from its dialect: the dialect documents the keys, for example <c>reasoning</c> = <c>reasoning_content</c>.</summary>
    public IReadOnlyDictionary<string, string> Wire { get; init; } = new Dictionary<string, string>();

    /// <summary>The provider's models.</summary>
    public IReadOnlyList<ModelFacts> Models { get; init; } = [];

    /// <summary>What holds for a model that <see cref="Models"/> does not list; null where the provider does as its dialect says. Its <see cref="ModelFacts.Id"/> is empty.</summary>
    public ModelFacts? UnlistedModel { get; init; }

    /// <summary>The provider's name in telemetry (<c>gen_ai.provider.name</c>); null means <see cref="Id"/>.</summary>
    public string? TelemetryName { get; init; }

    /// <summary>All accounts of the application that this is the profile of one of, so that a refusal can name their models too; empty outside of a container.</summary>
    internal IReadOnlyList<ProviderAccount> Accounts { get; private set; } = [];

    /// <summary>The same profile, in an application that has these accounts.</summary>
    internal ProviderProfile Among(IReadOnlyList<ProviderAccount> accounts)
    {
        var profile = (ProviderProfile)MemberwiseClone();
        profile.Accounts = accounts;
        return profile;
    }
}

/// <summary>How requests prove who sends them.</summary>
public enum AuthScheme
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary><c>Authorization: Bearer KEY</c>.</summary>
    Bearer,

    /// <summary>A header of the provider's own.</summary>
    Header,

    /// <summary>A query parameter.</summary>
    Query,

    /// <summary>A signature by AWS Signature Version 4; <see cref="ProviderProfile.AuthName"/> is the service. A key, where there is one, is sent as a bearer token instead.</summary>
    AwsSigV4,
}

/// <summary>Something that a provider asks of an account.</summary>
/// <param name="Name">Its name: in configuration, in <see cref="ProviderOptions.Settings"/>, and in braces in addresses.</param>
public sealed record ProviderSetting(string Name)
{
    /// <summary>Environment variables that hold it, for the default account; the first that is set counts.</summary>
    public IReadOnlyList<string> Variables { get; init; } = [];

    /// <summary>What holds where nobody says it; null where it has to be said.</summary>
    public string? Default { get; init; }

    /// <summary>It never appears in logs and messages.</summary>
    public bool IsSecret { get; init; }
}

/// <summary>One row of an error map. A row fits when each of its conditions that is set holds.</summary>
/// <param name="Kind">What the error is.</param>
public sealed record ErrorRule(LlmErrorKind Kind)
{
    /// <summary>HTTP status; null fits any. 200 is an error inside an answer that began well and names no status, for which rows of other statuses count by their other conditions.</summary>
    public int? Status { get; init; }

    /// <summary>The error's symbolic <c>code</c>, to the letter; null fits any.</summary>
    public string? Code { get; init; }

    /// <summary>The error's <c>type</c>, to the letter; null fits any.</summary>
    public string? Type { get; init; }

    /// <summary>Text that the message contains, upper and lower case alike; null fits any. The last resort: rows with codes go first.</summary>
    public string? MessageContains { get; init; }

    /// <summary>Whether sending the same request again may help; null leaves it to the status.</summary>
    public bool? Retryable { get; init; }
}

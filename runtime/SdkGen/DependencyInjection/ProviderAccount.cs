using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Configuration;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>An account as the application has added it.</summary>
/// <param name="Profile">The provider.</param>
/// <param name="Dialects">The protocols it speaks; the first one serves every model that names none.</param>
/// <param name="Name">Name of the account; null for the default account.</param>
/// <param name="Configure">Has the last word over configuration and environment.</param>
internal sealed record ProviderAccount(ProviderProfile Profile, IReadOnlyList<Dialect> Dialects, string? Name, Action<ProviderOptions>? Configure)
{
    /// <summary>What the address of a backup is called in configuration.</summary>
    public const string Endpoint = "Endpoint";

    public string HttpClientName => Name is null ? $"SdkGen.{Profile.SectionName}" : $"SdkGen.{Profile.SectionName}.{Name}";

    public string Section => Name is null ? $"Llm:{Profile.SectionName}" : $"Llm:{Profile.SectionName}:{Name}";

    /// <summary>What it is called by where providers are named: <c>openai</c>, <c>openai:account2</c>.</summary>
    public string Key => Name is null ? Profile.Id : $"{Profile.Id}:{Name}";

    /// <summary>The provider is a server of one's own: its home is this machine, or it takes requests without a key.</summary>
    public bool IsOwnRuntime => Profile.KeyOptional || IsOnThisMachine(Profile.BaseUrl);

    /// <summary>Whether somebody means this account: by the provider's id, or by the name of its section.</summary>
    public bool IsCalled(string name) => string.Equals(Key, name, StringComparison.OrdinalIgnoreCase)
        || string.Equals(Name is null ? Profile.SectionName : $"{Profile.SectionName}:{Name}", name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the list of models.</summary>
    /// <returns>Null where none of the provider's protocols has one.</returns>
    public IModelList? ListModels(ProviderConnection connection) => FirstMade(null, connection.Options, dialect => dialect.CreateModelList(connection));

    /// <summary>What the first of the protocols makes that can make it (<see cref="DialectsFor"/>); null where none can.</summary>
    public T? FirstMade<T>(ModelFacts? facts, ProviderOptions options, Func<Dialect, T?> make)
        where T : class
    {
        foreach (var dialect in DialectsFor(facts, options))
        {
            if (make(dialect) is { } made)
                return made;
        }

        return null;
    }

    /// <summary>The protocols, the one that is to be tried first in front: the account's choice, then the model's. Others follow, because not each has every operation.</summary>
    /// <exception cref="InvalidOperationException">The account asks for a protocol that the provider does not speak.</exception>
    public IEnumerable<Dialect> DialectsFor(ModelFacts? facts, ProviderOptions options)
    {
        if ((options.Dialect ?? facts?.Dialect) is not { } id)
            return Dialects;
        var chosen = Dialects.FirstOrDefault(dialect => dialect.Id == id) ?? throw new InvalidOperationException(
            $"{Profile.Name} does not speak '{id}'. {Section}:{nameof(ProviderOptions.Dialect)} is one of {string.Join(", ", Array.ConvertAll([.. Dialects], dialect => dialect.Id))}.");
        return [chosen, .. Array.FindAll([.. Dialects], dialect => dialect != chosen)];
    }

    /// <summary>Reads the account's settings where they are kept.</summary>
    /// <exception cref="InvalidOperationException">Settings are missing or make no sense; the message tells of all.</exception>
    public ProviderOptions ReadOptions(IConfiguration? configuration)
    {
        var problems = new List<string>();
        var options = ReadOptions(configuration, problems);
        return problems.Count == 0 ? options : throw new InvalidOperationException(string.Join(Environment.NewLine, problems));
    }

    /// <summary>Reads the account's settings where they are kept.</summary>
    /// <param name="configuration">The application's configuration.</param>
    /// <param name="problems">Takes what is missing or makes no sense, each with its key and what to do.</param>
    public ProviderOptions ReadOptions(IConfiguration? configuration, List<string> problems)
    {
        var options = new ProviderOptions();
        var isSocketWanted = false;
        if (configuration?.GetSection(Section) is { } section)
        {
            // Read by name: binding by reflection would not survive trimming.
            options.ApiKey = Value(section[nameof(options.ApiKey)]);
            options.BaseUrl = Value(section[nameof(options.BaseUrl)]);
            options.Organization = Value(section[nameof(options.Organization)]);
            options.Project = Value(section[nameof(options.Project)]);
            options.Dialect = Value(section[nameof(options.Dialect)]);
            ReadSettings(section, options.Settings);
            ReadBackups(section.GetSection(nameof(options.Backups)), options.Backups, problems);
            options.StrictTools = ReadFlag(section, nameof(options.StrictTools), problems);
            isSocketWanted = ReadFlag(section, nameof(options.WebSocket), problems) ?? false;
            if (RuntimeFeature.IsDynamicCodeSupported)
                options.WebSocket = isSocketWanted;
            options.OnUnsupportedParameter = ReadWord<UnsupportedParameterAction>(section, nameof(options.OnUnsupportedParameter), problems);
            options.OnUnknownModel = ReadWord<UnknownModelAction>(section, nameof(options.OnUnknownModel), problems);
            options.Timeout = ReadTimeout(section, nameof(options.Timeout), options.Timeout, problems);
            options.ConnectTimeout = ReadTimeout(section, nameof(options.ConnectTimeout), options.ConnectTimeout, problems);
            if (Value(section[nameof(options.MaxEventLength)]) is { } longest)
                options.MaxEventLength = int.TryParse(longest, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : 0;
        }

        // The variables speak for the default account only: another account must not spend this one's money by a forgotten setting.
        if (Name is null)
        {
            options.ApiKey ??= Variable(Profile.KeyVariable) ?? FirstVariable(Profile.OtherKeyVariables);
            options.BaseUrl ??= Address(Variable(Profile.BaseUrlVariable));
            foreach (var setting in Profile.Settings)
            {
                if (!options.Settings.ContainsKey(setting.Name) && FirstVariable(setting.Variables) is { } value)
                    options.Settings[setting.Name] = value;
            }

            // So do the keys that the tools of AWS take by themselves.
            if (Profile.Auth == AuthScheme.AwsSigV4)
                options.Settings.TryAdd(AwsSigner.ProfileName, "default");
        }

        Configure?.Invoke(options);
        if (!RuntimeFeature.IsDynamicCodeSupported && isSocketWanted && !options.WebSocket)
            problems.Add($"{Section}:{nameof(options.WebSocket)} is true, but this native program has no WebSockets: pass options => options.WebSocket = true to Add{Profile.SectionName}.");
        CheckTimeout(nameof(options.Timeout), options.Timeout, problems);
        CheckTimeout(nameof(options.ConnectTimeout), options.ConnectTimeout, problems);
        if (options.MaxEventLength is < 1 or > ProviderOptions.LargestMaxEventLength)
            problems.Add($"{Section}:{nameof(options.MaxEventLength)} must be a number of bytes from 1 to {ProviderOptions.LargestMaxEventLength}.");
        CheckAddress(options.BaseUrl, $"{Section}:{nameof(options.BaseUrl)}", problems);
        CheckKey(options.ApiKey, $"{Section}:{nameof(options.ApiKey)}", problems);
        for (var i = 0; i < options.Backups.Count; i++)
        {
            CheckAddress(options.Backups[i].BaseUrl, $"{Section}:{nameof(options.Backups)}:{i}:{Endpoint}", problems);
            CheckKey(options.Backups[i].ApiKey, $"{Section}:{nameof(options.Backups)}:{i}:{nameof(options.ApiKey)}", problems);
        }

        if (!HasProof(options) && !IsOwnRuntime && !IsOnThisMachine(options.BaseUrl ?? Profile.BaseUrl))
            problems.Add(MissingKey());
        return options;
    }

    private bool? ReadFlag(IConfigurationSection section, string name, List<string> problems)
    {
        if (Value(section[name]) is not { } text)
            return null;
        if (bool.TryParse(text, out var flag))
            return flag;
        problems.Add($"{Section}:{name} is '{text}'; it must be true or false.");
        return null;
    }

    private void ReadSettings(IConfigurationSection section, IDictionary<string, string> settings)
    {
        foreach (var setting in Profile.Settings)
        {
            if (Value(section[setting.Name]) is { } value)
                settings[setting.Name] = value;
        }
    }

    private void ReadBackups(IConfigurationSection section, IList<ProviderBackup> backups, List<string> problems)
    {
        if (Value(section.Value) is not null)
            problems.Add($"{section.Path} is a text; it must be a list of places: set {section.Path}:0:{Endpoint} to where the first backup is.");
        foreach (var place in section.GetChildren())
        {
            if ((Value(place[Endpoint]) ?? Value(place[nameof(ProviderBackup.BaseUrl)])) is not { } address)
            {
                problems.Add($"{place.Path} has no address. Set {place.Path}:{Endpoint} to where the backup is, for example https://eastus.example.com.");
                continue;
            }

            var backup = new ProviderBackup(address) { ApiKey = Value(place[nameof(ProviderBackup.ApiKey)]) };
            ReadSettings(place, backup.Settings);
            backups.Add(backup);
        }
    }

    private bool HasProof(ProviderOptions options)
    {
        if (Profile.Auth == AuthScheme.None || !string.IsNullOrWhiteSpace(options.ApiKey) || options.AccessToken is not null)
            return true;
        return Profile.Auth == AuthScheme.AwsSigV4 && AwsSigner.HasCredentials(options);
    }

    // A server of one's own, wherever it stands, or one of a test asks for no key unless it was told to; if it was, it says so.
    private static bool IsOnThisMachine(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsLoopback;

    private static string? Value(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static string? Variable(string? name) => name is null ? null : Value(Environment.GetEnvironmentVariable(name));

    private static string? FirstVariable(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            if (Variable(name) is { } value)
                return value;
        }

        return null;
    }

    /// <summary>A server that usually runs on this machine may be named as it is named to itself.</summary>
    private string? Address(string? said) =>
        said is not null && IsOnThisMachine(Profile.BaseUrl) ? ServerAddress.Of(said, new Uri(Profile.BaseUrl)) : said;

    private T? ReadWord<T>(IConfigurationSection section, string name, List<string> problems)
        where T : struct, Enum
    {
        if (Value(section[name]) is not { } word)
            return null;
        if (Enum.TryParse<T>(word, ignoreCase: true, out var value) && Enum.IsDefined(value))
            return value;
        problems.Add($"{Section}:{name} is '{word}'; it must be one of {string.Join(", ", Enum.GetNames<T>())}.");
        return null;
    }

    private TimeSpan ReadTimeout(IConfigurationSection section, string name, TimeSpan otherwise, List<string> problems)
    {
        if (Value(section[name]) is not { } text)
            return otherwise;

        // A number alone would be one of days, which nobody means.
        if (text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var timeout) && IsTimeout(timeout))
            return timeout;
        problems.Add(BadTimeout(name, text));
        return otherwise;
    }

    private void CheckTimeout(string name, TimeSpan timeout, List<string> problems)
    {
        if (!IsTimeout(timeout))
            problems.Add(BadTimeout(name, timeout.ToString("c", System.Globalization.CultureInfo.InvariantCulture)));
    }

    private void CheckAddress(string? address, string key, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(address) || RequestFactory.IsAddress(address, out _))
            return;
        var example = RequestFactory.IsAddress(Profile.BaseUrl, out var own) ? own.OriginalString.TrimEnd('/') : "https://llm.example.com/v1";
        problems.Add($"{key} is '{address}'; it must be an absolute http or https address, for example {example}.");
    }

    private static void CheckKey(string? apiKey, string key, List<string> problems)
    {
        if (apiKey is not null && !RequestFactory.FitsHeader(apiKey.Trim()))
            problems.Add($"{key} holds a character that cannot stand in a header. Was it copied with a line break?");
    }

    private static bool IsTimeout(TimeSpan timeout) =>
        timeout == System.Threading.Timeout.InfiniteTimeSpan || (timeout > TimeSpan.Zero && timeout.TotalMilliseconds <= int.MaxValue);

    private string BadTimeout(string name, string value) => $"{Section}:{name} is '{value}'; it must be a time span above zero and below 24 days, for example 00:05:00.";

    private string MissingKey()
    {
        if (Profile.Auth == AuthScheme.AwsSigV4)
        {
            return $"{(Name is null ? Profile.Name : $"The account '{Name}' at {Profile.Name}")} has neither a key nor AWS credentials. Set {Section}:{nameof(ProviderOptions.ApiKey)}, or {Section}:{AwsSigner.AccessKeyId} "
                + $"and {Section}:{AwsSigner.SecretAccessKey}, or {Section}:{AwsSigner.ProfileName}"
                + (Name is null ? ", the variables that AWS names for them" : "") + $", or pass options => options.AwsCredentials to Add{Profile.SectionName}.";
        }

        var key = $"{Section}:{nameof(ProviderOptions.ApiKey)}";
        return Name is null && Profile.KeyVariable is { } variable
            ? $"{Profile.Name} has no API key. Set the environment variable {variable} or the configuration value {key}, or pass options => options.ApiKey to Add{Profile.SectionName}."
            : $"The account '{Name}' at {Profile.Name} has no API key. Set the configuration value {key}, or pass options => options.ApiKey to Add{Profile.SectionName}.";
    }
}

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
    /// <exception cref="InvalidOperationException">A setting is missing or makes no sense.</exception>
    public ProviderOptions ReadOptions(IConfiguration? configuration)
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
            foreach (var backup in section.GetSection(nameof(options.Backups)).GetChildren())
                options.Backups.Add(ReadBackup(backup));

            options.StrictTools = ReadFlag(section, nameof(options.StrictTools));
            isSocketWanted = ReadFlag(section, nameof(options.WebSocket)) ?? false;
            if (RuntimeFeature.IsDynamicCodeSupported)
                options.WebSocket = isSocketWanted;
            options.OnUnsupportedParameter = ReadWord<UnsupportedParameterAction>(section, nameof(options.OnUnsupportedParameter));
            options.OnUnknownModel = ReadWord<UnknownModelAction>(section, nameof(options.OnUnknownModel));
            if (Value(section[nameof(options.Timeout)]) is { } timeout)
                options.Timeout = ReadTimeout(nameof(options.Timeout), timeout);
            if (Value(section[nameof(options.ConnectTimeout)]) is { } connect)
                options.ConnectTimeout = ReadTimeout(nameof(options.ConnectTimeout), connect);
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
            throw new InvalidOperationException($"{Section}:{nameof(options.WebSocket)} is true, but this native program has no WebSockets: pass options => options.WebSocket = true to Add{Profile.SectionName}.");
        CheckTimeout(nameof(options.Timeout), options.Timeout);
        CheckTimeout(nameof(options.ConnectTimeout), options.ConnectTimeout);
        if (options.MaxEventLength is < 1 or > ProviderOptions.LargestMaxEventLength)
            throw new InvalidOperationException($"{Section}:{nameof(options.MaxEventLength)} must be a number of bytes from 1 to {ProviderOptions.LargestMaxEventLength}.");
        if (!HasProof(options) && !IsOwnRuntime && !IsOnThisMachine(options.BaseUrl ?? Profile.BaseUrl))
            throw new InvalidOperationException(MissingKey());
        return options;
    }

    private bool? ReadFlag(IConfigurationSection section, string name) => Value(section[name]) switch
    {
        null => null,
        { } text => bool.TryParse(text, out var flag) ? flag : throw new InvalidOperationException($"{Section}:{name} is '{text}'; it must be true or false."),
    };

    private void ReadSettings(IConfigurationSection section, IDictionary<string, string> settings)
    {
        foreach (var setting in Profile.Settings)
        {
            if (Value(section[setting.Name]) is { } value)
                settings[setting.Name] = value;
        }
    }

    private ProviderBackup ReadBackup(IConfigurationSection section)
    {
        var address = Value(section["Endpoint"]) ?? Value(section[nameof(ProviderBackup.BaseUrl)])
            ?? throw new InvalidOperationException($"{section.Path} has no address. Set {section.Path}:Endpoint to where the backup is, for example https://eastus.example.com.");
        var backup = new ProviderBackup(address) { ApiKey = Value(section[nameof(ProviderBackup.ApiKey)]) };
        ReadSettings(section, backup.Settings);
        return backup;
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

    private T? ReadWord<T>(IConfigurationSection section, string name)
        where T : struct, Enum
    {
        if (Value(section[name]) is not { } word)
            return null;
        return Enum.TryParse<T>(word, ignoreCase: true, out var value) && Enum.IsDefined(value)
            ? value
            : throw new InvalidOperationException($"{Section}:{name} is '{word}'; it must be one of {string.Join(", ", Enum.GetNames<T>())}.");
    }

    private TimeSpan ReadTimeout(string name, string text) =>
        // A number alone would be one of days, which nobody means.
        text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var timeout) && IsTimeout(timeout)
            ? timeout
            : throw BadTimeout(name, text);

    private void CheckTimeout(string name, TimeSpan timeout)
    {
        if (!IsTimeout(timeout))
            throw BadTimeout(name, timeout.ToString("c", System.Globalization.CultureInfo.InvariantCulture));
    }

    private static bool IsTimeout(TimeSpan timeout) =>
        timeout == System.Threading.Timeout.InfiniteTimeSpan || (timeout > TimeSpan.Zero && timeout.TotalMilliseconds <= int.MaxValue);

    private InvalidOperationException BadTimeout(string name, string value) =>
        new($"{Section}:{name} is '{value}'; it must be a time span above zero and below 24 days, for example 00:05:00.");

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

using Microsoft.Extensions.Configuration;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>Holds the sections below <c>Llm</c> against the accounts that the application has added.</summary>
internal static class AccountKeys
{
    private const string Root = "Llm";
    private static readonly string[] s_keys =
    [
        nameof(ProviderOptions.ApiKey), nameof(ProviderOptions.BaseUrl), nameof(ProviderOptions.Organization), nameof(ProviderOptions.Project), nameof(ProviderOptions.Dialect),
        nameof(ProviderOptions.StrictTools), nameof(ProviderOptions.WebSocket), nameof(ProviderOptions.Timeout), nameof(ProviderOptions.ConnectTimeout), nameof(ProviderOptions.MaxEventLength), nameof(ProviderOptions.Backups),
        nameof(ProviderOptions.OnUnsupportedParameter), nameof(ProviderOptions.OnUnknownModel),
    ];

    /// <summary>What keeps accounts from being used, each with its key and what to do.</summary>
    public static List<string> Problems(LlmRegistry registry, IConfiguration? configuration)
    {
        var problems = new List<string>();
        foreach (var account in registry.Accounts)
        {
            var before = problems.Count;
            var options = account.ReadOptions(configuration, problems);
            try
            {
                _ = account.DialectsFor(null, options);
                _ = new RequestFactory(account.Profile, options, TimeProvider.System);
            }
            catch (ArgumentException) when (problems.Count > before)
            {
                // Of an address or a key that was told of already.
            }
            catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
            {
                problems.Add(exception is ArgumentException ? $"{account.Section}: {exception.Message}" : exception.Message);
            }
        }

        return problems;
    }

    /// <summary>Keys that nobody reads: misspelt, or of a provider or an account that was not added.</summary>
    public static IEnumerable<string> Unread(LlmRegistry registry, IConfiguration configuration)
    {
        string[] providers = [.. registry.Accounts.Select(account => account.Profile.SectionName).Distinct(StringComparer.OrdinalIgnoreCase)];
        foreach (var section in configuration.GetSection(Root).GetChildren().Where(section => !providers.Contains(section.Key, StringComparer.OrdinalIgnoreCase)))
        {
            // Other things may stand there, too.
            if (section.GetChildren().Any(key => s_keys.Contains(key.Key, StringComparer.OrdinalIgnoreCase)))
                yield return $"{section.Path} is read by nobody: no provider of that name was added.{NameAdvice.Sentence(section.Key, providers)}";
        }

        foreach (var provider in registry.Accounts.Select(account => account.Profile).DistinctBy(profile => profile.SectionName))
        {
            var section = configuration.GetSection($"{Root}:{provider.SectionName}");
            var names = registry.Accounts.Where(account => account.Profile.SectionName == provider.SectionName && account.Name is not null).Select(account => account.Name!).ToArray();
            string[] known = [.. s_keys, .. provider.Settings.Select(setting => setting.Name)];
            string[] ofBackups = [ProviderAccount.Endpoint, nameof(ProviderBackup.BaseUrl), nameof(ProviderBackup.ApiKey), .. provider.Settings.Select(setting => setting.Name)];
            if (section.Value is { Length: > 0 })
                yield return $"{section.Path} is a text that nobody reads: what is set are keys below it, such as {section.Path}:{nameof(ProviderOptions.BaseUrl)}.";
            foreach (var account in names.Select(section.GetSection).Prepend(section))
            {
                foreach (var key in account.GetSection(nameof(ProviderOptions.Backups)).GetChildren().SelectMany(place => place.GetChildren()))
                {
                    if (Complaint(key, ofBackups) is { } complaint)
                        yield return complaint;
                }
            }

            foreach (var child in section.GetChildren())
            {
                if (names.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                {
                    foreach (var key in child.GetChildren())
                    {
                        if (Complaint(key, known) is { } complaint)
                            yield return complaint;
                    }
                }
                else if (Complaint(child, known) is { } complaint)
                {
                    yield return child.GetChildren().Any()
                        ? $"{child.Path} is read by nobody: no account of that name was added.{NameAdvice.Sentence(child.Key, names)}"
                        : complaint;
                }
            }
        }
    }

    private static string? Complaint(IConfigurationSection key, string[] known) => known.Contains(key.Key, StringComparer.OrdinalIgnoreCase)
        ? null
        : $"{key.Path} is read by nobody.{NameAdvice.Sentence(key.Key, known)}";
}

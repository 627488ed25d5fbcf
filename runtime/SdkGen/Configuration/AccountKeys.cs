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
            try
            {
                var options = account.ReadOptions(configuration);
                _ = account.DialectsFor(null, options);
                _ = new RequestFactory(account.Profile, options, TimeProvider.System);
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
        foreach (var provider in registry.Accounts.Select(account => account.Profile).DistinctBy(profile => profile.SectionName))
        {
            var section = configuration.GetSection($"{Root}:{provider.SectionName}");
            var names = registry.Accounts.Where(account => account.Profile.SectionName == provider.SectionName && account.Name is not null).Select(account => account.Name!).ToArray();
            string[] known = [.. s_keys, .. provider.Settings.Select(setting => setting.Name)];
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

using System.Globalization;

namespace SdkGen.SpecRefresh;

/// <summary>What the command line asks for.</summary>
/// <param name="Catalogue">The file with the facts.</param>
/// <param name="Root">The repository.</param>
/// <param name="Map">Which spec takes its facts from where.</param>
internal sealed record RefreshOptions(string Catalogue, string Root, string Map)
{
    public const string Usage =
        "usage: SdkGen.SpecRefresh <catalogue.json> [--check] [--provider <id>]... [--as-of <yyyy-MM-dd>] [--root <repository>] [--map <refresh.json>]";

    /// <summary>Write nothing, and fail where there is a difference.</summary>
    public bool Check { get; init; }

    /// <summary>Ids of the specs; empty means all.</summary>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>The day on which prices were read, where the catalogue does not say.</summary>
    public string? AsOf { get; init; }

    public static RefreshOptions Parse(string[] arguments)
    {
        string? catalogue = null, asOf = null, root = null, map = null;
        var providers = new List<string>();
        var check = false;
        for (var i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--check": check = true; break;
                case "--provider": providers.Add(Next()); break;
                case "--as-of": asOf = Next(); break;
                case "--root": root = Next(); break;
                case "--map": map = Next(); break;
                case var file when catalogue is null && !file.StartsWith('-'): catalogue = file; break;
                default: throw new RefreshException($"What is '{arguments[i]}'?\n{Usage}");
            }

            string Next() => ++i < arguments.Length ? arguments[i] : throw new RefreshException($"{arguments[i - 1]} needs a value.\n{Usage}");
        }

        if (catalogue is null)
            throw new RefreshException(Usage);
        if (asOf is not null && !DateOnly.TryParseExact(asOf, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            throw new RefreshException($"'{asOf}' is no date such as 2026-09-30.");
        return new RefreshOptions(catalogue, root ?? Environment.CurrentDirectory, map ?? Path.Combine(AppContext.BaseDirectory, "refresh.json"))
        {
            Check = check,
            Providers = providers,
            AsOf = asOf,
        };
    }
}

using SdkGen.Generators.Contracts;
using SdkGen.Generators.Emission;
using SdkGen.Generators.Providers;

namespace SdkGen.Generators.Specs;

/// <summary>Lays a provider over what it extends, and judges what it says beside its dialect.</summary>
internal sealed partial class ProviderResolver
{
    private const string Suffix = "Models";

    private readonly ProviderSpec _own;
    private readonly SpecIndex _index;
    private readonly SpecProblems _problems;

    /// <summary>The provider itself, then what it extends, then what that extends.</summary>
    private readonly List<ProviderSpec> _chain = [];

    private ProviderResolver(ProviderSpec own, SpecIndex index, SpecProblems problems)
    {
        _own = own;
        _index = index;
        _problems = problems;
    }

    public static ResolvedProvider Resolve(SpecFile file, SpecIndex index)
    {
        var problems = new SpecProblems(file.Path);
        if (index.Earlier(file) is { } earlier)
        {
            problems.Add(SpecRules.DuplicateId, file.Provider!.Id.Place, "The provider id", file.Provider.Id.Value, SpecIndex.FileName(earlier));
            return new ResolvedProvider(file.Path, null, problems.ToArray());
        }

        if (index.EarlierTypeName(file) is not null)
        {
            problems.Add(SpecRules.TakenTypeName, (file.Provider!.TypeName ?? file.Provider.Id).Place, TypeName(file.Provider), "typeName");
            return new ResolvedProvider(file.Path, null, problems.ToArray());
        }

        var model = new ProviderResolver(file.Provider!, index, problems).Resolve();
        return new ResolvedProvider(file.Path, model, problems.ToArray(), (file.Provider!.TypeName ?? file.Provider.Id).Place);
    }

    /// <summary>The class that holds the models.</summary>
    private static string TypeName(ProviderSpec spec) => spec.TypeName?.Value ?? StemName(spec) + Suffix;

    /// <summary>What the names of a provider's types begin with.</summary>
    public static string StemName(ProviderSpec spec)
    {
        if (spec.TypeName?.Value is not { } written)
            return CSharpIdentifier.Pascal(spec.Name ?? spec.Id.Value);
        return written.EndsWith(Suffix, StringComparison.Ordinal) && written.Length > Suffix.Length ? written.Substring(0, written.Length - Suffix.Length) : written;
    }

    private ProviderModel? Resolve()
    {
        if (!Link() || FindDialects() is not { Count: > 0 } dialects)
            return null;
        var dialect = dialects[0];
        var name = _own.Name ?? _own.Id.Value;
        var stem = StemName(_own);
        CheckWire(dialects);
        CheckParameters(dialects);
        CheckPaths(dialects);
        var baseUrl = First(spec => spec.BaseUrl);
        if (baseUrl is null)
            _problems.Add(SpecRules.MissingKey, _own.Id.Place, "A provider", "baseUrl");
        else if (baseUrl.Value.Length == 0 && First(spec => spec.BaseUrlEnv) is null)
            _problems.Add(SpecRules.MissingKey, _own.Id.Place, "A provider without an address of its own", "baseUrlEnv");
        var typeName = TypeName(_own);
        return new ProviderModel(
            _own.Id.Value, name, stem, typeName, _own.AddMethod?.Value ?? "Add" + stem, baseUrl?.Value ?? "")
        {
            Doc = _own.Doc,
            Runtime = First(spec => spec.Runtime) ?? "cloud",
            Dialects = dialects.Select(spoken => new SpokenDialect(spoken.Id, spoken.TypeName, spoken.Namespace)).ToEquatableArray(),
            Settings = _chain.SelectMany(spec => spec.Settings).GroupBy(setting => setting.Name, StringComparer.OrdinalIgnoreCase).Select(same => same.First()).ToEquatableArray(),
            Paths = Pairs(spec => spec.Paths.Select(path => new PlacedPair(path.Operation with { Value = PathSpec.KeyOf(path.Dialect.Value, path.Operation.Value) }, path.Path))),
            BaseUrlEnv = First(spec => spec.BaseUrlEnv),
            Auth = First(spec => spec.Auth) ?? new AuthSpec("None", null, null),
            Headers = FirstArray(spec => spec.Headers),
            AccountHeaders = FirstArray(spec => spec.AccountHeaders),
            RequestIdHeaders = FirstArray(spec => spec.RequestIdHeaders),
            TelemetryProvider = First(spec => spec.TelemetryProvider),
            Errors = _chain.SelectMany(spec => spec.Errors ?? EquatableArray<ErrorSpec>.Empty).Distinct().ToEquatableArray(),
            Wire = Pairs(spec => spec.Wire),
            Departures = Parameters(dialect, [], []).Where(parameter => parameter.IsRenamed || parameter.HasOwnValues || parameter.Refused is not null).ToEquatableArray(),
            Models = Models(dialects, typeName),
        };
    }

    /// <summary>Follows <c>extends</c> to its end.</summary>
    private bool Link()
    {
        for (var spec = _own; ;)
        {
            _chain.Add(spec);
            if (spec.Extends is not { } extends)
                return true;
            if (_index.Provider(extends.Value) is not { } next)
            {
                if (spec == _own)
                    Unresolved("provider", extends, _index.Providers.Select(provider => provider.Spec.Id.Value));
                return false;
            }

            if (_chain.Any(link => link.Id.Value == next.Id.Value))
            {
                _problems.Add(SpecRules.Circle, _own.Extends!.Place, _own.Id.Value, spec.Id.Value);
                return false;
            }

            spec = next;
        }
    }

    /// <summary>The dialects that the provider speaks, the one of every model that names none in front.</summary>
    private List<DialectFacts> FindDialects()
    {
        if (First(spec => spec.Dialect) is not { } id)
        {
            _problems.Add(SpecRules.MissingKey, _own.Id.Place, "A provider", "dialect");
            return [];
        }

        var first = _index.Dialect(id.Value);
        if (first is null && _own.Dialect is not null)
            Unresolved("dialect", id, _index.Dialects.Select(known => known.Facts.Id));
        var dialects = first is null ? new List<DialectFacts>() : [first];
        foreach (var other in dialects.Count == 0 ? EquatableArray<PlacedText>.Empty : FirstArray(spec => spec.Dialects))
        {
            if (_index.Dialect(other.Value) is not { } found)
            {
                if (_own.Dialects is not null)
                    Unresolved("dialect", other, _index.Dialects.Select(known => known.Facts.Id));
            }
            else if (!dialects.Contains(found))
            {
                dialects.Add(found);
            }
        }

        return dialects;
    }

    private void CheckWire(List<DialectFacts> dialects)
    {
        var known = dialects.SelectMany(dialect => dialect.WireKeys).ToArray();
        foreach (var pair in _own.Wire)
        {
            var keys = known.Where(key => key.Name == pair.Name.Value).ToArray();
            if (keys.Length == 0)
            {
                var hint = NearestName.Hint(pair.Name.Value, known.Select(key => key.Name));
                _problems.Add(SpecRules.UnknownKey, pair.Name.Place, $"The wire of the dialect '{dialects[0].Id}'", pair.Name.Value, hint);
            }
            else if (keys.All(key => key.Values.Count > 0 && !key.Values.Contains(pair.Value.Value)))
            {
                _problems.Add(SpecRules.InvalidValue, pair.Value.Place, pair.Name.Value, pair.Value.Value, "it is one of " + string.Join(", ", keys.SelectMany(key => key.Values).Distinct()));
            }
        }
    }

    /// <summary>Paths belong to operations of a dialect that the provider speaks, and what they and the address name is a value of the operation or a setting.</summary>
    private void CheckPaths(List<DialectFacts> dialects)
    {
        var settings = _chain.SelectMany(spec => spec.Settings).Select(setting => setting.Name).Concat(["organization", "project"]).ToArray();
        if (_own.BaseUrl is { } url)
            CheckValues(url, settings);
        foreach (var path in _own.Paths)
        {
            if (dialects.FirstOrDefault(known => known.Id == path.Dialect.Value) is not { } dialect)
            {
                Unresolved("dialect of the provider", path.Dialect, dialects.Select(known => known.Id));
                continue;
            }

            var name = path.Operation.Value;
            if (dialect.Operations.FirstOrDefault(known => known.Name == name || (known.Streams && known.Name + ".stream" == name)) is { } operation)
                CheckValues(path.Path, [.. operation.Values, .. settings]);
            else
                Unresolved("operation", path.Operation, dialect.Operations.SelectMany(known => known.Streams ? new[] { known.Name, known.Name + ".stream" } : [known.Name]));
        }
    }

    private void CheckValues(PlacedText path, string[] known)
    {
        foreach (var (name, _) in PathValues.Of(path.Value) ?? [])
        {
            if (!known.Contains(name, StringComparer.OrdinalIgnoreCase))
                Unresolved("value or setting", path with { Value = name }, known);
        }
    }

    /// <summary>Pairs of the whole chain by name; those nearest to the provider count.</summary>
    private EquatableArray<NameAndValue> Pairs(Func<ProviderSpec, IEnumerable<PlacedPair>> choose) => _chain
        .SelectMany(spec => choose(spec))
        .GroupBy(pair => pair.Name.Value, StringComparer.Ordinal)
        .Select(pairs => new NameAndValue(pairs.Key, pairs.First().Value.Value))
        .OrderBy(pair => pair.Name, StringComparer.Ordinal)
        .ToEquatableArray();

    private T? First<T>(Func<ProviderSpec, T?> choose)
        where T : class => _chain.Select(choose).FirstOrDefault(value => value is not null);

    private EquatableArray<T> FirstArray<T>(Func<ProviderSpec, EquatableArray<T>?> choose)
        where T : IEquatable<T> => _chain.Select(choose).FirstOrDefault(value => value is not null) ?? EquatableArray<T>.Empty;

    private void Unresolved(string what, PlacedText name, IEnumerable<string> known) =>
        _problems.Add(SpecRules.UnresolvedReference, name.Place, what, name.Value, NearestName.Hint(name.Value, known));
}

/// <summary>A provider ready to be emitted (null where it cannot be), and what is wrong beside other files.</summary>
internal sealed record ResolvedProvider(string Path, ProviderModel? Model, EquatableArray<SpecProblem> Problems, SpecPlace TypeNamePlace = default);

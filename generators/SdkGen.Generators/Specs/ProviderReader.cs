using Microsoft.CodeAnalysis.CSharp;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Specs.Json;

namespace SdkGen.Generators.Specs;

/// <summary>Reads a provider file. Judges what the file alone can tell; <see cref="ProviderResolver"/> judges the rest.</summary>
internal static class ProviderReader
{
    private static readonly string[] s_runtimes = ["cloud", "ollama", "lmstudio", "llamacpp", "vllm", "server"];

    private static readonly string[] s_errorKinds =
    [
        "invalidRequest", "authentication", "permission", "notFound", "rateLimited", "quotaExceeded", "contextLength", "contentFiltered", "overloaded", "unavailable",
        "serverError", "timeout", "unsupported", "unknown",
    ];

    public static ProviderSpec? Read(JsonObject json, SpecProblems problems)
    {
        var root = new SpecObject(json, SpecShape.Provider.Root, problems);
        root.Find("$schema");
        var id = root.RequiredPlacedText("id");
        var spec = new ProviderSpec(id ?? new PlacedText("", problems.PlaceOf(root.Start)))
        {
            Name = root.Text("name"),
            Doc = root.Text("doc"),
            TypeName = Identifier(root, "typeName", problems),
            AddMethod = Identifier(root, "addMethod", problems),
            Runtime = root.Word("runtime", s_runtimes),
            Extends = root.PlacedText("extends"),
            Dialect = root.PlacedText("dialect"),
            Dialects = root.Texts("dialects")?.ToEquatableArray(),
            BaseUrl = Url(root, problems),
            BaseUrlEnv = root.Text("baseUrlEnv"),
            Settings = Settings(root).ToEquatableArray(),
            Paths = Paths(root, problems).ToEquatableArray(),
            Auth = Auth(root, problems),
            Headers = Pairs(root, "headers", problems),
            AccountHeaders = Pairs(root, "accountHeaders", problems),
            RequestIdHeaders = root.Texts("requestIdHeaders")?.Select(text => text.Value).ToEquatableArray(),
            TelemetryProvider = root.Object("telemetry", SpecShape.Provider.Telemetry)?.Text("provider"),
            Errors = root.Objects("errors", SpecShape.Provider.Error)?.Select(Error).ToEquatableArray(),
            Wire = PlacedPairs(root, "wire", problems).ToEquatableArray(),
            Parameters = ParameterRules(root, "parameters", problems),
            ParameterSets = ParameterSets(root, problems),
            Models = ModelReader.Read(root, problems),
        };
        return id is null ? null : spec;
    }

    public static PlacedText? Identifier(SpecObject from, string key, SpecProblems problems)
    {
        var name = from.PlacedText(key);
        if (name is null || (SyntaxFacts.IsValidIdentifier(name.Value) && SyntaxFacts.GetKeywordKind(name.Value) == SyntaxKind.None))
            return name;
        problems.Add(SpecRules.InvalidValue, name.Place, key, name.Value, "it becomes a C# name");
        return null;
    }

    public static EquatableArray<ParameterRule> ParameterRules(SpecObject from, string key, SpecProblems problems) => Rules(from.Map(key), from, problems);

    private static EquatableArray<ParameterRule> Rules(IReadOnlyList<JsonProperty>? properties, SpecObject from, SpecProblems problems)
    {
        var rules = new List<ParameterRule>();
        foreach (var property in properties ?? [])
        {
            if (from.AsObject(property, SpecShape.Provider.ParameterRule) is not { } rule)
                continue;
            var name = new PlacedText(property.Name, problems.PlaceOf(property.NameSpan));
            rule.Word("type", DialectReader.ParameterTypes);
            rules.Add(new ParameterRule(
                name, rule.PlacedText("type"), rule.Text("doc"), rule.Text("refused"), rule.Text("wire"), rule.Number("minimum"), rule.Number("maximum"), rule.Texts("values")?.Select(text => text.Value).ToEquatableArray())
            {
                Knob = KnobOf(rule),
                WhileReasoning = rule.Text("whileReasoning"),
            });
        }

        return rules.ToEquatableArray();
    }

    private static PlacedText? KnobOf(SpecObject rule) => rule.Word("knob", Knob.All) is null ? null : rule.PlacedText("knob");

    private static EquatableArray<ParameterSet> ParameterSets(SpecObject root, SpecProblems problems)
    {
        var sets = new List<ParameterSet>();
        foreach (var property in root.Map("parameterSets") ?? [])
        {
            if (property.Value is JsonObject rules)
                sets.Add(new ParameterSet(new PlacedText(property.Name, problems.PlaceOf(property.NameSpan)), Rules(rules.Properties, root, problems)));
            else
                problems.Add(SpecRules.WrongType, property.Value.Span, property.Name, "an object", property.Value.Kind);
        }

        return sets.ToEquatableArray();
    }

    private static PlacedText? Url(SpecObject root, SpecProblems problems)
    {
        var url = root.PlacedText("baseUrl");
        if (url is null or { Value.Length: 0 })
            return url;

        // A setting may name any part of the address.
        var filled = PathValues.Fill(url.Value, "x");
        if (filled is not null && Uri.TryCreate(filled, UriKind.Absolute, out var parsed) && parsed.Scheme is "https" or "http" && parsed.Query.Length == 0)
            return url with { Value = url.Value.EndsWith("/", StringComparison.Ordinal) ? url.Value : url.Value + "/" };
        problems.Add(SpecRules.InvalidValue, url.Place, "baseUrl", url.Value, "it is an http or https address without a query, or empty where every account has its own");
        return null;
    }

    private static IEnumerable<SettingSpec> Settings(SpecObject root)
    {
        foreach (var property in root.Map("settings") ?? [])
        {
            if (root.AsObject(property, SpecShape.Provider.Setting) is { } setting)
                yield return new SettingSpec(property.Name, setting.Text("doc"), setting.TextOrTexts("env").ToEquatableArray(), setting.Text("default"), setting.Flag("secret") == true);
        }
    }

    private static IEnumerable<PathSpec> Paths(SpecObject root, SpecProblems problems)
    {
        foreach (var dialect in root.Map("paths") ?? [])
        {
            if (dialect.Value is not JsonObject operations)
            {
                problems.Add(SpecRules.WrongType, dialect.Value.Span, dialect.Name, "an object: the paths of the dialect of that name", dialect.Value.Kind);
                continue;
            }

            foreach (var path in PlacedPairs(operations.Properties, problems))
            {
                if (PathValues.Of(path.Value.Value) is not null)
                    yield return new PathSpec(new PlacedText(dialect.Name, problems.PlaceOf(dialect.NameSpan)), path.Name, path.Value with { Value = path.Value.Value.TrimStart('/') });
                else
                    problems.Add(SpecRules.InvalidValue, path.Value.Place, "paths", path.Value.Value, "each value in it is a name in braces, such as {model} or {+model}");
            }
        }
    }

    private static AuthSpec? Auth(SpecObject root, SpecProblems problems)
    {
        if (root.Object("auth", SpecShape.Provider.Auth) is not { } auth)
            return null;
        var schemes = SpecShape.Provider.Auth.Keys.Where(scheme => auth.Find(scheme) is not null).ToArray();
        if (schemes.Length != 1)
        {
            problems.Add(SpecRules.InvalidValue, auth.Start, "auth", $"{schemes.Length} schemes", "it has exactly one of none, bearer, header, query, sigv4");
            return null;
        }

        var scheme = schemes[0];
        if (auth.Object(scheme, SpecShape.Provider.AuthKey) is not { } key)
            return null;
        var name = scheme switch
        {
            "header" or "query" => key.RequiredText("name"),
            "sigv4" => key.RequiredText("service"),
            _ => key.Text("name"),
        };
        var variables = key.TextOrTexts("env");
        return new AuthSpec(scheme == "sigv4" ? "AwsSigV4" : Capital(scheme), name, variables.FirstOrDefault())
        {
            OtherEnv = variables.Skip(1).ToEquatableArray(),
        };
    }

    private static ErrorSpec Error(SpecObject row) => new(
        Capital(row.Word("kind", s_errorKinds) ?? RequiredKind(row)), row.Integer("status"), row.Text("code"), row.Text("type"), row.Text("messageContains"), row.Flag("retry"));

    private static string RequiredKind(SpecObject row)
    {
        if (row.Find("kind") is null)
            row.RequiredText("kind");
        return "unknown";
    }

    public static EquatableArray<NameAndValue>? Pairs(SpecObject from, string key, SpecProblems problems) =>
        from.Find(key) is null ? null : PlacedPairs(from, key, problems).Select(pair => new NameAndValue(pair.Name.Value, pair.Value.Value)).ToEquatableArray();

    private static IEnumerable<PlacedPair> PlacedPairs(SpecObject from, string key, SpecProblems problems) => PlacedPairs(from.Map(key) ?? [], problems);

    private static IEnumerable<PlacedPair> PlacedPairs(IReadOnlyList<JsonProperty> properties, SpecProblems problems)
    {
        foreach (var property in properties)
        {
            if (property.Value is JsonString value)
            {
                yield return new PlacedPair(
                    new PlacedText(property.Name, problems.PlaceOf(property.NameSpan)), new PlacedText(value.Value, problems.PlaceOf(value.Span)));
            }
            else
            {
                problems.Add(SpecRules.WrongType, property.NameSpan, property.Name, "a string", property.Value.Kind);
            }
        }
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word.Substring(1);
}

using SdkGen.Generators.Contracts;

namespace SdkGen.Generators.Specs;

/// <summary>A <c>*.provider.json</c> file as it stands, before what it extends is laid under it.</summary>
/// <remarks>Value-equal. Holds places, because references are judged beside other files; <see cref="ProviderModel"/> holds none.</remarks>
internal sealed record ProviderSpec(PlacedText Id)
{
    public string? Name { get; init; }
    public string? Doc { get; init; }
    public PlacedText? TypeName { get; init; }
    public PlacedText? AddMethod { get; init; }

    /// <summary>What runs the models: <c>cloud</c>, <c>ollama</c>, …</summary>
    public string? Runtime { get; init; }
    public PlacedText? Extends { get; init; }
    public PlacedText? Dialect { get; init; }
    public EquatableArray<PlacedText>? Dialects { get; init; }
    public PlacedText? BaseUrl { get; init; }
    public string? BaseUrlEnv { get; init; }
    public EquatableArray<SettingSpec> Settings { get; init; } = EquatableArray<SettingSpec>.Empty;
    public EquatableArray<PathSpec> Paths { get; init; } = EquatableArray<PathSpec>.Empty;
    public AuthSpec? Auth { get; init; }
    public EquatableArray<NameAndValue>? Headers { get; init; }
    public EquatableArray<NameAndValue>? AccountHeaders { get; init; }
    public EquatableArray<string>? RequestIdHeaders { get; init; }
    public string? TelemetryProvider { get; init; }
    public EquatableArray<ErrorSpec>? Errors { get; init; }
    public EquatableArray<PlacedPair> Wire { get; init; } = EquatableArray<PlacedPair>.Empty;
    public EquatableArray<ParameterRule> Parameters { get; init; } = EquatableArray<ParameterRule>.Empty;
    public EquatableArray<ParameterSet> ParameterSets { get; init; } = EquatableArray<ParameterSet>.Empty;
    public EquatableArray<ModelSpec> Models { get; init; } = EquatableArray<ModelSpec>.Empty;
}

internal sealed record NameAndValue(string Name, string Value);

/// <summary>A key and its value, each with its place.</summary>
internal sealed record PlacedPair(PlacedText Name, PlacedText Value);

/// <summary>A path in the place of a dialect's.</summary>
/// <param name="Operation">The operation's name; with <c>.stream</c> for its streaming form.</param>
internal sealed record PathSpec(PlacedText Dialect, PlacedText Operation, PlacedText Path)
{
    /// <summary>By what the emitted wire client asks for it.</summary>
    public static string KeyOf(string dialect, string operation) => $"{dialect}/{operation}";
}

/// <summary>Something that an account has to say.</summary>
/// <param name="Variables">Environment variables that may hold it.</param>
/// <param name="Default">What holds where nobody says it.</param>
internal sealed record SettingSpec(string Name, string? Doc, EquatableArray<string> Variables, string? Default, bool IsSecret);

/// <param name="Scheme">A name of the runtime's <c>AuthScheme</c>.</param>
/// <param name="Name">The header, query parameter or signed service, where the scheme has one.</param>
/// <param name="Env">Environment variable of the key.</param>
internal sealed record AuthSpec(string Scheme, string? Name, string? Env)
{
    /// <summary>Further variables of the key.</summary>
    public EquatableArray<string> OtherEnv { get; init; } = EquatableArray<string>.Empty;
}

/// <param name="Kind">A name of the runtime's <c>LlmErrorKind</c>.</param>
internal sealed record ErrorSpec(string Kind, int? Status, string? Code, string? Type, string? MessageContains, bool? Retry);

internal sealed record ParameterSet(PlacedText Name, EquatableArray<ParameterRule> Rules);

/// <summary>What a provider or model says of one parameter of its dialect.</summary>
/// <param name="Type">What it holds, where the dialect does not have the parameter and the provider declares it; else null.</param>
/// <param name="Refused">Why the service refuses it; null where it does not.</param>
internal sealed record ParameterRule(
    PlacedText Name, PlacedText? Type, string? Doc, string? Refused, string? Wire, string? Minimum, string? Maximum, EquatableArray<string>? Values)
{
    /// <inheritdoc cref="ParameterSpec.Knob"/>
    public PlacedText? Knob { get; init; }

    /// <summary>Why the service refuses it while the model reasons; null where it does not.</summary>
    public string? WhileReasoning { get; init; }
}

internal enum SpecFact
{
    Unknown, Yes, No,
}

internal sealed record ModelSpec(PlacedText Id)
{
    public PlacedText? TypeName { get; init; }
    public string? Name { get; init; }
    public string? Doc { get; init; }
    public PlacedText? Like { get; init; }
    public PlacedText? Dialect { get; init; }
    public string? Vendor { get; init; }
    public EquatableArray<PlacedText>? Operations { get; init; }
    public EquatableArray<string>? Input { get; init; }
    public EquatableArray<string>? Output { get; init; }
    public SpecFact Tools { get; init; }
    public SpecFact StructuredOutput { get; init; }
    public SpecFact Streaming { get; init; }
    public SpecFact Reasoning { get; init; }
    public EquatableArray<string>? Effort { get; init; }
    public string? DefaultEffort { get; init; }
    public BudgetSpec? Budget { get; init; }

    /// <summary>Whether reasoning can be switched on and off.</summary>
    public bool Toggle { get; init; }
    public int? Context { get; init; }
    public int? MaxInput { get; init; }
    public int? MaxOutput { get; init; }
    public string? Knowledge { get; init; }
    public string? Released { get; init; }

    /// <summary>A date, or <c>yes</c>.</summary>
    public string? Deprecated { get; init; }

    /// <summary>The announced last day.</summary>
    public string? Retires { get; init; }

    /// <summary>The day since which it is not served, or <c>yes</c>.</summary>
    public string? Retired { get; init; }

    /// <summary>Id of the model that takes its place.</summary>
    public PlacedText? Successor { get; init; }
    public string? Instructions { get; init; }
    public EquatableArray<PlacedText> ParameterSets { get; init; } = EquatableArray<PlacedText>.Empty;
    public EquatableArray<ParameterRule> Parameters { get; init; } = EquatableArray<ParameterRule>.Empty;
    public PriceSpec? Price { get; init; }
    public string? Source { get; init; }
}

/// <summary>Prices per million tokens, as decimal text.</summary>
internal sealed record PriceSpec(string Input, string Output, string? CacheRead, string? CacheWrite, string Currency, string AsOf, EquatableArray<PriceTierSpec> Tiers)
{
    public string? Reasoning { get; init; }
    public string? InputAudio { get; init; }
    public string? OutputAudio { get; init; }
    public EquatableArray<PriceChangeSpec> Changes { get; init; } = EquatableArray<PriceChangeSpec>.Empty;
}

/// <param name="Above">Prompt tokens above which the tier counts.</param>
internal sealed record PriceTierSpec(int Above, string Input, string Output, string? CacheRead, string? CacheWrite);

/// <param name="From">The day from which the price holds.</param>
internal sealed record PriceChangeSpec(string From, string Input, string Output, string? CacheRead, string? CacheWrite);

/// <summary>How many tokens a model may reason for, as decimal text; null where no bound is known.</summary>
internal sealed record BudgetSpec(string? Minimum, string? Maximum, string? Default);

using SdkGen.Generators.Contracts;
using SdkGen.Generators.Specs;

namespace SdkGen.Generators.Providers;

/// <summary>A provider with everything it extends laid under it: what is emitted.</summary>
/// <remarks>Value-equal and without places, so that an edit that changes no fact re-emits nothing.</remarks>
/// <param name="StemName">What the names of its types begin with: <c>OpenAI</c>.</param>
/// <param name="TypeName">The class that holds the models.</param>
internal sealed record ProviderModel(string Id, string Name, string StemName, string TypeName, string AddMethod, string BaseUrl)
{
    public string? Doc { get; init; }

    /// <summary>What it speaks, the dialect of every model that names none in front.</summary>
    public EquatableArray<SpokenDialect> Dialects { get; init; } = EquatableArray<SpokenDialect>.Empty;
    public EquatableArray<SettingSpec> Settings { get; init; } = EquatableArray<SettingSpec>.Empty;
    public EquatableArray<NameAndValue> Paths { get; init; } = EquatableArray<NameAndValue>.Empty;

    /// <summary>What runs the models: <c>cloud</c>, <c>ollama</c>, …</summary>
    public string Runtime { get; init; } = "cloud";
    public string? BaseUrlEnv { get; init; }
    public AuthSpec Auth { get; init; } = new("None", null, null);
    public EquatableArray<NameAndValue> Headers { get; init; } = EquatableArray<NameAndValue>.Empty;
    public EquatableArray<NameAndValue> AccountHeaders { get; init; } = EquatableArray<NameAndValue>.Empty;
    public EquatableArray<string> RequestIdHeaders { get; init; } = EquatableArray<string>.Empty;
    public string? TelemetryProvider { get; init; }
    public EquatableArray<ErrorSpec> Errors { get; init; } = EquatableArray<ErrorSpec>.Empty;
    public EquatableArray<NameAndValue> Wire { get; init; } = EquatableArray<NameAndValue>.Empty;

    /// <summary>Parameters in which the provider departs from its dialect, for models known by their id alone.</summary>
    public EquatableArray<ModelParameter> Departures { get; init; } = EquatableArray<ModelParameter>.Empty;
    public EquatableArray<ModelModel> Models { get; init; } = EquatableArray<ModelModel>.Empty;
}

/// <param name="Namespace">Where the dialect's adapter lives; null means the project that is compiled.</param>
internal sealed record SpokenDialect(string Id, string TypeName, string? Namespace);

/// <summary>A model as it is emitted.</summary>
/// <param name="Kinds">Kinds of operation that serve it.</param>
internal sealed record ModelModel(ModelSpec Facts, string ClrName, EquatableArray<string> Kinds, EquatableArray<ModelParameter> Parameters)
{
    /// <summary>The dialect that serves it; null for the provider's first.</summary>
    public string? Dialect { get; init; }

    /// <summary>The kind that stands for a spec's word that no operation of the dialect serves the model.</summary>
    public const string NoOperation = "none";

    public EquatableArray<KnobModel> Knobs { get; init; } = EquatableArray<KnobModel>.Empty;
}

/// <summary>A way in which the model lets reasoning be set.</summary>
/// <param name="Kind">A name of <see cref="Knob"/>.</param>
/// <param name="Wire">The parameter on the wire; null where the provider has none for it.</param>
/// <param name="Values">The levels, from least to most; of a switch that is sent as a word, the word for off, then the one for on.</param>
internal sealed record KnobModel(string Kind, string? Wire, EquatableArray<string> Values, string? Minimum, string? Maximum, string? Default);

/// <summary>A parameter as one model has it.</summary>
/// <param name="Declared">What the dialect says.</param>
/// <param name="Wire">The name this model takes.</param>
/// <param name="Refused">Why the service refuses it; null where it does not.</param>
internal sealed record ModelParameter(ParameterSpec Declared, string Wire, string? Minimum, string? Maximum, EquatableArray<string> Values, string? Refused)
{
    /// <summary>Why the service refuses it while the model reasons; null where it does not.</summary>
    public string? WhileReasoning { get; init; }

    public string Name => Declared.Name;

    public bool IsRenamed => Wire != Declared.Wire;

    public bool HasOwnValues => !Values.Equals(Declared.Values);
}

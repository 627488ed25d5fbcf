using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>What is known of one model at one provider. What no source says is null, empty or <see cref="Fact.Unknown"/>.</summary>
/// <param name="Id">The model's id on the wire.</param>
/// <param name="Provider">The provider's id, for example <c>openai</c>.</param>
public sealed record CatalogModel(string Id, string Provider)
{
    /// <summary>The provider's name as people write it.</summary>
    public string ProviderName { get; init; } = "";

    /// <summary>What runs the model: <c>cloud</c>, <c>ollama</c>, <c>lmstudio</c>, <c>llamacpp</c>, <c>vllm</c> or <c>server</c>.</summary>
    public string Runtime { get; init; } = "cloud";

    /// <summary>Whether the provider's spec lists the model. A server of one's own serves what was loaded into it: nothing is known of such a model.</summary>
    public bool IsListed { get; init; } = true;

    /// <summary>Host and port, where the name that was looked up had them.</summary>
    public string? Address { get; init; }

    /// <summary>The name as people write it.</summary>
    public string? Name { get; init; }

    /// <summary>Who made the model.</summary>
    public string? Vendor { get; init; }

    /// <summary>The C# class of the model, for example <c>OpenAIModels.Gpt41Mini</c>.</summary>
    public string? TypeName { get; init; }

    /// <summary>Kinds of operation that serve it: <c>chat</c>, <c>image</c>, <c>embedding</c>, …</summary>
    public IReadOnlyList<string> Operations { get; init; } = [];

    /// <summary>What it takes: <c>text image audio video file</c>.</summary>
    public IReadOnlyList<string> Input { get; init; } = [];

    /// <summary>What it produces: <c>text image audio video embedding</c>.</summary>
    public IReadOnlyList<string> Output { get; init; } = [];

    /// <summary>Whether it calls tools.</summary>
    public Fact Tools { get; init; }

    /// <summary>Whether it answers by a JSON Schema.</summary>
    public Fact StructuredOutput { get; init; }

    /// <summary>Whether it reasons before it answers.</summary>
    public Fact Reasoning { get; init; }

    /// <summary>Whether it streams.</summary>
    public Fact Streaming { get; init; }

    /// <summary>How reasoning can be set.</summary>
    public IReadOnlyList<ReasoningKnob> ReasoningKnobs { get; init; } = [];

    /// <summary>Context window in tokens.</summary>
    public int? Context { get; init; }

    /// <summary>Most input tokens.</summary>
    public int? MaxInput { get; init; }

    /// <summary>Most output tokens of one answer.</summary>
    public int? MaxOutput { get; init; }

    /// <summary>The month or day up to which it knows the world.</summary>
    public string? Knowledge { get; init; }

    /// <summary>The day of its release.</summary>
    public DateOnly? Released { get; init; }

    /// <summary>Whether the provider calls it deprecated, now or from <see cref="DeprecatedFrom"/>.</summary>
    public bool IsDeprecated { get; init; }

    /// <summary>The day from which the provider calls it deprecated; null where it does not or no day is known.</summary>
    public DateOnly? DeprecatedFrom { get; init; }

    /// <summary>Id of the model that takes its place.</summary>
    public string? Successor { get; init; }

    /// <summary>What it costs; null where unknown.</summary>
    public ModelPrice? Price { get; init; }

    /// <summary>Whether the model can do something. A kind of input or output is a <see cref="Fact.No"/> where others are known and it is not among them.</summary>
    public Fact Can(ModelCapability capability) => capability switch
    {
        ModelCapability.Text => In(Output, "text"),
        ModelCapability.Images => In(Output, "image"),
        ModelCapability.Audio => In(Output, "audio"),
        ModelCapability.Video => In(Output, "video"),
        ModelCapability.Embeddings => In(Output, "embedding"),
        ModelCapability.ImageInput => In(Input, "image"),
        ModelCapability.AudioInput => In(Input, "audio"),
        ModelCapability.VideoInput => In(Input, "video"),
        ModelCapability.FileInput => In(Input, "file"),
        ModelCapability.Tools => Tools,
        ModelCapability.StructuredOutput => StructuredOutput,
        ModelCapability.Reasoning => Reasoning,
        ModelCapability.Streaming => Streaming,
        _ => throw new ArgumentOutOfRangeException(nameof(capability), capability, "This is no capability."),
    };

    /// <summary>What tokens cost, row by row; null where no price is known.</summary>
    /// <param name="usage">The tokens of one request.</param>
    /// <param name="on">The day of the request, where prices change by a day; null means the day on which the price was read.</param>
    public ModelCost? CostOf(UsageDetails usage, DateOnly? on = null)
    {
        ArgumentNullException.ThrowIfNull(usage);
        return Price?.Itemize(usage, on);
    }

    private static Fact In(IReadOnlyList<string> known, string kind) => known.Count == 0 ? Fact.Unknown : known.Contains(kind) ? Fact.Yes : Fact.No;
}

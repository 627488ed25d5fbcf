namespace SdkGen;

/// <summary>The facts of a model, for analyzers and for the runtime. Written by the generator on each model class.</summary>
/// <param name="id">The model's id on the wire, for example <c>gpt-4.1-mini</c>.</param>
/// <param name="provider">The provider's id, for example <c>openai</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class LlmModelAttribute(string id, string provider) : Attribute
{
    /// <summary>The model's id on the wire.</summary>
    public string Id { get; } = id;

    /// <summary>The provider's id.</summary>
    public string Provider { get; } = provider;

    /// <summary>The provider's name as people write it, for example <c>OpenAI</c>.</summary>
    public string ProviderName { get; init; } = "";

    /// <summary>Operations that serve this model: <c>chat</c>, <c>image</c>, <c>embedding</c>, … (the <c>kind</c> of the dialect's operation); <c>none</c> where none of the dialect does.</summary>
    public string[] Operations { get; init; } = [];

    /// <summary>Input kinds known to be accepted: <c>text image audio video file</c>. Empty where unknown.</summary>
    public string[] Input { get; init; } = [];

    /// <summary>Output kinds known to be produced: <c>text image audio video embedding</c>. Empty where unknown.</summary>
    public string[] Output { get; init; } = [];

    /// <summary>Whether the model calls tools.</summary>
    public Fact Tools { get; init; }

    /// <summary>Whether the model answers by a JSON Schema.</summary>
    public Fact StructuredOutput { get; init; }

    /// <summary>Whether the model reasons before it answers.</summary>
    public Fact Reasoning { get; init; }

    /// <summary>Whether the model streams.</summary>
    public Fact Streaming { get; init; }

    /// <summary>Context window in tokens; 0 where unknown.</summary>
    public int Context { get; init; }

    /// <summary>Most output tokens of one answer; 0 where unknown.</summary>
    public int MaxOutput { get; init; }

    /// <summary>The date from which the provider calls the model deprecated (<c>yyyy-MM-dd</c>), or <c>yes</c> where no date is known; null where it is not.</summary>
    public string? Deprecated { get; init; }

    /// <summary>The announced last day on which the provider serves the model (<c>yyyy-MM-dd</c>); null where none is known.</summary>
    public string? Retires { get; init; }

    /// <summary>The day since which the provider no longer serves the model (<c>yyyy-MM-dd</c>), or <c>yes</c> where no date is known; null where it does.</summary>
    public string? Retired { get; init; }

    /// <summary>Id of the model that takes its place, in the words of the provider; null where none is named.</summary>
    public string? Successor { get; init; }

    /// <summary>The level of reasoning where a request names none, for example <c>medium</c>; <c>none</c> where the model then does not reason; null where unknown.</summary>
    public string? DefaultEffort { get; init; }
}

/// <summary>Who serves the models of a class, for analyzers. Written by the generator on the class that holds a provider's models.</summary>
/// <param name="id">The provider's id, for example <c>openai</c>.</param>
/// <param name="name">The provider's name as people write it, for example <c>OpenAI</c>.</param>
/// <param name="addMethod">The method that adds the provider to an application, for example <c>AddOpenAI</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class LlmProviderAttribute(string id, string name, string addMethod) : Attribute
{
    /// <summary>The provider's id.</summary>
    public string Id { get; } = id;

    /// <summary>The provider's name as people write it.</summary>
    public string Name { get; } = name;

    /// <summary>The method that adds the provider to an application.</summary>
    public string AddMethod { get; } = addMethod;

    /// <summary>The environment variable of the key; null where there is none.</summary>
    public string? KeyVariable { get; init; }
}

/// <summary>A fact about one request parameter of a model, or of all models that derive from the class.</summary>
/// <param name="name">The parameter's name in the dialect, for example <c>temperature</c>.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class LlmParameterAttribute(string name) : Attribute
{
    /// <summary>The parameter's name in the dialect.</summary>
    public string Name { get; } = name;

    /// <summary>The property of <c>ChatOptions</c> that carries it, for example <c>Temperature</c>; null where there is none.</summary>
    public string? Option { get; init; }

    /// <summary>The service refuses requests that carry the parameter.</summary>
    public bool Refused { get; init; }

    /// <summary>The sentence that says why, and what to do instead.</summary>
    public string? Reason { get; init; }

    /// <summary>The parameter's name on the wire, where it differs from <see cref="Name"/>; a dot leads into an object.</summary>
    public string? Wire { get; init; }

    /// <summary>Least value, of a list the least items; not a number where unknown.</summary>
    public double Minimum { get; init; } = double.NaN;

    /// <summary>Greatest value, of a list the most items; not a number where unknown.</summary>
    public double Maximum { get; init; } = double.NaN;

    /// <summary>Which knob of reasoning it is: <c>effort</c>, <c>budget</c> or <c>toggle</c>; null where it is none.</summary>
    public string? Knob { get; init; }

    /// <summary>The words that a knob takes. Empty where unknown.</summary>
    public string[] Values { get; init; } = [];

    /// <summary>Why the service refuses the parameter while the model reasons; null where it does not.</summary>
    public string? WhileReasoning { get; init; }
}

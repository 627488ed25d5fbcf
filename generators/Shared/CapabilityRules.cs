using System.Collections.Generic;

namespace SdkGen;

/// <summary>Every rule of family <c>LLM2xxx</c>. <c>LLM200x</c> is about what a model can do, <c>LLM201x</c> about parameters of a request, <c>LLM203x</c> about tools,
/// <c>LLM204x</c> about models themselves, <c>LLM205x</c> about clients and streams, <c>LLM206x</c> about secrets.</summary>
internal static class CapabilityRules
{
    /// <summary>The model, what it does not do (<see cref="CapabilityWords"/>), what to do instead.</summary>
    private const string Lacks = "{0} does not {1}. {2}.";

    /// <summary>The model, the parameter's name on the wire, why not and what to do instead.</summary>
    private const string Refuses = "{0} does not take {1}: {2}.";

    public static readonly CapabilityRule OutputKind = new("LLM2001", "The model does not produce this kind of output", Lacks);
    public static readonly CapabilityRule ClientInterface = new("LLM2002", "The client interface does not fit the model", Lacks);
    public static readonly CapabilityRule Tools = new("LLM2003", "The model does not call tools", Lacks);
    public static readonly CapabilityRule InputKind = new("LLM2004", "The model does not take this kind of input", Lacks);
    public static readonly CapabilityRule StructuredOutput = new("LLM2005", "The model does not answer by a schema", Lacks);
    public static readonly CapabilityRule Streaming = new("LLM2006", "The model does not stream", Lacks);
    public static readonly CapabilityRule ParallelTools = new("LLM2007", "The model does not call several tools at once", Lacks);
    public static readonly CapabilityRule ToolChoice = new("LLM2008", "The model cannot be made to call a tool", Lacks);
    public static readonly CapabilityRule SystemMessages = new("LLM2009", "The model does not take system messages", Lacks);

    /// <summary>Said by the compiler, through the <c>[Obsolete]</c> on the model's own options.</summary>
    public static readonly CapabilityRule OwnParameter = new("LLM2010", "The model refuses the parameter", Refuses);
    public static readonly CapabilityRule Parameter = new("LLM2011", "The options set a parameter that the model refuses", Refuses);

    /// <summary>The model, whose options they are, the type to use.</summary>
    public static readonly CapabilityRule OtherOptions = new("LLM2012", "The options are those of another model", "{0} is asked with the options of {1}. Use {2}.");

    /// <summary>The model that the client is of, the model that the options name, what to do instead.</summary>
    public static readonly CapabilityRule OtherModel = new("LLM2013", "The options send a typed client to another model", "The client talks to {0}, and the options send the request to {1}. {2}.");

    /// <summary>The model, the parameter, the range (<see cref="CapabilityWords.Range"/>), the value.</summary>
    public static readonly CapabilityRule Range = new("LLM2014", "A parameter is out of the model's range", "{0} takes {1} {2}, not {3}.");

    /// <summary>The model, its most tokens, the tokens asked for, what to do instead.</summary>
    public static readonly CapabilityRule OutputLimit = new("LLM2015", "The answer may be longer than the model's answers", "{0} answers with {1} tokens at most, not {2}. {3}.");

    /// <summary>The model, the level, the levels that it knows.</summary>
    public static readonly CapabilityRule ReasoningLevel = new("LLM2016", "The model does not know this level of reasoning", "{0} does not reason at level {1}. Its levels: {2}.");

    /// <summary>The model, the parameter, why not and what to do instead.</summary>
    public static readonly CapabilityRule WhileReasoning = new("LLM2017", "The model refuses the parameter while it reasons", "{0} does not take {1} while it reasons: {2}.");

    public static readonly CapabilityRule Logprobs = new("LLM2018", "The model does not tell probabilities", Lacks);
    public static readonly CapabilityRule Choices = new("LLM2019", "The model does not give several answers", Lacks);
    public static readonly CapabilityRule PromptCaching = new("LLM2020", "The model does not cache prompts", Lacks);
    public static readonly CapabilityRule Reasoning = new("LLM2021", "The model does not reason", Lacks);

    /// <summary>The combination that is a member, what to do instead.</summary>
    public static readonly CapabilityRule Combination = new("LLM2022", "A combination of models is a member of another", "A member of AnyOf is a model, and {0} is several. {1}.");

    /// <summary>The model, the tool, what is wrong with its schema.</summary>
    public static readonly CapabilityRule ToolSchema = new("LLM2030", "The model's service refuses the schema of a tool", "{0} cannot be given the tool {1}: {2}.");

    /// <summary>The model, its most tools, how many there are, what to do instead.</summary>
    public static readonly CapabilityRule ToolCount = new("LLM2031", "The request has more tools than the model takes", "{0} takes {1} tools at most, not {2}. {3}.");

    /// <summary>The model, since or until when (<see cref="CapabilityWords.Dates"/>; may be empty), what to do instead.</summary>
    public static readonly CapabilityRule Deprecated = new("LLM2040", "The model is deprecated", "{0} is deprecated{1}. {2}.", isWarning: true);

    /// <summary>The model, since when (may be empty), what to do instead.</summary>
    public static readonly CapabilityRule Retired = new("LLM2041", "The model is retired", "{0} is no longer served{1}. {2}.");

    /// <summary>The id, where it was looked for, what to do instead.</summary>
    public static readonly CapabilityRule UnknownModel = new("LLM2042", "No model has this id", "{0} is no model of {1}. {2}?");

    /// <summary>The model, its provider, the method that adds the provider.</summary>
    public static readonly CapabilityRule NotAdded = new("LLM2043", "No provider is added for an injected model", "{0} is a model of {1}, and nothing here adds {1}. Call {2} in AddLlm.", isWarning: true);

    /// <summary>The model, its context, an estimate of the prompt's tokens, what to do instead.</summary>
    public static readonly CapabilityRule Context = new("LLM2044", "The prompt cannot fit the model's context", "{0} takes {1} tokens of context, and the prompt has about {2}. {3}.", isWarning: true);

    /// <summary>What makes the stream.</summary>
    public static readonly CapabilityRule UnreadStream = new("LLM2050", "A stream is never read", "The stream of {0} is never read, so that nothing is asked. Read it by await foreach, or await ToChatResponseAsync.");

    /// <summary>The name of the variable that holds the stream.</summary>
    public static readonly CapabilityRule StreamReadTwice = new(
        "LLM2051", "A stream is read twice", "{0} is read twice, and each time asks and pays again. Read it once and keep the result, for example that of ToChatResponseAsync.");

    /// <summary>What is not disposed.</summary>
    public static readonly CapabilityRule Undisposed = new("LLM2052", "A client or a stream is not disposed", "{0} is not disposed, and keeps its connection. Declare it by {1}.");

    /// <summary>The words of the start of the key, the configuration to use.</summary>
    public static readonly CapabilityRule KeyInSource = new(
        "LLM2060", "An API key stands in the source", "The text looks like an API key of {0}, and whoever reads the source can use it. Revoke it, and read the next from {1}.", isWarning: true);

    public static IReadOnlyList<CapabilityRule> All { get; } =
    [
        OutputKind, ClientInterface, Tools, InputKind, StructuredOutput, Streaming, ParallelTools, ToolChoice, SystemMessages,
        OwnParameter, Parameter, OtherOptions, OtherModel, Range, OutputLimit, ReasoningLevel, WhileReasoning, Logprobs, Choices, PromptCaching, Reasoning, Combination,
        ToolSchema, ToolCount, Deprecated, Retired, UnknownModel, NotAdded, Context, UnreadStream, StreamReadTwice, Undisposed, KeyInSource,
    ];

    /// <summary>What a refused parameter takes from a request, where that has a rule of its own; null for every other parameter, of which <see cref="Parameter"/> speaks.</summary>
    /// <param name="name">The parameter's name in the dialect.</param>
    /// <returns>The rule, and what the model does not do in the words of <see cref="CapabilityWords"/>.</returns>
    public static (CapabilityRule Rule, string Verb)? OfParameter(string name) => name switch
    {
        "requiredToolChoice" => (ToolChoice, CapabilityWords.ToolChoice),
        "logprobs" or "topLogprobs" => (Logprobs, CapabilityWords.Logprobs),
        "choices" => (Choices, CapabilityWords.Choices),
        "promptCacheKey" => (PromptCaching, CapabilityWords.PromptCaching),
        _ => null,
    };
}

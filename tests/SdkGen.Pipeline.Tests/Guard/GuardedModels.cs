using Microsoft.Extensions.AI;
using SdkGen.Dialects.OpenAIChat;
using SdkGen.Transport;

namespace SdkGen.Pipeline.Tests.Guard;

/// <summary>A provider whose models lack one thing each, and clients of them that count what is sent.</summary>
internal static class GuardedModels
{
    public static ProviderProfile Profile { get; } = new()
    {
        Id = "acme",
        Name = "Acme",
        BaseUrl = "http://127.0.0.1:1/",
        Models =
        [
            new() { Id = "plain", Type = typeof(Plain), Refused = new Dictionary<string, string> { ["temperature"] = "it samples as it likes.", ["choices"] = "it gives one answer.", ["n"] = "it gives one answer.", ["systemPrompt"] = "it has a mind of its own.", ["parallelTools"] = "it does one thing at a time.", ["requiredToolChoice"] = "it calls what it likes." } },
            new() { Id = "able", Type = typeof(Able), Context = 100, MaxOutput = 50 },
            new() { Id = "wide", Type = typeof(Wide), Context = 1000, MaxOutput = 500 },
            new() { Id = "gone", Type = typeof(Gone) },
            new() { Id = "waning", Type = typeof(Waning) },
            new() { Id = "thinker", Type = typeof(Thinker) },
        ],
    };

    /// <summary>An untyped client of a model, by its id.</summary>
    public static (IChatClient Client, SentRequests Sent) Client(string id, Action<ProviderOptions>? configure = null)
    {
        var sent = new SentRequests();
        var http = new HttpClient(sent, disposeHandler: false);
        var options = new ProviderOptions();
        configure?.Invoke(options);
        var facts = Profile.Models.FirstOrDefault(model => model.Id == id) ?? new() { Id = id };
        return (OpenAIChatDialect.Instance.CreateChatClient(new ProviderConnection(() => http, Profile, options), facts), sent);
    }

    [LlmModel("plain", "acme", ProviderName = "Acme", Operations = ["chat"], Input = ["text"], Output = ["text"], Tools = Fact.No, StructuredOutput = Fact.No, Streaming = Fact.No, Reasoning = Fact.No)]
    [LlmParameter("temperature", Option = "Temperature", Refused = true, Reason = "it samples as it likes.")]
    [LlmParameter("choices", Wire = "n", Refused = true, Reason = "it gives one answer.")]
    public sealed class Plain : IProducesText;

    [LlmModel("able", "acme", ProviderName = "Acme", Operations = ["chat"], Input = ["text", "image"], Output = ["text"], Tools = Fact.Yes, StructuredOutput = Fact.Yes, Streaming = Fact.Yes)]
    [LlmParameter("temperature", Option = "Temperature", Minimum = 0, Maximum = 1)]
    [LlmParameter("seed", Option = "Seed", Minimum = 0)]
    [LlmParameter("stop", Option = "StopSequences", Maximum = 2)]
    [LlmParameter("tools", Option = "Tools", Maximum = 2)]
    [LlmParameter("topLogprobs", Wire = "top_logprobs", Minimum = 0, Maximum = 20)]
    public sealed class Able : ICallsTools;

    [LlmModel("wide", "acme", ProviderName = "Acme", Operations = ["chat"], Input = ["text", "image", "audio", "file"], Output = ["text"], Tools = Fact.Yes, Context = 1000, MaxOutput = 500)]
    public sealed class Wide : ICallsTools
    {
        public sealed class Options : ModelOptions
        {
            public Options() { }

            private Options(Options other) : base(other) { }

            public override ChatOptions Clone() => new Options(this);
        }
    }

    [LlmModel("gone", "acme", ProviderName = "Acme", Operations = ["chat"], Retired = "2026-03-01", Successor = "wide")]
    public sealed class Gone : IProducesText;

    /// <summary>Could do what others can, and is named to nobody while there are others.</summary>
    [LlmModel("waning", "acme", ProviderName = "Acme", Operations = ["chat"], Input = ["text", "image"], Output = ["text"], Tools = Fact.Yes, Deprecated = "2026-03-01")]
    public sealed class Waning : ICallsTools;

    [LlmModel("thinker", "acme", ProviderName = "Acme", Operations = ["chat"], Reasoning = Fact.Yes, DefaultEffort = "medium")]
    [LlmParameter("reasoningEffort", Wire = "reasoning_effort", Knob = "effort", Values = ["low", "medium"])]
    [LlmParameter("topP", Option = "TopP", Wire = "top_p", WhileReasoning = "it then samples as it sees fit. Leave it out")]
    public sealed class Thinker : IReasons;
}

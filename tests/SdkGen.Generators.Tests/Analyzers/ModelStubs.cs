namespace SdkGen.Generators.Tests.Analyzers;

/// <summary>Models as the generator writes them, one for each fact that a rule looks at; compiled into an assembly of their own.</summary>
internal static class ModelStubs
{
    public const string Source = """
        namespace Models
        {
            [LlmProvider("acme", "Acme", "AddAcme")]
            public static class AcmeModels
            {
                [LlmModel("acme-2", "acme", ProviderName = "Acme", Operations = ["chat"], Input = ["text", "image"], Output = ["text"], Tools = Fact.Yes)]
                [LlmParameter("temperature", Option = "Temperature")]
                public sealed class Acme2 : IProducesText, IAcceptsImages, ICallsTools
                {
                    public sealed class Options : ChatOptions;
                }

                [LlmModel("acme-2-mini", "acme", ProviderName = "Acme", Operations = ["chat"], Input = ["text"], Output = ["text"], Tools = Fact.Yes)]
                public sealed class Acme2Mini : IProducesText, ICallsTools;

                [LlmModel("acme-1", "acme", ProviderName = "Acme", Operations = ["chat"], Output = ["text"], Tools = Fact.Yes, Deprecated = "2026-01-01")]
                public sealed class Acme1 : IProducesText, ICallsTools;

                [LlmModel("acme-2-plain", "acme", ProviderName = "Acme", Operations = ["chat"], Input = ["text"], Output = ["text"], Tools = Fact.No)]
                public sealed class Acme2Plain : IProducesText;

                [LlmModel("acme-think", "acme", ProviderName = "Acme", Operations = ["chat"], Input = ["text"], Output = ["text"], Tools = Fact.Yes)]
                [LlmParameter("temperature", Option = "Temperature", Refused = true, Reason = "reasoning models sample for themselves; leave it out.")]
                [LlmParameter("topP", Option = "TopP", Refused = true)]
                public sealed class AcmeThink : IProducesText, ICallsTools
                {
                    public sealed class Options : ChatOptions
                    {
                        [Obsolete("acme-think does not take temperature: reasoning models sample for themselves; leave it out.", error: true, DiagnosticId = "LLM2010")]
                        public new float? Temperature { get => base.Temperature; set => base.Temperature = value; }
                    }
                }

                [LlmModel("acme-mystery", "acme", ProviderName = "Acme")]
                public sealed class AcmeMystery : ICallsTools;

                [LlmModel("acme-image-2", "acme", ProviderName = "Acme", Operations = ["image"], Input = ["text"], Output = ["image"], Tools = Fact.No)]
                public sealed class AcmeImage2 : IProducesImages;

                [LlmModel("acme-image-1", "acme", ProviderName = "Acme", Operations = ["image"], Input = ["text"], Output = ["image"], Tools = Fact.No)]
                public sealed class AcmeImage1 : IProducesImages;

                [LlmModel("acme-omni", "acme", ProviderName = "Acme", Operations = ["chat"], Input = ["text"], Output = ["text", "image"], Tools = Fact.No)]
                public sealed class AcmeOmni : IProducesText, IProducesImages;
            }

            [LlmProvider("fussy", "Fussy Inc", "AddFussy", KeyVariable = "FUSSY_KEY")]
            public static class FussyModels
            {
                [LlmModel("fussy-1", "fussy", ProviderName = "Fussy Inc", Operations = ["chat"], Input = ["text"], Output = ["text"], Tools = Fact.Yes, StructuredOutput = Fact.No,
                    Reasoning = Fact.Yes, Streaming = Fact.No, Context = 1000, MaxOutput = 1000, DefaultEffort = "none")]
                [LlmParameter("temperature", Option = "Temperature", Minimum = 0, Maximum = 1)]
                [LlmParameter("maxOutputTokens", Option = "MaxOutputTokens", Wire = "max_tokens", Minimum = 1)]
                [LlmParameter("stop", Option = "StopSequences", Maximum = 2)]
                [LlmParameter("tools", Option = "Tools", Maximum = 2)]
                [LlmParameter("topP", Option = "TopP", Wire = "top_p", WhileReasoning = "it then samples as it sees fit. Leave it out, or set the effort to none.")]
                [LlmParameter("reasoningEffort", Wire = "reasoning_effort", Knob = "effort", Values = ["none", "low", "medium"])]
                [LlmParameter("seed", Option = "Seed", Refused = true, Reason = "it makes no answer twice. Leave it out.")]
                [LlmParameter("requiredToolChoice", Wire = "tool_choice", Refused = true, Reason = "it calls as it likes. Say in the instructions when to call.")]
                [LlmParameter("parallelTools", Refused = true, Reason = "it calls one tool at a time.")]
                [LlmParameter("systemPrompt", Refused = true, Reason = "it listens to users alone.")]
                [LlmParameter("logprobs", Refused = true)]
                [LlmParameter("choices", Wire = "n", Maximum = 1)]
                [LlmParameter("promptCacheKey", Wire = "prompt_cache_key", Refused = true)]
                public sealed class Fussy1 : IProducesText, ICallsTools, IReasons
                {
                    public enum ReasoningEffort { None, Low, Medium }

                    public sealed class Options : ChatOptions
                    {
                        public ReasoningEffort? ReasoningEffort { get; set; }

                        public int? Choices { get; set; }

                        [Obsolete("fussy-1 does not take seed: it makes no answer twice. Leave it out.", error: true, DiagnosticId = "LLM2010")]
                        public new long? Seed { get => base.Seed; set => base.Seed = value; }
                    }
                }

                [LlmModel("fussy-2", "fussy", ProviderName = "Fussy Inc", Operations = ["chat"], Input = ["text", "image", "audio", "video", "file"], Output = ["text"], Tools = Fact.Yes,
                    StructuredOutput = Fact.Yes, Reasoning = Fact.Yes, Streaming = Fact.Yes, Context = 100000, MaxOutput = 9000, DefaultEffort = "none")]
                [LlmParameter("temperature", Option = "Temperature", Minimum = 0, Maximum = 2)]
                [LlmParameter("maxOutputTokens", Option = "MaxOutputTokens", Wire = "max_tokens", Minimum = 1)]
                [LlmParameter("stop", Option = "StopSequences", Maximum = 8)]
                [LlmParameter("tools", Option = "Tools", Maximum = 128)]
                [LlmParameter("reasoningEffort", Wire = "reasoning_effort", Knob = "effort", Values = ["none", "low", "medium", "high", "xhigh"])]
                [LlmParameter("choices", Wire = "n", Maximum = 8)]
                public sealed class Fussy2 : IProducesText, IAcceptsImages, IAcceptsAudio, IAcceptsVideo, IAcceptsFiles, ICallsTools, IProducesStructuredOutput, IReasons
                {
                    public enum ReasoningEffort { None, Low, Medium, High, Xhigh }

                    public sealed class Options : ChatOptions
                    {
                        public ReasoningEffort? ReasoningEffort { get; set; }

                        public int? Choices { get; set; }
                    }
                }
            }

            [LlmProvider("old", "Old Inc", "AddOld")]
            public static class OldModels
            {
                [LlmModel("old-1", "old", ProviderName = "Old Inc", Operations = ["chat"], Output = ["text"], Retired = "2025-03-01", Successor = "old-3")]
                public sealed class Old1 : IProducesText;

                [LlmModel("old-2", "old", ProviderName = "Old Inc", Operations = ["chat"], Input = ["text", "image"], Output = ["text"], Deprecated = "2026-01-31", Retires = "2026-12-31")]
                public sealed class Old2 : IProducesText;

                [LlmModel("old-3", "old", ProviderName = "Old Inc", Operations = ["chat"], Input = ["text", "image"], Output = ["text"], Reasoning = Fact.No)]
                public sealed class Old3 : IProducesText;

                [LlmModel("old-0", "old", ProviderName = "Old Inc", Operations = ["chat"], Input = ["text", "video"], Output = ["text"], Retired = "yes")]
                public sealed class Old0 : IProducesText;
            }

            public static class BareModels
            {
                [LlmModel("bare", "bare", ProviderName = "Bare", Operations = ["chat"], Output = ["text"], Tools = Fact.No)]
                public sealed class Bare : IProducesText;
            }

            public class Painter<TModel> where TModel : IProducesImages;
            public class Reader<TModel> where TModel : IReasons;
            public class Form<TModel> where TModel : IProducesStructuredOutput;
            public class Eye<TModel> where TModel : IAcceptsVideo;
        }
        """;
}

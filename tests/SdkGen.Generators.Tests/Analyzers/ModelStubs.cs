namespace SdkGen.Generators.Tests.Analyzers;

/// <summary>Models as the generator writes them, one for each fact that a rule looks at; compiled into an assembly of their own.</summary>
internal static class ModelStubs
{
    public const string Source = """
        namespace Models
        {
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

            public static class BareModels
            {
                [LlmModel("bare", "bare", ProviderName = "Bare", Operations = ["chat"], Output = ["text"], Tools = Fact.No)]
                public sealed class Bare : IProducesText;
            }
        }
        """;
}

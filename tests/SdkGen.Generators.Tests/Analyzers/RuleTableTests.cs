namespace SdkGen.Generators.Tests.Analyzers;

/// <summary>Each rule about requests in each form that a misuse takes, with its exact place and words; and beside each a near miss that is right.</summary>
public class RuleTableTests
{
    private const string Instead = "Models of Fussy Inc that do: FussyModels.Fussy2.";

    /// <summary>What options set, what is said, and what they may set.</summary>
    private static readonly Dictionary<string, (string Set, string Said, string Harmless)> s_options = new()
    {
        ["LLM2005"] = ("⟦ResponseFormat⟧ = ChatResponseFormat.ForJsonSchema(default(System.Text.Json.JsonElement))", $"LLM2005 fussy-1 does not answer by a JSON Schema. {Instead}", "ResponseFormat = ChatResponseFormat.Json"),
        ["LLM2007"] = ("⟦AllowMultipleToolCalls⟧ = true", $"LLM2007 fussy-1 does not call several tools at once. It calls one tool at a time. {Instead}", "AllowMultipleToolCalls = false"),
        ["LLM2008"] = ("⟦ToolMode⟧ = ChatToolMode.RequireAny", $"LLM2008 fussy-1 does not let itself be made to call a tool. It calls as it likes. Say in the instructions when to call. {Instead}", "ToolMode = ChatToolMode.Auto"),
        ["LLM2008 by name"] = ("⟦ToolMode⟧ = ChatToolMode.RequireSpecific(\"x\")", $"LLM2008 fussy-1 does not let itself be made to call a tool. It calls as it likes. Say in the instructions when to call. {Instead}", "ToolMode = ChatToolMode.None"),
        ["LLM2009"] = ("⟦Instructions⟧ = \"Be brief.\"", $"LLM2009 fussy-1 does not take system messages. It listens to users alone. {Instead}", "Instructions = null"),
        ["LLM2011"] = ("⟦Seed⟧ = 5", "LLM2011 fussy-1 does not take seed: it makes no answer twice. Leave it out.", "Seed = null"),
        ["LLM2013"] = ("⟦ModelId⟧ = \"fussy-2\"", "LLM2013 The client talks to fussy-1, and the options send the request to fussy-2. Leave ModelId out, or take an IChatClient<FussyModels.Fussy2>.", "ModelId = \"fussy-1\""),
        ["LLM2013 beside an id that nobody lists"] = ("⟦ModelId⟧ = \"fussy-2\"", "LLM2013 The client talks to fussy-1, and the options send the request to fussy-2. Leave ModelId out, or take an IChatClient<FussyModels.Fussy2>.", "ModelId = \"eu.fussy-1:0\""),
        ["LLM2014"] = ("⟦Temperature⟧ = 1.7f", "LLM2014 fussy-1 takes temperature from 0 to 1, not 1.7.", "Temperature = 1f"),
        ["LLM2014 below"] = ("⟦MaxOutputTokens⟧ = 0", "LLM2014 fussy-1 takes max_tokens from 1, not 0.", "MaxOutputTokens = 1"),
        ["LLM2014 list"] = ("⟦StopSequences⟧ = [\"a\", \"b\", \"c\"]", "LLM2014 fussy-1 takes stop up to 2 in number, not 3.", "StopSequences = [\"a\", \"b\"]"),
        ["LLM2015"] = ("⟦MaxOutputTokens⟧ = 4000", "LLM2015 fussy-1 answers with 1000 tokens at most, not 4000. Ask for fewer, or ask a model that answers longer: FussyModels.Fussy2.", "MaxOutputTokens = 1000"),
        ["LLM2016"] = ("Reasoning = new ReasoningOptions { ⟦Effort⟧ = ReasoningEffort.ExtraHigh }", "LLM2016 fussy-1 does not reason at level xhigh. Its levels: none, low, medium.", "Reasoning = new ReasoningOptions { Effort = ReasoningEffort.Medium }"),
        ["LLM2016 by wire name"] = ("AdditionalProperties = new() { [⟦\"reasoning_effort\"⟧] = \"ultra\" }", "LLM2016 fussy-1 does not reason at level ultra. Its levels: none, low, medium.", "AdditionalProperties = new() { [\"reasoning_effort\"] = \"low\" }"),
        ["LLM2017"] = (
            "⟦TopP⟧ = 0.5f, Reasoning = new ReasoningOptions { Effort = ReasoningEffort.Low }",
            "LLM2017 fussy-1 does not take top_p while it reasons: it then samples as it sees fit. Leave it out, or set the effort to none.",
            "TopP = 0.5f, Reasoning = new ReasoningOptions { Effort = ReasoningEffort.None }"),
        ["LLM2018"] = ("AdditionalProperties = new() { [⟦\"logprobs\"⟧] = true }", $"LLM2018 fussy-1 does not tell the probabilities of its tokens. {Instead}", "AdditionalProperties = new() { [\"logprobs\"] = false }"),
        ["LLM2019"] = ("AdditionalProperties = new() { [⟦\"n\"⟧] = 2 }", $"LLM2019 fussy-1 does not give several answers to one request. {Instead}", "AdditionalProperties = new() { [\"n\"] = 1 }"),
        ["LLM2020"] = ("AdditionalProperties = new() { [⟦\"prompt_cache_key\"⟧] = \"k\" }", $"LLM2020 fussy-1 does not cache prompts as the request says. {Instead}", "AdditionalProperties = new() { [\"prompt_cache_key\"] = null }"),
        ["LLM2031"] = ("⟦Tools⟧ = [null!, null!, null!]", "LLM2031 fussy-1 takes 2 tools at most, not 3. Offer those that fit the task, or ask a model that takes more: FussyModels.Fussy2.", "Tools = [null!, null!]"),
    };

    /// <summary>What a message carries, and what is said. The near miss is the same message to a model that takes it.</summary>
    private static readonly Dictionary<string, (string Message, string Said, string Harmless)> s_messages = new()
    {
        ["LLM2004 image"] = (Part("new DataContent(data, \"image/png\")"), $"LLM2004 fussy-1 does not take images. {Instead}", Unmarked("new TextContent(\"image/png\")")),
        ["LLM2004 image by address"] = (Part("new UriContent(\"https://example.com/a\", \"image/png\")"), $"LLM2004 fussy-1 does not take images. {Instead}", Unmarked("new UriContent(\"https://example.com/a\", \"text/plain\")")),
        ["LLM2004 image in place"] = (Part("new DataContent(\"data:image/gif;base64,R0lGODdh\")"), $"LLM2004 fussy-1 does not take images. {Instead}", Unmarked("new DataContent(\"data:text/plain;base64,R0lGODdh\")")),
        ["LLM2004 audio"] = (Part("new DataContent(data, \"audio/wav\")"), $"LLM2004 fussy-1 does not take audio. {Instead}", Unmarked("new DataContent(data, \"application/json\")")),
        ["LLM2004 video"] = (Part("new DataContent(data, \"video/mp4\")"), $"LLM2004 fussy-1 does not take video. {Instead}", Unmarked("new HostedFileContent(\"file-1\")")),
        ["LLM2004 file"] = (Part("new DataContent(data, \"application/pdf\")"), $"LLM2004 fussy-1 does not take files (PDF). {Instead}", Unmarked("new DataContent(data, \"application/octet-stream\")")),
        ["LLM2009"] = ("⟦new ChatMessage(ChatRole.System, \"Be brief.\")⟧", $"LLM2009 fussy-1 does not take system messages. It listens to users alone. {Instead}", "new ChatMessage(ChatRole.Assistant, \"Be brief.\")"),
    };

    /// <summary>Rules whose options the compiler judges itself where they are the model's own (LLM2010).</summary>
    private static readonly string[] s_ofCompiler = ["LLM2011"];

    /// <summary>Misuse that is one for every model.</summary>
    private static readonly string[] s_notOfModel = ["LLM2013", "LLM2013 beside an id that nobody lists", "LLM2014 below", "LLM2016 by wire name"];

    private static readonly (string Rule, string Form, string Code, string[] Expected)[] s_cases = [.. OptionCases(), .. MessageCases()];

    private static readonly Lazy<Task<IReadOnlyList<(string[] Expected, string[] Said)>>> s_said =
        new(() => AnalyzedCode.ReportAllAsync([.. s_cases.Select(item => (item.Code, item.Expected))]));

    public static TheoryData<int, string, string> Cases
    {
        get
        {
            var data = new TheoryData<int, string, string>();
            for (var i = 0; i < s_cases.Length; i++)
                data.Add(i, s_cases[i].Rule, s_cases[i].Form);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_misuse_is_said_and_a_near_miss_is_not(int index, string rule, string form)
    {
        var (expected, said) = (await s_said.Value)[index];

        said.ShouldBe(expected, $"{rule}, {form}:\n{s_cases[index].Code}");
    }

    private static IEnumerable<(string Rule, string Form, string Code, string[] Expected)> OptionCases()
    {
        foreach (var (rule, (set, said, harmless)) in s_options)
        {
            foreach (var form in RuleForms.Options.Keys.Concat(RuleForms.Elsewhere.Keys).Where(form => !(form == "options object" && s_ofCompiler.Contains(rule))))
            {
                yield return (rule, form, WithOptions(form, set, "FussyModels.Fussy1"), Expected(form, said));
                yield return (rule + ", harmless", form, NearMiss(WithOptions(form, harmless, "FussyModels.Fussy1")), Expected(form));
                if (!s_notOfModel.Contains(rule))
                    yield return (rule + ", able model", form, RuleForms.Unmarked(WithOptions(form, set, "FussyModels.Fussy2")), []);
            }
        }
    }

    private static IEnumerable<(string Rule, string Form, string Code, string[] Expected)> MessageCases()
    {
        foreach (var (rule, (message, said, harmless)) in s_messages)
        {
            foreach (var form in RuleForms.Messages.Keys.Concat(RuleForms.MessagesElsewhere.Keys))
            {
                yield return (rule, form, WithMessage(form, message, "FussyModels.Fussy1"), Expected(form, said));
                yield return (rule + ", harmless", form, NearMiss(WithMessage(form, harmless, "FussyModels.Fussy1")), Expected(form));
                yield return (rule + ", able model", form, RuleForms.Unmarked(WithMessage(form, message, "FussyModels.Fussy2")), []);
            }
        }
    }

    /// <summary>Fussy 1 does not stream either: that is said of every stream, first, because the method's name stands first.</summary>
    private static string[] Expected(string form, params string[] said) =>
        form == "await foreach" ? [$"LLM2006 fussy-1 does not stream its answers. {Instead}", .. said] : said;

    private static string WithOptions(string form, string set, string model) => RuleForms.Elsewhere.TryGetValue(form, out var elsewhere)
        ? elsewhere.Replace("SET", RuleForms.Unmarked(set), StringComparison.Ordinal).Replace("MODEL", model, StringComparison.Ordinal)
        : Streaming(RuleForms.Options[form].Replace("SET", set, StringComparison.Ordinal).Replace("MODEL", model, StringComparison.Ordinal));

    private static string WithMessage(string form, string message, string model) => RuleForms.MessagesElsewhere.TryGetValue(form, out var elsewhere)
        ? elsewhere.Replace("MESSAGE", RuleForms.Unmarked(message), StringComparison.Ordinal).Replace("MODEL", model, StringComparison.Ordinal)
        : Streaming(RuleForms.Messages[form].Replace("MESSAGE", message, StringComparison.Ordinal).Replace("MODEL", model, StringComparison.Ordinal));

    private static string Streaming(string code) => code.Replace("GetStreamingResponseAsync", "⟦GetStreamingResponseAsync⟧", StringComparison.Ordinal);

    /// <summary>Code in which the stream alone is marked.</summary>
    private static string NearMiss(string code) => Streaming(RuleForms.Unmarked(code));

    private static string Part(string part) => $"new ChatMessage(ChatRole.User, [new TextContent(\"What is it?\"), ⟦{part}⟧])";

    private static string Unmarked(string part) => RuleForms.Unmarked(Part(part));
}

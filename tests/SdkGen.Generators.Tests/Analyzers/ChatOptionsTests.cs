namespace SdkGen.Generators.Tests.Analyzers;

/// <summary>LLM2003, LLM2010 and LLM2011: options that the model refuses.</summary>
public class ChatOptionsTests
{
    private const string Think = "using Models; class C(IChatClient<AcmeModels.AcmeThink> chat) { ";

    private const string Refused = "LLM2011 acme-think does not take temperature: reasoning models sample for themselves; leave it out.";

    private const string NoTools =
        "LLM2003 acme-2-plain does not call tools. Models of Acme that do: AcmeModels.Acme2Mini, AcmeModels.Acme2, AcmeModels.AcmeThink.";

    [Fact]
    public Task A_refused_property_of_the_models_own_options() => AnalyzedCode.ShouldReportAsync(
        "using Models; class C { object M() => new AcmeModels.AcmeThink.Options { ⟦Temperature⟧ = 1 }; }",
        "LLM2010 'AcmeModels.AcmeThink.Options.Temperature' is obsolete: 'acme-think does not take temperature: reasoning models sample for themselves; leave it out.'");

    [Fact]
    public Task The_models_own_options_are_not_judged_twice() => AnalyzedCode.ShouldReportAsync(
        Think + "Task M() => chat.GetResponseAsync(\"hi\", new AcmeModels.AcmeThink.Options { ⟦Temperature⟧ = 1 }); }",
        "LLM2010 'AcmeModels.AcmeThink.Options.Temperature' is obsolete: 'acme-think does not take temperature: reasoning models sample for themselves; leave it out.'");

    [Theory]
    [InlineData("Task M() => chat.GetResponseAsync(\"hi\", new ChatOptions { ⟦Temperature⟧ = 0.5f, MaxOutputTokens = 10 }); }")]
    [InlineData("Task M() => chat.GetResponseAsync([new ChatMessage(ChatRole.User, \"hi\")], new() { ⟦Temperature⟧ = 0.5f }); }")]
    [InlineData("Task M() { var options = new ChatOptions { ⟦Temperature⟧ = 0.5f }; return chat.GetResponseAsync(\"hi\", options); } }")]
    [InlineData("Task M() { var options = new ChatOptions(); options.⟦Temperature⟧ = 0.5f; return chat.GetResponseAsync(\"hi\", options); } }")]
    [InlineData("Task M() { var options = new ChatOptions { ⟦Temperature⟧ = 0.5f }; var same = options; return chat.GetResponseAsync(\"hi\", same); } }")]
    [InlineData("Task M() { IChatClient plain = chat; return plain.GetResponseAsync(\"hi\", (ChatOptions)new ChatOptions { ⟦Temperature⟧ = 0.5f }); } }")]
    [InlineData("async Task M() { await foreach (var update in chat.GetStreamingResponseAsync(\"hi\", new ChatOptions { ⟦Temperature⟧ = 0.5f })) Console.Write(update); } }")]
    public Task A_plain_ChatOptions(string code) => AnalyzedCode.ShouldReportAsync(Think + code, Refused);

    [Fact]
    public Task Without_a_reason_the_advice_is_to_leave_it_out() => AnalyzedCode.ShouldReportAsync(
        Think + "Task M() => chat.GetResponseAsync(\"hi\", new ChatOptions { ⟦TopP⟧ = 0.5f }); }",
        "LLM2011 acme-think does not take topP: leave TopP out.");

    [Theory]
    [InlineData("Task M(AITool tool) => chat.GetResponseAsync(\"hi\", new ChatOptions { ⟦Tools⟧ = [tool] }); }")]
    [InlineData("Task M(AITool tool) { var options = new ChatOptions { ⟦Tools⟧ = new List<AITool> { tool } }; return chat.GetResponseAsync(\"hi\", options); } }")]
    public Task Tools_in_options(string code) => AnalyzedCode.ShouldReportAsync("using Models; class C(IChatClient<AcmeModels.Acme2Plain> chat) { " + code, NoTools);

    [Theory]
    [InlineData(Think + "Task M() => chat.GetResponseAsync(\"hi\", new ChatOptions { Temperature = null, Tools = [] }); }")]
    [InlineData(Think + "Task M() => chat.GetResponseAsync(\"hi\", new ChatOptions { MaxOutputTokens = 3 }); }")]
    [InlineData(Think + "Task M() => chat.GetResponseAsync(\"hi\"); }")]
    [InlineData(Think + "Task M(ChatOptions options) => chat.GetResponseAsync(\"hi\", options); }")]
    [InlineData(Think + "Task M() { var options = new ChatOptions { Temperature = 1 }; options.Temperature = null; return chat.GetResponseAsync(\"hi\", options); } }")]
    [InlineData(Think + "Task M(ChatOptions other) { var options = new ChatOptions { Temperature = 1 }; options = other; return chat.GetResponseAsync(\"hi\", options); } }")]
    [InlineData("class C(IChatClient<BedrockModels.ClaudeSonnet46> chat) { Task M() => chat.GetResponseAsync(\"hi\", new ChatOptions { ModelId = \"eu.anthropic.claude-sonnet-4-6\" }); }")]
    [InlineData("class C(IChatClient<BedrockModels.ClaudeSonnet46> chat) { const string Profile = \"arn:aws:bedrock:eu-west-1:1:application-inference-profile/a1\"; Task M() => chat.GetResponseAsync(\"hi\", new ChatOptions { ModelId = Profile }); }")]
    [InlineData(Think + "Task M(IChatClient plain) => plain.GetResponseAsync(\"hi\", new ChatOptions { Temperature = 1 }); }")]
    [InlineData("using Models; class C(IChatClient<AcmeModels.Acme2> chat) { Task M() => chat.GetResponseAsync(\"hi\", new ChatOptions { Temperature = 1, Tools = null }); }")]
    [InlineData("using Models; class C(IChatClient<AcmeModels.AcmeMystery> chat) { Task M(AITool tool) => chat.GetResponseAsync(\"hi\", new ChatOptions { Temperature = 1, Tools = [tool] }); }")]
    [InlineData("using Models; class C(IChatClient<AcmeModels.Acme2Plain> chat) { Task M() => chat.GetResponseAsync(\"hi\", new ChatOptions { Tools = [] }); }")]
    public Task Near_misses(string code) => AnalyzedCode.ShouldBeSilentAsync(code);
}

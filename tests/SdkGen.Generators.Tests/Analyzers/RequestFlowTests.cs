namespace SdkGen.Generators.Tests.Analyzers;

/// <summary>How far values are followed, and where the rules about requests stay silent.</summary>
public class RequestFlowTests
{
    private const string Fussy = "using Models; class C(IChatClient<FussyModels.Fussy1> chat) { ";

    private const string Hot = "LLM2014 fussy-1 takes temperature from 0 to 1, not 1.5.";

    private const string NoImages = "LLM2004 fussy-1 does not take images. Models of Fussy Inc that do: FussyModels.Fussy2.";

    [Theory]
    [InlineData("const float Hot = 1.5f; Task M() => chat.GetResponseAsync(\"hi\", new ChatOptions { ⟦Temperature⟧ = Hot }); }")]
    [InlineData("Task M() { var hot = 1.5f; return chat.GetResponseAsync(\"hi\", new ChatOptions { ⟦Temperature⟧ = hot }); } }")]
    [InlineData("Task M() { var options = new ChatOptions(); options.⟦Temperature⟧ = 1.5f; return chat.GetResponseAsync(\"hi\", options); } }")]
    [InlineData("Task M() { IChatClient plain = chat; return plain.GetResponseAsync(\"hi\", (ChatOptions)new ChatOptions { ⟦Temperature⟧ = 1.5f }); } }")]
    [InlineData("Task M() { var options = new FussyModels.Fussy1.Options(); options.⟦Temperature⟧ = 1.5f; return chat.GetResponseAsync(\"hi\", options); } }")]
    [InlineData("Task M() { ChatOptions options = new FussyModels.Fussy1.Options { ⟦Temperature⟧ = 1.5f }; return chat.GetResponseAsync(\"hi\", options); } }")]
    [InlineData("private ChatOptions _options2 = new(); private readonly ChatOptions _options = new(); void Set(ChatOptions options) => _options2 = options; Task M() { ChatOptions hot = new() { ⟦Temperature⟧ = 1.5f }; return chat.GetResponseAsync(\"hi\", hot); } }")]
    [InlineData("async Task M(bool twice) { var options = new ChatOptions { ⟦Temperature⟧ = 1.5f }; if (twice) await chat.GetResponseAsync(\"hi\", options); } }")]
    public Task Followed(string code) => AnalyzedCode.ShouldReportAsync(Fussy + code, Hot);

    [Theory]
    [InlineData("Task M(float hot) => chat.GetResponseAsync(\"hi\", new ChatOptions { Temperature = hot }); }")]
    [InlineData("Task M() { var hot = 1.5f; hot = 0.5f; return chat.GetResponseAsync(\"hi\", new ChatOptions { Temperature = hot }); } }")]
    [InlineData("Task M(bool hot) { var options = new ChatOptions(); if (hot) options.Temperature = 1.5f; return chat.GetResponseAsync(\"hi\", options); } }")]
    [InlineData("async Task M() { var options = new ChatOptions(); await chat.GetResponseAsync(\"hi\", options); options.Temperature = 1.5f; } }")]
    [InlineData("Task M(ChatOptions mine, bool own) => chat.GetResponseAsync(\"hi\", own ? mine : new ChatOptions { Temperature = 1.5f }); }")]
    [InlineData("private ChatOptions _options = new() { Temperature = 1.5f }; void Set(ChatOptions options) => _options = options; Task M() => chat.GetResponseAsync(\"hi\", _options); }")]
    [InlineData("private readonly ChatOptions _options = new() { Temperature = 1.5f }; void Cool() => _options.Temperature = 1; Task M() => chat.GetResponseAsync(\"hi\", _options); }")]
    [InlineData("internal ChatOptions Settings = new() { Temperature = 1.5f }; Task M() => chat.GetResponseAsync(\"hi\", Settings); }")]
    [InlineData("protected virtual ChatOptions Settings => new() { Temperature = 1.5f }; Task M() => chat.GetResponseAsync(\"hi\", Settings); }")]
    [InlineData("static ChatOptions Make() { var made = new ChatOptions { Temperature = 1.5f }; made.Temperature /= 2; return made; } Task M() => chat.GetResponseAsync(\"hi\", Make()); }")]
    [InlineData("static ChatOptions Make() => Deeper(); static ChatOptions Deeper() => new() { Temperature = 1.5f }; Task M() => chat.GetResponseAsync(\"hi\", Make()); }")]
    [InlineData("Task M(bool hot) => Ask(chat, new ChatOptions { Temperature = 1.5f }, hot); static async Task Ask(IChatClient client, ChatOptions options, bool hot) { if (hot) await client.GetResponseAsync(\"hi\", options); } }")]
    [InlineData("Task M() => Ask(chat, new ChatOptions { Temperature = 1.5f }); static Task Ask(IChatClient client, ChatOptions options) { options.Temperature = 1; return client.GetResponseAsync(\"hi\", options); } }")]
    [InlineData("Task M() => Ask(chat, new ChatOptions { Temperature = 1.5f }); static Task Ask(IChatClient client, ChatOptions options) { options = new(); return client.GetResponseAsync(\"hi\", options); } }")]
    [InlineData("Task M() => Ask(chat, new ChatOptions { Temperature = 1.5f }); static Task Ask(IChatClient client, ChatOptions options) { Cool(options); return client.GetResponseAsync(\"hi\", options); } static void Cool(ChatOptions options) => options.Temperature = 1; }")]
    [InlineData("Task M() => Ask(chat, new ChatOptions { Temperature = 1.5f }); static Task Ask(IChatClient client, ChatOptions options) { if (client is IChatClient<FussyModels.Fussy1>) return Task.CompletedTask; return client.GetResponseAsync(\"hi\", options); } }")]
    [InlineData("Task M() => Ask(chat, new ChatOptions { Temperature = 1.5f }); static Func<Task> Later(IChatClient client, ChatOptions options) => () => client.GetResponseAsync(\"hi\", options); static Task Ask(IChatClient client, ChatOptions options) => Later(client, options)(); }")]
    [InlineData("Task M(long? seed) => chat.GetResponseAsync(\"hi\", new ChatOptions { Seed = seed }); }")]
    [InlineData("Task M(bool any) => chat.GetResponseAsync(\"hi\", new ChatOptions { Seed = any ? 5 : null }); }")]
    [InlineData("Task M(string? system) => chat.GetResponseAsync(\"hi\", new ChatOptions { Instructions = system }); }")]
    [InlineData("Task M(bool? log) => chat.GetResponseAsync(\"hi\", new ChatOptions { AdditionalProperties = new() { [\"logprobs\"] = log } }); }")]
    [InlineData("Task M(ReasoningEffort? effort) => chat.GetResponseAsync(\"hi\", new ChatOptions { TopP = 0.5f, Reasoning = new() { Effort = effort } }); }")]
    [InlineData("Task M() => Ask(null); Task Ask(long? seed) => chat.GetResponseAsync(\"hi\", new ChatOptions { Seed = seed }); }")]
    [InlineData("Task M(IChatClient other) => Ask(other, new ChatOptions { Temperature = 1.5f }); static Task Ask(IChatClient client, ChatOptions options) => client.GetResponseAsync(\"hi\", options); }")]
    [InlineData("Task M(bool hot) => Ask(hot ? new ChatOptions { Temperature = 1.5f } : new()); Task Ask(ChatOptions options) => chat.GetResponseAsync(\"hi\", options); }")]
    [InlineData("Task M() => Ask(new ChatOptions { Temperature = 1.5f }); protected virtual Task Ask(ChatOptions options) => chat.GetResponseAsync(\"hi\", options); }")]
    [InlineData("Task M() { var options = new ChatOptions { Temperature = 1.5f }; Cool(options); return chat.GetResponseAsync(\"hi\", options); } static void Cool(ChatOptions options) => options.Temperature = 1; }")]
    [InlineData("Task M(Action<ChatOptions> configure) { var options = new ChatOptions { Temperature = 1.5f }; configure(options); return chat.GetResponseAsync(\"hi\", options); } }")]
    [InlineData("private readonly ChatOptions _options = new() { Temperature = 1.5f }; void Cool() => this._options.Temperature = 1; Task M() => chat.GetResponseAsync(\"hi\", _options); }")]
    [InlineData("private ChatOptions @event = new() { Temperature = 1.5f }; void Set(ChatOptions options) => @event = options; Task M() => chat.GetResponseAsync(\"hi\", @event); }")]
    [InlineData("Task M(IChatClient other) => other.GetResponseAsync(\"hi\", new ChatOptions { Temperature = 1.5f }); }")]
    [InlineData("object M() => new ChatOptions { Temperature = 1.5f }; }")]
    public Task Not_followed(string code) => AnalyzedCode.ShouldBeSilentAsync(Fussy + code);

    [Theory]
    [InlineData("Task M(byte[] data) { var part = ⟦new DataContent(data, \"image/png\")⟧; AIContent[] parts = [part]; return chat.GetResponseAsync(new ChatMessage(ChatRole.User, parts)); } }")]
    [InlineData("Task M(byte[] data) => chat.GetResponseAsync([new ChatMessage { Role = ChatRole.User, Contents = [⟦new DataContent(data, \"image/png\")⟧] }]); }")]
    [InlineData("Task M(byte[] data) { var all = new List<ChatMessage> { new(ChatRole.User, [⟦new DataContent(data, \"image/png\")⟧]) }; all.Add(new(ChatRole.User, \"more\")); return chat.GetResponseAsync(all); } }")]
    [InlineData("const string Png = \"image/png\"; Task M(byte[] data) => chat.GetResponseAsync(new ChatMessage(ChatRole.User, [⟦new DataContent(data, Png)⟧])); }")]
    [InlineData("Task M(byte[] data) => chat.⟦AskAboutImageAsync⟧(\"What is it?\", data); }")]
    public Task Parts_that_are_followed(string code) => AnalyzedCode.ShouldReportAsync(Fussy + code, NoImages);

    [Theory]
    [InlineData("Task M(byte[] data, string type) => chat.GetResponseAsync(new ChatMessage(ChatRole.User, [new DataContent(data, type)])); }")]
    [InlineData("Task M(byte[] data) { var all = new List<ChatMessage> { new(ChatRole.User, [new DataContent(data, \"image/png\")]) }; all.Clear(); return chat.GetResponseAsync(all); } }")]
    [InlineData("Task M(byte[] data) { var all = new List<ChatMessage> { new(ChatRole.User, [new DataContent(data, \"image/png\")]) }; all[0] = new(ChatRole.User, \"hi\"); return chat.GetResponseAsync(all); } }")]
    [InlineData("object M(byte[] data) => new ChatMessage(ChatRole.User, [new DataContent(data, \"image/png\")]); }")]
    public Task Parts_that_are_not(string code) => AnalyzedCode.ShouldBeSilentAsync(Fussy + code);

    [Fact]
    public Task Options_of_another_model() => AnalyzedCode.ShouldReportAsync(
        Fussy + "Task M() => chat.GetResponseAsync(\"hi\", new ⟦FussyModels.Fussy2.Options⟧ { Temperature = 2 }); }",
        "LLM2012 fussy-1 is asked with the options of fussy-2. Use FussyModels.Fussy1.Options.");

    [Fact]
    public Task Options_of_another_model_in_a_field() => AnalyzedCode.ShouldReportAsync(
        "using Models; class C(IChatClient<AcmeModels.Acme2Mini> chat) { private readonly FussyModels.Fussy2.Options _options = new(); Task M() => chat.GetResponseAsync(\"hi\", ⟦_options⟧); }",
        "LLM2012 acme-2-mini is asked with the options of fussy-2. Use a plain ChatOptions.");

    [Fact]
    public Task One_of_several_models_speaks_for_all() => AnalyzedCode.ShouldReportAsync(
        "using Models; class C(IChatClient<AnyOf<FussyModels.Fussy2, FussyModels.Fussy1>> chat) { Task M() => chat.GetResponseAsync(\"hi\", new ChatOptions { ⟦Temperature⟧ = 1.5f }); }", Hot);

    [Fact]
    public Task Several_models_take_the_options_of_each() => AnalyzedCode.ShouldBeSilentAsync(
        "using Models; class C(IChatClient<AnyOf<FussyModels.Fussy2, FussyModels.Fussy1>> chat) { Task M() => chat.GetResponseAsync(\"hi\", new FussyModels.Fussy2.Options { Temperature = 1f }); }");

    [Fact]
    public Task Tools_of_a_class_are_counted() => AnalyzedCode.ShouldReportAsync(
        """
        using Models;
        class Three { [LlmTool] public static int A() => 1; [LlmTool] public static int B() => 1; [LlmTool] public static int C() => 1; public static AITool[] Tools => []; int Other() => 1; }
        class Two { [LlmTool] public static int A() => 1; [LlmTool] public static int B() => 1; public static AITool[] Tools => []; int Other() => 1; }
        class C(IChatClient<FussyModels.Fussy1> chat)
        {
            object M() => chat.⟦WithTools⟧([null!, null!, null!]);
            object N() => chat.⟦WithTools⟧(Three.Tools);
            object O() => chat.WithTools(Two.Tools);
        }
        """,
        "LLM2031 fussy-1 takes 2 tools at most, not 3. Offer those that fit the task, or ask a model that takes more: FussyModels.Fussy2.",
        "LLM2031 fussy-1 takes 2 tools at most, not 3. Offer those that fit the task, or ask a model that takes more: FussyModels.Fussy2.");

    [Fact]
    public Task A_choice_among_typed_options() => AnalyzedCode.ShouldReportAsync(
        "using Models; class C { object M() => new FussyModels.Fussy1.Options { ⟦Choices⟧ = 2, ReasoningEffort = FussyModels.Fussy1.ReasoningEffort.Low, ⟦TopP⟧ = 0.2f }; }",
        "LLM2019 fussy-1 does not give several answers to one request. Models of Fussy Inc that do: FussyModels.Fussy2.",
        "LLM2017 fussy-1 does not take top_p while it reasons: it then samples as it sees fit. Leave it out, or set the effort to none.");

    /// <summary>As the package Microsoft.Extensions.AI declares it.</summary>
    private const string Structured = """
        using Models;
        namespace Microsoft.Extensions.AI
        {
            public static class ChatClientStructuredOutputExtensions
            {
                public static Task<T> GetResponseAsync<T>(
                    this IChatClient chatClient, string chatMessage, ChatOptions? options = null, bool? useJsonSchemaResponseFormat = null, CancellationToken cancellationToken = default) => null!;
            }
        }

        """;

    [Theory]
    [InlineData("class C(IChatClient<FussyModels.Fussy1> chat) { Task M() => chat.⟦GetResponseAsync<int>⟧(\"hi\"); }")]
    [InlineData("class C(IChatClient<FussyModels.Fussy1> chat) { Task M() => Ask<int>(⟦chat⟧); static Task<T> Ask<T>(IChatClient client) => client.GetResponseAsync<T>(\"hi\"); }")]
    public Task An_answer_of_a_type(string code) => AnalyzedCode.ShouldReportAsync(Structured + code, "LLM2005 fussy-1 does not answer by a JSON Schema. Models of Fussy Inc that do: FussyModels.Fussy2.");

    [Theory]
    [InlineData("class C(IChatClient<FussyModels.Fussy2> chat) { Task M() => chat.GetResponseAsync<int>(\"hi\"); }")]
    [InlineData("class C(IChatClient<FussyModels.Fussy1> chat) { Task M() => chat.GetResponseAsync<int>(\"hi\", useJsonSchemaResponseFormat: false); }")]
    [InlineData("class C(IChatClient<FussyModels.Fussy1> chat) { Task M() => chat.GetResponseAsync(\"hi\"); }")]
    [InlineData("static class Mine { public static Task<T> GetResponseAsync<T>(this IChatClient chat, int number, ChatOptions? options = null) => null!; } class C(IChatClient<FussyModels.Fussy1> chat) { Task M() => chat.GetResponseAsync<int>(1); }")]
    public Task An_answer_of_a_type_that_asks_for_no_schema(string code) => AnalyzedCode.ShouldBeSilentAsync(Structured + code);

    /// <summary>Methods of other libraries have the same names; on other types they are none of ours.</summary>
    [Theory]
    [InlineData("class Options { public float Temperature; } class Client { public Task GetResponseAsync(string s, Options o) => Task.CompletedTask; } class C { Task M(Client chat) => chat.GetResponseAsync(\"x\", new Options { Temperature = 9 }); }")]
    [InlineData("class DataContent(byte[] b, string mediaType) { } class C(IChatClient<Models.FussyModels.Fussy1> chat) { object M() => new DataContent([], \"image/png\"); object N() => chat; }")]
    [InlineData("class C(IChatClient chat) { Task M() => chat.GetResponseAsync(\"x\", new ChatOptions { Temperature = 9, ModelId = \"anything\" }); }")]
    public Task Look_alikes(string code) => AnalyzedCode.ShouldBeSilentAsync(code);
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using SdkGen.CodeFixes;

namespace SdkGen.Generators.Tests.Analyzers;

/// <summary>What the editor offers beside a diagnostic, and what it writes.</summary>
public class CodeFixTests
{
    private static readonly FixedCode s_fixes = new(AnalyzedCode.Capabilities, new ChangeModelCodeFixProvider(), new RemoveOptionCodeFixProvider(), new ChangeValueCodeFixProvider(), new UseOwnOptionsCodeFixProvider(), new DisposeCodeFixProvider());

    [Theory]
    [InlineData(
        "class C(IImageGenerator<OpenAIModels.Gpt41Mini> images);",
        "Use IChatClient<OpenAIModels.Gpt41Mini>",
        "class C(IChatClient<OpenAIModels.Gpt41Mini> images);")]
    [InlineData(
        "class C(IImageGenerator<OpenAIModels.Gpt41Mini> images);",
        "Use OpenAIModels.GptImage2",
        "class C(IImageGenerator<OpenAIModels.GptImage2> images);")]
    [InlineData(
        "class C(IChatClient<OpenAIModels.Gpt41Mini> chat) { Task M() => chat.GenerateImageAsync(\"x\"); }",
        "Use IImageGenerator<OpenAIModels.GptImage1Mini>",
        "class C(IImageGenerator<OpenAIModels.GptImage1Mini> chat) { Task M() => chat.GenerateImageAsync(\"x\"); }")]
    [InlineData(
        "class C { private readonly SdkGen.IChatClient<OpenAIModels.Gpt5ChatLatest>? _chat = null; object? M() => _chat?.WithTools([]); }",
        "Use OpenAIModels.Gpt5Mini",
        "class C { private readonly SdkGen.IChatClient<OpenAIModels.Gpt5Mini>? _chat = null; object? M() => _chat?.WithTools([]); }")]
    [InlineData(
        "class C { IChatClient<OpenAIModels.Gpt5ChatLatest> Chat { get; set; } = null!; object M() => Chat.WithTools([]); }",
        "Use OpenAIModels.Gpt5Nano",
        "class C { IChatClient<OpenAIModels.Gpt5Nano> Chat { get; set; } = null!; object M() => Chat.WithTools([]); }")]
    [InlineData(
        "class C { object M() => new OpenAIModels.O3.Options { Temperature = 1, MaxOutputTokens = 5 }; }",
        "Remove Temperature",
        "class C { object M() => new OpenAIModels.O3.Options { MaxOutputTokens = 5 }; }")]
    [InlineData(
        "class C(IChatClient<OpenAIModels.O3> chat) { Task M() => chat.GetResponseAsync(\"x\", new ChatOptions { Temperature = 1 }); }",
        "Remove Temperature",
        "class C(IChatClient<OpenAIModels.O3> chat) { Task M() => chat.GetResponseAsync(\"x\", new ChatOptions()); }")]
    [InlineData(
        "class C(IChatClient<OpenAIModels.Gpt5ChatLatest> chat) { Task M() { var options = new ChatOptions(); options.Tools = [null!]; return chat.GetResponseAsync(\"x\", options); } }",
        "Remove Tools",
        "class C(IChatClient<OpenAIModels.Gpt5ChatLatest> chat) { Task M() { var options = new ChatOptions(); return chat.GetResponseAsync(\"x\", options); } }")]
    [InlineData(
        "class C(IChatClient<Models.FussyModels.Fussy1> chat) { Task M(byte[] data) => chat.GetResponseAsync(new ChatMessage(ChatRole.User, [new DataContent(data, \"image/png\")])); }",
        "Use FussyModels.Fussy2",
        "class C(IChatClient<Models.FussyModels.Fussy2> chat) { Task M(byte[] data) => chat.GetResponseAsync(new ChatMessage(ChatRole.User, [new DataContent(data, \"image/png\")])); }")]
    [InlineData(
        "class C(IChatClient<Models.OldModels.Old1> chat) { object M() => chat; }",
        "Use OldModels.Old3",
        "class C(IChatClient<Models.OldModels.Old3> chat) { object M() => chat; }")]
    [InlineData(
        "class C(IChatClient<Models.FussyModels.Fussy1> chat) { Task M() => chat.GetResponseAsync(\"x\", new ChatOptions { Temperature = 1.5f }); }",
        "Use 1f",
        "class C(IChatClient<Models.FussyModels.Fussy1> chat) { Task M() => chat.GetResponseAsync(\"x\", new ChatOptions { Temperature = 1f }); }")]
    [InlineData(
        "class C { object M() => new Models.FussyModels.Fussy1.Options { MaxOutputTokens = 5000 }; }",
        "Use 1000",
        "class C { object M() => new Models.FussyModels.Fussy1.Options { MaxOutputTokens = 1000 }; }")]
    [InlineData(
        "class C(IChatClient<Models.FussyModels.Fussy1> chat) { Task M() => chat.GetResponseAsync(\"x\", new Models.FussyModels.Fussy2.Options { Temperature = 1 }); }",
        "Use FussyModels.Fussy1.Options",
        "class C(IChatClient<Models.FussyModels.Fussy1> chat) { Task M() => chat.GetResponseAsync(\"x\", new Models.FussyModels.Fussy1.Options { Temperature = 1 }); }")]
    [InlineData(
        "class C(IChatClient<Models.FussyModels.Fussy1> chat) { Task M() => chat.GetResponseAsync(\"x\", new ChatOptions { ModelId = \"fussy-2\" }); }",
        "Remove ModelId",
        "class C(IChatClient<Models.FussyModels.Fussy1> chat) { Task M() => chat.GetResponseAsync(\"x\", new ChatOptions()); }")]
    [InlineData(
        "class C(IChatClient<Models.FussyModels.Fussy1> chat) { Task M() => chat.GetResponseAsync(\"x\", new ChatOptions { AdditionalProperties = new() { [\"n\"] = 2, [\"a\"] = 1 } }); }",
        "Remove \"n\"",
        "class C(IChatClient<Models.FussyModels.Fussy1> chat) { Task M() => chat.GetResponseAsync(\"x\", new ChatOptions { AdditionalProperties = new() { [\"a\"] = 1 } }); }")]
    [InlineData(
        "class C(IChatClient chat) { async Task M() { var updates = chat.GetStreamingResponseAsync(\"x\").GetAsyncEnumerator(); await updates.MoveNextAsync(); } }",
        "Declare by await using",
        "class C(IChatClient chat) { async Task M() { await using var updates = chat.GetStreamingResponseAsync(\"x\").GetAsyncEnumerator(); await updates.MoveNextAsync(); } }")]
    [InlineData(
        "class C(IChatClient<AnyOf<OpenAIModels.Gpt41, AnyOf<OpenAIModels.Gpt41Mini, OpenAIModels.Gpt5Mini>>> chat) { object P => chat; }",
        "Use AnyOf<OpenAIModels.Gpt41, OpenAIModels.Gpt41Mini, OpenAIModels.Gpt5Mini>",
        "class C(IChatClient<AnyOf<OpenAIModels.Gpt41, OpenAIModels.Gpt41Mini, OpenAIModels.Gpt5Mini>> chat) { object P => chat; }")]
    [InlineData(
        "class C(ModelRegistry models) { IChatClient M() => models.CreateChatClient(\"gpt-4.1-mni\"); }",
        "Use \"gpt-4.1-mini\"",
        "class C(ModelRegistry models) { IChatClient M() => models.CreateChatClient(\"gpt-4.1-mini\"); }")]
    [InlineData(
        "class C(ModelRegistry models) { async Task M() { var chat = models.CreateChatClient(\"gpt-4.1\"); await chat.GetResponseAsync(\"hi\"); } }",
        "Declare by using",
        "class C(ModelRegistry models) { async Task M() { using var chat = models.CreateChatClient(\"gpt-4.1\"); await chat.GetResponseAsync(\"hi\"); } }")]
    public async Task A_fix_leaves_code_without_the_diagnostic(string code, string title, string expected)
    {
        var document = FixedCode.Document(AnalyzedCode.Usings + code);
        var actions = await s_fixes.ActionsAsync(document);
        var action = actions.SingleOrDefault(offered => offered.Title == title).ShouldNotBeNull(string.Join('\n', actions.Select(offered => offered.Title)));

        var changed = await FixedCode.ChangedAsync(document, action);

        (await changed.GetTextAsync()).ToString().ShouldEndWith("\n" + expected);
        var compilation = (await changed.Project.GetCompilationAsync())!;
        (await AnalyzedCode.ReportsAsync(compilation)).ShouldBeEmpty();
        compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("class C { object M(IServiceProvider services) { var chat = (IChatClient<OpenAIModels.Gpt5ChatLatest>)services; return chat.WithTools([]); } }")]
    [InlineData("class C(IChatClient<OpenAIModels.Gpt41Mini> chat) { Task M() => ChatClientImageExtensions.GenerateImageAsync(chat, \"x\"); }")]
    public async Task Nothing_is_offered_where_the_type_is_not_written(string code) => (await s_fixes.ActionsAsync(FixedCode.Document(AnalyzedCode.Usings + code))).ShouldBeEmpty();

    /// <summary>Of a whole file at once, also where two lead to one and the same type.</summary>
    [Theory]
    [InlineData(
        typeof(ChangeValueCodeFixProvider), "LLM2014", "Use 1f",
        "class C(IChatClient<Models.FussyModels.Fussy1> chat) { Task M() => chat.GetResponseAsync(\"x\", new ChatOptions { Temperature = 1.5f }); Task N() => chat.GetResponseAsync(\"x\", new ChatOptions { Temperature = 2f }); }",
        "class C(IChatClient<Models.FussyModels.Fussy1> chat) { Task M() => chat.GetResponseAsync(\"x\", new ChatOptions { Temperature = 1f }); Task N() => chat.GetResponseAsync(\"x\", new ChatOptions { Temperature = 1f }); }")]
    [InlineData(
        typeof(RemoveOptionCodeFixProvider), "LLM2011", "Remove Temperature",
        "class C(IChatClient<OpenAIModels.O3> chat) { Task M() => chat.GetResponseAsync(\"x\", new ChatOptions { Temperature = 1, Seed = 3 }); Task N() { var options = new ChatOptions(); options.Temperature = 1; return chat.GetResponseAsync(\"x\", options); } }",
        "class C(IChatClient<OpenAIModels.O3> chat) { Task M() => chat.GetResponseAsync(\"x\", new ChatOptions { Seed = 3 }); Task N() { var options = new ChatOptions(); return chat.GetResponseAsync(\"x\", options); } }")]
    [InlineData(
        typeof(ChangeModelCodeFixProvider), "LLM2004", "Use FussyModels.Fussy2",
        "class C(IChatClient<Models.FussyModels.Fussy1> chat, byte[] data) { Task M() => chat.GetResponseAsync(new ChatMessage(ChatRole.User, [new DataContent(data, \"image/png\"), new DataContent(data, \"audio/wav\")])); Task N(IChatClient<Models.FussyModels.Fussy1> other) => other.GetResponseAsync(new ChatMessage(ChatRole.User, [new DataContent(data, \"image/png\")])); }",
        "class C(IChatClient<Models.FussyModels.Fussy2> chat, byte[] data) { Task M() => chat.GetResponseAsync(new ChatMessage(ChatRole.User, [new DataContent(data, \"image/png\"), new DataContent(data, \"audio/wav\")])); Task N(IChatClient<Models.FussyModels.Fussy2> other) => other.GetResponseAsync(new ChatMessage(ChatRole.User, [new DataContent(data, \"image/png\")])); }")]
    [InlineData(
        typeof(UseOwnOptionsCodeFixProvider), "LLM2012", "Use FussyModels.Fussy1.Options",
        "class C(IChatClient<Models.FussyModels.Fussy1> chat) { Task M() => chat.GetResponseAsync(\"x\", new Models.FussyModels.Fussy2.Options { Temperature = 1 }); Task N() => chat.GetResponseAsync(\"x\", new Models.FussyModels.Fussy2.Options()); }",
        "class C(IChatClient<Models.FussyModels.Fussy1> chat) { Task M() => chat.GetResponseAsync(\"x\", new Models.FussyModels.Fussy1.Options { Temperature = 1 }); Task N() => chat.GetResponseAsync(\"x\", new Models.FussyModels.Fussy1.Options()); }")]
    [InlineData(
        typeof(DisposeCodeFixProvider), "LLM2052", "Declare by using",
        "class C(ModelRegistry models) { async Task M() { var a = models.CreateChatClient(\"gpt-4.1\"); var b = models.CreateChatClient(\"gpt-4.1\"); await a.GetResponseAsync(\"hi\"); await b.GetResponseAsync(\"hi\"); } }",
        "class C(ModelRegistry models) { async Task M() { using var a = models.CreateChatClient(\"gpt-4.1\"); using var b = models.CreateChatClient(\"gpt-4.1\"); await a.GetResponseAsync(\"hi\"); await b.GetResponseAsync(\"hi\"); } }")]
    public async Task All_of_a_file(Type provider, string id, string key, string code, string expected)
    {
        var fixes = new FixedCode(AnalyzedCode.Capabilities, (CodeFixProvider)Activator.CreateInstance(provider)!);

        var changed = await fixes.FixAllAsync(FixedCode.Document(AnalyzedCode.Usings + code), id, key);

        (await changed.GetTextAsync()).ToString().ShouldEndWith("\n" + expected);
        (await fixes.ReportsAsync(changed)).ShouldBeEmpty();
        (await changed.Project.GetCompilationAsync())!.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
    }
}

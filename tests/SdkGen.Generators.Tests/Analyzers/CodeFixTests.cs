using Microsoft.CodeAnalysis;
using SdkGen.CodeFixes;

namespace SdkGen.Generators.Tests.Analyzers;

/// <summary>What the editor offers beside a diagnostic, and what it writes.</summary>
public class CodeFixTests
{
    private static readonly FixedCode s_fixes = new(AnalyzedCode.Capabilities, new ChangeModelCodeFixProvider(), new RemoveOptionCodeFixProvider());

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
        "class C { object M() => new OpenAIModels.O4Mini.Options { Temperature = 1, MaxOutputTokens = 5 }; }",
        "Remove Temperature",
        "class C { object M() => new OpenAIModels.O4Mini.Options { MaxOutputTokens = 5 }; }")]
    [InlineData(
        "class C(IChatClient<OpenAIModels.O4Mini> chat) { Task M() => chat.GetResponseAsync(\"x\", new ChatOptions { Temperature = 1 }); }",
        "Remove Temperature",
        "class C(IChatClient<OpenAIModels.O4Mini> chat) { Task M() => chat.GetResponseAsync(\"x\", new ChatOptions()); }")]
    [InlineData(
        "class C(IChatClient<OpenAIModels.Gpt5ChatLatest> chat) { Task M() { var options = new ChatOptions(); options.Tools = [null!]; return chat.GetResponseAsync(\"x\", options); } }",
        "Remove Tools",
        "class C(IChatClient<OpenAIModels.Gpt5ChatLatest> chat) { Task M() { var options = new ChatOptions(); return chat.GetResponseAsync(\"x\", options); } }")]
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
}

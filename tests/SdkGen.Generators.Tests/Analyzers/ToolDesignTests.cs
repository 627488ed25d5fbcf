using Microsoft.CodeAnalysis;
using SdkGen.Analyzers.Tools;

namespace SdkGen.Generators.Tests.Analyzers;

/// <summary>LLM1009, LLM1010, LLM1011: tools that work but could be better.</summary>
public class ToolDesignTests
{
    private const string Colors = "public enum Color {\n/// <summary>Like fire.</summary>\nRed, Green, [System.ComponentModel.Description(\"Like the sky.\")] Blue }\n";

    [Theory]
    [InlineData("[LlmTool] public static int Paint(Color ⟦color⟧) => 0;", "LLM1009 color of tool Paint is chosen from Color, and the model sees only the names of Green: describe them with a <summary>")]
    [InlineData("[LlmTool] public static int Paint(Color? ⟦color⟧ = null) => 0;", "LLM1009 color of tool Paint is chosen from Color, and the model sees only the names of Green: describe them with a <summary>")]
    [InlineData("[LlmTool] public static int Paint(List<Color> ⟦colors⟧) => 0;", "LLM1009 colors of tool Paint is chosen from Color, and the model sees only the names of Green: describe them with a <summary>")]
    [InlineData("public enum Size { S, M, L, XL } [LlmTool] public static int Cut(Size ⟦size⟧) => 0;", "LLM1009 size of tool Cut is chosen from Size, and the model sees only the names of S, M and 2 more: describe them with a <summary>")]
    [InlineData("[LlmTool] public static int Log(string ⟦userPassword⟧) => 0;", "LLM1010 userPassword of tool Log looks like a secret, which a model must not know and would have to invent: take it from configuration or a service")]
    [InlineData("[LlmTool] public static int Log(string ⟦api_key⟧) => 0;", "LLM1010 api_key of tool Log looks like a secret, which a model must not know and would have to invent: take it from configuration or a service")]
    [InlineData("[LlmTool] public static Task ⟦RunAsync⟧() => Task.CompletedTask;", "LLM1011 RunAsync goes on when the caller has left: take a CancellationToken")]
    [InlineData("[LlmTool] public static ValueTask<int> ⟦RunAsync⟧(int days) => default;", "LLM1011 RunAsync goes on when the caller has left: take a CancellationToken")]
    public async Task Fires(string member, string expected)
    {
        var (source, spans) = AnalyzedCode.Unmark(Source(member));
        var reports = await AnalyzedCode.ReportsAsync(AnalyzedCode.Compile(source), [new ToolDesignAnalyzer()]);

        reports.Select(report => $"{report.Id} {report.GetMessage()}").ShouldBe([expected]);
        reports.Select(report => report.Location.SourceSpan).ShouldBe(spans);
    }

    [Theory]
    [InlineData("[LlmTool] public static int Wait(DayOfWeek day) => 0;")]
    [InlineData("public enum Kind {\n/// <summary>One.</summary>\nA } [LlmTool] public static int Pick(Kind kind) => 0;")]
    [InlineData("[LlmTool] public static int Log(string secretary, int maxTokens, string tokenizer, string keyboard, string city) => 0;")]
    [InlineData("[LlmTool] public static int Log(int passwordLength) => 0;")]
    [InlineData("[LlmTool] public static Task RunAsync(CancellationToken cancellationToken) => Task.CompletedTask;")]
    [InlineData("[LlmTool] public static int Run() => 0;")]
    [InlineData("public static Task RunAsync(string password, Color color) => Task.CompletedTask;")]
    public async Task Stays_silent(string member) =>
        (await AnalyzedCode.ReportsAsync(AnalyzedCode.Compile(Source(member)), [new ToolDesignAnalyzer()])).ShouldBeEmpty();

    private static string Source(string member) => $"{AnalyzedCode.Usings}\n{Colors}public static class Tools {{ {member} }}";
}

using System.Buffers;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.Extensions.AI;
using SdkGen.Testing;

namespace SdkGen.Generators.Tests.Readme;

/// <summary>README.md says what is so: its samples compile and run, its errors and its excerpts are the real ones.</summary>
[Collection(nameof(ProcessWide))]
public sealed class ReadmeTests
{
    [Theory]
    [InlineData("sample: tools")]
    [InlineData("sample: emulator")]
    [InlineData("sample: production")]
    public async Task A_sample_compiles_as_it_stands(string name)
    {
        var code = ReadmeCode.Compile(ReadmeFile.Block(name), OutputKind.ConsoleApplication);

        (await code.ComplaintsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_errors_are_the_compilers()
    {
        var code = ReadmeCode.Compile(ReadmeFile.Block("errors: code"), OutputKind.DynamicallyLinkedLibrary);

        var ours = (await code.ComplaintsAsync()).ToLookup(complaint => complaint.Contains(": error LLM", StringComparison.Ordinal));
        ours[false].ShouldHaveSingleItem().ShouldStartWith("Program.cs(8,32): error CS0311: ");
        ours[true].ShouldBe(ReadmeFile.Block("errors: output").Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void The_excerpt_is_generated()
    {
        var code = ReadmeCode.Compile(ReadmeFile.Block("sample: tools"), OutputKind.ConsoleApplication);
        var file = code.Files.Values.ShouldHaveSingleItem();

        foreach (var part in ReadmeFile.Block("excerpt: tools").Split("\n…\n"))
            file.ShouldContain(part.Trim('\n'));
    }

    [Fact]
    public async Task The_first_sample_runs_its_tool_and_prints_the_answer()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.CallsTool("GetForecast", """{"city":"Paris","days":1}""").Replies(request => $"Yes. ({request.ToolResults[0]})");
        using var key = new EnvironmentVariable("OPENAI_API_KEY", "any");
        using var url = new EnvironmentVariable("OPENAI_BASE_URL", server.OpenAIUrl);

        var output = await ReadmeCode.Compile(ReadmeFile.Block("sample: tools"), OutputKind.ConsoleApplication).RunAsync();

        output.ShouldBe("Yes. (Paris: light rain for the next 1 days)");
    }

    [Fact]
    public async Task The_emulator_sample_prints_what_the_readme_says()
    {
        var output = await ReadmeCode.Compile(ReadmeFile.Block("sample: emulator"), OutputKind.ConsoleApplication).RunAsync();

        output.ShouldBe(ReadmeFile.Block("emulator: output"));
    }

    [Fact]
    public async Task The_message_about_wrong_arguments_is_the_real_one()
    {
        var tools = ReadmeCode.Compile(ReadmeFile.Block("sample: tools"), OutputKind.ConsoleApplication).Load().GetType("WeatherTools")!;
        var tool = ((IReadOnlyList<AIFunction>)tools.GetProperty("All")!.GetValue(null)!).ShouldHaveSingleItem().ShouldBeAssignableTo<LlmTool>()!;
        var told = new ArrayBufferWriter<byte>();

        var outcome = await tool.InvokeAsync("""{"days":99,"unit":"C"}"""u8.ToArray(), told, cancellationToken: TestContext.Current.CancellationToken);

        outcome.ShouldBe(ToolOutcome.InvalidArguments);
        Encoding.UTF8.GetString(told.WrittenSpan).Trim().ShouldBe(ReadmeFile.Block("problems").Trim());
    }

    [Fact]
    public void Every_block_is_held_by_a_test() => ReadmeFile.Names.ShouldBe(
        ["sample: tools", "errors: code", "errors: output", "excerpt: tools", "problems", "sample: emulator", "emulator: output", "sample: production"], ignoreOrder: true);
}

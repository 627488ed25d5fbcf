using System.Runtime.InteropServices;
using SdkGen.Testing;

namespace SdkGen.Packaging.Tests;

/// <summary>Projects of users, built and run by the SDK on the packed packages.</summary>
public class ConsumerTests(PackageFeed feed)
{
    [Fact]
    public async Task Misuse_of_a_model_does_not_build()
    {
        var (exitCode, output) = await Consumer.Copy(feed, "Misuse").BuildAsync();

        exitCode.ShouldNotBe(0);
        Consumer.Problems(output).ShouldBe(
        [
            "ChatWithAnImageModel.cs LLM2002: gpt-image-1 does not produce text. "
                + "Models of OpenAI that do: OpenAIModels.Gpt41, OpenAIModels.Gpt41Mini, OpenAIModels.Gpt4o, OpenAIModels.Gpt4oMini. "
                + "gpt-image-1 itself is used as IImageGenerator<OpenAIModels.GptImage1>.",
            "CombinationOfModels.cs LLM2002: house-caller does not produce audio. No model of Gateway in GatewayModels does. house-caller itself is used as IChatClient<GatewayModels.HouseCaller>.",
            "CombinationOfModels.cs LLM2003: house-writer does not call tools. Models of Gateway that do: GatewayModels.HouseCaller.",
            $"ImageOfATextModel.cs CS0311: {NoConversion("SdkGen.OpenAIModels.Gpt41Mini")}",
            "ImageOfATextModel.cs LLM2001: gpt-4.1-mini does not produce images. "
                + "Models of OpenAI that do: OpenAIModels.GptImage1Mini, OpenAIModels.GptImage15, OpenAIModels.GptImage2, OpenAIModels.ChatgptImageLatest. "
                + "Ask for one as IImageGenerator<OpenAIModels.GptImage1Mini>.",
            $"ModelsOfAnOwnProvider.cs CS0311: {NoConversion("Misuse.GatewayModels.HouseWriter")}",
            "ModelsOfAnOwnProvider.cs LLM2001: house-writer does not produce images. Models of Gateway that do: GatewayModels.HousePainter. "
                + "Ask for it as IImageGenerator<GatewayModels.HousePainter>.",
            "ModelsOfAnOwnProvider.cs LLM2002: house-caller does not produce images. Models of Gateway that do: GatewayModels.HousePainter. "
                + "house-caller itself is used as IChatClient<GatewayModels.HouseCaller>.",
            "ModelsOfAnOwnProvider.cs LLM2003: house-writer does not call tools. Models of Gateway that do: GatewayModels.HouseCaller.",
            "ModelsOfAnOwnProvider.cs LLM2010: 'GatewayModels.HouseWriter.Options.Temperature' is obsolete: 'house-writer does not take temperature: the gateway fixes it.'",
            "PlainOptionsOfAReasoner.cs LLM2011: o3 does not take temperature: "
                + "a model that always reasons samples as it sees fit. Leave it out; ReasoningEffort says how hard it thinks.",
            "RequestsOfAnOwnModel.cs LLM2004: house-caller does not take images. No model of Gateway in GatewayModels does.",
            "RequestsOfAnOwnModel.cs LLM2014: house-caller takes temperature from 0 to 2, not 3.",
            "TemperatureOfAReasoner.cs LLM2010: 'OpenAIModels.O3.Options.Temperature' is obsolete: 'o3 does not take temperature: "
                + "a model that always reasons samples as it sees fit. Leave it out; ReasoningEffort says how hard it thinks.'",
            "ToolsOfAModelWithout.cs LLM2003: gpt-5-chat-latest does not call tools. "
                + "Models of OpenAI that do: OpenAIModels.Gpt5Codex, OpenAIModels.Gpt5Mini, OpenAIModels.Gpt5Nano, OpenAIModels.Gpt5Pro.",
        ], output);
    }

    /// <summary>Each rule reaches a project that has the packages alone, by the facts of our models and by those of its own provider file.</summary>
    [Fact]
    public async Task Every_rule_reaches_a_project_on_the_packages()
    {
        var app = Consumer.Copy(feed, "Rules");

        // Made up, and put together so that no scanner of repositories takes it for real.
        app.Write("Key.cs", $"internal static class Key {{ public const string Text = \"{"gsk_" + "Q7rT2mZx9LbV4nWc8KpD3sHy6FgJ1uEa5Bo"}\"; }} // LLM2060\n");
        var expected = app.Expected();
        var (exitCode, output) = await app.BuildAsync();

        exitCode.ShouldNotBe(0);
        Consumer.Places(output).ShouldBe(expected, output);
        string[] rules = [.. expected.Select(place => place[^7..]).Where(id => id.StartsWith("LLM20", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)];
        rules.ShouldBe(CapabilityIds());
    }

    [Fact]
    public async Task A_model_of_the_projects_own_spec_runs_with_a_tool()
    {
        var app = Consumer.Copy(feed, "App");
        var (built, problems) = await app.BuildAsync();
        built.ShouldBe(0, problems);

        var compiled = Path.Combine(feed.Folder, "compiled.txt");
        var (ran, output) = await app.RunAsync(("DOTNET_JitStdOutFile", compiled), ("DOTNET_JitDisasmSummary", "1"));

        ran.ShouldBe(0, output);
        output.ShouldContain("It has 6 words.");
        output.ShouldContain("\"model\":\"house-writer\"");
        output.ShouldContain("\"max_tokens\":100");

        // What the packages bring compiled for this system is not compiled again; the project's own code is.
        var methods = await File.ReadAllTextAsync(compiled, TestContext.Current.CancellationToken);
        methods.ShouldContain("App.Writer:");
        methods.Contains("SdkGen.Transport.RequestFactory:Create(", StringComparison.Ordinal).ShouldBe(RuntimeInformation.RuntimeIdentifier != "linux-x64");
    }

    [Fact]
    public async Task The_sample_of_the_readme_builds_and_runs()
    {
        await using var server = await LlmEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        server.Chat.CallsTool("GetForecast", """{"city":"Paris","days":1}""").Replies(request => $"Yes: {request.ToolResults[^1]}.");
        var app = Consumer.Copy(feed, "Readme");
        app.Write("Program.cs", Sample("tools"));
        var (built, problems) = await app.BuildAsync();
        built.ShouldBe(0, problems);

        var (ran, output) = await app.RunAsync(("OPENAI_BASE_URL", server.OpenAIUrl), ("OPENAI_API_KEY", "any"));

        ran.ShouldBe(0, output);
        output.ShouldContain("Yes: Paris: light rain for the next 1 days.");
        server.Requests.Count.ShouldBe(2);
        server.Requests.ShouldAllBe(request => request.Json.GetProperty("stream").GetBoolean());
    }

    [Fact]
    public async Task Functions_of_the_factory_are_generated_where_the_project_asks_for_it()
    {
        var app = Consumer.Copy(feed, "Functions");
        var (built, problems) = await app.BuildAsync();
        built.ShouldBe(0, problems);

        var (ran, output) = await app.RunAsync();

        ran.ShouldBe(0, output);
        output.ReplaceLineEndings("\n").ShouldBe(
            """
            generated Book, Books a trip. [{"from":"Rome","to":"Oslo","day":"2026-01-31"},{"from":"Oslo","to":"Rome","day":"2026-02-01"}]
            generated price, Says what a trip costs. 40
            generated greet,  Hello Ada

            """);
    }

    /// <summary>The code of a sample, as the readme marks it.</summary>
    private static string Sample(string name)
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var start = readme.IndexOf($"<!-- sample: {name} -->\n```csharp\n", StringComparison.Ordinal);
        start.ShouldBeGreaterThanOrEqualTo(0, $"the readme marks a sample '{name}'");
        start = readme.IndexOf("```csharp\n", start, StringComparison.Ordinal) + "```csharp\n".Length;
        return readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)];
    }

    private static string NoConversion(string model) =>
        $"The type '{model}' cannot be used as type parameter 'TModel' in the generic type or method "
        + "'ChatClientImageExtensions.GenerateImageAsync<TModel>(IChatClient<TModel>, string, ImageGenerationOptions?, CancellationToken)'. "
        + $"There is no implicit reference conversion from '{model}' to 'SdkGen.IProducesImages'.";

    /// <summary>The rules that have a page.</summary>
    private static string[] CapabilityIds() =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "docs", "diagnostics"), "LLM20*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];
}

using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Runtime.Tests.EndToEnd;
using SdkGen.Testing;

namespace SdkGen.Runtime.Tests.Emulator;

/// <summary>Whatever is asked for changes the request over every protocol, or is refused before anything is sent: nothing is left out without a word.</summary>
public sealed class OptionCoverageTests
{
    private static readonly JsonElement s_schema = JsonDocument.Parse("""{"type":"object","properties":{"answer":{"type":"string"}},"required":["answer"],"additionalProperties":false}""").RootElement;

    private static readonly Dictionary<string, Action<ChatOptions>> s_settings = new()
    {
        ["instructions"] = options => options.Instructions = "Be brief.",
        ["temperature"] = options => options.Temperature = 0.25f,
        ["top p"] = options => options.TopP = 0.5f,
        ["top k"] = options => options.TopK = 7,
        ["a frequency penalty"] = options => options.FrequencyPenalty = 0.25f,
        ["a presence penalty"] = options => options.PresencePenalty = 0.25f,
        ["a seed"] = options => options.Seed = 7,
        ["a limit"] = options => options.MaxOutputTokens = 77,
        ["stop sequences"] = options => options.StopSequences = ["END"],
        ["JSON"] = options => options.ResponseFormat = ChatResponseFormat.Json,
        ["a schema"] = options => options.ResponseFormat = ChatResponseFormat.ForJsonSchema(s_schema, "answer"),
        ["reasoning"] = options => options.Reasoning = new() { Effort = ReasoningEffort.High },
        ["tools"] = options => options.Tools = [.. Weather.Tools],
        ["a tool at all costs"] = options => (options.Tools, options.ToolMode) = ([.. Weather.Tools], ChatToolMode.RequireAny),
        ["a certain tool"] = options => (options.Tools, options.ToolMode) = ([.. Weather.Tools], ChatToolMode.RequireSpecific("GetTime")),
        ["no tool"] = options => (options.Tools, options.ToolMode) = ([.. Weather.Tools], ChatToolMode.None),
        ["one call at a time"] = options => (options.Tools, options.AllowMultipleToolCalls) = ([.. Weather.Tools], false),
        ["a web search"] = options => options.Tools = [new HostedWebSearchTool()],
        ["code"] = options => options.Tools = [new HostedCodeInterpreterTool()],
        ["a search in files"] = options => options.Tools = [new HostedFileSearchTool { Inputs = [new HostedVectorStoreContent("vs_1")] }],
        ["an MCP server"] = options => options.Tools = [new HostedMcpServerTool("srv", new Uri("https://mcp.example"))],
        ["a setting by its wire name"] = options => options.AdditionalProperties = new() { ["a_setting"] = 1 },
    };

    public static IEnumerable<TheoryDataRow<string, string>> All => EmulatedServices.Names.SelectMany(name => s_settings.Keys.Select(setting => new TheoryDataRow<string, string>(name.Data, setting)));

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_setting_is_sent_or_refused(string name, string setting)
    {
        await using var server = await LlmEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var services = EmulatedServices.Services(name, server);
        var client = EmulatedServices.Client(name, services);

        // Of a model that nobody lists nothing is known that would speak against it.
        var usual = new ChatOptions { ModelId = "a-model" };
        if (setting is "a tool at all costs" or "a certain tool" or "no tool" or "one call at a time")
            usual.Tools = [.. Weather.Tools];
        var changed = usual.Clone();
        s_settings[setting](changed);

        (await AskAsync(client, usual)).ShouldBeNull();
        var refused = await AskAsync(client, changed);

        if (refused is not null && server.Requests.Count == 1)
            refused.Kind.ShouldBe(LlmErrorKind.Unsupported);
        else
            server.Requests[1].Text.ShouldNotBe(server.Requests[0].Text);
    }

    [Theory]
    [MemberData(nameof(EmulatedServices.Names), MemberType = typeof(EmulatedServices))]
    public async Task Parameters_that_are_refused_are_left_out_where_the_account_says_so(string name)
    {
        await using var server = await LlmEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var strict = EmulatedServices.Services(name, server);
        await using var lenient = EmulatedServices.Services(name, server, account => account.OnUnsupportedParameter = UnsupportedParameterAction.Drop);
        var client = EmulatedServices.Client(name, lenient);
        var leftOut = new List<string>();
        foreach (var (setting, set) in s_settings)
        {
            var options = new ChatOptions { ModelId = "a-model" };
            set(options);
            if (await AskAsync(EmulatedServices.Client(name, strict), options) is not UnsupportedCapabilityException { Parameter: not null } refused)
                continue;

            var whole = await client.GetResponseAsync("Hi", options, TestContext.Current.CancellationToken);
            var streamed = await client.GetStreamingResponseAsync("Hi", options, TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken);

            foreach (var answer in new[] { whole, streamed })
                answer.AdditionalProperties!["sdkgen.warnings"].ShouldBeAssignableTo<IReadOnlyList<string>>().ShouldBe([$"{refused.Message} It was left out."]);
            leftOut.Add(setting);
        }

        // Chat completions have a word for all of these; these services say themselves what they do not take.
        leftOut.Any().ShouldBe(name is not ("Mistral" or "DeepSeek" or "Groq" or "xAI" or "OpenRouter"));
    }

    private static async Task<LlmException?> AskAsync(IChatClient client, ChatOptions options)
    {
        try
        {
            await client.GetResponseAsync("Hi", options, TestContext.Current.CancellationToken);
            return null;
        }
        catch (LlmException exception)
        {
            return exception;
        }
    }
}

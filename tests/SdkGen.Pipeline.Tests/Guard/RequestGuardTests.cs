using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace SdkGen.Pipeline.Tests.Guard;

/// <summary>The rules about models, at run time: each refuses before anything is sent, in the words of its analyzer, and has a near miss that is sent.</summary>
public class RequestGuardTests
{
    private static readonly AIFunction s_tool = AIFunctionFactory.Create(() => "x", "look");

    public static TheoryData<string, string, Action<Request>, string> Refusals { get; } = new()
    {
        { "tools", "plain", r => r.Options.Tools = [s_tool], "LLM2003: plain does not call tools. Models of Acme that do: GuardedModels.Able, GuardedModels.Wide." },
        { "structured output", "plain", r => r.Options.ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonSerializer.SerializeToElement(new { type = "object" })), "LLM2005: plain does not answer by a JSON Schema. Models of Acme that do: GuardedModels.Able." },
        { "streaming", "plain", r => r.Streams = true, "LLM2006: plain does not stream its answers. Models of Acme that do: GuardedModels.Able." },
        { "parallel tools", "plain", r => r.Options.AllowMultipleToolCalls = true, "LLM2007: plain does not call several tools at once. It does one thing at a time. Models of Acme that do: GuardedModels.Able, GuardedModels.Wide." },
        { "tool choice", "plain", r => (r.Options.Tools, r.Options.ToolMode) = ([new HostedWebSearchTool()], ChatToolMode.RequireAny), "LLM2008: plain does not let itself be made to call a tool. It calls what it likes." },
        { "system message", "plain", r => r.Messages.Insert(0, new(ChatRole.System, "Be kind.")), "LLM2009: plain does not take system messages. It has a mind of its own. Models of Acme that do: GuardedModels.Able, GuardedModels.Wide, GuardedModels.Thinker." },
        { "instructions", "plain", r => r.Options.Instructions = "Be kind.", "LLM2009: plain does not take system messages. It has a mind of its own. Models of Acme that do: GuardedModels.Able, GuardedModels.Wide, GuardedModels.Thinker." },
        { "parameter", "plain", r => r.Options.Temperature = 0.5f, "LLM2011: plain does not take temperature: it samples as it likes." },
        { "choices", "plain", r => r.Options.AdditionalProperties = new() { ["n"] = 2 }, "LLM2019: plain does not give several answers to one request. It gives one answer." },
        { "level of a model that does not reason", "plain", r => r.Options.Reasoning = new() { Effort = ReasoningEffort.Low }, "LLM2021: plain does not reason before it answers. Models of Acme that do: GuardedModels.Thinker." },
        { "image", "plain", r => r.Add(new DataContent(new byte[] { 1 }, "image/png")), "LLM2004: plain does not take images. Models of Acme that do: GuardedModels.Able, GuardedModels.Wide." },
        { "image by address", "plain", r => r.Add(new UriContent("https://a.example/b.png", "IMAGE/png")), "LLM2004: plain does not take images. Models of Acme that do: GuardedModels.Able, GuardedModels.Wide." },
        { "hosted image", "plain", r => r.Add(new HostedFileContent("f") { MediaType = "image/png" }), "LLM2004: plain does not take images. Models of Acme that do: GuardedModels.Able, GuardedModels.Wide." },
        { "audio", "able", r => r.Add(new DataContent(new byte[] { 1 }, "audio/wav")), "LLM2004: able does not take audio. Models of Acme that do: GuardedModels.Wide." },
        { "video", "able", r => r.Add(new DataContent(new byte[] { 1 }, "video/mp4")), "LLM2004: able does not take video. No model of Acme in GuardedModels does." },
        { "file", "plain", r => r.Add(new DataContent(new byte[] { 1 }, "application/pdf")), "LLM2004: plain does not take files (PDF). Models of Acme that do: GuardedModels.Wide." },
        { "above the range", "able", r => r.Options.Temperature = 1.5f, "LLM2014: able takes temperature from 0 to 1, not 1.5." },
        { "no number", "able", r => r.Options.Temperature = float.NaN, "LLM2014: able takes temperature from 0 to 1, not NaN." },
        { "below the range", "able", r => r.Options.Seed = -1, "LLM2014: able takes seed from 0, not -1." },
        { "too many items", "able", r => r.Options.StopSequences = ["a", "b", "c"], "LLM2014: able takes stop up to 2 in number, not 3." },
        { "range by wire name", "able", r => r.Options.AdditionalProperties = new() { ["top_logprobs"] = 21 }, "LLM2014: able takes top_logprobs from 0 to 20, not 21." },
        { "output limit", "able", r => r.Options.MaxOutputTokens = 51, "LLM2015: able answers with 50 tokens at most, not 51. Ask for fewer, or ask a model that answers longer: GuardedModels.Wide." },
        { "level", "thinker", r => r.Options.Reasoning = new() { Effort = ReasoningEffort.ExtraHigh }, "LLM2016: thinker does not reason at level xhigh. Its levels: low, medium." },
        { "level by wire name", "thinker", r => r.Options.AdditionalProperties = new() { ["reasoning_effort"] = "mighty" }, "LLM2016: thinker does not reason at level mighty. Its levels: low, medium." },
        { "while it reasons", "thinker", r => r.Options.TopP = 0.5f, "LLM2017: thinker does not take top_p while it reasons: it then samples as it sees fit. Leave it out." },
        { "too many tools", "able", r => r.Options.Tools = [s_tool, Named("b"), Named("c")], "LLM2031: able takes 2 tools at most, not 3. Offer those that fit the task." },
        { "retired", "gone", _ => { }, "LLM2041: gone is no longer served since 2026-03-01. Use GuardedModels.Wide." },
        { "too long", "able", r => r.Messages[0] = new(ChatRole.User, string.Join(' ', Enumerable.Repeat("word", 200))), "LLM2044: able takes 100 tokens of context, and the prompt has about 139. Shorten it, or ask a model that takes more: GuardedModels.Wide." },
    };

    public static TheoryData<IList<ChatMessage>, ChatOptions?, string> Nulls { get; } = new()
    {
        { [new(ChatRole.User, "hi"), null!], null, "Message 1 of the conversation is null. (Parameter 'messages')" },
        { [new(ChatRole.User, [new TextContent("hi"), null!])], null, "Part 1 of message 0 of the conversation is null. (Parameter 'messages')" },
        { [new(ChatRole.User, "hi")], new() { Tools = [null!] }, "Tool 0 of the options is null. (Parameter 'options')" },
    };

    [Theory]
    [MemberData(nameof(Nulls))]
    public async Task A_null_is_told_with_its_place(IList<ChatMessage> messages, ChatOptions? options, string sentence)
    {
        using var services = new ServiceCollection()
            .AddLlm(llm => llm.AddOpenAI(account => account.BaseUrl = "http://localhost:1/v1").AddAnthropic(account => account.BaseUrl = "http://localhost:1"))
            .BuildServiceProvider();
        foreach (var chat in (IChatClient[])[services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>(), services.GetRequiredService<IChatClient<AnthropicModels.ClaudeHaiku45>>()])
        {
            (await Should.ThrowAsync<ArgumentException>(async () => await chat.GetResponseAsync(messages, options))).Message.ShouldBe(sentence);
            (await Should.ThrowAsync<ArgumentException>(async () => await chat.GetStreamingResponseAsync(messages, options).ToChatResponseAsync())).Message.ShouldBe(sentence);
        }
    }

    public static TheoryData<string, string, Action<Request>> NearMisses { get; } = new()
    {
        { "a tool of the service", "plain", r => r.Options.Tools = [new HostedWebSearchTool()] },
        { "JSON without a schema", "plain", r => r.Options.ResponseFormat = ChatResponseFormat.Json },
        { "one tool at a time", "plain", r => r.Options.AllowMultipleToolCalls = false },
        { "no reasoning", "plain", r => r.Options.TopP = 0.5f },
        { "an image that the model made itself", "plain", r => r.Messages.Insert(0, new(ChatRole.Assistant, [new DataContent(new byte[] { 1 }, "image/png"), new TextContent("Here.")])) },
        { "an image of a model that sees", "able", r => r.Add(new DataContent(new byte[] { 1 }, "image/png")) },
        { "a file, of whose pages services make images", "able", r => r.Add(new DataContent(new byte[] { 1 }, "application/pdf")) },
        { "the ends of a range", "able", r => (r.Options.Temperature, r.Options.Seed, r.Options.MaxOutputTokens) = (1, 0, 50) },
        { "as many items as may be", "able", r => (r.Options.StopSequences, r.Options.Tools) = (["a", "b"], [s_tool, Named("b")]) },
        { "a known level", "thinker", r => r.Options.Reasoning = new() { Effort = ReasoningEffort.Low } },
        { "what is sampled with anyway", "thinker", r => r.Options.TopP = 1 },
        { "as long as may be", "able", r => r.Messages[0] = new(ChatRole.User, string.Join(' ', Enumerable.Repeat("word", 100))) },
        { "many spaces", "able", r => r.Messages[0] = new(ChatRole.User, "word" + new string(' ', 100_000)) },
        { "facts that are unknown", "wide", r => (r.Streams, r.Options.Temperature, r.Options.Reasoning) = (true, 9, new() { Effort = ReasoningEffort.High }) },
        { "a model that nobody lists", "house-model", r => (r.Options.Tools, r.Options.Temperature) = ([s_tool], 9) },
    };

    [Theory]
    [MemberData(nameof(Refusals), DisableDiscoveryEnumeration = true)]
    public async Task Refused_before_anything_is_sent(string about, string model, Action<Request> change, string message)
    {
        var (client, sent) = GuardedModels.Client(model);
        var request = new Request();
        change(request);

        var refusal = await Should.ThrowAsync<UnsupportedCapabilityException>(request.SendAsync(client), about);

        refusal.Message.ShouldBe(message);
        refusal.Rule.ShouldBe(message[..7]);
        refusal.Kind.ShouldBe(about == "too long" ? LlmErrorKind.ContextLength : LlmErrorKind.Unsupported);
        (refusal.Provider, refusal.Model).ShouldBe(("acme", model));
        if (refusal.Hint is { } hint)
            message.ShouldEndWith($"{hint}.");
        sent.Bodies.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(NearMisses), DisableDiscoveryEnumeration = true)]
    public async Task Sent_where_nothing_is_known_against_it(string about, string model, Action<Request> change)
    {
        var (client, sent) = GuardedModels.Client(model);
        var request = new Request();
        change(request);

        (await request.SendAsync(client)).Text.ShouldBe("ok", about);

        sent.Bodies.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Another_model_by_its_id_is_judged_by_its_own_facts()
    {
        var (client, sent) = GuardedModels.Client("able");

        (await Should.ThrowAsync<UnsupportedCapabilityException>(client.GetResponseAsync("hi", new() { ModelId = "plain", Temperature = 0 }))).Model.ShouldBe("plain");
        (await client.GetResponseAsync("hi", new() { ModelId = "wide", MaxOutputTokens = 500 })).Text.ShouldBe("ok");

        sent.Bodies.ShouldHaveSingleItem().ShouldContain("\"model\":\"wide\"");
    }

    [Fact]
    public async Task A_conversation_that_can_be_read_once_is_sent_whole()
    {
        var (client, sent) = GuardedModels.Client("able");
        var reads = 0;

        await client.GetResponseAsync(Once());

        reads.ShouldBe(1);
        sent.Bodies.ShouldHaveSingleItem().ShouldContain("\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]");

        IEnumerable<ChatMessage> Once()
        {
            reads++;
            yield return new(ChatRole.User, "hi");
        }
    }

    private static AIFunction Named(string name) => AIFunctionFactory.Create(() => "x", name);

    public sealed class Request
    {
        public List<ChatMessage> Messages { get; } = [new(ChatRole.User, "hi")];

        public ChatOptions Options { get; } = new();

        public bool Streams { get; set; }

        public void Add(AIContent content) => Messages[0].Contents.Add(content);

        public async Task<ChatResponse> SendAsync(IChatClient client) =>
            Streams ? await client.GetStreamingResponseAsync(Messages, Options).ToChatResponseAsync() : await client.GetResponseAsync(Messages, Options);
    }
}

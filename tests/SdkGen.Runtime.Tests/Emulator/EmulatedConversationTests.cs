using System.Text;
using Microsoft.Extensions.AI;
using SdkGen.Runtime.Tests.EndToEnd;
using SdkGen.Testing;

namespace SdkGen.Runtime.Tests.Emulator;

/// <summary>The same conversation over every protocol: what one turn returns, saved and sent back, is what the service asks for in the next.</summary>
public sealed class EmulatedConversationTests
{
    [Theory]
    [MemberData(nameof(EmulatedServices.NamesAndForms), MemberType = typeof(EmulatedServices))]
    public async Task Calls_and_their_results_go_both_ways(string name, bool streaming)
    {
        await using var server = await LlmEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var services = EmulatedServices.Services(name, server);
        var client = EmulatedServices.Client(name, services);
        server.Chat
            .CallsTools(new ScriptedToolCall("GetTime", """{"city":"Oslo"}"""), new ScriptedToolCall("GetForecast", """{"city":"Rome","days":2}"""))
            .Replies(request => string.Join(" | ", request.ToolResults));
        List<ChatMessage> messages = [new(ChatRole.System, "Be brief."), new(ChatRole.User, "Time in Oslo, weather in Rome?")];
        ChatOptions options = new() { Tools = [.. Weather.Tools] };

        var first = await AskAsync(client, messages, options, streaming);

        var calls = first.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ToList();
        calls.Select(call => call.Name).ShouldBe(["GetTime", "GetForecast"]);
        calls[1].Arguments!["days"]!.ToString().ShouldBe("2");
        first.FinishReason.ShouldBe(name == "Cohere over v1" ? ChatFinishReason.Stop : ChatFinishReason.ToolCalls);
        first.Usage!.InputTokenCount!.Value.ShouldBeGreaterThan(0);

        messages.AddRange(first.Messages);
        messages.Add(new(ChatRole.Tool, [new FunctionResultContent(calls[0].CallId, "12:00"), new FunctionResultContent(calls[1].CallId, "21 degrees")]));
        var second = await AskAsync(client, messages, options, streaming);

        second.Text.ShouldContain("12:00");
        second.Text.ShouldContain("21 degrees");
        second.Text.IndexOf("12:00", StringComparison.Ordinal).ShouldBeLessThan(second.Text.IndexOf("21 degrees", StringComparison.Ordinal));
        second.FinishReason.ShouldBe(ChatFinishReason.Stop);
    }

    [Theory]
    [MemberData(nameof(EmulatedServices.Names), MemberType = typeof(EmulatedServices))]
    public async Task Calls_that_were_carried_out_and_marked_as_such_go_back_with_their_results(string name)
    {
        await using var server = await LlmEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var services = EmulatedServices.Services(name, server);
        var client = EmulatedServices.Client(name, services);
        server.Chat.CallsTools(new ScriptedToolCall("GetTime", """{"city":"Oslo"}""")).Replies(request => string.Join(" | ", request.ToolResults));
        List<ChatMessage> messages = [new(ChatRole.User, "Time in Oslo?")];
        ChatOptions options = new() { Tools = [.. Weather.Tools] };
        messages.AddRange((await AskAsync(client, messages, options, streaming: false)).Messages);
        var call = messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Single();

        // As loops that run functions leave it behind; a call of some service's own tool has no result, and goes to no other service.
        call.InformationalOnly = true;
        messages[^1].Contents.Add(new FunctionCallContent("srv_1", "tool_search", new Dictionary<string, object?>()) { InformationalOnly = true });
        messages.Add(new(ChatRole.Tool, [new FunctionResultContent(call.CallId, "12:00")]));
        var answer = await AskAsync(client, messages, options, streaming: false);

        answer.Text.ShouldContain("12:00");
        server.Requests[^1].Text.ShouldContain("GetTime");
        server.Requests[^1].Text.ShouldNotContain("tool_search");
        call.InformationalOnly.ShouldBeTrue("the history is the caller's");
    }

    [Theory]
    [MemberData(nameof(EmulatedServices.Names), MemberType = typeof(EmulatedServices))]
    public async Task Images_in_results_reach_the_model(string name)
    {
        Assert.SkipWhen(name.StartsWith("Cohere", StringComparison.Ordinal), "Results hold text at Cohere, which the client says before anything is sent.");
        await using var server = await LlmEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var services = EmulatedServices.Services(name, server);
        var client = EmulatedServices.Client(name, services);
        server.Chat.CallsTools(new ScriptedToolCall("GetTime", """{"city":"Oslo"}"""), new ScriptedToolCall("GetTime", """{"city":"Rome"}""")).Replies("Seen.");
        List<ChatMessage> messages = [new(ChatRole.User, "What time do the clocks show?")];
        ChatOptions options = new() { Tools = [.. Weather.Tools] };
        messages.AddRange((await AskAsync(client, messages, options, streaming: false)).Messages);
        var calls = messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ToList();

        var image = new DataContent(Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="), "image/png");
        messages.Add(new(ChatRole.Tool, [new FunctionResultContent(calls[0].CallId, new AIContent[] { new TextContent("A photo."), image })]));
        messages.Add(new(ChatRole.Tool, [new FunctionResultContent(calls[1].CallId, image)]));
        messages.Add(new(ChatRole.User, "Well?"));
        var answer = await AskAsync(client, messages, options, streaming: false);

        answer.Text.ShouldBe("Seen.");
        server.Requests[^1].Text.Split("iVBORw0KGgo").Length.ShouldBe(3);
    }

    [Theory]
    [MemberData(nameof(EmulatedServices.Names), MemberType = typeof(EmulatedServices))]
    public async Task A_wrong_key_is_told_apart(string name)
    {
        await using var server = await LlmEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        server.ApiKey = "another-key";
        await using var services = EmulatedServices.Services(name, server);

        var failure = await Should.ThrowAsync<LlmException>(() => EmulatedServices.Client(name, services).GetResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken));

        failure.Kind.ShouldBe(name.Contains("Bedrock", StringComparison.Ordinal) ? LlmErrorKind.Permission : LlmErrorKind.Authentication);
        failure.ToString().ShouldNotContain("test-key");
    }

    [Theory]
    [MemberData(nameof(EmulatedServices.Names), MemberType = typeof(EmulatedServices))]
    public async Task An_unknown_model_is_told_apart(string name)
    {
        await using var server = await LlmEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        server.Models.Add("a-model-that-exists");
        await using var services = EmulatedServices.Services(name, server);

        var failure = await Should.ThrowAsync<LlmException>(() => EmulatedServices.Client(name, services).GetResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken));

        failure.Kind.ShouldBe(LlmErrorKind.NotFound);
    }

    [Theory]
    [MemberData(nameof(EmulatedServices.Names), MemberType = typeof(EmulatedServices))]
    public async Task A_failure_in_the_middle_of_a_stream_comes_after_the_text_before_it(string name)
    {
        await using var server = await LlmEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        server.Chat.Answers(new ChatFailure(500) { AfterText = "Half an answer" });
        await using var services = EmulatedServices.Services(name, server);
        var text = new StringBuilder();

        await Should.ThrowAsync<LlmException>(async () =>
        {
            await foreach (var update in EmulatedServices.Client(name, services).GetStreamingResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken))
                text.Append(update.Text);
        });

        text.ToString().ShouldBe("Half an answer");
    }

    [Theory]
    [MemberData(nameof(EmulatedServices.Names), MemberType = typeof(EmulatedServices))]
    public async Task Leaving_an_endless_stream_closes_the_connection(string name)
    {
        await using var server = await LlmEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        server.Chat.Answers(new ChatReply { Text = "again ", Endless = true });
        await using var services = EmulatedServices.Services(name, server);
        var seen = 0;

        await foreach (var update in EmulatedServices.Client(name, services).GetStreamingResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken))
        {
            if (update.Text.Length > 0 && ++seen == 5)
                break;
        }

        seen.ShouldBe(5);
        (await server.Requests[0].Outcome).ShouldBe(RequestOutcome.Abandoned);
    }

    private static async Task<ChatResponse> AskAsync(IChatClient client, IEnumerable<ChatMessage> messages, ChatOptions options, bool streaming) => streaming
        ? await client.GetStreamingResponseAsync(messages, options, TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken)
        : await client.GetResponseAsync(messages, options, TestContext.Current.CancellationToken);
}

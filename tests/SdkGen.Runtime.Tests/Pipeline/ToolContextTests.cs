using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Runtime.Tests.Support;

namespace SdkGen.Runtime.Tests.Pipeline;

/// <summary>What a running tool knows of its call, and what it can say meanwhile.</summary>
public class ToolContextTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_tool_knows_its_call_its_conversation_and_what_the_application_gave(bool streaming)
    {
        using var services = new ServiceCollection().AddSingleton("service").BuildServiceProvider();
        var host = new ContextTools();
        var inner = new FakeChatClient(Conversation.Assistant(Conversation.Call("c1", "Look")), Conversation.Assistant(Conversation.Call("c2", "Look")), Conversation.Says("done"));
        var chat = inner.WithTools(host.Tools, new() { Services = services, MaxTurns = 3, Items = new Dictionary<object, object?> { [typeof(Budget)] = new Budget(7), ["key"] = "value" } });

        await chat.AskAsync(streaming);

        host.Seen.Count.ShouldBe(2);
        var first = host.Seen[0];
        (first.ToolName, first.CallId, first.RemainingTurns).ShouldBe(("Look", "c1", 2));
        first.Services.ShouldBeSameAs(services);
        first.Options!.Tools!.Select(tool => tool.Name).ShouldContain("Look");
        first.Messages[0].Text.ShouldBe("hi");
        first.Messages[1].Contents.OfType<FunctionCallContent>().Single().CallId.ShouldBe("c1");
        first.Find<Budget>()!.Left.ShouldBe(7);
        first.Items["key"].ShouldBe("value");
        host.Seen[1].RemainingTurns.ShouldBe(1);
        inner.LastResults().Select(result => result.Result).ShouldBe(["Look c1", "Look c2"]);
    }

    [Fact]
    public async Task Outside_of_a_conversation_it_knows_the_services_and_no_more()
    {
        using var services = new ServiceCollection().AddSingleton("service").BuildServiceProvider();
        var host = new ContextTools();
        await host.Tools.Single(tool => tool.Name == "Look").InvokeAsync(new() { Services = services }, TestContext.Current.CancellationToken);

        var context = host.Seen.Single();
        (context.ToolName, context.CallId, context.RemainingTurns, context.Messages.Count).ShouldBe(("Look", null, null, 0));
        context.Services.ShouldBeSameAs(services);
        context.Find<Budget>().ShouldBeNull();
        context.Report("nobody listens");
    }

    [Fact]
    public async Task A_context_of_ones_own_reaches_the_method()
    {
        var host = new ContextTools();
        var context = new ToolContext("Look") { CallId = "mine" };
        (await host.Tools.Single(tool => tool.Name == "Look").InvokeAsync(context.ToArguments(), TestContext.Current.CancellationToken)).ShouldBe("Look mine");
        host.Seen.Single().ShouldBeSameAs(context);
    }

    [Fact]
    public async Task Functions_that_are_not_generated_find_it_in_their_arguments()
    {
        ToolContext? seen = null;
        var function = AIFunctionFactory.Create((AIFunctionArguments arguments) => { seen = ToolContext.Of(arguments, "Other"); seen.Report("half"); }, "Other");
        var inner = new FakeChatClient(Conversation.Assistant(Conversation.Call("c1", "Other")), Conversation.Says("done"));
        var updates = await inner.WithTools([function]).GetStreamingResponseAsync("hi").ToListAsync();
        seen!.CallId.ShouldBe("c1");
        updates.OfType<ToolProgressUpdate>().Single().Value.ShouldBe("half");
    }

    [Fact]
    public async Task Reports_come_between_the_call_and_its_result_while_the_tool_runs()
    {
        var host = new ContextTools();
        var inner = new FakeChatClient(Conversation.Assistant(Conversation.Call("c1", "Work", """{"steps":3}""")), Conversation.Says("done"));
        var seen = new List<string>();
        var all = new List<ChatResponseUpdate>();
        await foreach (var update in inner.WithTools(host.Tools).GetStreamingResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken))
        {
            all.Add(update);
            if (update is ToolProgressUpdate progress)
            {
                seen.Add($"{progress.CallId} {progress.ToolName} {progress.Value}");
                update.Contents.ShouldBeEmpty();
                host.Step.Release(); // The method waits for this: the report came while it ran.
            }
            else if (update.Contents.OfType<FunctionResultContent>().SingleOrDefault() is { } result)
            {
                seen.Add($"result {result.Result}");
            }
        }

        seen.ShouldBe(["c1 Work 1", "c1 Work 2", "c1 Work 3", "result 3"]);
        var response = all.ToChatResponse();
        response.Messages.Select(message => message.Role).ShouldBe([ChatRole.Assistant, ChatRole.Tool, ChatRole.Assistant]);
        response.Messages.Sum(message => message.Contents.Count(content => content is not UsageContent)).ShouldBe(3);
    }

    [Fact]
    public async Task Without_a_stream_whoever_asked_hears_the_reports()
    {
        var host = new ContextTools();
        host.Step.Release(3);
        var heard = new Reports();
        var inner = new FakeChatClient(Conversation.Assistant(Conversation.Call("c1", "Work", """{"steps":3}""")), Conversation.Says("done"));
        await inner.WithTools(host.Tools, new() { Progress = heard }).AskAsync(streaming: false);
        heard.Values.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Leaving_the_stream_between_reports_stops_the_tool()
    {
        var host = new ContextTools();
        var inner = new FakeChatClient(Conversation.Assistant(Conversation.Call("c1", "Work", """{"steps":3}""")), Conversation.Says("never"));
        await foreach (var update in inner.WithTools(host.Tools).GetStreamingResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken))
        {
            if (update is ToolProgressUpdate)
                break;
        }

        host.Ended.ShouldBe("cancelled");
        inner.Requests.Count.ShouldBe(1);
    }

    private sealed class Reports : IProgress<ToolProgressUpdate>
    {
        public List<object?> Values { get; } = [];

        public void Report(ToolProgressUpdate value) => Values.Add(value.Value);
    }
}

/// <summary>Something of the application's that a tool may look at.</summary>
public sealed record Budget(int Left);

/// <summary>Tools that look at their call.</summary>
public sealed class ContextTools
{
    internal List<ToolContext> Seen { get; } = [];

    internal SemaphoreSlim Step { get; } = new(0);

    internal string Ended { get; private set; } = "";

    [LlmTool]
    public string Look(ToolContext context)
    {
        Seen.Add(context);
        return $"{context.ToolName} {context.CallId}";
    }

    [LlmTool]
    public async Task<int> WorkAsync(int steps, IProgress<int> progress, CancellationToken cancellationToken)
    {
        try
        {
            for (var i = 1; i <= steps; i++)
            {
                progress.Report(i);
                await Step.WaitAsync(cancellationToken);
            }

            return steps;
        }
        catch (OperationCanceledException)
        {
            await Task.Delay(50, CancellationToken.None);
            Ended = "cancelled";
            throw;
        }
    }
}

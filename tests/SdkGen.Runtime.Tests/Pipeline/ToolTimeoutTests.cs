using Microsoft.Extensions.AI;
using SdkGen.Runtime.Tests.Support;

namespace SdkGen.Runtime.Tests.Pipeline;

/// <summary>Calls that take too long: by the tool's own limit, by the loop's, and by none.</summary>
public class ToolTimeoutTests
{
    private const string Told = "The tool '{0}' was stopped: it did not finish within {1} s. It has no result, and what it had begun may have taken effect.";

    [Theory]
    [InlineData("Limited", 2.5, "2.5", false)]
    [InlineData("Limited", 2.5, "2.5", true)]
    [InlineData("Open", 60, "60", false)]
    public async Task The_model_is_told_when_the_time_is_over(string tool, double seconds, string written, bool streaming)
    {
        var clock = new ManualClock();
        var host = new SlowTools();
        var inner = new FakeChatClient(Conversation.Assistant(Conversation.Call("c1", tool)), Conversation.Says("done"));
        var asked = inner.WithTools(host.Tools, new() { TimeProvider = clock, ToolTimeout = TimeSpan.FromSeconds(60) }).AskAsync(streaming);
        await host.Started.WaitAsync(TestContext.Current.CancellationToken);

        clock.Advance(TimeSpan.FromSeconds(seconds - 0.5));
        await Task.Delay(50, TestContext.Current.CancellationToken);
        asked.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(0.5));

        (await asked).Text.ShouldEndWith("done");
        var result = inner.LastResults().Single();
        result.Result.ShouldBe(string.Format(null, Told, tool, written));
        result.Exception.ShouldBeOfType<TimeoutException>();
        (await host.Ended.Task).ShouldBeTrue();
    }

    [Theory]
    [InlineData("Deaf")]
    [InlineData("Blocking")]
    public async Task A_method_that_does_not_listen_is_not_waited_for(string tool)
    {
        var clock = new ManualClock();
        var host = new SlowTools();
        var inner = new FakeChatClient(Conversation.Assistant(Conversation.Call("c1", tool)), Conversation.Says("done"));
        var asked = inner.WithTools(host.Tools, new() { TimeProvider = clock, ToolTimeout = TimeSpan.FromSeconds(1) }).AskAsync(streaming: false);
        await host.Started.WaitAsync(TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(1));
        (await asked).Text.ShouldBe("done");
        inner.LastResults().Single().Result.ShouldBe(string.Format(null, Told, tool, "1"));
        host.Released.Set();
    }

    [Fact]
    public async Task In_time_nothing_is_different()
    {
        var clock = new ManualClock();
        var inner = new FakeChatClient(Conversation.Assistant(Conversation.Call("c1", "Quick"), Conversation.Call("c2", "Fails")), Conversation.Says("done"));
        await inner.WithTools(new SlowTools().Tools, new() { TimeProvider = clock, ToolTimeout = TimeSpan.FromSeconds(1) }).AskAsync(streaming: false);
        inner.LastResults().Select(result => result.Result).ShouldBe(["quick", "Error: the tool 'Fails' failed."]);
        clock.Running.ShouldBe(0);
    }

    [Fact]
    public async Task The_callers_cancellation_stays_what_it_is()
    {
        using var cancel = new CancellationTokenSource();
        var host = new SlowTools();
        var inner = new FakeChatClient(Conversation.Assistant(Conversation.Call("c1", "Limited")), Conversation.Says("never"));
        var asked = inner.WithTools(host.Tools, new() { TimeProvider = new ManualClock() }).GetResponseAsync("hi", cancellationToken: cancel.Token);
        await host.Started.WaitAsync(TestContext.Current.CancellationToken);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(asked);
        host.Ended.Task.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public void A_tool_says_its_limit() => new SlowTools().Tools.Cast<LlmTool>().Where(tool => tool.Timeout is not null)
        .Select(tool => (tool.Name, tool.Timeout!.Value.TotalSeconds)).ShouldBe([("Limited", 2.5)]);
}

/// <summary>Tools that take their time.</summary>
public sealed class SlowTools
{
    internal SemaphoreSlim Started { get; } = new(0);

    internal TaskCompletionSource<bool> Ended { get; } = new();

    internal ManualResetEventSlim Released { get; } = new();

    [LlmTool(TimeoutSeconds = 2.5)]
    public Task<string> LimitedAsync(CancellationToken cancellationToken) => WaitAsync(cancellationToken);

    [LlmTool]
    public Task<string> OpenAsync(CancellationToken cancellationToken) => WaitAsync(cancellationToken);

    [LlmTool]
    public async Task DeafAsync()
    {
        Started.Release();
        await Task.Run(Released.Wait);
    }

    [LlmTool]
    public void Blocking()
    {
        Started.Release();
        Released.Wait();
    }

    [LlmTool]
    public string Quick() => "quick";

    [LlmTool]
    public Task<string> FailsAsync() => Task.FromException<string>(new OperationCanceledException("of its own"));

    private async Task<string> WaitAsync(CancellationToken cancellationToken)
    {
        Started.Release();
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return "";
        }
        finally
        {
            Ended.TrySetResult(true);
        }
    }
}

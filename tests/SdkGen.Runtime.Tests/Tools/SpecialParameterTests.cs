using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace SdkGen.Runtime.Tests.Tools;

/// <summary>Parameters that no model sees, and the ways in which a method can return.</summary>
public class SpecialParameterTests
{
    private static readonly IServiceProvider s_services = new ServiceCollection()
        .AddSingleton("plain").AddKeyedSingleton("blue", "keyed").BuildServiceProvider();

    private readonly SpecialTools _host = new("mine");

    [Fact]
    public async Task Services_and_context_come_from_the_call()
    {
        var tool = Find("Inject");
        tool.JsonSchema.GetProperty("properties").EnumerateObject().Select(property => property.Name).ShouldBe(["text"]);
        (await tool.ShouldRunAsync("""{"text":"x"}""", new AIFunctionArguments { Services = s_services })).ShouldBe("x plain keyed none mine True");
        await Should.ThrowAsync<InvalidOperationException>(() => tool.RawAsync("""{"text":"x"}"""));
    }

    [Theory]
    [InlineData("Nothing", "null")]
    [InlineData("NothingLater", "null")]
    [InlineData("NothingSoon", "null")]
    [InlineData("Later", "[1,2]")]
    [InlineData("Soon", "true")]
    [InlineData("Stream", "[\"a\",\"b\"]")]
    [InlineData("NoText", "null")]
    public async Task Every_way_to_return(string name, string result) => (await Find(name).ShouldRunAsync("{}")).ShouldBe(result);

    [Theory]
    [InlineData("Inject", true)]
    [InlineData("Soon", false)]
    [InlineData("Wait", false)]
    [InlineData("Join", false)]
    public void A_tool_says_whether_it_takes_anything_of_its_call(string name, bool takes) => ((LlmTool)Find(name)).TakesContext.ShouldBe(takes);

    [Fact]
    public async Task What_the_method_throws_is_thrown()
    {
        await Should.ThrowAsync<TimeoutException>(() => Find("Fail").RawAsync("{}"));
        await Should.ThrowAsync<TimeoutException>(() => Find("Fail").StandardAsync("{}"));
    }

    [Fact]
    public async Task Cancellation_reaches_the_method()
    {
        var tool = (LlmTool)Find("Wait");
        using var source = new CancellationTokenSource();
        var call = tool.InvokeAsync("{}"u8.ToArray(), new System.Buffers.ArrayBufferWriter<byte>(), null, source.Token);
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () => await call);
    }

    [Fact]
    public async Task Params_are_optional() =>
        (await Find("Join").ShouldRunAsync("""{"parts":["a","b"]}""")).ShouldBe("a+b" + (await Find("Join").ShouldRunAsync("{}")));

    [Fact]
    public void A_tool_that_needs_approval_says_so_in_both_worlds()
    {
        var tool = (LlmTool)Find("Dangerous");
        tool.RequiresApproval.ShouldBeTrue();
        tool.GetService<ApprovalRequiredAIFunction>().ShouldNotBeNull();
        Find("Soon").GetService<ApprovalRequiredAIFunction>().ShouldBeNull();
    }

    [Fact]
    public void An_instance_has_all_tools_and_the_class_the_static_ones()
    {
        _host.Tools.Count.ShouldBe(12);
        SpecialTools.Tools.Select(tool => tool.Name).ShouldBe(["Soon"]);
    }

    private AIFunction Find(string name) => _host.Tools.Single(tool => tool.Name == name);
}

/// <summary>Tools of every signature.</summary>
public sealed class SpecialTools(string name)
{
    [LlmTool]
    public string Inject(
        string text, IServiceProvider services, [FromKeyedServices("blue")] string keyed, [FromKeyedServices("red")] string? missing, AIFunctionArguments context, CancellationToken cancellationToken) =>
        $"{text} {services.GetRequiredService<string>()} {keyed} {missing ?? "none"} {name} {context.Services == services && !cancellationToken.IsCancellationRequested}";

    [LlmTool]
    public void Nothing() => _ = name;

    [LlmTool]
    public async Task NothingLaterAsync() => await Task.Delay(1);

    [LlmTool]
    public ValueTask NothingSoon() => default;

    [LlmTool]
    public async Task<int[]> LaterAsync()
    {
        await Task.Yield();
        return [1, 2];
    }

    [LlmTool]
    public static ValueTask<bool> SoonAsync() => new(true);

    [LlmTool]
    public async IAsyncEnumerable<string> Stream()
    {
        yield return "a";
        await Task.Yield();
        yield return "b";
    }

    [LlmTool]
    public string? NoText() => null;

    [LlmTool]
    public Task<int> FailAsync() => Task.FromException<int>(new TimeoutException());

    [LlmTool]
    public Task WaitAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);

    [LlmTool]
    public string Join(params string[] parts) => string.Join('+', parts);

    [LlmTool(RequiresApproval = true)]
    public int Dangerous() => 1;
}

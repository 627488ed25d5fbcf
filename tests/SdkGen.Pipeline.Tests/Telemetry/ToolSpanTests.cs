using System.Diagnostics;
using Microsoft.Extensions.AI;
using SdkGen.Runtime.Tests.Support;

namespace SdkGen.Pipeline.Tests.Telemetry;

/// <summary>A loop is one span, with one for each call of the model and of a tool; each is counted once.</summary>
[Collection(TelemetryGroup.Name)]
public class ToolSpanTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_loop_has_a_span_around_its_calls(bool streaming)
    {
        using var probe = new TelemetryProbe($"loop-{streaming}");
        string? within = null;
        var tool = AIFunctionFactory.Create(() => { within = Activity.Current?.OperationName; return "clear"; }, "Sky", "Looks up.");
        var chat = Model(probe.Model, Call("c1")).WithTelemetry(new TelemetryOptions { CaptureContent = true }).WithTools([tool]);
        using var mine = new Activity("mine").Start();
        await chat.AskAsync(streaming);

        Activity.Current.ShouldBe(mine);
        within.ShouldBe("execute_tool Sky");
        probe.Spans.Select(span => span.OperationName).ShouldBe([$"chat {probe.Model}", "execute_tool Sky", $"chat {probe.Model}", "invoke_agent"]);
        var agent = probe.Spans.Last();
        agent.ParentSpanId.ShouldBe(mine.SpanId);
        probe.Spans.Take(3).ShouldAllBe(span => span.ParentSpanId == agent.SpanId);
        (agent.Kind, agent.GetTagItem("gen_ai.usage.input_tokens"), agent.GetTagItem("gen_ai.response.id")).ShouldBe((ActivityKind.Internal, 200L, null));
        agent.GetTagItem("gen_ai.provider.name").ShouldBe("openai");

        var span = probe.Spans.ElementAt(1);
        span.Kind.ShouldBe(ActivityKind.Internal);
        span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").ShouldBe(
        [
            "gen_ai.operation.name=execute_tool", "gen_ai.tool.name=Sky", "gen_ai.tool.type=function", "gen_ai.tool.call.id=c1", "gen_ai.tool.description=Looks up.",
            "gen_ai.tool.call.arguments={}", "gen_ai.tool.call.result=\"clear\"",
        ], ignoreOrder: true);
        probe.Of("gen_ai.client.operation.duration").Count().ShouldBe(2);
        probe.Of("gen_ai.client.token.usage").Sum(measured => measured.Value).ShouldBe(240);
    }

    [Fact]
    public async Task Within_an_agent_a_loop_is_a_part_of_it()
    {
        using var probe = new TelemetryProbe("agent");
        var options = new TelemetryOptions();
        var client = Model(probe.Model, Call("c1")).WithTelemetry(options);
        var agent = SdkGen.Telemetry.AgentRecording.Start(client.GetService<SdkGen.Telemetry.ChatTelemetry>(), null, new("researcher", "a1", "Looks things up.", "2"))!;
        await client.WithTools([new FakeTool("Sky", _ => "clear")]).AskAsync(false);
        agent.End(null);
        var span = probe.Spans.Single(x => x.OperationName.StartsWith("invoke_agent"));
        span.OperationName.ShouldBe("invoke_agent researcher");
        (span.GetTagItem("gen_ai.agent.id"), span.GetTagItem("gen_ai.agent.description"), span.GetTagItem("gen_ai.agent.version")).ShouldBe(("a1", "Looks things up.", "2"));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    public async Task What_a_tool_asks_of_a_model_is_a_call_of_its_own(bool streaming, bool spans)
    {
        using var probe = new TelemetryProbe($"asks-{streaming}-{spans}", spans);
        var options = new TelemetryOptions();
        var other = new ScriptedModel(probe.Model, _ => ScriptedModel.Says("clear")).WithTelemetry(options).WithTelemetry(options);
        var tool = AIFunctionFactory.Create(async () => (await other.GetResponseAsync("sky?")).Text, "Sky");

        // The wrong way round, and still: the loop is one call, and the tool's is another.
        await Model("outer", Call("c1")).WithTools([tool]).WithTelemetry(options).AskAsync(streaming);
        probe.Of("gen_ai.client.operation.duration").ShouldHaveSingleItem();
        probe.Spans.Count(span => span.OperationName.StartsWith("chat")).ShouldBe(spans ? 1 : 0);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    public async Task What_a_loop_asks_within_a_call_is_a_part_of_it_and_what_its_tools_ask_is_not(bool streaming, bool spans)
    {
        using var probe = new TelemetryProbe($"around-{streaming}-{spans}", spans);
        using var tools = new TelemetryProbe($"within-{streaming}-{spans}", spans);
        var options = new TelemetryOptions();
        var other = new ScriptedModel(tools.Model, _ => ScriptedModel.Says("clear")).WithTelemetry(options);
        var tool = AIFunctionFactory.Create(async () => (await other.GetResponseAsync("sky?")).Text, "Sky");
        await Model(probe.Model, Call("c1")).WithTelemetry(options).WithTools([tool]).WithTelemetry(options).AskAsync(streaming);
        probe.Of("gen_ai.client.operation.duration").ShouldHaveSingleItem();
        tools.Of("gen_ai.client.operation.duration").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_tool_that_fails_is_marked()
    {
        using var probe = new TelemetryProbe("tool-fails");
        var fail = AIFunctionFactory.Create((Func<string>)(() => throw new InvalidOperationException("for bob@example.org")), "Fail");
        await Model(probe.Model, Call("c1", "Fail"), new FunctionCallContent("c2", "Forecast", RawArguments.FromJson("{"u8.ToArray()))).WithTelemetry(new TelemetryOptions { UseLatestConventions = true }).WithTools([fail, new CheckedTool()], new() { RepairArguments = false }).AskAsync(false);
        var spans = probe.Spans.Where(span => span.OperationName.StartsWith("execute_tool", StringComparison.Ordinal)).ToList();
        spans.Select(span => (span.Status, span.StatusDescription, span.GetTagItem("error.type"))).ShouldBe(
            [(ActivityStatusCode.Error, "for [email]", "System.InvalidOperationException"), (ActivityStatusCode.Error, null, "invalid_arguments")]);
        probe.Of("gen_ai.execute_tool.duration").Select(measured => measured.Tags["error.type"]).ShouldBe(["System.InvalidOperationException", "invalid_arguments"]);
        probe.Of("gen_ai.invoke_agent.duration").ShouldHaveSingleItem().Tags.Keys.ShouldBe(["gen_ai.request.model"]);
    }

    private static ScriptedModel Model(string model, params AIContent[] calls) => new(model, turn =>
    {
        var response = ScriptedModel.Says("done");
        response.ConversationId = null;
        if (turn == 0)
            response.Messages = [new ChatMessage(ChatRole.Assistant, [.. calls])];
        return response;
    });

    private static FunctionCallContent Call(string id, string name = "Sky") => Conversation.Call(id, name);
}

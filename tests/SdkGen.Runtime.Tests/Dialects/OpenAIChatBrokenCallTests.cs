using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Runtime.Tests.Support;

namespace SdkGen.Runtime.Tests.Dialects;

/// <summary>Tool calls as models break them, from the wire through the loop to the method.</summary>
public class OpenAIChatBrokenCallTests
{
    private const string Done = """{"choices":[{"index":0,"message":{"content":"done"},"finish_reason":"stop"}]}""";

    private static readonly string[] s_done = ["""{"choices":[{"index":0,"delta":{"content":"done"},"finish_reason":"stop"}]}"""];

    [Fact]
    public async Task Streamed_arguments_can_be_watched_while_they_grow()
    {
        string[] pieces = ["", "{\"ci", "ty\": \"Os", "lo\", \"days\": 1", "4}"];
        var seen = new List<string?>();
        await foreach (var update in new OpenAIStub().Stream(Chunks(pieces, "tool_calls")).Chat().GetStreamingResponseAsync("hi"))
        {
            if (update is ToolCallDeltaUpdate delta)
                seen.Add(delta.Snapshot?.ToString());
        }

        seen.ShouldBe([null, "{}", """{"city":"Os"}""", """{"city":"Oslo"}""", """{"city":"Oslo","days":14}"""]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Broken_arguments_run_repaired_and_go_back_as_JSON(bool streaming)
    {
        var tool = new CheckedTool();
        var stub = new OpenAIStub();
        var response = await AskAsync(stub, tool, "{'city': 'Oslo', days: 2", "tool_calls", streaming);
        tool.Ran.ShouldBe(["""{"city":"Oslo","days":2}"""]);
        var call = response.Messages.SelectMany(x => x.Contents).OfType<FunctionCallContent>().ShouldHaveSingleItem();
        call.Arguments.ShouldBeOfType<RawArguments>().Repair!.Steps.ShouldHaveSingleItem().Kind.ShouldBe(ArgumentRepairKind.Text);
        using var request = JsonDocument.Parse(stub.Requests[1]);
        var sent = request.RootElement.GetProperty("messages").EnumerateArray().Single(x => x.TryGetProperty("tool_calls", out _));
        sent.GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString().ShouldBe("""{"city":"Oslo","days":2}""");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Arguments_that_the_length_limit_cut_off_never_run(bool streaming)
    {
        var tool = new CheckedTool();
        var stub = new OpenAIStub();
        await AskAsync(stub, tool, "{\"city\": \"Os", "length", streaming);
        tool.Ran.ShouldBeEmpty();
    }

    private static async Task<ChatResponse> AskAsync(OpenAIStub stub, CheckedTool tool, string arguments, string finish, bool streaming)
    {
        if (streaming)
            return await stub.Stream(Chunks([arguments[..5], arguments[5..]], finish)).Stream(s_done).Chat().WithTools([tool]).GetStreamingResponseAsync("hi").ToChatResponseAsync();
        var call = $$$"""{"choices":[{"index":0,"message":{"tool_calls":[{"id":"c1","type":"function","function":{"name":"Forecast","arguments":{{{JsonSerializer.Serialize(arguments)}}}}}]},"finish_reason":"{{{finish}}}"}]}""";
        return await stub.Answer(call).Answer(Done).Chat().WithTools([tool]).GetResponseAsync("hi");
    }

    private static IEnumerable<string> Chunks(string[] pieces, string finish)
    {
        for (var i = 0; i < pieces.Length; i++)
        {
            var head = i == 0 ? "\"id\":\"c1\",\"type\":\"function\"," : "";
            var name = i == 0 ? "\"name\":\"Forecast\"," : "";
            yield return $$$"""{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,{{{head}}}"function":{{{{name}}}"arguments":{{{JsonSerializer.Serialize(pieces[i])}}}}}]}}]}""";
        }

        yield return $$$"""{"choices":[{"index":0,"delta":{},"finish_reason":"{{{finish}}}"}]}""";
    }
}

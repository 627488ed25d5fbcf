using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using SdkGen.Testing;

namespace SdkGen.Runtime.Tests.EndToEnd;

/// <summary>Tools over a real socket: what the service is sent, and what the caller sees.</summary>
public sealed class ToolConversationTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_runs_and_its_result_goes_back_as_the_service_requires(bool streaming)
    {
        await using var service = await OpenAIService.StartAsync();
        service.Server.Chat
            .Answers(new ChatReply { ToolCalls = [new ScriptedToolCall("GetForecast", """{"city":"Paris","days":2}""") { Id = "call_a" }] })
            .Replies(request => $"Forecast: {request.ToolResults[0]}");

        var response = await AskAsync(service, streaming, "Weather in Paris?");

        response.Text.ShouldBe("""Forecast: {"city":"Paris","days":2,"celsius":21}""");
        response.FinishReason.ShouldBe(ChatFinishReason.Stop);
        var second = service.Server.Requests[1].Json;
        JsonNode.DeepEquals(JsonNode.Parse(second.GetProperty("messages").GetRawText()), JsonNode.Parse("""
            [
              {"role":"user","content":"Weather in Paris?"},
              {"role":"assistant","tool_calls":[{"id":"call_a","type":"function","function":{"name":"GetForecast","arguments":"{\"city\":\"Paris\",\"days\":2}"}}]},
              {"role":"tool","tool_call_id":"call_a","content":"{\"city\":\"Paris\",\"days\":2,\"celsius\":21}"}
            ]
            """)).ShouldBeTrue(second.GetRawText());
        second.GetProperty("tools").GetRawText().ShouldBe(service.Server.Requests[0].Json.GetProperty("tools").GetRawText());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Parallel_calls_are_answered_each_by_its_id(bool streaming)
    {
        await using var service = await OpenAIService.StartAsync();
        service.Server.Chat
            .CallsTools(
                new ScriptedToolCall("GetTime", """{"city":"Oslo"}""") { Id = "call_1" },
                new ScriptedToolCall("GetForecast", """{"city":"Rome"}""") { Id = "call_2" })
            .Replies(request => string.Join(" | ", request.ToolResults));

        var response = await AskAsync(service, streaming, "Time in Oslo, weather in Rome?");

        response.Text.ShouldBe("""12:00 in Oslo | {"city":"Rome","days":3,"celsius":21}""");
        var messages = service.Server.Requests[1].Json.GetProperty("messages").EnumerateArray().ToList();
        messages[1].GetProperty("tool_calls").GetArrayLength().ShouldBe(2);
        messages[2].GetProperty("tool_call_id").GetString().ShouldBe("call_1");
        messages[3].GetProperty("tool_call_id").GetString().ShouldBe("call_2");
    }

    [Fact]
    public async Task Wrong_arguments_give_the_model_one_message_that_lists_each_problem()
    {
        await using var service = await OpenAIService.StartAsync();
        service.Server.Chat
            .CallsTool("GetForecast", """{"city":"","days":99,"unit":"C"}""")
            .CallsTool("GetForecast", """{"city":"Paris","days":1}""")
            .Replies("Done.");

        var response = await AskAsync(service, streaming: true, "Weather?");

        response.Text.ShouldBe("Done.");
        var told = Results(service.Server.Requests[1]).ShouldHaveSingleItem();
        told.ShouldContain("$.city");
        told.ShouldContain("$.days");
        told.ShouldContain("$.unit");
        told.ShouldNotContain("Exception");
        Results(service.Server.Requests[2])[1].ShouldBe("""{"city":"Paris","days":1,"celsius":21}""");
    }

    [Theory]
    [InlineData("not json", null)]
    [InlineData("[1]", null)]
    [InlineData("""{"city":"Par""", "length")]
    [InlineData("", "length")]
    public async Task A_call_that_cannot_be_read_or_was_cut_off_does_not_run(string arguments, string? finish)
    {
        await using var service = await OpenAIService.StartAsync();
        service.Server.Chat.Answers(new ChatReply { ToolCalls = [new ScriptedToolCall("GetForecast", arguments)], FinishReason = finish }).Replies("Sorry.");

        var response = await AskAsync(service, streaming: true, "Weather?");

        response.Text.ShouldBe("Sorry.");
        Results(service.Server.Requests[1]).ShouldHaveSingleItem().ShouldNotContain("celsius");
    }

    [Fact]
    public async Task Text_of_the_second_turn_streams_while_the_service_still_writes()
    {
        await using var service = await OpenAIService.StartAsync();
        service.Server.Chat.CallsTool("GetTime", """{"city":"Oslo"}""").Answers(new ChatReply { Text = "on and on", Endless = true });

        await foreach (var update in service.Chat.WithTools(Weather.Tools).GetStreamingResponseAsync("Time?"))
        {
            if (update.Text.Contains("and", StringComparison.Ordinal))
                break;
        }

        (await service.Server.Requests[1].Outcome.WaitAsync(TimeSpan.FromSeconds(20))).ShouldBe(RequestOutcome.Abandoned);
    }

    [Fact]
    public async Task Usage_of_both_turns_counts()
    {
        await using var service = await OpenAIService.StartAsync();
        service.Server.Chat
            .Answers(new ChatReply { ToolCalls = [new ScriptedToolCall("GetTime", """{"city":"Oslo"}""")], Usage = new TokenCounts(50, 10) })
            .Answers(new ChatReply { Text = "Noon.", Usage = new TokenCounts(80, 5) { CachedInput = 50 } });

        var streamed = await AskAsync(service, streaming: true, "Time?");

        streamed.Usage!.InputTokenCount.ShouldBe(130);
        streamed.Usage.OutputTokenCount.ShouldBe(15);
        streamed.Usage.CachedInputTokenCount.ShouldBe(50);
    }

    private static List<string> Results(RecordedRequest request) =>
        [.. request.Json.GetProperty("messages").EnumerateArray().Where(message => message.GetProperty("role").ValueEquals("tool")).Select(message => message.GetProperty("content").GetString()!)];

    private static Task<ChatResponse> AskAsync(OpenAIService service, bool streaming, string question)
    {
        var chat = service.Chat.WithTools(Weather.Tools);
        return streaming ? chat.GetStreamingResponseAsync(question).ToChatResponseAsync() : chat.GetResponseAsync(question);
    }
}

using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace SdkGen.Runtime.Tests.Messages;

/// <summary>Conversations can be saved and loaded, whatever our clients put into them.</summary>
public class ConversationJsonTests
{
    [Fact]
    public void Raw_arguments_save_like_any_dictionary_with_the_standard_options()
    {
        var call = new FunctionCallContent("c1", "Tool", RawArguments.FromJson("""{"city":"Paris","days":3,"near":null,"stops":[{"a":true}]}"""u8.ToArray()));
        var json = JsonSerializer.Serialize(new ChatMessage(ChatRole.Assistant, [call]), AIJsonUtilities.DefaultOptions);
        var loaded = JsonSerializer.Deserialize<ChatMessage>(json, AIJsonUtilities.DefaultOptions)!.Contents.Single().ShouldBeOfType<FunctionCallContent>();
        JsonSerializer.Serialize(loaded.Arguments, LlmJson.Options).ShouldBe("""{"city":"Paris","days":3,"near":null,"stops":[{"a":true}]}""");
    }

    [Fact]
    public void A_refusal_saves_and_loads_with_our_options()
    {
        var message = new ChatMessage(ChatRole.Assistant, [new TextContent("a"), new RefusalContent("I will not.")]);
        var json = JsonSerializer.Serialize(message, LlmJson.Options);
        json.ShouldContain("\"$type\":\"refusal\"");
        JsonSerializer.Deserialize<ChatMessage>(json, LlmJson.Options)!.Contents[1].ShouldBeOfType<RefusalContent>().Text.ShouldBe("I will not.");
    }

    [Theory]
    [InlineData("{\"a\":1}", null)]
    [InlineData("", null)]
    [InlineData(" \n", null)]
    [InlineData("null", null)]
    [InlineData("{\"a\":", "end")]
    [InlineData("{} {}", "end of")]
    [InlineData("\"text\"", "one JSON object, not a string")]
    [InlineData("[]", "one JSON object, not an array")]
    public void Text_that_is_no_object_has_an_error_and_no_values(string text, string? error)
    {
        var arguments = RawArguments.FromJson(Encoding.UTF8.GetBytes(text));
        if (error is null)
            arguments.Error.ShouldBeNull();
        else
            arguments.Error!.Message.ShouldContain(error);
        arguments.Count.ShouldBe(text.StartsWith("{\"a\":1") ? 1 : 0);
    }

    [Fact]
    public void Free_text_and_cut_off_arguments_say_so()
    {
        RawArguments.FromText("4 + 4").Single().ShouldBe(new("input", "4 + 4"));
        RawArguments.FromText("4 + 4").IsText.ShouldBeTrue();
        var cut = RawArguments.FromCutOff(default);
        cut.Error!.Message.ShouldContain("length limit");
        cut.ShouldBeEmpty();
    }

    [Fact]
    public async Task Deltas_of_a_call_leave_no_trace_in_the_collected_response()
    {
        var response = await Stream().ToChatResponseAsync();
        response.Messages.Single().Contents.Single().ShouldBeOfType<FunctionCallContent>();

        static async IAsyncEnumerable<ChatResponseUpdate> Stream()
        {
            await Task.Yield();
            yield return new ToolCallDeltaUpdate { Role = ChatRole.Assistant, MessageId = "m", Index = 0, CallId = "c1", Name = "Tool" };
            yield return new ToolCallDeltaUpdate { Role = ChatRole.Assistant, MessageId = "m", Index = 0, ArgumentsDelta = "{}" };
            yield return new(ChatRole.Assistant, [new FunctionCallContent("c1", "Tool", RawArguments.FromJson("{}"u8.ToArray()))]) { MessageId = "m" };
        }
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using SdkGen.Runtime.Tests.EndToEnd;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Testing;

namespace SdkGen.Runtime.Tests.Tools;

/// <summary>Results that are content of a message: they reach the service part for part.</summary>
public class ContentResultTests
{
    [Theory]
    [InlineData("Picture", false)]
    [InlineData("Parts", true)]
    [InlineData("PartsLater", true)]
    [InlineData("Streamed", true)]
    [InlineData("Pictures", true)]
    public async Task Content_is_handed_on_as_it_is(string name, bool isList)
    {
        var tool = Find(name);
        tool.ReturnsContent.ShouldBeTrue();
        var result = await tool.InvokeAsync(new(), TestContext.Current.CancellationToken);
        if (isList)
            result.ShouldBeAssignableTo<IReadOnlyCollection<AIContent>>()!.Count.ShouldBe(2);
        else
            result.ShouldBeOfType<DataContent>().MediaType.ShouldBe("image/png");
    }

    [Fact]
    public async Task Nothing_is_no_content() => (await Find("NoPicture").InvokeAsync(new(), TestContext.Current.CancellationToken)).ShouldBeNull();

    [Theory]
    [InlineData("Text", "plain")]
    [InlineData("Picture", """{"$type":"data","uri":"data:image/png;base64,iVBORw=="}""")]
    public async Task As_text_it_is_the_text_or_the_json_of_the_part(string name, string expected) =>
        (await Find(name).RawAsync("{}")).Text.ShouldBe(expected);

    [Fact]
    public async Task As_text_several_parts_are_a_list()
    {
        using var json = JsonDocument.Parse((await Find("Parts").RawAsync("{}")).Text);
        json.RootElement.EnumerateArray().Select(part => part.GetProperty("$type").GetString()).ShouldBe(["text", "data"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_loop_gives_parts_to_the_client(bool streaming)
    {
        var inner = new FakeChatClient(
            Conversation.Assistant(Conversation.Call("c1", "Parts"), Conversation.Call("c2", "Zoom", """{"percent":999}"""), Conversation.Call("c3", "Zoom", """```json {"percent":50} ```""")),
            Conversation.Says("done"));
        await inner.WithTools(ContentTools.Tools).AskAsync(streaming);
        var results = inner.LastResults();
        results[0].Result.ShouldBeAssignableTo<IEnumerable<AIContent>>()!.Count().ShouldBe(2);
        results[1].Result!.ToString()!.ShouldContain("$.percent: expected an integer from 1 to 400, received 999");
        results[2].Result.ShouldBeOfType<DataContent>();
    }

    [Fact]
    public async Task The_service_is_sent_the_parts()
    {
        await using var service = await OpenAIService.StartAsync();
        service.Server.Chat.Answers(new ChatReply { ToolCalls = [new ScriptedToolCall("Parts", "{}") { Id = "call_a" }] }).Replies("I see.");
        await service.Chat.WithTools(ContentTools.Tools).GetResponseAsync("look", cancellationToken: TestContext.Current.CancellationToken);
        var sent = service.Server.Requests[1].Json.GetProperty("messages").GetRawText();
        JsonNode.DeepEquals(new JsonArray([.. JsonNode.Parse(sent)!.AsArray().Skip(2).Select(message => message!.DeepClone())]), JsonNode.Parse("""
            [
              {"role":"tool","tool_call_id":"call_a","content":"It shows:"},
              {"role":"user","content":[{"type":"text","text":"Result of the call call_a:"},{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw=="}}]}
            ]
            """)).ShouldBeTrue(sent);
    }

    private static LlmTool Find(string name) => (LlmTool)ContentTools.Tools.Single(tool => tool.Name == name);
}

/// <summary>Tools that return content.</summary>
public static class ContentTools
{
    private static readonly byte[] s_png = [0x89, 0x50, 0x4e, 0x47];

    [LlmTool]
    public static DataContent Picture() => new(s_png, "image/png");

    [LlmTool]
    public static DataContent? NoPicture() => null;

    [LlmTool]
    public static AIContent Text() => new TextContent("plain");

    [LlmTool]
    public static IEnumerable<AIContent> Parts()
    {
        yield return new TextContent("It shows:");
        yield return Picture();
    }

    [LlmTool]
    public static async Task<List<AIContent>> PartsLaterAsync()
    {
        await Task.Yield();
        return [.. Parts()];
    }

    [LlmTool]
    public static async IAsyncEnumerable<AIContent> StreamedAsync()
    {
        await Task.Yield();
        foreach (var part in Parts())
            yield return part;
    }

    [LlmTool]
    public static ValueTask<DataContent[]> PicturesAsync() => new([Picture(), Picture()]);

    [LlmTool]
    public static DataContent Zoom([System.ComponentModel.DataAnnotations.Range(1, 400)] int percent) => new(s_png, $"image/{percent}");
}

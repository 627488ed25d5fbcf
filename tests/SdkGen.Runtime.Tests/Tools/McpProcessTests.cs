using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using SdkGen.Runtime.Tests.Support;

namespace SdkGen.Runtime.Tests.Tools;

/// <summary>Generated tools served over stdio by a process of their own, and called by the real client.</summary>
public class McpProcessTests
{
    private static readonly string s_server = Path.Combine(AppContext.BaseDirectory, "mcp", "SdkGen.McpServer.dll");

    [Fact]
    public async Task A_process_serves_its_tools()
    {
        await using var client = await ConnectAsync();
        var tools = await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        tools.Select(tool => tool.Name).Order(StringComparer.Ordinal).ShouldBe(["Add", "Cover", "Process", "find_books"]);
        var find = tools.Single(tool => tool.Name == "find_books");
        find.Description.ShouldBe("Finds books by a part of their title.");
        find.JsonSchema.GetProperty("properties").GetProperty("limit").GetProperty("maximum").GetInt32().ShouldBe(10);
        find.JsonSchema.GetProperty("additionalProperties").GetBoolean().ShouldBeFalse();

        int.Parse(await TextAsync(client, "Process", []), null).ShouldNotBe(Environment.ProcessId);
        (await TextAsync(client, "Add", new() { ["book"] = new { title = "Dune", year = 1965, tags = new[] { "desert" } } })).ShouldBe("1");
        (await TextAsync(client, "Add", new() { ["book"] = new { title = "Emma", year = 1815 } })).ShouldBe("2");
        using var found = JsonDocument.Parse(await TextAsync(client, "find_books", new() { ["text"] = "un" }));
        found.RootElement.EnumerateArray().Single().GetProperty("title").GetString().ShouldBe("Dune");
    }

    [Fact]
    public async Task Arguments_that_do_not_fit_are_told_and_the_process_goes_on()
    {
        await using var client = await ConnectAsync();
        var told = await TextAsync(client, "find_books", new() { ["text"] = "", ["limit"] = 99, ["sort"] = "up" });
        told.ShouldContain("did not run");
        told.ShouldContain("\n$.text: ");
        told.ShouldContain("\n$.limit: expected an integer from 1 to 10, received 99");
        told.ShouldContain("\n$.sort: ");
        (await TextAsync(client, "Add", new() { ["book"] = new { title = "Dune", year = 1965 } })).ShouldBe("1");
    }

    [Fact]
    public async Task Content_crosses_as_content()
    {
        await using var client = await ConnectAsync();
        var result = await client.CallToolAsync("Cover", cancellationToken: TestContext.Current.CancellationToken);
        result.Content.Single().ShouldBeOfType<ImageContentBlock>().MimeType.ShouldBe("image/png");
    }

    [Fact]
    public async Task Tools_of_the_process_run_in_a_conversation()
    {
        await using var client = await ConnectAsync();
        var tools = await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        var inner = new FakeChatClient(
            Conversation.Assistant(Conversation.Call("c1", "Add", """{"book":{"title":"Dune","year":1965}}"""), Conversation.Call("c2", "find_books", """{"text":"dune"}""")), Conversation.Says("done"));
        await inner.WithTools(tools).AskAsync(streaming: true);
        inner.LastResults().Count.ShouldBe(2);
        inner.LastResults()[1].Result!.ToString()!.ShouldContain("Dune");
    }

    private static Task<McpClient> ConnectAsync() => McpClient.CreateAsync(
        new StdioClientTransport(new StdioClientTransportOptions { Name = "tools", Command = "dotnet", Arguments = ["exec", s_server] }), cancellationToken: TestContext.Current.CancellationToken);

    private static async Task<string> TextAsync(McpClient client, string tool, Dictionary<string, object?> arguments)
    {
        var result = await client.CallToolAsync(tool, arguments, cancellationToken: TestContext.Current.CancellationToken);
        return result.Content.Single().ShouldBeOfType<TextContentBlock>().Text;
    }
}

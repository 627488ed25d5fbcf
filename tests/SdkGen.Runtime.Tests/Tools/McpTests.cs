using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace SdkGen.Runtime.Tests.Tools;

/// <summary>Generated tools served over MCP by its own server and called by its own client: no adapter stands between.</summary>
public class McpTests
{
    [Fact]
    public async Task Tools_are_listed_with_their_name_description_and_exact_schema()
    {
        await using var connection = await McpConnection.OpenAsync(Weather.Tools);
        var tools = await connection.Client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);

        tools.Select(tool => tool.Name).Order().ShouldBe(Weather.Tools.Select(tool => tool.Name).Order());
        foreach (var tool in tools)
        {
            var own = Weather.Tools.Single(candidate => candidate.Name == tool.Name);
            tool.Description.ShouldBe(own.Description);
            JsonElement.DeepEquals(tool.JsonSchema, own.JsonSchema).ShouldBeTrue(tool.JsonSchema.GetRawText());
        }
    }

    [Fact]
    public async Task A_call_runs_with_defaults_for_what_is_left_out()
    {
        await using var connection = await McpConnection.OpenAsync(Weather.Tools);
        Compact(await connection.CallAsync("GetForecast", new() { ["city"] = "Zürich" })).ShouldBe("""{"city":"Zürich","days":3,"unit":"Celsius","degrees":21.5}""");
        Compact(await connection.CallAsync("GetForecast", new() { ["city"] = "Paris", ["days"] = 5, ["unit"] = "Fahrenheit" })).ShouldBe("""{"city":"Paris","days":5,"unit":"Fahrenheit","degrees":21.5}""");
    }

    [Fact]
    public async Task A_string_is_plain_text()
    {
        await using var connection = await McpConnection.OpenAsync(Weather.Tools);
        (await connection.CallAsync("time-of", new() { ["zone"] = 0.0 })).ShouldBe("12:00 «UTC»");
    }

    [Fact]
    public async Task Arguments_that_do_not_fit_are_told_by_path_and_the_method_does_not_run()
    {
        await using var connection = await McpConnection.OpenAsync(Weather.Tools);
        var text = await connection.CallAsync("GetForecast", new() { ["days"] = 99 });
        text.ShouldContain("did not run");
        text.ShouldContain("\n$.days: expected an integer from 1 to 14, received 99");
        text.ShouldContain("\n$.city: ");
    }

    [Fact]
    public async Task What_the_client_lists_is_a_function_again()
    {
        await using var connection = await McpConnection.OpenAsync(Weather.Tools);
        AIFunction tool = (await connection.Client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken)).Single(tool => tool.Name == "time-of");
        (await tool.InvokeAsync(new() { ["zone"] = 1 }, TestContext.Current.CancellationToken))!.ToString()!.ShouldContain("later");
    }

    /// <summary>The server of MCP indents what it writes.</summary>
    private static string Compact(string json) => JsonNode.Parse(json)!.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>A server and a client that talk over two pipes.</summary>
    private sealed class McpConnection(McpServer server, Task serving, McpClient client) : IAsyncDisposable
    {
        public McpClient Client => client;

        public static async Task<McpConnection> OpenAsync(IReadOnlyList<AIFunction> tools)
        {
            var (requests, answers) = (new Pipe(), new Pipe());
            var options = new McpServerOptions { ToolCollection = [] };
            foreach (var tool in tools)
                options.ToolCollection.Add(McpServerTool.Create(tool));
            var server = McpServer.Create(new StreamServerTransport(requests.Reader.AsStream(), answers.Writer.AsStream(), "weather"), options);
            var serving = server.RunAsync(TestContext.Current.CancellationToken);
            var client = await McpClient.CreateAsync(
                new StreamClientTransport(requests.Writer.AsStream(), answers.Reader.AsStream()), cancellationToken: TestContext.Current.CancellationToken);
            return new McpConnection(server, serving, client);
        }

        public async Task<string> CallAsync(string tool, Dictionary<string, object?> arguments)
        {
            var result = await client.CallToolAsync(tool, arguments, cancellationToken: TestContext.Current.CancellationToken);
            return result.Content.Single().ShouldBeOfType<TextContentBlock>().Text;
        }

        public async ValueTask DisposeAsync()
        {
            await client.DisposeAsync();
            await server.DisposeAsync();
            await serving;
        }
    }
}

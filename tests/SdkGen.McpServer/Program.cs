using ModelContextProtocol.Server;
using SdkGen.McpServer;

// Standard output belongs to the protocol: nothing else may be written there.
var options = new McpServerOptions { ServerInfo = new() { Name = "sdkgen-tools", Version = "1.0" }, ToolCollection = [] };
foreach (var tool in LibraryTools.Of(new Library()))
    options.ToolCollection.Add(McpServerTool.Create(tool));
await using var server = McpServer.Create(new StdioServerTransport("sdkgen-tools"), options);
await server.RunAsync();

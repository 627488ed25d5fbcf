using App;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen;
using SdkGen.Testing;

await using var server = await LlmEmulator.StartAsync();
server.Chat.CallsTool("CountWords", """{"text":"to be or not to be"}""").Replies(request => $"It has {request.ToolResults[^1]} words.");

var services = new ServiceCollection();
services.AddLlm(llm => llm.AddGateway(options =>
{
    options.BaseUrl = server.OpenAIUrl;
    options.ApiKey = "any";
}));
services.AddSingleton<Writer>();

await using var provider = services.BuildServiceProvider();
await foreach (var update in provider.GetRequiredService<Writer>().AskAsync("How many words has \"to be or not to be\"?"))
    Console.Write(update.Text);
Console.WriteLine();
Console.WriteLine(server.Requests[0].Text);

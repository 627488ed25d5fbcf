using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quickstart;
using SdkGen;

var builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
await using var emulator = await Offline.StartWithoutKeyAsync(builder.Configuration);
builder.Services.AddLlm(llm => llm.AddOpenAI(options => emulator?.Serve(options)));
using var host = builder.Build();

const string Question = "What will the weather be in Paris over the next two days?";
Console.WriteLine($"You    {Question}");

var chat = host.Services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>().WithTools(Weather.Tools);
var updates = new List<ChatResponseUpdate>();
var speaking = false;
try
{
    await foreach (var update in chat.GetStreamingResponseAsync(Question))
    {
        updates.Add(update);
        foreach (var content in update.Contents)
        {
            if (content is FunctionCallContent call)
                Console.WriteLine($"Calls  {call.Name} {call.Arguments}");
            else if (content is FunctionResultContent result)
                Console.WriteLine($"Gets   {result.Result}");
            else if (content is TextContent { Text.Length: > 0 } text)
                Console.Write(speaking ? text.Text : $"Model  {text.Text}");
            speaking = content is TextContent;
        }
    }
}
catch (LlmException failure)
{
    Console.Error.WriteLine($"\n{failure.Message}");
    return 1;
}

var usage = updates.ToChatResponse().Usage;
Console.WriteLine($"\n\n{usage?.InputTokenCount} tokens in, {usage?.OutputTokenCount} out, {chat.CostOf(usage):0.000000} USD");
return 0;

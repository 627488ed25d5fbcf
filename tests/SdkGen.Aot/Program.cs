using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen;
using SdkGen.Aot;

// Address and key come from OPENAI_BASE_URL and OPENAI_API_KEY.
var services = new ServiceCollection();
services.AddLlm(llm => llm.AddOpenAI());
services.AddSingleton<Assistant>();

await using var provider = services.BuildServiceProvider();
var assistant = provider.GetRequiredService<Assistant>();

var text = "";
var updates = 0;
var calls = new List<string>();
UsageDetails? usage = null;
await foreach (var update in assistant.AskAsync("Will it rain in Paris tomorrow?"))
{
    updates++;
    text += update.Text;
    foreach (var content in update.Contents)
    {
        if (content is FunctionCallContent call)
            calls.Add(call.Name);
        else if (content is UsageContent { Details: var details })
            usage = details;
    }
}

var whole = await assistant.ThinkAsync("Say it in one go.");

Console.WriteLine($"tool calls: {string.Join(", ", calls)}");
Console.WriteLine($"streamed in {updates} updates: {text}");
Console.WriteLine($"usage: {usage?.InputTokenCount} in, {usage?.OutputTokenCount} out");
Console.WriteLine($"whole: {whole}");
return calls is ["GetForecast"] && text.Contains("Rain, 3 days, Celsius", StringComparison.Ordinal) && updates > 3 && usage?.OutputTokenCount > 0 && whole.Length > 0 ? 0 : 1;

using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen;

// Address and key come from OPENAI_BASE_URL and OPENAI_API_KEY. The first of the two models does not answer.
var services = new ServiceCollection();
services.AddLlm(llm => llm.AddOpenAI().AddFailover<OpenAIModels.Gpt41, OpenAIModels.Gpt4o>());
services.AddSingleton<Asker>();

await using var provider = services.BuildServiceProvider();
var answer = await provider.GetRequiredService<Asker>().AskAsync("Who is there?");
Console.WriteLine($"failover: {answer}");
return answer == "Here instead." ? 0 : 1;

internal sealed class Asker(IChatClient<AnyOf<OpenAIModels.Gpt41, OpenAIModels.Gpt4o>> either)
{
    public async Task<string> AskAsync(string question) => (await either.GetResponseAsync(question)).Text;
}

using Microsoft.Extensions.AI;
using SdkGen;

namespace Misuse;

public sealed class ToolsOfAModelWithout(IChatClient<OpenAIModels.Gpt5ChatLatest> chat)
{
    public Task<ChatResponse> AskAsync(AITool tool) => chat.WithTools([tool]).GetResponseAsync("Will it rain?");
}

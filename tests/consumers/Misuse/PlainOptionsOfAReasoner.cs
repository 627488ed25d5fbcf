using Microsoft.Extensions.AI;
using SdkGen;

namespace Misuse;

public sealed class PlainOptionsOfAReasoner(IChatClient<OpenAIModels.O3> chat)
{
    public Task<ChatResponse> AskAsync() => chat.GetResponseAsync("Think.", new ChatOptions { Temperature = 1 });
}

using Microsoft.Extensions.AI;
using SdkGen;

namespace Misuse;

public sealed class RequestsOfAnOwnModel(IChatClient<GatewayModels.HouseCaller> chat)
{
    public Task<ChatResponse> LookAsync(ReadOnlyMemory<byte> image) =>
        chat.GetResponseAsync(new ChatMessage(ChatRole.User, [new DataContent(image, "image/png")]), new ChatOptions { Temperature = 3 });
}

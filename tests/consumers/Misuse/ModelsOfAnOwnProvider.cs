using Microsoft.Extensions.AI;
using SdkGen;

namespace Misuse;

public sealed class ModelsOfAnOwnProvider(IChatClient<GatewayModels.HouseWriter> chat, IImageGenerator<GatewayModels.HouseCaller> images)
{
    public object Images => images;

    public object Options { get; } = new GatewayModels.HouseWriter.Options { Temperature = 1 };

    public Task<ImageGenerationResponse> PaintAsync() => chat.GenerateImageAsync("a lighthouse");

    public IChatClient Equip(AITool tool) => chat.WithTools([tool]);
}

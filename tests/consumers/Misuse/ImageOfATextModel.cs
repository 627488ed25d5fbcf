using Microsoft.Extensions.AI;
using SdkGen;

namespace Misuse;

public sealed class ImageOfATextModel(IChatClient<OpenAIModels.Gpt41Mini> chat)
{
    public Task<ImageGenerationResponse> PaintAsync() => chat.GenerateImageAsync("a lighthouse");
}

using Microsoft.Extensions.AI;
using SdkGen;

namespace Misuse;

public sealed class TheWorkingCall(IImageGenerator<OpenAIModels.GptImage2> images, IChatClient<OpenAIModels.Gpt41Mini> chat)
{
    public Task<ImageGenerationResponse> PaintAsync() => images.GenerateImageAsync("a lighthouse");

    public Task<ChatResponse> AskAsync(AITool tool) =>
        chat.WithTools([tool]).GetResponseAsync("Will it rain?", new OpenAIModels.Gpt41Mini.Options { Temperature = 1 });
}

using SdkGen;

namespace Misuse;

public sealed class ChatWithAnImageModel(IChatClient<OpenAIModels.GptImage1> chat)
{
    public object Chat => chat;
}

using Microsoft.Extensions.AI;
using SdkGen;

namespace Misuse;

public sealed class CombinationOfModels(IChatClient<AnyOf<OpenAIModels.Gpt41Mini, GatewayModels.HouseWriter>> chat, ITextToSpeechClient<GatewayModels.HouseCaller> voice)
{
    public object Voice => voice;

    public IChatClient Equip(AITool tool) => chat.WithTools([tool]);
}

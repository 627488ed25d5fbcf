using Microsoft.Extensions.AI;
using SdkGen;

namespace Misuse;

public sealed class TemperatureOfAReasoner
{
    public ChatOptions Options { get; } = new OpenAIModels.O3.Options { Temperature = 1 };
}

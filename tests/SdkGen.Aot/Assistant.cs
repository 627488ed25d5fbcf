using Microsoft.Extensions.AI;

namespace SdkGen.Aot;

/// <summary>Gets its typed clients from the container: the registration is an open generic, which NativeAOT has to close without reflection.</summary>
internal sealed class Assistant(IChatClient<OpenAIModels.Gpt41Mini> chat, IChatClient<OpenAIModels.O3> thinker)
{
    public IAsyncEnumerable<ChatResponseUpdate> AskAsync(string question) =>
        chat.WithTools(Weather.Tools).GetStreamingResponseAsync(question, new OpenAIModels.Gpt41Mini.Options { Temperature = 0 });

    public async Task<string> ThinkAsync(string question) =>
        (await thinker.GetResponseAsync(question, new OpenAIModels.O3.Options { MaxOutputTokens = 100 })).Text;
}

using Microsoft.Extensions.AI;
using SdkGen;

namespace App;

/// <summary>Uses a model that only this project's spec knows.</summary>
public sealed class Writer(IChatClient<GatewayModels.HouseWriter> chat)
{
    public IAsyncEnumerable<ChatResponseUpdate> AskAsync(string question) =>
        chat.WithTools(Words.Tools).GetStreamingResponseAsync(question, new GatewayModels.HouseWriter.Options { MaxOutputTokens = 100 });
}

public static class Words
{
    /// <summary>Counts the words of a text.</summary>
    /// <param name="text">The text.</param>
    [LlmTool]
    public static int CountWords(string text) => text.Split(' ').Length;
}

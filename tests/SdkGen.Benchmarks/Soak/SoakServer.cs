using SdkGen.Testing;

namespace SdkGen.Benchmarks.Soak;

/// <summary>The emulator in a process of its own, so that its memory is not counted. Writes its address on the first line, and serves until standard input ends.</summary>
internal static class SoakServer
{
    /// <summary>What every answer says, word by word.</summary>
    public const string Answer =
        "The lighthouse keeper looked out over the sea and counted the ships that went by in the night, one after the other, until the morning came and the lamp was put out.";

    public static async Task RunAsync()
    {
        await using var server = await LlmEmulator.StartAsync().ConfigureAwait(false);
        server.Chat.Replies(Answer, Delivery.Drips(TimeSpan.FromMilliseconds(10), pieceSize: 512));
        Console.WriteLine(server.OpenAIUrl);
        await Console.In.ReadToEndAsync().ConfigureAwait(false);
    }
}

using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Testing;
using SdkGen.Tests;

namespace SdkGen.Runtime.Tests.Dialects;

/// <summary>Streams that services have sent, each event on a line: each is read to its end, and its answer goes back in a request that the service would take.</summary>
public sealed class AnthropicSampleTests
{
    [Fact]
    public async Task Every_sample_is_read_and_goes_back()
    {
        var folder = SharedFolder.Need("facts/streams");
        await using var server = await LlmEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var services = new ServiceCollection().AddLlm(llm => llm.AddAnthropic(options => (options.BaseUrl, options.ApiKey) = (server.AnthropicUrl, "test-key"))).BuildServiceProvider();
        var client = services.GetRequiredService<IChatClient<AnthropicModels.ClaudeHaiku45>>();
        var answers = 0;
        foreach (var file in Directory.GetFiles(folder, "anthropic__*.txt").Order(StringComparer.Ordinal))
        {
            foreach (var events in Answers(await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken)))
            {
                server.Playback = new RawAnswer(200, Encoding.UTF8.GetBytes(string.Concat(events.Select(AnthropicEvents.Framed)))) { Headers = new Dictionary<string, string> { ["content-type"] = "text/event-stream" } };
                var answer = await client.GetStreamingResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken);
                answer.FinishReason.ShouldNotBeNull(file);
                answer.Usage.ShouldNotBeNull(file);

                server.Playback = null;
                var results = answer.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Where(call => !call.InformationalOnly).Select(call => (AIContent)new FunctionResultContent(call.CallId, "ok")).ToList();
                await client.GetResponseAsync([new(ChatRole.User, "Hi"), .. answer.Messages, new(ChatRole.Tool, results), new(ChatRole.User, "Go on.")], cancellationToken: TestContext.Current.CancellationToken);
                answers++;
            }
        }

        answers.ShouldBeGreaterThan(20);
    }

    /// <summary>The answers of a file, one after another.</summary>
    private static IEnumerable<List<string>> Answers(IEnumerable<string> lines)
    {
        var events = new List<string>();
        foreach (var line in lines.Where(line => line.Length > 0))
        {
            events.Add(line);
            if (!line.Contains("\"message_stop\"", StringComparison.Ordinal))
                continue;
            yield return events;
            events = [];
        }
    }
}

using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using SdkGen.Dialects.OpenAIChat;

namespace SdkGen.Runtime.Tests.Dialects;

/// <summary>Files that a model made, in a conversation that goes on: they go back to who takes them in answers, and stay behind elsewhere.</summary>
public sealed class AnswerFileTests
{
    private static readonly Dictionary<string, string> s_taken = new()
    {
        ["gemini"] = "AQID BAUG https://a.example/b.pdf",
        ["gemini-interactions"] = "AQID BAUG https://a.example/b.pdf",
        ["ollama-chat"] = "AQID",
    };

    public static TheoryData<string> Dialects => [.. DialectServices.All.Keys];

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Files_of_answers_end_no_conversation(string dialect)
    {
        var (profile, protocol) = DialectServices.All[dialect];
        var log = new Lines();
        var stub = new DialectStub(profile, protocol) { Log = log };

        await SendAsync(stub);

        var sent = stub.Requests.ShouldHaveSingleItem();
        sent.ShouldContain("Here.");
        sent.ShouldContain("Bluer.");
        var taken = s_taken.GetValueOrDefault(dialect, "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        ((string[])["AQID", "BAUG", "https://a.example/b.pdf", "file-of-another"]).Where(sent.Contains).ShouldBe(taken);
        log.All.Count.ShouldBe(4 - taken.Length);
        log.All.ShouldAllBe(line => line.StartsWith("A file of an earlier answer (", StringComparison.Ordinal) && line.Contains(profile.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Images_of_answers_go_back_where_chat_completions_take_them()
    {
        var stub = new DialectStub(OpenRouterProvider.Profile, OpenAIChatDialect.Instance);

        await SendAsync(stub);

        stub.Requests[0].ShouldContain("""{"role":"assistant","content":"Here.","images":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}}]}""");
    }

    [Fact]
    public async Task Speech_of_an_answer_goes_back_by_its_id_to_the_service_that_knows_it()
    {
        const string Spoken = """{"id":"r","choices":[{"index":0,"message":{"role":"assistant","content":null,"audio":{"id":"audio_1","data":"AQID","transcript":"Hi"}},"finish_reason":"stop"}]}""";
        var answer = await new DialectStub(OpenAIProvider.Profile, OpenAIChatDialect.Instance).Answer(Spoken).Chat("new-model").GetResponseAsync("Hi");
        foreach (var (profile, isOwn) in ((SdkGen.Transport.ProviderProfile, bool)[])[(OpenAIProvider.Profile, true), (OpenRouterProvider.Profile, false)])
        {
            var stub = new DialectStub(profile, OpenAIChatDialect.Instance);
            var history = JsonSerializer.Deserialize<ChatMessage[]>(JsonSerializer.Serialize<ChatMessage[]>([new(ChatRole.User, "Hi"), .. answer.Messages, new(ChatRole.User, "On.")], LlmJson.Options), LlmJson.Options)!;

            (await stub.SentAsync(Spoken, "new-model", history)).Contains("audio_1", StringComparison.Ordinal).ShouldBe(isOwn);
        }
    }

    private static async Task SendAsync(DialectStub stub)
    {
        // What is answered does not matter here.
        stub.Answer("{}");
        await Should.ThrowAsync<LlmException>(() => stub.Chat("new-model").GetResponseAsync(
        [
            new(ChatRole.User, "Draw."),
            new(ChatRole.Assistant,
            [
                new TextContent("Here."),
                new DataContent(new byte[] { 1, 2, 3 }, "image/png"),
                new DataContent(new byte[] { 4, 5, 6 }, "audio/wav"),
                new UriContent("https://a.example/b.pdf", "application/pdf"),
                new HostedFileContent("file-of-another"),
            ]),
            new(ChatRole.User, "Bluer."),
        ],
        new() { MaxOutputTokens = 5 }));
    }

    private sealed class Lines : ILogger
    {
        public List<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            logLevel.ShouldBe(LogLevel.Warning);
            All.Add(formatter(state, exception));
        }
    }
}
